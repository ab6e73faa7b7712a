// The names of the properties, as files, flags and reports spell them.
/** What a reload strategy may be asked to keep, in the order of every list of them. */
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
/** The name of a property of a pod. */
export type PodPropertyName = (typeof PROPERTY_NAMES)[number];

/** The name of a property: one of a pod's, or whatever the system that is played calls its own (src/systems). */
export type PropertyName = string;

/** Is it a property of a pod? */
export function isPodProperty(name: PropertyName): name is PodPropertyName {
  return PROPERTY_NAMES.some((each) => each === name);
}
