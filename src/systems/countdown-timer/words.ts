// The countdown in English.

import { formatDuration } from '../../kernel/duration.ts';
import type { Plain, SystemWords } from '../system.ts';
import { type Countdown, countdownArgs } from './countdown.ts';
import { callOf, resultOf, takenBy } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { CountdownTimerConfig } from './schema.ts';

const NAMES: Readonly<Record<string, string>> = { '@owner': 'owner', '@fallback': 'fallback' };

/** Which deadline a duration makes. */
const deadline = (setting: number): string =>
  setting === 0 ? 'the first deadline' : `the deadline of reset ${setting}`;

const EXPIRED: Readonly<Record<string, string>> = {
  stopped: 'It was stopped or given another duration before it was due: nothing happens.',
  started: 'It is off the heap, and f runs in a goroutine of its own: Stop and Reset come too late for that one.',
  sending: 'It is off the heap, so Stop says false from here on; its value is still on the way into the channel.',
  sent: 'Whoever receives from the channel gets its value; Stop or Reset would still take it back.',
};

function whyOf(op: string, args: Plain, result: Plain): string {
  const { setting, timer, recovered } = countdownArgs(args ?? {});
  switch (op) {
    case 'wake':
      return `Go's runtime keeps timer ${timer + 1} until ${deadline(Number(result))}.`;
    case 'changed':
      return 'The timer was stopped or given another duration; the runtime looks at it again.';
    case 'expire':
      return EXPIRED[String(result)] ?? '';
    case 'send':
      return 'The value is in the buffer. Before Go 1.23 neither Stop nor Reset takes it out again.';
    case 'receive':
      return `The goroutine holds the value of ${deadline(Number(result))}; nobody can take it back now.`;
    case 'begin':
      return `Because ${deadline(setting)} is over, f runs.`;
    case 'end':
      return ended(result);
    case 'stop':
      return result === true
        ? 'The timer will not fire.'
        : "Too late: it has expired, or was stopped already. What it brought is on its way or in somebody's hand.";
    case 'reset':
      return result === true
        ? `The timer runs again, until ${deadline(setting)}.`
        : `The timer had expired. It runs again until ${deadline(setting)}, and what the first expiry brought is not taken back.`;
    case 'new-timer':
      return `A new timer for ${deadline(setting)}; the old one is not asked again.`;
    case 'drain':
      return 'The old value is out of the channel.';
    case 'compare-and-swap':
      return result === true
        ? 'This reset is the only one now.'
        : 'The state is not Active: SafeReset returns, and its caller is told nothing.';
    case 'activate':
      return 'The next reset may come.';
    case 'panic':
      return recovered
        ? "Whatever panics, recover() takes it: the bug is logged as the timer's, and the reset did not happen."
        : 'Nobody recovers it: the process ends with the stack of the bug, and is started again.';
    case 'fall-back':
      return 'Fallback: look once a second, and try to bring the timer back.';
    case 'lock':
      return 'It holds the mutex: who ends the campaign and who extends it cannot meet.';
    case 'unlock':
      return 'It gives the mutex back.';
    case 'ask':
      return result === 'over' ? 'The campaign is over, and the caller is told.' : 'It waits until the owner takes it.';
    case 'asked':
      return result === 'over' ? 'The campaign is over, and the caller is told.' : 'The owner has taken it.';
    case 'select':
    case 'take':
      return taken(result);
    default:
      return '';
  }
}

function taken(result: Plain): string {
  const { reset, timer } = takenBy(result);
  if (reset !== undefined) return `The owner takes ${deadline(reset)} from the channel of resets.`;
  if (timer !== undefined)
    return `The owner takes what the timer has sent for ${deadline(timer)}, and ends the campaign.`;
  return 'Both cases are ready: Go picks one by chance.';
}

function ended(result: Plain): string {
  const { isEarly, isFirst } = result as { readonly isEarly: boolean; readonly isFirst: boolean };
  const again = isFirst ? 'The campaign ends' : 'The campaign ends a second time';
  return isEarly ? `${again}, at a deadline that had been replaced by then.` : `${again}, at its deadline.`;
}

