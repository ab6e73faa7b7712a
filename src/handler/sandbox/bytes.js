// Text and bytes: as much of Node's Buffer as reading a file needs, and what paths and encodings may be.

export class Buffer extends Uint8Array {
  static from(text) {
    const escaped = unescape(encodeURIComponent(String(text)));
    return Uint8Array.from.call(Buffer, { length: escaped.length }, (_, index) => escaped.charCodeAt(index));
  }
  toString() {
    let escaped = '';
    for (const byte of this) escaped += `%${byte.toString(16).padStart(2, '0')}`;
    return decodeURIComponent(escaped);
  }
  equals(other) {
    return this.length === other.length && this.every((byte, index) => byte === other[index]);
  }
}

export function withCode(error, code) {
  return Object.assign(error, { code });
}

export function pathText(path, name = 'path') {
  if (path instanceof Uint8Array) return Buffer.prototype.toString.call(path);
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    const found = typeof path === 'string' ? 'an empty or broken path' : typeof path;
    const message = `The "${name}" argument must be a path as a string. Received ${found}`;
    throw withCode(new TypeError(message), 'ERR_INVALID_ARG_TYPE');
  }
  return path.startsWith('/') ? path : `/${path}`;
}

export function decoded(text, options) {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  if (encoding === undefined || encoding === null || encoding === 'buffer') return Buffer.from(text);
  if (/^utf-?8$/i.test(encoding)) return text;
  throw withCode(new TypeError(`Unknown encoding: ${encoding}; a handler has utf8`), 'ERR_INVALID_ARG_VALUE');
}
