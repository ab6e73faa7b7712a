// From what Ink tells of a key press to the names of the key map ("→", "space", "n").
import type { Key } from 'ink';

type Pressed = Partial<Key>;

const NAMED: readonly (readonly [flag: keyof Key, name: string])[] = [
  ['rightArrow', '→'],
  ['leftArrow', '←'],
  ['upArrow', '↑'],
  ['downArrow', '↓'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
  ['home', 'home'],
  ['end', 'end'],
  ['pageUp', '↑'],
  ['pageDown', '↓'],
];

/**
 * The keys of one press, or of several that arrived together; of Ctrl and Alt combinations only Ctrl-C and Ctrl-Z
 * are ours.
 */
export function keyNames(input: string, key: Pressed): readonly string[] {
  const named = NAMED.find(([flag]) => key[flag] === true);
  if (named !== undefined) return [named[1]];
  if (key.ctrl === true && (input === 'c' || input === 'z')) return [`ctrl-${input}`];
  if (key.ctrl === true || key.meta === true) return [];
  return [...input].flatMap((char) => {
    if (char === ' ') return ['space'];
    if (char === '\r' || char === '\n') return ['enter'];
    return char < ' ' || char === '\u007F' ? [] : [char];
  });
}
