// Starting the page, served or from a file: the face of a session, keys, the oracle, and the first picture.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Consult, keepConsulting } from '../view/consulting.ts';
import { createFace } from '../view/face.ts';
import { listenToKeys } from './keys.ts';
import { Playground } from './playground.tsx';
import { PlaygroundContext, type PlaygroundStores } from './playground-context.ts';

/** What is different where the page is served and where it is one file. */
export interface Start extends Omit<PlaygroundStores, 'face' | 'isEmbedded'> {
  readonly consult: Consult;
  /** What was asked for in vain, in a sentence. */
  readonly problem: string | null;
}

/** Draws the page and keeps it going. */
export function start({ consult, problem, ...stores }: Start): void {
  const { session, catalog, isWhole } = stores;
  const face = createFace({
    kind: 'page',
    session,
    catalog,
    menu: null,
    // A page is left by closing it, and its keys are the browser's.
    onQuit: () => {},
    onSuspend: () => {},
  });
  const isEmbedded = new URLSearchParams(location.search).has('embed');
  const playground = { ...stores, face, isEmbedded };
  void isWhole.then(face.renew);
  keepConsulting(session, consult);
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
}
