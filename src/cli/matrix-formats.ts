// The forms in which `matrix` prints.
export const MATRIX_FORMATS = ['text', 'markdown', 'json', 'html'] as const;
export type MatrixFormat = (typeof MATRIX_FORMATS)[number];
