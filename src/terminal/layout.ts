// How the panes share a screen: everything on 80×24, side by side on a wide one, one pane at a time on a
// small one.
//
// Pure numbers, so that a resize is nothing but another layout. What does not fit is left out in this order:
// one-liners take the place of queue and application, then volume and lanes take turns, then only the choices
// are left.

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

export interface Layout extends ScreenSize {
  /** Queue and application stand beside the volume, reasons and verdicts beside the choices. */
  readonly isWide: boolean;
  /** Says that the screen is small. */
  readonly isSmall: boolean;
  /** Rows of each part, title included; 0 leaves it out. */
  readonly lanes: number;
  readonly middle: number;
  readonly oneLiners: number;
  readonly choices: number;
  readonly why: number;
  readonly verdicts: number;
}

const HEADER_AND_LIGHTS = 2;
const FOOTER = 1;
/** A time axis and seven lanes. */
const LANES_MIN = 8;
/** Below this many rows volume and lanes take turns. */
const BOTH_FROM_ROWS = 22;
/** Below this many rows there is room for neither. */
const EITHER_FROM_ROWS = 17;
const WIDE_FROM_COLUMNS = 120;
const WIDE_FROM_ROWS = 30;
const SMALL_COLUMNS = 70;
/** Rows of all verdicts with their title, and of the choices beside them. */
const VERDICTS = 10;
const WIDE_CHOICES_MAX = 16;

/** The layout of a screen; every size has one. */
export function layoutOf({ columns, rows }: ScreenSize): Layout {
  const isWide = columns >= WIDE_FROM_COLUMNS && rows >= WIDE_FROM_ROWS;
  const isSmall = columns < SMALL_COLUMNS || rows < BOTH_FROM_ROWS;
  const base = { columns, rows, isWide, isSmall, verdicts: 0 };
  const room = rows - HEADER_AND_LIGHTS - FOOTER;
  if (isWide) return { ...base, ...wideParts(room) };
  const why = rows >= WIDE_FROM_ROWS ? 4 : 2;
  if (rows < EITHER_FROM_ROWS) {
    const choices = Math.max(1, room - Math.min(why, Math.max(0, room - 3)));
    return { ...base, lanes: 0, middle: 0, oneLiners: 0, choices, why: Math.max(0, room - choices) };
  }
  if (rows < BOTH_FROM_ROWS) {
    const choices = room - LANES_MIN - why;
    return { ...base, lanes: LANES_MIN, middle: LANES_MIN, oneLiners: 0, choices, why };
  }
  const lanes = rows >= WIDE_FROM_ROWS ? LANES_MIN + 3 : LANES_MIN;
  const rest = room - lanes - why - 1;
  const choices = Math.max(4, Math.round(rest * 0.4));
  return { ...base, lanes, middle: rest - choices, oneLiners: 1, choices, why };
}

function wideParts(room: number): Pick<Layout, 'lanes' | 'middle' | 'oneLiners' | 'choices' | 'why' | 'verdicts'> {
  const choices = Math.max(7, Math.min(WIDE_CHOICES_MAX, Math.round(room * 0.34)));
  const middle = Math.max(11, Math.round(room * 0.29));
  const why = Math.max(4, Math.min(6, choices - VERDICTS));
  return { lanes: room - choices - middle, middle, oneLiners: 0, choices, why, verdicts: choices - why };
}

/** Rows that the parts of a narrow screen would fill, titles not included. */
export interface Wanted {
  readonly volume: number;
  readonly choices: number;
  readonly why: number;
  /** What is told matters more than the volume: just opened. */
  readonly isTelling: boolean;
}

/** Rows of the volume that stay when something is told at length. */
const VOLUME_MIN = 2;

/** Rows that volume and choices do not need are given to reasons that are longer than their place. */
export function withMoreWhy(
  { middle, choices, why, oneLiners }: Layout,
  wanted: Wanted,
): Pick<Layout, 'middle' | 'choices' | 'why'> {
  const missing = Math.max(0, wanted.why - why);
  const fromChoices = Math.min(missing, Math.max(0, choices - 1 - Math.max(1, wanted.choices)));
  // Where volume and lanes take turns their place is the same for both.
  const needed = wanted.isTelling ? Math.min(VOLUME_MIN, wanted.volume) : wanted.volume;
  const spare = oneLiners === 0 ? 0 : Math.max(0, middle - 1 - needed);
  const fromVolume = Math.min(missing - fromChoices, spare);
  return { middle: middle - fromVolume, choices: choices - fromChoices, why: why + fromChoices + fromVolume };
}
