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

const OF_THE_END: readonly PropertyName[] = ['converges', 'stays-armed', 'bounded-staleness'];

/** Is the property violated by where a run ends up, so that a schedule must be completed before it can be judged? */
export function isJudgedAtEnd(property: PropertyName): boolean {
  return OF_THE_END.includes(property);
}
