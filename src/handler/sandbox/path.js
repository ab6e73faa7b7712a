// As much of node:path as a handler needs.

export const path = {
  join: (...parts) => normal(parts.filter((part) => part !== '').join('/')),
  resolve: (...parts) =>
    normal(
      `/${parts
        .slice(
          Math.max(
            0,
            parts.findLastIndex((part) => part[0] === '/'),
          ),
        )
        .join('/')}`,
    ),
  basename: (text) => text.replace(/\/+$/, '').replace(/^.*\//, ''),
  dirname: (text) => text.replace(/\/+[^/]*\/*$/, '') || (text[0] === '/' ? '/' : '.'),
  sep: '/',
};

function normal(text) {
  const parts = [];
  for (const part of text.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part === '..' && text[0] === '/') continue;
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${text[0] === '/' ? '/' : ''}${parts.join('/')}` || '.';
}
