// Entry of the page: opens what the address asks for, or the incident, and draws it.

import { catalog } from 'virtual:catalog';
import { createSession } from '../view/session.ts';
import { consultInWorker } from './consult-in-worker.ts';
import { createEditorDoor } from './editor/door.ts';
import { consultWithHandler } from './handler/handler-thread.ts';
import { createEquip, createHandlers, equipTried } from './handler/handlers.ts';
import { firstLanguage, loadMessages } from './language.ts';
import { createPageCatalog } from './page-catalog.ts';
import { openingAsked, openingKept } from './share/asked.ts';
import { openLinks } from './share/open-handed-in.ts';
import { keepForReload, keptText } from './share/resume.ts';
import { start } from './start.tsx';

const messages = await loadMessages(firstLanguage());
const pageCatalog = createPageCatalog(catalog);
const equip = createEquip();
const kept = keptText();
const resumed = kept === null ? null : await openingKept(kept, catalog, messages, equipTried(equip));
const { opening, problem } = resumed ?? (await openingAsked(catalog, messages, equipTried(equip)));
const simulation = await equip(opening.simulation);
const opened = createSession({ catalog: pageCatalog.get, ...opening, simulation }, messages);
const { session, handlers } = createHandlers(opened, pageCatalog.get, equip);
const shared = { session, catalog: pageCatalog.get, equip: equipTried(equip) };
openLinks(shared);
void keepForReload(session);
start({
  ...shared,
  door: createEditorDoor(session, pageCatalog, resumed !== null),
  handlers,
  consult: consultInWorker(consultWithHandler(session.messages)),
  problem,
});
