// The names of the properties, as files, flags and reports spell them.
export const PROPERTY_NAMES = [
  'never-empty',
  'never-torn',
  'never-invalid',
  'never-crashes',
  'converges',
  'stays-armed',
  'bounded-staleness',
  'no-reload-storm',
  'no-needless-reload',
] as const;
export type PropertyName = (typeof PROPERTY_NAMES)[number];
