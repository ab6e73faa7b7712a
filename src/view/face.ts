// A face of a session, for terminal and page alike: key presses and gestures in, a state to draw out. Knows nothing of
// Ink, React or the DOM.
//
// It is an object outside React so that keys that arrive together are each judged by what the one before has
// done.
import type { FaceKind } from './keymap.ts';
import { type MenuContext, type MenuItem, menuItems } from './menus.ts';
import type { Messages } from './messages/messages.ts';
import type { SessionView } from './session/session-view.ts';
import type { Session } from './session.ts';
import { type Gesture, type Pressed, perform, press, START, type Surroundings, type UiState } from './ui.ts';

export interface FaceState {
  readonly ui: UiState;
  readonly view: SessionView;
  /** The language that the session speaks. */
  readonly messages: Messages;
  /** The items of the open menu; empty when none is open. */
  readonly items: readonly MenuItem[];
}

export interface Face {
  /** The same object until something changes. */
  readonly get: () => FaceState;
  readonly press: (key: string) => void;
  readonly perform: (gesture: Gesture) => void;
  /** One step of playing; stops at the end of the run. */
  readonly tick: () => void;
  /** Tells that there is more to choose from. */
  readonly renew: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface FaceOptions {
  readonly kind: FaceKind;
  readonly session: Session;
  readonly catalog: MenuContext['catalog'];
  /** Opens with this menu: the picker, when no simulation was named. */
  readonly menu: UiState['menu'];
  /** The user leaves; by Ctrl-C when interrupted. */
  readonly onQuit: (isInterrupted: boolean) => void;
  /** Ctrl-Z. */
  readonly onSuspend: () => void;
}

/** Creates the face of a session. */
export function createFace({ kind, session, catalog, menu, onQuit, onSuspend }: FaceOptions): Face {
  let ui: UiState = { ...START, menu };
  let state: FaceState | null = null;
  const listeners = new Set<() => void>();
  const current = (): FaceState => {
    state ??= { ui, view: session.get(), messages: session.messages(), items: itemsOf(kind, session, catalog, ui) };
    return state;
  };
  const tell = (): void => {
    state = null;
    for (const listener of listeners) listener();
  };
  const set = (next: UiState): void => {
    if (next === ui) return;
    ui = next;
    tell();
  };
  const around = (): Surroundings => {
    const { view, items } = current();
    return { kind, isSystem: view.system !== null, choices: view.choices.length, usual: view.usual, items };
  };
  const carryOut = (pressed: Pressed): void => {
    set(pressed.ui);
    for (const command of pressed.commands) session.dispatch(command);
    if (pressed.quits) onQuit(false);
  };
  session.subscribe(tell);
  return {
    get: current,
    press: (key) => {
      if (key === 'ctrl-c') return onQuit(true);
      if (key === 'ctrl-z') return onSuspend();
      carryOut(press(ui, key, around()));
    },
    perform: (gesture) => carryOut(perform(ui, gesture, around())),
    tick: () => {
      const before = session.get().position;
      session.dispatch({ type: 'next' });
      const after = session.get().position;
      if (after.at === before.at) set({ ...ui, isPlaying: false });
    },
    renew: tell,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function itemsOf(
  kind: FaceKind,
  session: Session,
  catalog: MenuContext['catalog'],
  { menu, query }: UiState,
): readonly MenuItem[] {
  if (menu === null) return [];
  const { name, strategy, policy, counterexamples, system } = session.get();
  const { branches } = session;
  const isSystem = system !== null;
  const context = { kind, isSystem, catalog, simulation: name, strategy, policy, branches, counterexamples };
  return menuItems(session.messages(), menu, context, query);
}
