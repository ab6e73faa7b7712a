// The forms in which `check` prints, and the bounds of its bound.
export const CHECK_FORMATS = ['text', 'json', 'junit', 'sarif', 'markdown'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** States that may be asked for: what the numbers of the explorer's tables can count. */
export const MAX_STATES_MAX = 1_000_000_000;
