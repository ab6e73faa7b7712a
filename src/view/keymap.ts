// The one key map: footer, help, command palette and both faces are fed from it.
//
// A key is named as people say it ("→", "space", "n"); a face translates what its terminal or browser
// reports. Order is that of the footer. Digits take the choice of that number and have no entry of their own.
import type { Messages } from './messages/messages.ts';

export const COMMAND_IDS = [
  'next',
  'back',
  'up',
  'down',
  'take',
  'play',
  'jump',
  'unfold',
  'branches',
  'next-branch',
  'simulation',
  'strategy',
  'policy',
  'pane',
  'home',
  'end',
  'jump-inotify',
  'jump-request',
  'jump-time',
  'counterexample',
  'verdicts',
  'share',
  'help',
  'palette',
  'present',
  'close',
  'quit',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

/** What faces there are: a screen of characters, a page in a browser. */
export type FaceKind = 'terminal' | 'page';

export interface Binding {
  readonly id: CommandId;
  /** The first one is shown. */
  readonly keys: readonly string[];
  /** Whether the footer names it, when there is room. */
  readonly inFooter: boolean;
  /** The only face that has this command; without it, both have. */
  readonly only?: FaceKind;
  /** It is about what a system does not have. */
  readonly isPods?: true;
}

export const KEYMAP: readonly Binding[] = [
  { id: 'next', keys: ['→', 'l'], inFooter: true },
  { id: 'back', keys: ['←', 'h', 'backspace'], inFooter: true },
  { id: 'up', keys: ['↑', 'k'], inFooter: false },
  { id: 'down', keys: ['↓', 'j'], inFooter: false },
  { id: 'help', keys: ['?'], inFooter: true },
  { id: 'quit', keys: ['q'], inFooter: true, only: 'terminal' },
  { id: 'simulation', keys: ['s'], inFooter: true },
  { id: 'strategy', keys: ['t', 'S'], inFooter: true, isPods: true },
  { id: 'counterexample', keys: ['c'], inFooter: true },
  { id: 'branches', keys: ['b'], inFooter: true },
  { id: 'unfold', keys: ['u'], inFooter: true },
  { id: 'take', keys: ['enter'], inFooter: true },
  { id: 'jump', keys: ['n'], inFooter: true },
  { id: 'play', keys: ['space', '.'], inFooter: true },
  { id: 'next-branch', keys: ['f'], inFooter: false },
  { id: 'verdicts', keys: ['v'], inFooter: true, only: 'terminal' },
  { id: 'share', keys: ['y'], inFooter: true },
  { id: 'pane', keys: ['tab'], inFooter: true, only: 'terminal' },
  { id: 'policy', keys: ['p'], inFooter: false },
  { id: 'home', keys: ['home', 'g'], inFooter: true },
  { id: 'end', keys: ['end', 'G'], inFooter: true },
  { id: 'jump-inotify', keys: ['i'], inFooter: false, isPods: true },
  { id: 'jump-request', keys: ['r'], inFooter: false, isPods: true },
  { id: 'jump-time', keys: ['w'], inFooter: false },
  { id: 'palette', keys: [':'], inFooter: true },
  { id: 'present', keys: ['P'], inFooter: false, only: 'page' },
  { id: 'close', keys: ['esc'], inFooter: false },
];

/** The commands that a face has while a pod, or a system, is played; in the order of the key map. */
export function bindingsOf(kind: FaceKind, isSystem: boolean = false): readonly Binding[] {
  return KEYMAP.filter(({ only, isPods }) => (only === undefined || only === kind) && !(isSystem && isPods === true));
}

/** A key as people press it: `P` is typed with Shift. */
export function pressedAs(key: string): string {
  return /^[A-Z]$/.test(key) ? `Shift+${key}` : key;
}

/** The key that is shown for a command, as people press it. */
export function shownKey(command: CommandId): string {
  const [key = ''] = KEYMAP.find(({ id }) => id === command)?.keys ?? [];
  return pressedAs(key);
}

/** The command of a key in a face, or undefined. */
export function commandOfKey(key: string, kind: FaceKind, isSystem: boolean = false): CommandId | undefined {
  return bindingsOf(kind, isSystem).find(({ keys }) => keys.includes(key))?.id;
}

/**
 * The commands of a face whose key, name or explanation contains every word of `query`, in the order of the key map.
 */
export function findCommands(
  { commands }: Messages,
  query: string,
  kind: FaceKind,
  isSystem: boolean = false,
): readonly Binding[] {
  const words = query.toLowerCase().split(' ').filter(Boolean);
  return bindingsOf(kind, isSystem).filter(({ id, keys }) => {
    const text = `${keys.map(pressedAs).join(' ')} ${commands[id].label} ${commands[id].help}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
