// The forms in which `shrink` prints, and how many seeds it tries at most.
export const SHRINK_FORMATS = ['text', 'json'] as const;
export type ShrinkFormat = (typeof SHRINK_FORMATS)[number];

export const SEEDS_MAX = 1_000_000;
