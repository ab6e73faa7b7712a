// The forms in which `run` prints.

/** Those of a pod alone: a system has no configuration that is mounted, watched and loaded. */
export const POD_FORMATS = ['otlp', 'prometheus'] as const;
export type PodFormat = (typeof POD_FORMATS)[number];

export const RUN_FORMATS = ['lanes', 'json', 'mermaid', 'svg', 'perfetto', ...POD_FORMATS, 'html'] as const;
export type RunFormat = (typeof RUN_FORMATS)[number];

/** Is it a form that only a pod's run has? */
export function isPodFormat(format: RunFormat): format is PodFormat {
  return POD_FORMATS.some((each) => each === format);
}
