// What a face adds to a session: which menu is open, what is typed there, which choice is pointed at,
// playing.
//
// A pure reducer from key presses, and from what is pointed at with a mouse, to session commands. It knows keys
// by the names of the key map and nothing of Ink or the DOM.
import { type CommandId, commandOfKey, type FaceKind } from './keymap.ts';
import type { Menu, MenuItem } from './menus.ts';
import type { SessionCommand } from './session/commands.ts';

/** Rows of the verdicts that one can scroll by at most. */
const VERDICT_ROWS = 20;

type Violated = Extract<SessionCommand, { type: 'counterexample' }>['property'];
type PolicyName = Extract<SessionCommand, { type: 'policy' }>['policy'];

/** Panes that share one place on a small screen. */
export const TABS = ['volume', 'queue', 'app'] as const;
export type Tab = (typeof TABS)[number];

/** A page as such; presented to a room, with the run and the reasons alone; dark, so that the room looks at who speaks. */
export type Stage = 'page' | 'presenting' | 'black';

export interface UiState {
  readonly menu: Menu | null;
  readonly query: string;
  /** The item that is pointed at in the open menu, or the first row of the verdicts. */
  readonly cursor: number;
  readonly showsVerdicts: boolean;
  /** The choice pointed at; null points at the usual one. */
  readonly selected: number | null;
  readonly isPlaying: boolean;
  readonly tab: Tab;
  readonly stage: Stage;
}

export const START: UiState = {
  menu: null,
  query: '',
  cursor: 0,
  showsVerdicts: false,
  selected: null,
  isPlaying: false,
  tab: 'volume',
  stage: 'page',
};

/** What may be done without a key of its own: with a mouse, or in a field that handles its keys itself. */
export type Gesture =
  | { readonly type: 'command'; readonly command: CommandId }
  | { readonly type: 'open'; readonly menu: Menu }
  /** What is typed in the open menu. */
  | { readonly type: 'search'; readonly query: string }
  /** Item number `index` of the open menu. */
  | { readonly type: 'choose'; readonly index: number }
  /** Plays the way to the violation: a branch of its own, and it runs. */
  | { readonly type: 'counterexample'; readonly property: Violated }
  | { readonly type: 'session'; readonly command: SessionCommand };

/** What a key press is judged by. */
export interface Surroundings {
  readonly kind: FaceKind;
  /** A system is played, not a pod. */
  readonly isSystem: boolean;
  readonly choices: number;
  /** The choice that is pointed at unless another one is. */
  readonly usual: number;
  /** The items of the open menu, as the query filters them. */
  readonly items: readonly MenuItem[];
}

export interface Pressed {
  readonly ui: UiState;
  readonly commands: readonly SessionCommand[];
  readonly quits: boolean;
}

/** What a key does. */
export function press(ui: UiState, key: string, around: Surroundings): Pressed {
  if (ui.menu !== null) return pressInMenu(ui, ui.menu, key, around);
  // Whatever is pressed in the dark brings the picture back, and does nothing else.
  if (ui.stage === 'black') return stays({ ...ui, stage: 'presenting' });
  if (ui.stage === 'presenting' && key.toLowerCase() === 'b') return stays({ ...ui, stage: 'black', isPlaying: false });
  if (/^[1-9]$/.test(key)) return takes(ui, Number(key) - 1);
  const command = commandOfKey(key, around.kind, around.isSystem);
  return command === undefined ? stays(ui) : run(ui, command, around);
}

/** What a gesture does. */
export function perform(ui: UiState, gesture: Gesture, around: Surroundings): Pressed {
  switch (gesture.type) {
    case 'command':
      return run({ ...ui, menu: null }, gesture.command, around);
    case 'open':
      return opens(ui, gesture.menu);
    case 'search':
      return stays({ ...ui, query: gesture.query, cursor: 0 });
    case 'choose': {
      const item = around.items[gesture.index];
      return ui.menu === null || item === undefined ? stays(ui) : chooses({ ...ui, menu: null }, ui.menu, item, around);
    }
    case 'counterexample':
      return sends({ ...ui, isPlaying: true }, { type: 'counterexample', property: gesture.property });
    case 'session':
      return sends({ ...ui, isPlaying: false }, gesture.command);
  }
}

function stays(ui: UiState): Pressed {
  return { ui, commands: [], quits: false };
}

