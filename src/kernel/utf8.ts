// Sizes in bytes of text, because paths, names and records are limited and counted in bytes.
// Source: utf-8(7). A lone surrogate counts three bytes, as its replacement character would.

/** Bytes of `text` in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
