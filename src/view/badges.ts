// A glyph in pieces that can be drawn as badges: a number on a disc, or a sign.
import type { Glyph } from './glyphs.ts';
import type { Role } from './rows.ts';

export interface Badge {
  /** "2" of ②, or the sign itself. */
  readonly text: string;
  /** Drawn on a disc. */
  readonly isVersion: boolean;
  readonly role: Role;
}

const FIRST_CIRCLED = 0x2460;
const CIRCLED = 20;
const VERSION_ROLES: readonly Role[] = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6'];

/** One badge, or one for each version that is mixed; each in its own colour. */
export function badgesOf({ text, role }: Glyph): readonly Badge[] {
  return (text.match(/\(\d+\)|./gu) ?? []).map((sign) => {
    const number = numberOf(sign);
    if (number === null) return { text: sign, isVersion: false, role };
    const own = VERSION_ROLES[(number - 1) % VERSION_ROLES.length] ?? role;
    return { text: String(number), isVersion: true, role: own };
  });
}

/** The version of ② or (21); null of any other sign. */
function numberOf(sign: string): number | null {
  if (sign.startsWith('(') && sign.length > 1) return Number(sign.slice(1, -1));
  const number = (sign.codePointAt(0) ?? 0) - FIRST_CIRCLED + 1;
  return number >= 1 && number <= CIRCLED ? number : null;
}
