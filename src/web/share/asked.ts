// What a page is asked to open: the run that it carries, a link, or names (opening.ts).
import type { Messages } from '../../view/messages/messages.ts';
import { JSON_FIELD, LINK, RECORD_ELEMENT } from '../../view/share/link-form.ts';
import { type Opened, openingOf } from '../opening.ts';
import type { PageCatalog } from '../page-catalog.ts';

type Catalog = ReturnType<PageCatalog['get']>;
type Simulation = Catalog['simulations'][number];

/** What was open before a reload, at the same place; null where it cannot be opened any more. */
export async function openingKept(
  text: string,
  catalog: Catalog,
  { share }: Messages,
  equip: (simulation: Simulation) => Promise<Simulation>,
): Promise<Opened | null> {
  const { handedOn } = await import('../../view/share/handed-on.ts');
  const { opening, problem } = await handedOn(text, catalog, share, equip);
  return opening === null || problem !== null ? null : { opening: { ...opening, openAt: 'violation' }, problem };
}

/** Is anything asked for that is not opened anyway? */
export function asksForMore(): boolean {
  return location.hash.length > 1 || document.getElementById(RECORD_ELEMENT) !== null;
}

/** What to open; of a link that cannot be opened what is wrong with it. */
export async function openingAsked(
  catalog: Catalog,
  { share, web }: Messages,
  equip: (simulation: Simulation) => Promise<Simulation>,
): Promise<Opened> {
  const isLink = LINK.test(location.hash);
  const record = document.getElementById(RECORD_ELEMENT);
  if (!isLink && record === null) {
    const { opening, problem } = openingOf(catalog, location.hash);
    return { opening, problem: problem && web.link.problem(problem) };
  }
  const { handedOn } = await import('../../view/share/handed-on.ts');
  const text = isLink ? location.hash : `{"${JSON_FIELD}":${record?.textContent ?? ''}}`;
  const { opening, problem } = await handedOn(text, catalog, share, equip);
  return opening === null
    ? { ...openingOf(catalog, ''), problem }
    : { opening: { ...opening, openAt: 'violation' }, problem };
}
