// The page that an exported run is put into: built beside this one; a page that plays offline is one itself.
import { RECORD_ELEMENT } from '../../view/share/link-form.ts';

/** The text of such a page. */
export async function offlineTemplate(): Promise<string> {
  if (document.getElementById(RECORD_ELEMENT) !== null) return own();
  const response = await fetch('offline.html');
  if (!response.ok) throw new Error(`offline.html: ${response.status}`);
  return response.text();
}

/** This page as it came, before anything was drawn into it. */
function own(): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  copy.querySelector('#page')?.replaceChildren();
  delete copy.dataset.theme;
  return `<!doctype html>\n${copy.outerHTML}\n`;
}
