// One HTML file that plays a run without network: the page as it is built for that (vite.config.ts), with the run inside.
//
// The run is a data block (HTML, "script": a type that is no script's is never run); `<` does not stand in it, so nothing
// in it ends the block. Scripts and styles of the page are those whose digests its Content-Security-Policy names.
import { RECORD_ELEMENT } from '../share/link-form.ts';
import type { SharedRun } from '../share/shared-run.ts';

const BLOCK = new RegExp(`(<script type="application/json" id="${RECORD_ELEMENT}">)[^<]*(</script>)`);

/** Does the page have a place for a run? */
export function isOfflinePage(page: string): boolean {
  return BLOCK.test(page);
}

/** The page with this run in it, in place of the one that it has. */
export function offlineHtml(page: string, shared: SharedRun): string {
  const record = JSON.stringify(shared).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028');
  return page.replace(BLOCK, (_, start: string, end: string) => `${start}${record}${end}`);
}
