// FNV-1a, 32 bits: the digest behind schedule tokens. Small, well known, the same on every machine.
//
// Source: Fowler, Noll and Vo; draft-eastlake-fnv. Text is taken as UTF-16 units, low byte first.
// Leaves out: any protection against someone who wants a collision; a token guards against mistakes only.

export const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The digest after one more byte. */
export function fnvByte(digest: number, byte: number): number {
  return Math.imul(digest ^ byte, FNV_PRIME) >>> 0;
}

/** The digest after more text. */
export function fnvText(digest: number, text: string): number {
  let next = digest;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    next = fnvByte(fnvByte(next, unit & 0xff), unit >>> 8);
  }
  return next;
}

/** JSON with the keys of every mapping sorted, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`;
}
