// What the goroutines of a configuration store do, in Go's own notation: the same in every language.
import type { Plain } from '../system.ts';
import { type AccessArgs, accessArgs } from './store.ts';
import { lookupArgs } from './sync-map.ts';

/** `cfg.discount`, `cfg["discount"]`. */
export function expression({ field, in: kept }: AccessArgs): string {
  return kept === 'map' ? `cfg["${field}"]` : `cfg.${field}`;
}

/** The operations that are one call in Go; null for the two halves of a plain access. */
export function callOf(op: string, args: Plain): string | null {
  const { field, version, iterates } = accessArgs(args ?? {});
  switch (op) {
    case 'lock':
      return 'mu.Lock()';
    case 'unlock':
      return 'mu.Unlock()';
    case 'rlock':
      return 'mu.RLock()';
    case 'runlock':
      return 'mu.RUnlock()';
    case 'load':
      return iterates === true ? `cfg.Range: "${field}"` : `cfg.Load("${field}")`;
    case 'store':
      return `cfg.Store("${field}", v${version})`;
    case 'load-pointer':
      return field === undefined ? 'cfg.Load()' : `cfg.Load().${field}`;
    case 'store-pointer':
      return `cfg.Store(v${version})`;
    case 'gc':
      return 'runtime.GC()';
    default:
      return callInside(op, args);
  }
}

/** The statements of sync/map.go. */
function callInside(op: string, args: Plain): string | null {
  const { in: from, key, version } = lookupArgs(args ?? {});
  switch (op) {
    case 'load-read':
      return 'm.read.Load()';
    case 'begin-lookup':
    case 'end-lookup':
      return `${from}.m["${key}"]`;
    case 'miss-locked':
      return 'm.missLocked()';
    case 'begin-copy':
    case 'end-copy':
      return 'm.dirtyLocked()';
    case 'begin-insert':
    case 'end-insert':
      return `m.dirty["${key}"] = e`;
    case 'load-entry':
      return `e.Load() // ${key}`;
    case 'swap-entry':
      return `e.Swap(v${version}) // ${key}`;
    default:
      return null;
  }
}

/** What a lane shows when an operation was done, at most 20 columns. */
export function markOf(op: string, args: Plain, result: Plain): string {
  const { field, version, guarded, answers } = accessArgs(args ?? {});
  if (typeof result !== 'string' && (answers === true || (guarded === true && op.startsWith('begin-')))) return '';
  switch (op) {
    case 'begin-read':
      return typeof result === 'string' ? 'fatal error' : `${field} …`;
    case 'begin-write':
      return typeof result === 'string' ? 'fatal error' : `${field} = …`;
    case 'end-read':
    case 'load':
      return `${field} → v${result}`;
    case 'end-write':
    case 'store':
      return `${field} = v${version}`;
    case 'lock':
      return 'Lock';
    case 'unlock':
      return 'Unlock';
    case 'rlock':
      return 'RLock';
    case 'runlock':
      return 'RUnlock';
    case 'load-pointer':
      return field === undefined ? `Load → v${result}` : `.${field} → v${result}`;
    case 'store-pointer':
      return `Store v${version}`;
    case 'gc':
      return 'runtime.GC()';
    default:
      return markInside(op, args, result);
  }
}

function markInside(op: string, args: Plain, result: Plain): string {
  const { in: from, key, version } = lookupArgs(args ?? {});
  switch (op) {
    case 'end-lookup':
      return `${from}: ${result}`;
    case 'miss-locked':
      return result === 'promoted' ? 'read = dirty' : 'count a miss';
    case 'end-copy':
      return 'dirty = copy';
    case 'end-insert':
      return `dirty + ${key}`;
    case 'load-entry':
      return `${key} → v${result}`;
    case 'swap-entry':
      return `${key} = v${version}`;
    default:
      return typeof result === 'string' && result !== 'has-dirty' ? 'fatal error' : '';
  }
}
