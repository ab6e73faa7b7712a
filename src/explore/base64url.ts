// Bytes as text that may stand in a URL, a shell line and a commit message: base64url without padding (RFC 4648, 5).

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function encodeBase64url(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.slice(at, at + 3);
    const group = (first << 16) | (second << 8) | third;
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((group >> shift) & 63));
    text += digits.slice(0, Math.min(bytes.length - at, 3) + 1).join('');
  }
  return text;
}

/** The bytes, or null when the text is not what `encodeBase64url` writes. */
export function decodeBase64url(text: string): readonly number[] | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit === -1) return null;
    held = ((held << 6) | digit) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  const isCanonical = bits < 6 && (held & ((1 << bits) - 1)) === 0;
  return isCanonical ? bytes : null;
}
