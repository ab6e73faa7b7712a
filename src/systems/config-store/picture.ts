// The memory of a configuration store as rows, in the words of a language.
import type { Moment, PictureRow, ProcessId } from '../system.ts';
import type { GoroutineContext } from './goroutine-machine.ts';
import { FATAL_ERRORS, FIELDS, type Memory, raceIn } from './memory.ts';
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

/** Both values, the lock, who is in the middle of what, and what the requests have read. */
export function pictureOf(words: PictureWords) {
  return ({ store }: ConfigStoreConfig, { shared, processes }: Moment<Memory>): readonly PictureRow[] => {
    const values = FIELDS.map((field) => row(field, `v${shared.values[field]}`));
    const hasLock = store !== 'struct' && store !== 'map' && store !== 'sync-map' && store !== 'atomic-pointer';
    return [
      ...values,
      ...(hasLock ? [lockRow(words, shared)] : []),
      ...insideRows(shared),
      ...accessRows(words, shared),
      ...Object.entries(processes).flatMap(([id, { context }]) =>
        readRow(words.process(id as ProcessId), (context as GoroutineContext).read),
      ),
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

function accessRows(words: PictureWords, shared: Memory): readonly PictureRow[] {
  const race = raceIn(shared);
  const rows = shared.accesses.map(({ by, place, kind }) =>
    row(
      words.process(by),
      `${kind === 'read' ? words.reading : words.writing} ${place}`,
      race === null ? 'dim' : 'bad',
    ),
  );
  return race === null ? rows : [...rows, row(words.race, race[0].place, 'bad')];
}

function readRow(label: string, read: GoroutineContext['read']): readonly PictureRow[] {
  const { discount, quota } = read;
  if (discount === undefined && quota === undefined) return [];
  const values = [discount, quota].map((version) => (version === undefined ? '…' : `v${version}`)).join(' + ');
  if (discount === undefined || quota === undefined) return [row(label, values)];
  return [row(label, values, discount === quota ? 'good' : 'bad')];
}
