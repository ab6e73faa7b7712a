// The countdown of chapter 3.3: a campaign that is to end once, at its last deadline, however late it is extended.
//
// One process for each timer (Go's runtime), one for each goroutine that ends the campaign or owns its timer, one for
// each reset. Rules T1 to T9.
import { defineSystem, type Process } from '../system.ts';
import { createFallback, createSafeReset } from './article-machine.ts';
import { createCallback, createReceiver } from './campaign-machine.ts';
import { begun, type Form, operations } from './countdown.ts';
import { createOwner } from './owner-machine.ts';
import { properties } from './properties.ts';
import {
  createAskingReset,
  createDrainingReset,
  createEpochReset,
  createPlainReset,
  type ResetConfig,
} from './reset-machines.ts';
import { type CountdownTimerConfig, countdownTimerSchema, mistakesIn } from './schema.ts';
import { createTimer } from './timer-machine.ts';
import { words } from './words.ts';
import { wordsZh } from './words-zh.ts';

const RESET_MACHINES: Readonly<Record<Form, (config: ResetConfig) => Process['machine']>> = {
  naive: createPlainReset,
  drain: createDrainingReset,
  'after-func': createPlainReset,
  article: createSafeReset,
  owner: createAskingReset,
  epoch: createEpochReset,
};

const usesAfterFunc = (form: Form): boolean => form === 'after-func' || form === 'epoch';
const makesTimers = (form: Form): boolean => form === 'article' || form === 'epoch';

/** The numbers of the durations that can be set: 0, and one for each reset that does not panic. */
function settings({ resets, panics }: CountdownTimerConfig): readonly number[] {
  return [0, ...resets.map((_, index) => index + 1)].filter((number) => number !== panics);
}

/** Who ends the campaign: a receiver for each timer, a callback for each duration, or the timer's owner. */
function campaign(config: CountdownTimerConfig): readonly Process[] {
  const { form } = config;
  if (form === 'owner') return [{ id: '@owner', machine: createOwner() }];
  const numbers = usesAfterFunc(form) || makesTimers(form) ? settings(config) : [0];
  return numbers.map((number) => ({
    id: `@goroutine-${number + 1}`,
    machine: usesAfterFunc(form) ? createCallback(number, form === 'epoch') : createReceiver(number),
  }));
}

function processes(config: CountdownTimerConfig): readonly Process[] {
  const { form, lasts, resets, panics } = config;
  const durations = [lasts, ...resets.map(({ to }) => to)];
  const timers = (makesTimers(form) ? settings(config) : [0]).map(
    (number): Process => ({ id: `@timer-${number + 1}`, machine: createTimer(number, durations) }),
  );
  const callers = resets.map(({ at }, index): Process => {
    const number = index + 1;
    const machine = RESET_MACHINES[form]({ number, atMs: at, panics: panics === number });
    return { id: `@reset-${number}`, machine };
  });
  const fallback: Process = { id: '@fallback', machine: createFallback() };
  return [...timers, ...campaign(config), ...callers, ...(form === 'article' && panics !== null ? [fallback] : [])];
}

/** All durations one after the other, and the ticker of the fallback. */
function horizonMs({ lasts, resets }: CountdownTimerConfig): number {
  return resets.reduce((sum, { at, to }) => sum + at + to, lasts) + 2000;
}

export const countdownTimer = defineSystem({
  name: 'countdown-timer',
  schema: countdownTimerSchema,
  mistakes: mistakesIn,
  processes,
  shared: ({ go, form, resets }) =>
    begun(go, usesAfterFunc(form) ? 'func' : 'channel', makesTimers(form) ? resets.length : 0),
  operations,
  horizonMs,
  properties,
  words: { en: words, zh: wordsZh },
});
