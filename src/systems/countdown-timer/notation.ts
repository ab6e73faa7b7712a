// What goes on around a countdown, in Go's own notation: the same in every language.
import type { Plain } from '../system.ts';
import { countdownArgs } from './countdown.ts';

/** Calls and statements as Go writes them; null for what Go's runtime does, and for what has no notation. */
export function callOf(op: string, args: Plain): string | null {
  const { timer, setting, take } = countdownArgs(args ?? {});
  switch (op) {
    case 'receive':
      return `<-t${timer + 1}.C`;
    case 'begin':
      return 'f()';
    case 'end':
      return 'end()';
    case 'stop':
      return 't.Stop()';
    case 'reset':
      return `t.Reset(d${setting})`;
    case 'new-timer':
      return `t = t${setting + 1}, d${setting}`;
    case 'drain':
      return '<-t.C';
    case 'compare-and-swap':
      return 'CAS Active→Resetting';
    case 'activate':
      return 'state = Active';
    case 'panic':
      return 'panic(…)';
    case 'lock':
      return 'mu.Lock()';
    case 'unlock':
      return 'mu.Unlock()';
    case 'ask':
      return `resets <- d${setting}`;
    case 'select':
      return 'select';
    case 'take':
      return take === 'reset' ? '<-resets' : '<-t.C';
    default:
      return null;
  }
}

/** Calls whose result matters, with it: `Stop → false`; null for the others. */
export function resultOf(op: string, args: Plain, result: Plain): string | null {
  const { setting } = countdownArgs(args ?? {});
  switch (op) {
    case 'send':
      return 'value into C';
    case 'receive':
    case 'drain':
      return `<-C → d${result}`;
    case 'stop':
      return `Stop → ${result}`;
    case 'reset':
      return `Reset(d${setting}) → ${result}`;
    case 'new-timer':
      return `${result === 'func' ? 'AfterFunc' : 'NewTimer'}(d${setting})`;
    case 'compare-and-swap':
      return `CAS → ${result}`;
    case 'select':
    case 'take':
      return taken(result);
    default:
      return null;
  }
}

function taken(result: Plain): string {
  const { reset, timer } = takenBy(result);
  if (reset === undefined && timer === undefined) return 'select';
  return reset === undefined ? `<-C → d${timer}` : `<-resets → d${reset}`;
}

/** What the owner has taken: the number of a duration from one of its two channels; neither when both were ready. */
export function takenBy(result: Plain): { readonly reset?: number; readonly timer?: number } {
  return result === null || typeof result !== 'object' ? {} : (result as { readonly reset?: number });
}
