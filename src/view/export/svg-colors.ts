// The colours of exported pictures: those of the page (src/web/styles/colors.css), which a test compares.
import type { Role } from '../rows.ts';

interface Color {
  readonly light: string;
  readonly dark: string;
}

export const COLORS = {
  panel: { light: '#ffffff', dark: '#161b23' },
  ink: { light: '#171c24', dark: '#e9edf3' },
  muted: { light: '#535f70', dark: '#9dabbd' },
  line: { light: '#d5dbe4', dark: '#2d3644' },
  'line-strong': { light: '#8793a5', dark: '#64738a' },
  v1: { light: '#0b5fc0', dark: '#74b4ff' },
  v2: { light: '#a04b00', dark: '#ffb04f' },
  v3: { light: '#7a2fb8', dark: '#d3a0ff' },
  v4: { light: '#0c6b3a', dark: '#63d993' },
  v5: { light: '#0a6a75', dark: '#58d3df' },
  v6: { light: '#a3246a', dark: '#ff92c6' },
  'on-version': { light: '#ffffff', dark: '#10151d' },
  ok: { light: '#0c6b3a', dark: '#63d993' },
  bad: { light: '#b4121d', dark: '#ff8181' },
  warn: { light: '#855000', dark: '#f3c14b' },
  link: { light: '#2a58a8', dark: '#8fb8f5' },
} as const satisfies Readonly<Record<string, Color>>;

/** The colour of a role; roles that are not here look like plain text. */
export const ROLE_COLORS: Readonly<Partial<Record<Role, keyof typeof COLORS>>> = {
  v1: 'v1',
  v2: 'v2',
  v3: 'v3',
  v4: 'v4',
  v5: 'v5',
  v6: 'v6',
  empty: 'bad',
  torn: 'bad',
  invalid: 'bad',
  bad: 'bad',
  watch: 'ok',
  ok: 'ok',
  warn: 'warn',
  link: 'link',
  dim: 'muted',
  dead: 'muted',
  time: 'muted',
};
