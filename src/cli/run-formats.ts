// The forms in which `run` prints.
export const RUN_FORMATS = ['lanes', 'json', 'mermaid', 'svg', 'perfetto', 'html'] as const;
export type RunFormat = (typeof RUN_FORMATS)[number];
