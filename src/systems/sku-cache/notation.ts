// How operations on the SKU cache are written: SQL, commands of Redis, calls on the LRU. The same in every language, but
// for the few words that are handed in.
import type { Plain } from '../system.ts';
import type { LruPut, RedisFill, RedisGet, RedisUpdate, Row } from './shared.ts';

/** What a notation cannot say in a language of its own. */
export interface NotationWords {
  readonly miss: string;
  readonly refused: string;
  readonly lost: string;
  readonly orLease: string;
  readonly withLease: string;
  readonly begins: string;
  readonly expires: string;
}

/** "v2"; empty for none. */
export const versionText = (row: Row | null): string => (row === null ? '' : `v${row.version}`);

/** The row in an operation's arguments or result. */
export const rowIn = (value: Plain): Row | null => value as unknown as Row | null;

/** Arguments, as their machine gave them. */
export const given = <Args>(args: Plain): Args => args as unknown as Args;

const COMMANDS = { delete: 'DEL', set: 'SET', 'set-if-newer': 'CAS', tombstone: 'TOMBSTONE' } as const;
const PUTS = { always: 'Put', 'if-newer': 'PutIfNewer', 'never-older': 'PutUnlessOlder' } as const;

function updateText({ how, row }: RedisUpdate): string {
  const version = versionText(row);
  switch (how) {
    case 'delete':
      return 'DEL sku:1';
    case 'set':
      return `SET sku:1 ${version}`;
    case 'set-if-newer':
      return `EVAL set-if-newer sku:1 ${version}`;
    case 'tombstone':
      return `EVAL tombstone-if-newer sku:1 ${version}`;
  }
}

/** What is about to be done. */
export function operationText(words: NotationWords, op: string, args: Plain): string {
  switch (op) {
    case 'update':
      return 'UPDATE sku SET …, version = version + 1';
    case 'select':
      return 'SELECT … FROM sku';
    case 'updateRedis':
      return updateText(given<RedisUpdate>(args));
    case 'lose':
      return `${updateText(given<RedisUpdate>(args))} ${words.lost}`;
    case 'consume':
      return `binlog → ${updateText({ how: given<RedisUpdate>(args).how, row: null }).trim()}`;
    case 'getRedis':
      return given<RedisGet>(args).lease ? `GET sku:1 ${words.orLease}` : 'GET sku:1';
    case 'fillRedis': {
      const { how, row } = given<RedisFill>(args);
      return how === 'lease' ? `SET sku:1 ${versionText(row)} ${words.withLease}` : updateText({ how, row });
    }
    case 'getLru':
      return 'lru.Get(sku:1)';
    case 'putLru': {
      const { how, row } = given<LruPut>(args);
      return `lru.${PUTS[how]}(sku:1, ${versionText(row)})`;
    }
    default:
      return `lru: TTL ${op === 'expireLru' ? words.expires : words.begins}`;
  }
}

/** The mark that it leaves in a lane. */
export function markText(words: NotationWords, op: string, args: Plain, result: Plain): string {
  const refused = result === false ? ` ${words.refused}` : '';
  const answer = versionText(rowIn(result)) || words.miss;
  switch (op) {
    case 'update':
      return `UPDATE → ${answer}`;
    case 'select':
      return `SELECT → ${answer}`;
    case 'updateRedis':
    case 'lose': {
      const { how, row } = given<RedisUpdate>(args);
      const command = how === 'delete' ? 'DEL' : `${COMMANDS[how]} ${versionText(row)}`;
      return `${command}${op === 'lose' ? ` ${words.lost}` : refused}`;
    }
    case 'consume':
      return `${COMMANDS[given<RedisUpdate>(args).how]} (${answer})`;
    case 'getRedis':
      return `GET → ${answer}`;
    case 'fillRedis': {
      const { how, row } = given<RedisFill>(args);
      return `${how === 'set-if-newer' ? 'CAS' : 'SET'} ${versionText(row)}${refused}`;
    }
    case 'getLru':
      return `lru → ${answer}`;
    case 'putLru':
      return `lru ← ${versionText(given<LruPut>(args).row)}${refused}`;
    case 'expireLru':
      return `TTL ${words.expires}`;
    default:
      return '';
  }
}
