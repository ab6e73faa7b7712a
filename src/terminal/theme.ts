// How each role looks in a terminal. Every role is told apart without colour too: by its glyph, sign or
// brackets, so that NO_COLOR and colour-blind eyes lose nothing. Only the sixteen colours of the user's own
// palette.
import type { TextProps } from 'ink';
import type { Role } from '../view/rows.ts';

type Look = Pick<TextProps, 'color' | 'bold' | 'dimColor' | 'inverse' | 'strikethrough'>;

const LOOKS: Readonly<Record<Role, Look>> = {
  v1: { color: 'cyan' },
  v2: { color: 'yellow' },
  v3: { color: 'magenta' },
  v4: { color: 'green' },
  v5: { color: 'blue' },
  v6: { color: 'white' },
  empty: { color: 'red', bold: true },
  torn: { color: 'red', bold: true },
  invalid: { color: 'red', bold: true },
  watch: { color: 'green', bold: true },
  dead: { color: 'gray', strikethrough: true },
  link: { color: 'blue' },
  dim: { color: 'gray' },
  label: { bold: true },
  title: { bold: true },
  time: { color: 'gray' },
  ok: { color: 'green' },
  bad: { color: 'red', bold: true },
  warn: { color: 'yellow', bold: true },
  key: { bold: true },
  mark: { bold: true },
  selected: { inverse: true },
  why: {},
  'banner-bad': { color: 'red', bold: true, inverse: true },
  'banner-warn': { color: 'yellow', bold: true, inverse: true },
  'banner-ok': { color: 'green', bold: true, inverse: true },
};

/** The look of a role; without colour only weight and inversion are left. */
export function lookOf(role: Role | null, hasColor: boolean): Look {
  if (role === null) return {};
  const { color, ...look } = LOOKS[role];
  if (hasColor) return LOOKS[role];
  return color === 'gray' ? { ...look, dimColor: true } : look;
}
