// What the address of the page asks to open: `#sim=incident&strategy=poll-hash&schedule=TOKEN`.
//
// Only names and a token are read, each looked up in what is delivered; anything else is a problem that is said, and the
// incident is opened.
import { DEFAULT_SIMULATION, findNamed } from '../view/session/named.ts';
import type { createSession } from '../view/session.ts';

type Opening = Parameters<typeof createSession>[0];
type Catalog = ReturnType<Opening['catalog']>;

export interface Opened {
  readonly opening: Omit<Opening, 'catalog'>;
  /** What the address asked for in vain; null when all is well. */
  readonly problem: string | null;
}

/** Longer addresses are not ours. */
const HASH_MAX = 100_000;

/** What to open for an address's hash. */
export function openingOf(catalog: Catalog, hash: string): Opened {
  const asked = new URLSearchParams(hash.length > HASH_MAX ? '' : hash.slice(1));
  const name = asked.get('sim') ?? DEFAULT_SIMULATION;
  const strategy = asked.get('strategy');
  const found = findNamed(catalog, name, strategy);
  const opened = found ?? findNamed(catalog, name, null) ?? findNamed(catalog, DEFAULT_SIMULATION, null);
  if (opened === null) throw new Error('the incident is delivered');
  const isKnown = findNamed(catalog, name, null) !== null;
  const missing = isKnown ? `no strategy ${strategy ?? ''}` : `no simulation ${name}`;
  return {
    opening: { ...opened, openAt: 'violation', schedule: asked.get('schedule'), policy: null },
    problem: found === null ? missing.slice(0, 95) : null,
  };
}
