// The forms in which `run` prints.
export const RUN_FORMATS = ['lanes', 'json', 'mermaid'] as const;
export type RunFormat = (typeof RUN_FORMATS)[number];
