// Entry of the page: opens what the address asks for, or the incident, and draws it.

import { catalog } from 'virtual:catalog';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepConsulting } from '../view/consulting.ts';
import { createFace } from '../view/face.ts';
import { createSession } from '../view/session.ts';
import { consultInWorker } from './consult-in-worker.ts';
import { createEditorDoor } from './editor/door.ts';
import { consultWithHandler } from './handler/handler-thread.ts';
import { createEquip, createHandlers } from './handler/handlers.ts';
import { listenToKeys } from './keys.ts';
import { firstLanguage, loadMessages } from './language.ts';
import { openingOf } from './opening.ts';
import { createPageCatalog } from './page-catalog.ts';
import { Playground } from './playground.tsx';
import { PlaygroundContext } from './playground-context.ts';
import { createThemeStore } from './theme.ts';

const messages = await loadMessages(firstLanguage());
const { opening, problem } = openingOf(catalog, location.hash);
const pageCatalog = createPageCatalog(catalog);
const equip = createEquip();
const simulation = await equip(opening.simulation);
const opened = createSession({ catalog: pageCatalog.get, ...opening, simulation }, messages);
const { session, handlers } = createHandlers(opened, pageCatalog.get, equip);
const face = createFace({
  kind: 'page',
  session,
  catalog: pageCatalog.get,
  menu: null,
  // A page is left by closing it, and its keys are the browser's.
  onQuit: () => {},
  onSuspend: () => {},
});
const isEmbedded = new URLSearchParams(location.search).has('embed');
const playground = {
  face,
  session,
  theme: createThemeStore(),
  door: createEditorDoor(session, pageCatalog),
  handlers,
  isEmbedded,
};
keepConsulting(session, consultInWorker(consultWithHandler(session.messages)));
listenToKeys(face);

const root = document.getElementById('page');
if (root === null) throw new Error('index.html has an element for the page');
createRoot(root).render(
  <StrictMode>
    <PlaygroundContext value={playground}>
      <Playground problem={problem} />
    </PlaygroundContext>
  </StrictMode>,
);
