// The memory of a configuration store as rows, in the words of a language.
import type { Moment, PictureRow, ProcessId } from '../system.ts';
import type { GoroutineContext } from './goroutine-machine.ts';
import { type Access, FATAL_ERRORS, FIELDS, type Memory, raceIn, type Store } from './memory.ts';
import type { ConfigStoreConfig } from './schema.ts';

/** What a language says of the memory. */
export interface PictureWords {
  readonly fatal: string;
  readonly reading: string;
  readonly writing: string;
  readonly lock: string;
  readonly free: string;
  readonly heldBy: (who: string) => string;
  readonly race: string;
  readonly process: (id: ProcessId) => string;
}

const LOCKED: readonly Store[] = ['map-mutex', 'rwmutex', 'sync-map-inside'];

/** Both values, the lock, who is in the middle of what, and what the requests have read. */
export function pictureOf(words: PictureWords) {
  return ({ store }: ConfigStoreConfig, { shared, processes }: Moment<Memory>): readonly PictureRow[] => {
    const values = FIELDS.map((field) => row(field, `v${shared.values[field]}`));
    return [
      ...values,
      ...(LOCKED.includes(store) ? [lockRow(words, shared)] : []),
      ...insideRows(shared),
      ...Object.entries(processes).flatMap(([id, { context }]) =>
        processRow(words, shared, id as ProcessId, (context as GoroutineContext).read),
      ),
      ...raceRow(words, shared),
      ...(shared.fatal === null ? [] : [row(words.fatal, `fatal error: ${FATAL_ERRORS[shared.fatal]}`, 'bad')]),
    ];
  };
}

function row(label: string, value: string, role: PictureRow['role'] = null): PictureRow {
  return { label, value, role };
}

function lockRow(words: PictureWords, { locked, readLocked }: Memory): PictureRow {
  const holders = locked === null ? readLocked : [locked];
  if (holders.length === 0) return row(words.lock, words.free, 'dim');
  return row(words.lock, words.heldBy(holders.map(words.process).join(', ')));
}

/** The maps inside sync.Map by their names in sync/map.go, which every language has. */
function insideRows({ inside }: Memory): readonly PictureRow[] {
  if (inside === null) return [];
  const { read, amended, dirty, misses, maps } = inside;
  const keysOf = (map: number): string => `{${(maps[map] ?? []).join(', ')}}`;
  return [
    row('m.read', `map-${read} ${keysOf(read)}${amended ? ', amended' : ''}`),
    dirty === null ? row('m.dirty', 'nil', 'dim') : row('m.dirty', `map-${dirty} ${keysOf(dirty)}`),
    row('m.misses', String(misses), 'dim'),
  ];
}

function raceRow(words: PictureWords, shared: Memory): readonly PictureRow[] {
  const race = raceIn(shared);
  return race === null ? [] : [row(words.race, race[0].place, 'bad')];
}

/** What a goroutine has read, and what it is in the middle of; a label is there once. */
function processRow(
  words: PictureWords,
  shared: Memory,
  id: ProcessId,
  { discount, quota }: GoroutineContext['read'],
): readonly PictureRow[] {
  const access = shared.accesses.find(({ by }) => by === id);
  const hasRead = discount !== undefined || quota !== undefined;
  const parts = [
    ...(hasRead ? [[discount, quota].map((version) => (version === undefined ? '…' : `v${version}`)).join(' + ')] : []),
    ...(access === undefined ? [] : [`${access.kind === 'read' ? words.reading : words.writing} ${access.place}`]),
  ];
  return parts.length === 0 ? [] : [row(words.process(id), parts.join(', '), roleOf(shared, access, discount, quota))];
}

function roleOf(
  shared: Memory,
  access: Access | undefined,
  discount: number | undefined,
  quota: number | undefined,
): PictureRow['role'] {
  if (access !== undefined) return raceIn(shared)?.includes(access) === true ? 'bad' : 'dim';
  if (discount === undefined || quota === undefined) return null;
  return discount === quota ? 'good' : 'bad';
}
