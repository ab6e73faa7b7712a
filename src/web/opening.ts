// What the address of the page asks to open: `#sim=incident&schedule=TOKEN`.
//
// Only names and a token are read, each looked up in what is delivered; anything else is a problem that is said, and the
// incident is opened.
import type { createSession } from '../view/session.ts';

type Opening = Parameters<typeof createSession>[0];
type Catalog = ReturnType<Opening['catalog']>;

export interface Opened {
  readonly opening: Omit<Opening, 'catalog'>;
  /** What the address asked for in vain; null when all is well. */
  readonly problem: string | null;
}

const DEFAULT_SIMULATION = 'incident';
/** Longer addresses are not ours. */
const HASH_MAX = 100_000;

/** What to open for an address's hash. */
export function openingOf({ simulations }: Catalog, hash: string): Opened {
  const asked = new URLSearchParams(hash.length > HASH_MAX ? '' : hash.slice(1));
  const name = asked.get('sim') ?? DEFAULT_SIMULATION;
  const find = (wanted: string) => simulations.find(({ scenario }) => scenario.name === wanted);
  const simulation = find(name) ?? find(DEFAULT_SIMULATION);
  if (simulation === undefined) throw new Error('the incident is delivered');
  return {
    opening: { simulation, openAt: 'violation', schedule: asked.get('schedule'), policy: null },
    problem: find(name) === undefined ? `no simulation ${name.slice(0, 80)}` : null,
  };
}
