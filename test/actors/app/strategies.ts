// A plain strategy for tests: watch the file, reload at once on Write. Each test overrides what it is about.
import type { Strategy } from '../../../src/actors/app/strategy.ts';

const PLAIN: Strategy = {
  name: 'plain',
  title: 'Watch the file, reload on Write',
  why: 'the plainest loop there is',
  id: '',
  watch: ['file'],
  dontFollow: false,
  start: 'read-then-watch',
  startDelayMs: 0,
  on: [{ ops: ['Write'], name: 'any', if: null, do: ['reload'] }],
  sleepMs: 0,
  debounce: null,
  read: { how: 'each-file', retries: 0, delayMs: 0 },
  verify: { nonEmpty: false, parse: false, requiredKeys: [] },
  skipSameContent: false,
  remember: 'when-seen',
  swap: 'atomic',
  onLoadError: 'keep',
  onWatchError: 'ignore',
  onRearmError: { policy: 'ignore', retries: 0, delayMs: 0 },
  poll: null,
};

/** The plain strategy with some of its fields replaced. */
export function strategyWith(changes: Partial<Strategy>): Strategy {
  return { ...PLAIN, ...changes };
}