function operationOf(op: string, args: Plain): string {
  const { timer, setting } = countdownArgs(args ?? {});
  if (op === 'wake' || op === 'changed') return `look at timer ${timer + 1}`;
  if (op === 'expire') return `timer ${timer + 1} expires (d${setting})`;
  if (op === 'send') return `send on t${timer + 1}.C`;
  if (op === 'asked') return 'see that it was taken';
  if (op === 'fall-back') return 'fall back to a ticker';
  return callOf(op, args) ?? op;
}

function markOf(op: string, args: Plain, result: Plain): string {
  if (op === 'wake' || op === 'changed' || op === 'asked') return '';
  if (op === 'expire') return result === 'stopped' ? '' : 'expires';
  if (op === 'end') return 'campaign ends';
  if (op === 'begin') return 'f runs';
  if (op === 'fall-back') return 'fallback';
  if (op === 'panic') return countdownArgs(args).recovered ? 'panic, recovered' : 'panic';
  return resultOf(op, args, result) ?? callOf(op, args) ?? op;
}

const FACTS: Readonly<Record<string, readonly [mark: string, sentence: string, role: 'good' | 'bad']>> = {
  refused: ['told: too late', 'The campaign was over; the caller is told so.', 'good'],
  dropped: ['dropped', 'The reset is dropped without a word: its caller believes that the campaign goes on.', 'bad'],
  recovered: ['no reset, no error', 'The reset did not happen, and its caller believes that it did.', 'bad'],
};

export const words: SystemWords<CountdownTimerConfig, Countdown> = {
  name: 'Countdown timer',
  process: (id) => NAMES[id] ?? id.slice(1).replace('-', ' '),
  operation: operationOf,
  mark: markOf,
  why: whyOf,
  fact: ({ what }) => {
    const [mark, sentence, role] = FACTS[String(what)] ?? ['', '', 'good'];
    return { mark, sentence, role };
  },
  option: (_, option) => (option === 'reset' ? 'case d := <-resets' : 'case <-t.C'),
  timer: (id) => ({ untilDue: 'the timer is due', untilReset: 'somebody extends it' })[id] ?? 'a second is over',
  properties: {
    'fires-once': {
      asks: 'the campaign is ended once',
      violated: { twice: 'the campaign was ended twice', never: 'the campaign was never ended' },
    },
    'fires-on-time': {
      asks: 'the campaign ends at its last deadline',
      violated: { early: 'the campaign was ended by a deadline that had been replaced' },
    },
    'resets-count': {
      asks: 'a reset counts, or its caller is told that it does not',
      violated: {
        unheard: 'the campaign was over, and a reset was taken without a word',
        'turned-away': 'a reset was turned away while no other was under way, and nobody was told',
      },
    },
    'hides-nothing': {
      asks: 'recovery hides no other failure',
      violated: { recovered: 'a bug was recovered as if the timer had panicked, and the program went on' },
    },
    'never-stuck': {
      asks: 'no reset waits for ever',
      violated: { blocked: 'a reset waits for a value that somebody else has received' },
    },
  },
  picture: pictureOf({
    timer: (number) => `timer ${number}`,
    running: (setting) => `until d${setting}`,
    sending: (setting) => `sends d${setting}`,
    channel: (setting) => `channel holds d${setting}`,
    off: 'stopped',
    duration: (setting, ms) => (setting === 0 ? formatDuration(ms) : `reset ${setting}: ${formatDuration(ms)}`),
    durations: 'durations',
    campaign: 'campaign',
    goesOn: (setting) => `until d${setting}`,
    ended: (setting, times) => (times === 1 ? `ended by d${setting}` : `ended twice, last by d${setting}`),
    state: 'state',
    mutex: 'mutex',
    crashed: 'process: panic',
    started: (setting) => `f started by d${setting}`,
  }),
};
