// What faces need of sharing: the address of a place, and what to open for a text that somebody hands in.
import type { Catalog } from '../../simulation/catalog.ts';
import { isEdited } from '../editing/edited.ts';
import type { ShareWords } from '../messages/share-words.ts';
import type { Opening } from '../session/reducer.ts';
import { formatLink, readHandedIn } from './link.ts';
import { changedText, type Equip, openShared } from './open-shared.ts';
import { type Place, sharedRun } from './shared-run.ts';

export interface HandedOn {
  /** What to open; null when nothing can be. */
  readonly opening: Omit<Opening, 'catalog' | 'openAt'> | null;
  /** What is to be said of it, in a sentence; null when all is well. */
  readonly problem: string | null;
}

/**
 * The address of a place, seen from the address of the page; null when it would be too long. A page from file:// has no
 * address for others, and where it lies is nobody's business: its link is what comes behind an address.
 */
export async function addressOf(place: Place, page: string): Promise<string | null> {
  const hash = await formatLink(sharedRun(place));
  if (hash === null) return null;
  return page.startsWith('file:') ? hash : `${page.replace(/#.*$/s, '')}${hash}`;
}

const asItIs: Equip = async (simulation) => simulation;

/** What to open for a link or the text of an exported file. */
export async function handedOn(
  text: string,
  catalog: Catalog,
  words: ShareWords,
  equip: Equip = asItIs,
): Promise<HandedOn> {
  const shared = await readHandedIn(text);
  if (typeof shared === 'string') return { opening: null, problem: words.problems[shared] };
  const opened = await openShared(shared, catalog, equip);
  if ('mistake' in opened) return { opening: null, problem: words.mistake(opened.mistake) };
  const { opening, changed } = opened;
  const isCopy = isEdited(opening.simulation, catalog);
  return { opening: { ...opening, isEdited: isCopy }, problem: changed && changedText(words, changed) };
}
