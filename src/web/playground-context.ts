// What every component of the page may use: the face of the session, the words, the theme.
import { createContext, use, useSyncExternalStore } from 'react';
import type { Face, FaceState } from '../view/face.ts';
import type { Messages } from '../view/messages/messages.ts';
import type { PageView } from '../view/session/page-view.ts';
import type { Session } from '../view/session.ts';
import type { Gesture } from '../view/ui.ts';
import type { EditorDoor } from './editor/door.ts';
import type { Equip, Handlers } from './handler/handlers.ts';
import type { PageCatalog } from './page-catalog.ts';
import type { ThemeStore } from './theme.ts';

export interface PlaygroundStores {
  readonly face: Face;
  readonly session: Session;
  readonly theme: ThemeStore;
  readonly catalog: PageCatalog['get'];
  readonly isWhole: PageCatalog['isWhole'];
  /** Makes what was handed in ready to run. */
  readonly equip: Equip;
  readonly door: EditorDoor;
  readonly handlers: Handlers;
  /** The page stands in a slide. */
  readonly isEmbedded: boolean;
}

export const PlaygroundContext = createContext<PlaygroundStores | null>(null);

export function useStores(): PlaygroundStores {
  const stores = use(PlaygroundContext);
  if (stores === null) throw new Error('components of the playground stand inside it');
  return stores;
}

export function useMessages(): Messages {
  const { session } = useStores();
  return useSyncExternalStore(session.subscribe, session.messages);
}

/** What is shown, and what only a page shows; drawn again whenever it changes. */
export function useFace(): FaceState & { readonly page: PageView } {
  const { face, session } = useStores();
  const state = useSyncExternalStore(face.subscribe, face.get);
  return { ...state, page: session.page() };
}

/** Does what a mouse or a field asks for. */
export function usePerform(): (gesture: Gesture) => void {
  return useStores().face.perform;
}
