// Linear mode for screen readers: every change is written below what is there; nothing is redrawn, no frames.
import { Static, Text, useInput } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { choiceText } from '../view/choices.ts';
import type { Face, FaceState } from '../view/face.ts';
import { linearBlock, linearChecked, linearItems, linearMenu } from '../view/linear.ts';
import type { Messages } from '../view/messages/messages.ts';
import { plainText, wrap } from '../view/rows.ts';
import { verdictLines } from '../view/verdicts.ts';
import { keyNames } from './keys.ts';

/** Lines of a transcript, in the order of being written. */
export interface Transcript {
  readonly get: () => readonly string[];
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * What is to be read of a face, in lines of `width` columns: an announcement, then a block for every change.
 */
export function createTranscript(face: Face, width: number): Transcript {
  const { messages } = face.get();
  const wrapped = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => (text === '' ? [''] : wrap(text, width)));
  let last = face.get();
  let lines = wrapped([messages.screen.linear, messages.screen.prompt, ...told(messages, null, last)]);
  return {
    get: () => lines,
    subscribe: (listener) =>
      face.subscribe(() => {
        const now = face.get();
        const added = wrapped(told(messages, last, now));
        last = now;
        if (added.length === 0) return;
        lines = [...lines, ...added];
        listener();
      }),
  };
}

/** What has changed since `before`, as lines. */
function told(messages: Messages, before: FaceState | null, { view, ui, items }: FaceState): readonly string[] {
  if (ui.menu !== null) {
    const isNew = ui.menu !== before?.ui.menu || ui.query !== before.ui.query;
    const pointed = linearMenu(messages, messages.screen.menus[ui.menu], items, ui.cursor);
    return isNew ? [...linearItems(messages, items), ...pointed] : pointed;
  }
  if (ui.showsVerdicts && before?.ui.showsVerdicts === false) {
    return plainText(verdictLines(messages, view.verdicts)).split('\n');
  }
  if (view.turn !== before?.view.turn) {
    return linearBlock(messages, view, before?.view.name === view.name ? before.view : null);
  }
  if (view.checking?.phase !== before.view.checking?.phase) return linearChecked(messages, view);
  if (ui.selected === before.ui.selected || ui.selected === null) return [];
  const choice = view.choices[ui.selected];
  return choice === undefined ? [] : [`${ui.selected + 1}. ${choiceText(messages, choice)}`];
}

/** The transcript, written line by line. */
export function Linear({ face, transcript }: { readonly face: Face; readonly transcript: Transcript }): ReactNode {
  const lines = useSyncExternalStore(transcript.subscribe, transcript.get);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) face.press(name);
  });
  return <Static items={[...lines]}>{(line, index) => <Text key={index}>{line}</Text>}</Static>;
}
