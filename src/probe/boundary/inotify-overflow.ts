// The cases of `boundary-overflow-raw` as scripts, for any `maxQueuedEvents`: what is queued, what is lost, and where
// the overflow marker stands. How many files a case makes is read from its own words. Rule I6.

import { type Fields, readInteger, readText, readTexts } from '../json-reader.ts';

/** The script of each case, from the case's own fields; the key is its id without a number at the end. */
export const OVERFLOWS: Readonly<Record<string, (fields: Fields) => string>> = {
  distinct: (fields) => `${filled(fields)}${creates(0, numbers(readText(fields, 'description'))[0] ?? 10)}`,

  resume: (fields) => {
    const [first = '', second = ''] = notes(fields);
    const [more = 3] = numbers(first);
    const [again = 8] = numbers(second);
    const start = filesBefore(fields, first);
    return `${filled(fields)}${creates(0, start)}drain
note ${first}
${creates(start, more)}drain
note ${second}
${creates(start + more, again)}`;
  },

  'merge-at-full': (fields) => {
    const count = readInteger(fields, 'maxQueuedEvents');
    const names = Array.from({ length: count + 1 }, (_, index) => 'abcdefghijklmnopqrstuvwxyz'[index] ?? `f${index}`);
    const last = names[count - 1] ?? 'a';
    const chmods = names.slice(0, count).map((name) => `chmod 0600 ${name}\n`);
    return `${limit(fields)}${names.map((name) => `write ${name} ""\n`).join('')}watch . IN_ATTRIB
${chmods.join('')}chmod 0644 ${last}
chmod 0600 ${last}
`;
  },

  'lost-ignored': (fields) => `${limit(fields)}write a "old"
watch . IN_CREATE
watch a all
${creates(0, readInteger(fields, 'maxQueuedEvents'))}rm a
drain
unwatch 2 -> EINVAL
note [2]  rm -> $error: watch gone although IN_IGNORED was never seen
`,

  'partial-drain': (fields) => {
    const [note = ''] = notes(fields);
    const [bytes = 64, , more = 4] = numbers(note);
    const start = filesBefore(fields, 'Q_OVERFLOW');
    return `${filled(fields)}${creates(0, start)}drain ${bytes}
note ${note}
${creates(start, more)}`;
  },

  'limit-at-init': (fields) => {
    const raised = readInteger(fields, 'maxQueuedEvents') + 100;
    return `${filled(fields)}limit max_queued_events ${raised}\n${creates(0, raised)}`;
  },

  zero: (fields) => `${filled(fields)}${creates(0, 10)}`,
};

function limit(fields: Fields): string {
  return `limit max_queued_events ${readInteger(fields, 'maxQueuedEvents')}\n`;
}

/** The instance of most cases: that limit, and a directory in which only new files count. */
function filled(fields: Fields): string {
  return `${limit(fields)}watch . IN_CREATE\n`;
}

function creates(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `write f${from + index} ""\n`).join('');
}

/** The lines of a transcript that are no events: `[0]  text`. */
function notes(fields: Fields): readonly string[] {
  return readTexts(fields, 'raw').filter((line) => line.startsWith('[0]  '));
}

function numbers(text: string): readonly number[] {
  return [...text.replace(/^\[0\]/, '').matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

/** How many files were made before a line of the transcript: the number of the first one that follows it. */
function filesBefore(fields: Fields, marker: string): number {
  const lines = readTexts(fields, 'raw');
  const after = lines.slice(lines.findIndex((line) => line.includes(marker)) + 1);
  const name = after.flatMap((line) => / f(\d+)$/.exec(line)?.[1] ?? []).at(0);
  return name === undefined ? 2 * readInteger(fields, 'maxQueuedEvents') : Number(name);
}
