// English: what the editor of the page says.
import type { EditorWords } from './editor-words.ts';

export const enEditor: EditorWords = {
  open: 'Edit',
  openHelp: 'Edit simulation and strategy; the verdict follows as you type.',
  title: 'Editor',
  tabs: { simulation: 'Simulation', strategy: 'Strategy' },
  file: 'File',
  own: { simulation: 'Your simulations', strategy: 'Your strategies' },
  delivered: { simulation: 'Delivered simulations', strategy: 'Delivered strategies' },
  field: (file, isReadOnly) => `Text of ${file}${isReadOnly ? ', read-only' : ''}`,
  readOnly: 'Delivered, read-only.',
  kept: 'Yours; kept in this browser.',
  copy: 'Edit a copy',
  create: { simulation: 'New simulation', strategy: 'New strategy' },
  more: 'File…',
  rename: 'Rename',
  newName: 'New name',
  remove: 'Delete',
  undo: 'Undo',
  fromDisk: 'Open from disk…',
  toDisk: 'Save to disk',
  keys: 'Ctrl+Space completes, F8 goes to the next mistake, Ctrl+] indents. Tab leaves the editor.',
  mistakes: (count) =>
    count === 1
      ? '1 mistake; the run is of the last text without one'
      : `${count} mistakes; the run is of the last text without any`,
  moreMistakes: 'Further mistakes follow from it.',
  stale: (count) =>
    `The edited text has ${count === 1 ? 'a mistake' : `${count} mistakes`}: this run is of the last text without any.`,
  backIn: 'Back to the editor',
  edited: (title) => `edited: ${title}`,
  noMistakes: 'no mistakes',
  reading: 'reading…',
  place: (line, column) => `line ${line}, column ${column}`,
  verdict: 'Verdict, every interleaving from the start',
  took: (ms) => `in ${ms} ms`,
  notices: {
    notKept:
      'The browser’s storage is full or forbidden: this text is kept only until the page is closed. Save it to disk.',
    removed: (file) => `${file} is deleted.`,
    badName: 'A name has letters, digits, “-”, “_” and “.”, at most 60, and starts with a letter or digit.',
    taken: (name) => `The name ${name} is taken.`,
    tooBig: (megabytes) => `The file is bigger than ${megabytes} MB: it was not opened.`,
    notText: 'The file is not a text in UTF-8: it was not opened.',
    saved: (file) => `${file} is saved.`,
    notSaved: (why) => `Not saved: ${why}`,
    tooLong: 'Reading this text took too long and was ended.',
  },
  phrases: {},
};
