// From what a browser tells of a key press to the names of the key map ("→", "space", "n").
//
// Keys stay the browser's where a person is typing or a control uses them itself: fields and lists take all but Escape,
// buttons and links take Enter and Space, Tab always moves the focus.
import type { Face } from '../view/face.ts';

const NAMES: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageDown: '→',
  PageUp: '←',
  Enter: 'enter',
  Escape: 'esc',
  Backspace: 'backspace',
  Home: 'home',
  End: 'end',
  ' ': 'space',
};

/** The name of a key in the key map; null when it is not for the playground. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>,
): string | null {
  const { key } = event;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === 'k') return ':';
  if (event.ctrlKey || event.metaKey || event.altKey || key === 'Tab') return null;
  const name = NAMES[key] ?? ([...key].length === 1 ? key : null);
  return name === null || isTaken(name, event.target) ? null : name;
}

/** Does the control that has the focus use this key itself? */
function isTaken(name: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog, input:not([type="range"]), select, textarea, [contenteditable]') !== null) return true;
  const activates = name === 'enter' || name === 'space';
  if (activates) return target.closest('button, a, summary, [role="button"]') !== null;
  return target.closest('input[type="range"]') !== null && /^([→←↑↓]|home|end)$/.test(name);
}

/** Hands every key press on the page to the face. */
export function listenToKeys(face: Face): void {
  document.addEventListener('keydown', (event) => {
    const name = event.defaultPrevented ? null : keyName(event);
    if (name === null) return;
    event.preventDefault();
    face.press(name);
  });
}
