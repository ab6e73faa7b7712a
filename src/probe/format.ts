// What a probe saw, as recordings write it: events with mask names, trees with octal modes, and one-line forms of both.
// Cookies are numbered 1, 2, … in the order in which they are first seen, as in the recordings.

import type { Tree, TreeEntry } from '../kernel/tree.ts';
import { formatMask } from '../kernel/vocabulary.ts';
import type { RecordedEvent } from './recording.ts';
import type { TranscriptLine } from './run.ts';

/** The events of a transcript in the recordings' form; notes are left out. */
export function rawEvents(transcript: readonly TranscriptLine[]): readonly RecordedEvent[] {
  const events = transcript.flatMap((line) => ('event' in line ? [line] : []));
  return renumberCookies(
    events.map(({ w, event }) => ({
      ...(w === undefined ? {} : { w }),
      ...event,
      mask: formatMask(event.mask),
    })),
  );
}

/** The same events with cookies 1, 2, … in order of appearance; 0 stays 0. */
export function renumberCookies(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const numbers = new Map<number, number>([[0, 0]]);
  return events.map((event) => {
    const cookie = numbers.get(event.cookie) ?? numbers.size;
    numbers.set(event.cookie, cookie);
    return { ...event, cookie };
  });
}

/** `file [1] IN_MOVED_FROM#2 name`: which watch, which wd, what, the cookie of a rename, the name. */
export function formatEvent({ w, wd, mask, cookie, name }: RecordedEvent): string {
  const what = mask.join('|') + (cookie === 0 ? '' : `#${cookie}`);
  return [w, wd === undefined ? undefined : `[${wd}]`, what, name]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** A transcript as boundary recordings write it: `[1] ATTRIB|ISDIR a`, and notes as they are. */
export function formatTranscript(transcript: readonly TranscriptLine[]): readonly string[] {
  return transcript.map((line) => {
    if ('note' in line) return line.note;
    const mask = formatMask(line.event.mask).map((bit) => bit.replace(/^IN_/, ''));
    return formatEvent({ ...line.event, mask });
  });
}

/** A tree in the form of a recording's `final`: ids only where they are not root's, links only where there are more. */
export function treeDocument({ mode, entries }: Tree): object {
  return { path: '.', mode: formatOctal(mode), entries: entries.map(entryDocument) };
}

function entryDocument({ path, type, mode, uid, gid, nlink, content, target }: TreeEntry): object {
  return {
    ...{ path, mode: formatOctal(mode) },
    ...(uid === 0 && gid === 0 ? {} : { uid, gid }),
    type,
    ...(content === undefined ? {} : { content }),
    ...(target === undefined ? {} : { target }),
    ...(type === 'file' && nlink > 1 ? { nlink } : {}),
  };
}

function formatOctal(mode: number): string {
  return `0o${mode.toString(8)}`;
}
