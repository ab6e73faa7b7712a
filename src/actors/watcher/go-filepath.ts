// Go's lexical path functions as fsnotify calls them: filepath.Clean and filepath.Dir on Unix.
//
// Source: https://pkg.go.dev/path/filepath (Clean, Dir). They look at the text only: ".." takes back the component
// before it even where that is a symbolic link, which is why Add("d/..") never asks the kernel about d. Rule W1.

/** The shortest equivalent text: no "//", no ".", no inner ".."; '' becomes '.'. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const component of path.split('/')) {
    if (component === '' || component === '.') continue;
    const last = kept.at(-1);
    if (component !== '..') kept.push(component);
    else if (last !== undefined && last !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  if (rooted) return `/${kept.join('/')}`;
  return kept.length === 0 ? '.' : kept.join('/');
}

/** All but the last component, cleaned: the lexical parent. */
export function parentPath(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}
