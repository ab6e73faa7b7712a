// Entry of the page: opens what the address asks for, or the incident, and draws it. The rest of what is delivered is
// waited for only where something else than the incident is asked for.
import { catalog as first } from 'virtual:first';
import { createSession } from '../view/session.ts';
import { consultInWorker } from './consult-in-worker.ts';
import { createEditorDoor } from './editor/door.ts';
import { consultWithHandler } from './handler/handler-thread.ts';
import { createEquip, createHandlers, equipTried } from './handler/handlers.ts';
import { firstLanguage, loadMessages } from './language.ts';
import { createPageCatalog } from './page-catalog.ts';
import { asksForMore, openingAsked, openingKept } from './share/asked.ts';
import { openLinks } from './share/open-handed-in.ts';
import { keepForReload, keptText } from './share/resume.ts';
import { start } from './start.tsx';
import { createThemeStore } from './theme.ts';

// Colours first: nothing is to be seen in others while something is waited for.
const theme = createThemeStore();
const whole = import('virtual:catalog').then(({ catalog }) => catalog);
const messages = await loadMessages(firstLanguage());
const kept = keptText();
const catalog = kept !== null || asksForMore() ? await whole : first;
const pageCatalog = createPageCatalog(catalog, whole);
const equip = createEquip();
const resumed = kept === null ? null : await openingKept(kept, catalog, messages, equipTried(equip));
const { opening, problem } = resumed ?? (await openingAsked(catalog, messages, equipTried(equip)));
const simulation = await equip(opening.simulation);
const opened = createSession({ catalog: pageCatalog.get, ...opening, simulation }, messages);
const { session, handlers } = createHandlers(opened, pageCatalog.get, equip);
const shared = { session, catalog: pageCatalog.get, isWhole: pageCatalog.isWhole, equip: equipTried(equip) };
openLinks(shared);
void keepForReload(session);
start({
  ...shared,
  door: createEditorDoor(session, pageCatalog, resumed !== null),
  handlers,
  consult: consultInWorker(consultWithHandler(session.messages)),
  problem,
  theme,
});
