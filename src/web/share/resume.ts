// What is open goes on after a reload of the page, edits and all: kept for this tab alone, as the same record that links hold.
// A page that is opened anew begins as its address says, and so does one whose address has been changed by hand.

import type { Session } from '../../view/session.ts';
import { JSON_FIELD, LINK } from '../../view/share/link-form.ts';

const KEY = 'reload-sim.session';

interface Kept {
  /** Of the address that what was kept has come from. */
  readonly hash: string;
  /** As an exported file has it. */
  readonly text: string;
}

/** The text of what was open before this reload; null where the page is opened anew. */
export function keptText(): string | null {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation?.type !== 'reload') return null;
  try {
    const { hash, text } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Kept>;
    return hash === location.hash && text !== undefined ? text : null;
  } catch {
    return null;
  }
}

/** Keeps what is open whenever the page is left; what makes the record of it is loaded when the page is there. */
export async function keepForReload(session: Session): Promise<void> {
  let { hash } = location;
  addEventListener('hashchange', () => {
    if (LINK.test(location.hash)) hash = location.hash;
  });
  const { sharedRun } = await import('../../view/share/shared-run.ts');
  addEventListener('pagehide', () => {
    const kept: Kept = { hash, text: JSON.stringify({ [JSON_FIELD]: sharedRun(session.place()) }) };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // It begins anew.
    }
  });
}
