// The SKU cache in English.
import type { Plain, SystemWords } from '../system.ts';
import { given, markText, type NotationWords, operationText, rowIn, versionText } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { SkuCacheConfig } from './schema.ts';
import type { LruGet, LruPut, RedisFill, RedisUpdate, SkuCache } from './shared.ts';

const NOTATION: NotationWords = {
  miss: 'miss',
  refused: 'refused',
  lost: 'is lost',
  orLease: 'or a lease',
  withLease: 'with the lease',
  begins: 'begins',
  expires: 'over',
};

const REDIS_UPDATES: Readonly<Record<RedisUpdate['how'], string>> = {
  delete: 'The key is gone, and with it every trace of which version made it void.',
  set: 'The update puts its own version into Redis, whatever is there by now.',
  'set-if-newer': 'A script compares the stamps and sets in one step.',
  tombstone: 'Redis now holds no value, but it remembers the stamp below which nothing may come back.',
};

function fillWhy({ how, row }: RedisFill, result: Plain): string {
  const version = versionText(row);
  if (result === true) return `The reader puts into Redis what the database told it, however long ago: ${version}.`;
  return how === 'lease'
    ? `An update has deleted the key since the lease was given (or somebody else has it): ${version} is not set.`
    : `Redis knows of a stamp that is not older: ${version} is not set.`;
}

function lruWhy({ pod, atLeast }: LruGet, result: Plain): string {
  if (result !== null) return `Pod ${pod} answers from its own memory.`;
  const asked = atLeast > 0 ? `, or only something older than the stamp ${atLeast} that the request carries` : '';
  return `Pod ${pod} holds nothing in its own memory${asked}: it asks Redis.`;
}

function why(op: string, args: Plain, result: Plain): string {
  switch (op) {
    case 'update':
      return `The row is now ${versionText(rowIn(result))}; no cache knows of it yet.`;
    case 'select':
      return `The database answers with what is committed now: ${versionText(rowIn(result))}.`;
    case 'updateRedis':
      return result === false
        ? 'Redis already knows of a stamp that is not older: nothing changes.'
        : REDIS_UPDATES[given<RedisUpdate>(args).how];
    case 'lose':
      return 'The command does not reach Redis; the update goes on, because the database has it.';
    case 'consume':
      return `The binlog says that ${versionText(rowIn(result))} was committed; the same is done to Redis once more.`;
    case 'getRedis':
      return result === null
        ? 'Redis has no value for this request: the reader goes to the database.'
        : `Redis answers with ${versionText(rowIn(result))}; it does not know whether that is still true.`;
    case 'fillRedis':
      return fillWhy(given<RedisFill>(args), result);
    case 'getLru':
      return lruWhy(given<LruGet>(args), result);
    case 'putLru': {
      const { pod, row } = given<LruPut>(args);
      return result === false
        ? `Pod ${pod} knows of an entry whose stamp is not older: ${versionText(row)} is not put.`
        : `Pod ${pod} keeps ${versionText(row)} in its own memory; nobody tells it of updates in other pods.`;
    }
    case 'expireLru':
      return `The entry of pod ${given<LruPut>(args).pod} has lived its time.`;
    default:
      return 'The time to live of an LRU entry begins.';
  }
}

function processName(id: string): string {
  const [, kind = '', number = ''] = /^@([a-z]+)-?(\d*)$/.exec(id) ?? [];
  return kind === 'lru' ? `LRU pod ${number}` : `${kind} ${number}`.trim();
}

export const skuCacheWords: SystemWords<SkuCacheConfig, SkuCache> = {
  name: 'SKU cache',
  process: processName,
  operation: (op, args) => operationText(NOTATION, op, args),
  mark: (op, args, result) => markText(NOTATION, op, args, result),
  why,
  fact: ({ version, seen, pod }) => {
    const back = Number(version) < Number(seen);
    return {
      mark: back ? `v${version} after v${seen}!` : `shown v${version}`,
      sentence: back
        ? `Pod ${pod} shows the client v${version}, although it has already seen v${seen}.`
        : `Pod ${pod} shows the client v${version}.`,
      role: back ? 'bad' : 'good',
    };
  },
  option: (_, option) => (option === 'arrives' ? 'it reaches Redis' : 'lost before Redis'),
  timer: () => 'the time to live of the LRU entry is over',
  properties: {
    'monotonic-reads': {
      asks: 'a client never sees an older version after a newer one',
      violated: { 'went-back': 'a client was shown an older version after a newer one' },
    },
    'no-resurrected-value': {
      asks: 'a cache never goes back to an older version than it has held or was told to drop',
      violated: {
        redis: 'Redis holds a version that it had been told to drop',
        lru: 'an LRU cache holds an older version than it has already held',
      },
    },
    'cache-converges': {
      asks: 'in the end every cache holds the newest version or nothing',
      violated: {
        redis: 'Redis keeps an old version, and nothing is left that would remove it',
        lru: 'an LRU cache keeps an old version',
      },
    },
  },
  picture: (_, moment) =>
    pictureOf(moment, {
      database: 'database',
      lru: (pod) => `LRU pod ${pod}`,
      client: (number) => `client ${number}`,
      nothing: '—',
      tombstone: (version) => `void before ${version}`,
      knew: (version, known) => `${version}, but it knew of ${known}`,
      seen: (version) => `has seen ${version}`,
      lease: (holder) => `lease of ${processName(holder)}`,
    }),
};