function sends(ui: UiState, ...commands: readonly SessionCommand[]): Pressed {
  return { ui: { ...ui, selected: null }, commands, quits: false };
}

/** A choice that is not there is taken too: the session says so. */
function takes(ui: UiState, choice: number): Pressed {
  return sends({ ...ui, isPlaying: false }, { type: 'take', choice });
}

function opens(ui: UiState, menu: Menu): Pressed {
  return stays({ ...ui, menu, query: '', cursor: 0, isPlaying: false });
}

/** What a command does: most go to the session, the others change what is shown. */
function run(ui: UiState, command: CommandId, around: Surroundings): Pressed {
  const pointed = ui.selected ?? around.usual;
  const paused = { ...ui, isPlaying: false };
  switch (command) {
    case 'next':
    case 'back':
    case 'home':
    case 'end':
      return sends(paused, { type: command });
    case 'unfold':
    case 'share':
    case 'next-branch':
      return sends(paused, { type: command });
    case 'up':
      if (ui.showsVerdicts) return stays({ ...ui, cursor: Math.max(0, ui.cursor - 1) });
      return stays({ ...ui, selected: Math.max(0, pointed - 1) });
    case 'down':
      if (ui.showsVerdicts) return stays({ ...ui, cursor: Math.min(VERDICT_ROWS, ui.cursor + 1) });
      return stays({ ...ui, selected: Math.max(0, Math.min(around.choices - 1, pointed + 1)) });
    case 'take':
      return takes(ui, pointed);
    case 'play':
      return stays({ ...ui, isPlaying: !ui.isPlaying, selected: null });
    case 'jump':
      return sends(paused, { type: 'jump', to: 'event' });
    case 'jump-inotify':
      return sends(paused, { type: 'jump', to: 'inotify' });
    case 'jump-request':
      return sends(paused, { type: 'jump', to: 'request' });
    case 'jump-time':
      return sends(paused, { type: 'jump', to: 'time' });
    case 'pane':
      return stays({ ...ui, tab: TABS[(TABS.indexOf(ui.tab) + 1) % TABS.length] ?? 'volume' });
    case 'verdicts':
      return stays({ ...ui, showsVerdicts: !ui.showsVerdicts, cursor: 0 });
    case 'help':
    case 'palette':
    case 'simulation':
    case 'strategy':
    case 'policy':
    case 'branches':
    case 'counterexample':
      return opens(ui, command);
    case 'present':
      return stays({ ...ui, stage: ui.stage === 'page' ? 'presenting' : 'page' });
    case 'close':
      return stays({ ...paused, showsVerdicts: false, selected: null, stage: 'page' });
    case 'quit':
      return { ui, commands: [], quits: true };
  }
}

function pressInMenu(ui: UiState, menu: Menu, key: string, around: Surroundings): Pressed {
  const { items } = around;
  const last = Math.max(0, items.length - 1);
  switch (key) {
    case 'esc':
      return stays({ ...ui, menu: null });
    case '↑':
      return stays({ ...ui, cursor: Math.max(0, ui.cursor - 1) });
    case '↓':
      return stays({ ...ui, cursor: Math.min(last, ui.cursor + 1) });
    case 'home':
      return stays({ ...ui, cursor: 0 });
    case 'end':
      return stays({ ...ui, cursor: last });
    case 'backspace':
      return stays({ ...ui, query: ui.query.slice(0, -1), cursor: 0 });
    case 'enter': {
      const item = items[ui.cursor];
      return item === undefined ? stays(ui) : chooses({ ...ui, menu: null }, menu, item, around);
    }
    default: {
      const typed = key === 'space' ? ' ' : [...key].length === 1 && !'→←'.includes(key) ? key : '';
      return stays({ ...ui, query: ui.query + typed, cursor: typed === '' ? ui.cursor : 0 });
    }
  }
}

function chooses(ui: UiState, menu: Menu, { id }: MenuItem, around: Surroundings): Pressed {
  switch (menu) {
    case 'help':
    case 'palette':
      return run(ui, id as CommandId, around);
    case 'simulation':
      return sends(ui, { type: 'load', simulation: id });
    case 'strategy':
      return sends(ui, { type: 'strategy', name: id });
    case 'policy':
      return sends(ui, { type: 'policy', policy: id as PolicyName });
    case 'branches':
      return sends(ui, { type: 'branch', leaf: Number(id) });
    case 'counterexample':
      return sends(ui, { type: 'counterexample', property: id as Violated });
  }
}
