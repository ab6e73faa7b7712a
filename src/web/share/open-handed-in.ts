// What somebody hands in while the page is open: a link, or the text of an exported file.
import { LINK } from '../../view/share/link-form.ts';
import type { PlaygroundStores } from '../playground-context.ts';

type Opener = Pick<PlaygroundStores, 'session' | 'catalog' | 'isWhole' | 'equip'>;

/** Opens it; answers with what is to be said when it was not opened as it was, else null. */
export async function openHandedIn(text: string, opener: Opener): Promise<string | null> {
  const { session, catalog, isWhole, equip } = opener;
  const [{ handedOn }] = await Promise.all([import('../../view/share/handed-on.ts'), isWhole]);
  const { opening, problem } = await handedOn(text, catalog(), session.messages().share, equip);
  if (opening !== null) session.dispatch({ type: 'open', opening });
  return problem;
}

/** Opens a link that is put into the address while the page is open. */
export function openLinks(opener: Opener): void {
  window.addEventListener('hashchange', () => {
    if (LINK.test(location.hash)) void openHandedIn(location.hash, opener);
  });
}
