// The configuration store in English.
import type { SystemWords } from '../system.ts';
import { callOf, expression, markOf } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { ConfigStoreConfig } from './schema.ts';
import { accessArgs, FATAL_ERRORS, type Memory } from './store.ts';

const RACE = 'two goroutines are at one place of memory at the same time, and one of them writes';

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
    const { field, in: kept, version } = accessArgs(args ?? {});
    switch (op) {
      case 'begin-read':
        if (typeof result === 'string')
          return `fatal error: ${result}. The runtime ends the process; recover() does not catch it, every request is gone.`;
        return `It begins to read ${field}; until it is done another goroutine may run.`;
      case 'begin-write':
        if (typeof result === 'string') return `fatal error: ${result}. The runtime ends the process.`;
        if (kept === 'map') return `It begins to write ${field}; the map is marked as being written.`;
        return `It begins to write ${field}; nothing keeps a reader away.`;
      case 'end-read':
        return `It has read ${field} of version ${result}.`;
      case 'end-write':
        return `${field} is of version ${version}; what a request read before is not.`;
      case 'lock':
        return 'It holds the lock; nobody else gets it before Unlock.';
      case 'unlock':
        return 'It gives the lock back; what it wrote is there for whoever locks next.';
      case 'rlock':
        return 'It holds the lock for reading; other readers may too, a writer has to wait.';
      case 'runlock':
        return 'It gives its reading lock back; a reload may come in now.';
      case 'load':
        return `${field} of version ${result}, atomically; the next Load is another step.`;
      case 'store':
        return `${field} is of version ${version}, atomically; the other value is not part of this Store.`;
      case 'load-pointer':
        if (field === undefined)
          return `It holds the configuration of version ${result}, both values, and nobody writes it again.`;
        return `It follows the pointer to version ${result} for ${field} alone; the next Load may lead elsewhere.`;
      case 'store-pointer':
        return `The pointer leads to a new configuration of version ${version}, complete before anybody can see it.`;
      default:
        return 'A collection frees what nobody can reach; the map and its entries are reached, and nothing changes for them.';
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
