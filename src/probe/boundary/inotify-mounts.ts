// The raw cases of `boundary-mounts`: a volume behind a bind mount, a single file mounted (subPath), a file that is
// kept open, a volume that is unmounted; each for the recorded number of updates. Rules F17 to F19, F4.

import { assert } from '../../kernel/assert.ts';
import { type Kernel, syscall } from '../../kernel/kernel.ts';
import { failed, type InotifyEvent } from '../../kernel/system-call.ts';
import { FSNOTIFY_MASK, formatMask, type InstanceId, O } from '../../kernel/vocabulary.ts';
import type { Check } from '../check.ts';
import { compareLines } from '../compare.ts';
import { formatEvent, renumberCookies } from '../format.ts';
import { type Fields, readInteger, readObjects, readText, readTexts } from '../json-reader.ts';
import type { RecordedEvent } from '../recording.ts';
import { applyAll } from './change.ts';
import { bootCase, ROOT } from './fsnotify-case.ts';
import { SITUATIONS } from './mount-situations.ts';
import { writeVolume } from './volume.ts';

/** Each watch has an instance of its own, numbered in this order. */
const WATCH_ORDER = ['mount', 'file'] as const;

/** What the last step of a situation is called in the recordings. */
const READ_PATH: Readonly<Record<string, string>> = { subpath: `${ROOT}/ctr` };

/** Runs one situation; undecided when its kind is not known. */
export function checkRawMount(fields: Fields): Check {
  const kind = readText(fields, 'kind');
  const situation = Object.hasOwn(SITUATIONS, kind) ? SITUATIONS[kind] : undefined;
  if (situation === undefined) return { undecided: `${kind} is not a situation that this model knows` };
  const { before, watches, volume, after } = situation;
  const started = watchAll(applyAll(bootCase(), before), watches);
  const updates = Array.from({ length: readInteger(fields, 'updates') }, (_, index) => writeVolume(volume, index + 2));
  const updated = readAll(applyAll(started.kernel, updates.flat()), started.instances);
  const contentSeen = readFile(updated.kernel, READ_PATH[kind] ?? `${ROOT}/config.yaml`);
  const ended = readAll(applyAll(updated.kernel, after), started.instances);
  const recordedEvents = readObjects(fields, 'raw').length + readObjects(fields, 'rawAfter').length;
  const differences = [
    ...compareLines(`${kind} raw`, recordedLines(fields, 'raw'), eventLines(updated.events)),
    ...compareLines(`${kind} content`, [readText(fields, 'contentSeen')], [contentSeen.trimEnd()]),
    ...compareLines(`${kind} rawAfter`, recordedLines(fields, 'rawAfter'), eventLines(ended.events)),
  ];
  return { checked: `${kind}: ${recordedEvents} events`, differences };
}

type Instances = readonly (readonly [w: string, instance: InstanceId])[];

function watchAll(
  kernel: Kernel,
  watches: readonly (readonly [w: string, path: string])[],
): { readonly kernel: Kernel; readonly instances: Instances } {
  const inOrder = WATCH_ORDER.flatMap((name) => watches.filter(([w]) => w === name));
  return inOrder.reduce<{ readonly kernel: Kernel; readonly instances: Instances }>(
    (at, [w, path]) => {
      const made = syscall(at.kernel, { call: 'inotify_init1' });
      assert(!failed(made.result), 'there is room for another instance');
      const { instance } = made.result;
      const added = syscall(made.kernel, { call: 'inotify_add_watch', instance, path, mask: FSNOTIFY_MASK });
      assert(!failed(added.result), `${path} can be watched`);
      return { kernel: added.kernel, instances: at.instances.concat([[w, instance]]) };
    },
    { kernel, instances: [] },
  );
}

/** Empties every queue. */
function readAll(
  kernel: Kernel,
  instances: Instances,
): { readonly kernel: Kernel; readonly events: readonly RecordedEvent[] } {
  return instances.reduce<{ readonly kernel: Kernel; readonly events: readonly RecordedEvent[] }>(
    (at, [w, instance]) => {
      const { kernel: next, result } = syscall(at.kernel, { call: 'inotify_read', instance, bufferBytes: 1 << 24 });
      const events: readonly InotifyEvent[] = failed(result) ? [] : result.events;
      const read = events.map(({ mask, cookie, name }) => ({ w, mask: formatMask(mask), cookie, name }));
      return { kernel: next, events: at.events.concat(read) };
    },
    { kernel, events: [] },
  );
}

function readFile(kernel: Kernel, path: string): string {
  const opened = syscall(kernel, { call: 'open', path, flags: O.O_RDONLY });
  assert(!failed(opened.result), `${path} can be opened`);
  const { result } = syscall(opened.kernel, { call: 'read', fd: opened.result.fd, count: 1 << 20 });
  return failed(result) ? result.errno : result.data;
}

function recordedLines(fields: Fields, name: string): readonly string[] {
  const events = readObjects(fields, name).map((event) => ({
    w: readText(event, 'w'),
    mask: readTexts(event, 'mask'),
    cookie: readInteger(event, 'cookie', 0),
    name: readText(event, 'name', ''),
  }));
  return eventLines(events);
}

function eventLines(events: readonly RecordedEvent[]): readonly string[] {
  return renumberCookies(events).map(formatEvent);
}
