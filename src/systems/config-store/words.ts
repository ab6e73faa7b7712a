// The configuration store in English.
import type { Plain, SystemWords } from '../system.ts';
import { FATAL_ERRORS, type Memory } from './memory.ts';
import { callOf, expression, markOf } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { ConfigStoreConfig } from './schema.ts';
import { accessArgs } from './store.ts';
import { lookupArgs } from './sync-map.ts';

const RACE = 'two goroutines are at one place of memory at the same time, and one of them writes';

/** What the steps within sync.Map mean. */
function whyInside(op: string, args: Plain, result: Plain): string {
  const { in: from, key } = lookupArgs(args ?? {});
  switch (op) {
    case 'load-read':
      return 'An atomic load: the map that read leads to is never written again.';
    case 'begin-lookup':
      if (typeof result === 'string') return `The process ends: fatal error: ${result}.`;
      return from === 'read'
        ? 'It looks into read, without a lock.'
        : 'It looks into dirty; it holds the lock of sync.Map.';
    case 'end-lookup':
      return result === 'hit' ? `It finds ${key} in ${from}.` : `It does not find ${key} in ${from}.`;
    case 'miss-locked':
      return result === 'promoted'
        ? 'As many misses as dirty has keys: dirty becomes read, in one atomic store.'
        : 'Another miss; after as many as dirty has keys, dirty becomes read.';
    case 'begin-copy':
      return result === 'has-dirty'
        ? 'There is a dirty map already.'
        : 'There is no dirty map: it begins to copy read.';
    case 'end-copy':
      return 'Now dirty is a copy of read, in a map of its own that nobody looks into without the lock.';
    case 'begin-insert':
      if (typeof result === 'string') return `The process ends: fatal error: ${result}.`;
      return 'It begins to write dirty; it holds the lock of sync.Map.';
    case 'end-insert':
      return `Now dirty has ${key}; read leads to another map and has not.`;
    case 'load-entry':
      return `It loads ${key} of version ${result}, atomically; the other value is another Load.`;
    default:
      return `It replaces ${key} atomically; no map is written for it.`;
  }
}

export const words: SystemWords<ConfigStoreConfig, Memory> = {
  name: 'Configuration store',
  process: (id) => (id.startsWith('@request-') ? `request ${id.slice('@request-'.length)}` : id.slice(1)),
  operation: (op, args) => {
    const call = callOf(op, args);
    if (call !== null) return call;
    const place = expression(accessArgs(args));
    const { version } = accessArgs(args);
    if (op === 'begin-read') return `begin to read ${place}`;
    if (op === 'end-read') return `end the read of ${place}`;
    return op === 'begin-write' ? `begin ${place} = v${version}` : `end ${place} = v${version}`;
  },
  mark: markOf,
  why: (op, args, result) => {
    const { field, in: kept, version, iterates } = accessArgs(args ?? {});
    switch (op) {
      case 'begin-read':
        if (typeof result === 'string')
          return `The process ends: fatal error: ${result}. recover() does not catch it, and every request is gone.`;
        return `It begins to read ${field}; until it is done another goroutine may run.`;
      case 'begin-write':
        if (typeof result === 'string') return `The process ends: fatal error: ${result}.`;
        if (kept === 'map') return `It begins to write ${field}; the map is marked as being written.`;
        return `It begins to write ${field}; nothing keeps a reader away.`;
      case 'end-read':
        return `It has read ${field} of version ${result}.`;
      case 'end-write':
        return `Now ${field} is of version ${version}; what a request read before is not.`;
      case 'lock':
        return 'It holds the lock; nobody else gets it before Unlock.';
      case 'unlock':
        return 'It gives the lock back; what it wrote is there for whoever locks next.';
      case 'rlock':
        return 'It holds the lock for reading; other readers may too, a writer has to wait.';
      case 'runlock':
        return 'It gives its reading lock back; a reload may come in now.';
      case 'load':
        return iterates === true
          ? `Range loads ${field} of version ${result}; the next entry is another step.`
          : `It loads ${field} of version ${result}, atomically; the next Load is another step.`;
      case 'store':
        return `It stores version ${version} of ${field}, atomically; the other value is not part of this Store.`;
      case 'load-pointer':
        if (field === undefined)
          return `It holds the configuration of version ${result}, both values, and nobody writes it again.`;
        return `It follows the pointer to version ${result} for ${field} alone; the next Load may lead elsewhere.`;
      case 'store-pointer':
        return `The pointer leads to a new configuration of version ${version}, complete before anybody can see it.`;
      case 'gc':
        return 'A collection frees what nobody can reach; the map and its entries are reached, and nothing changes for them.';
      default:
        return whyInside(op, args, result);
    }
  },
  fact: ({ discount, quota }) => {
    const isTorn = discount !== quota;
    const values = `discount v${discount}, quota v${quota}`;
    return {
      mark: isTorn ? `✗ v${discount} + v${quota}` : `✓ v${discount}`,
      sentence: isTorn
        ? `The request answers with ${values}: a configuration that never was.`
        : `The request answers with both values of version ${discount}.`,
      role: isTorn ? 'bad' : 'good',
    };
  },
  option: (_, option) => option,
  timer: (id) => id,
  properties: {
    'no-data-race': { asks: 'no two goroutines are at one place at once while one writes', violated: { race: RACE } },
    'never-torn': {
      asks: 'a request never sees values of two versions',
      violated: { torn: 'a request has read the two values in two versions' },
    },
    'never-crashes': {
      asks: 'the process never ends by itself',
      violated: {
        read: `fatal error: ${FATAL_ERRORS.read}`,
        iterate: `fatal error: ${FATAL_ERRORS.iterate}`,
        write: `fatal error: ${FATAL_ERRORS.write}`,
        freed: `a map was freed while it was used: ${FATAL_ERRORS.freed}`,
      },
    },
  },
  picture: pictureOf({
    fatal: 'process',
    reading: 'reads',
    writing: 'writes',
    lock: 'lock',
    free: 'free',
    heldBy: (who) => `held by ${who}`,
    race: 'data race',
    process: (id) => words.process(id),
  }),
};
