// The names of the properties, as files, flags and reports spell them.
/** In the order of every list of them. */
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
/** The name of a property: what a reload strategy may be asked to keep. */
export type PropertyName = (typeof PROPERTY_NAMES)[number];
