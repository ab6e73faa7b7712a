// The picture of the SKU cache at one moment: the row, the key, each pod's entry, what each client has seen.
import type { Moment, PictureRow } from '../system.ts';
import { clientsOf } from './properties.ts';
import type { Row, SkuCache } from './shared.ts';

/** What the picture says in a language. */
export interface PictureWords {
  readonly database: string;
  readonly lru: (pod: number) => string;
  readonly client: (number: number) => string;
  readonly nothing: string;
  readonly tombstone: (version: string) => string;
  readonly knew: (version: string, known: string) => string;
  readonly seen: (version: string) => string;
  readonly lease: (holder: string) => string;
}

/** One row for each place where a version may be. */
export function pictureOf(moment: Moment<SkuCache>, words: PictureWords): readonly PictureRow[] {
  const { db, redis, lease, lrus, known } = moment.shared;
  const held = (label: string, row: Row | null, knownVersion: number): PictureRow => {
    if (row === null) return { label, value: words.nothing, role: 'dim' };
    const version = `v${row.version}`;
    if (row.version < knownVersion) return { label, value: words.knew(version, `v${knownVersion}`), role: 'bad' };
    return { label, value: version, role: row.version === db.version ? 'good' : null };
  };
  const key: PictureRow =
    redis?.tombstone === true
      ? { label: 'Redis sku:1', value: words.tombstone(`v${redis.version}`), role: 'dim' }
      : held('Redis sku:1', redis, known.redis);
  const leaseRow: readonly PictureRow[] = lease === null ? [] : [{ label: '', value: words.lease(lease), role: 'dim' }];
  return [
    { label: words.database, value: `v${db.version}`, role: null },
    key,
    ...leaseRow,
    ...lrus.map(({ row }, pod) => held(words.lru(pod + 1), row, known.lrus[pod] ?? 0)),
    ...clientsOf(moment).flatMap(({ seen, wentBack }, index): readonly PictureRow[] =>
      seen === null && !wentBack
        ? []
        : [
            {
              label: words.client(index + 1),
              value: seen === null ? '✗' : words.seen(`v${seen.version}`),
              role: wentBack ? 'bad' : null,
            },
          ],
    ),
  ];
}
