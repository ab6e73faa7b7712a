// The watch over threads in which handlers run: one that says nothing for too long is ended, and what is told then.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HandlerNews } from '../../src/view/handler-thread.ts';
import { LOADING_MS_MAX, SILENCE_MS_MAX, TRIAL_MS_MAX } from '../../src/view/handler-thread.ts';
import { en } from '../../src/view/messages/en.ts';
import { consultWithHandler, type Tried, tryInWorker } from '../../src/web/handler/handler-thread.ts';
import { play } from '../view/playing.ts';

/** A thread that does what the test says, by a clock that the test moves. */
class SilentWorker {
  static started: SilentWorker[] = [];
  onmessage: ((event: { readonly data: HandlerNews }) => void) | null = null;
  onerror: ((event: { readonly message: string }) => void) | null = null;
  readonly asked: unknown[] = [];
  isEnded = false;

  constructor() {
    SilentWorker.started.push(this);
  }

  postMessage(request: unknown): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.isEnded = true;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', SilentWorker);
  SilentWorker.started = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function onlyThread(): SilentWorker {
  const [thread, ...others] = SilentWorker.started;
  if (thread === undefined || others.length > 0) throw new Error('one thread was started');
  return thread;
}

const searching: HandlerNews = { type: 'ready' };

describe('a search with a handler', () => {
  /** What is told after each of these many milliseconds, in each of which but the last the thread says something. */
  function toldAfter(...pauses: readonly number[]): readonly unknown[] {
    const told: unknown[] = [];
    consultWithHandler(() => en)(play('incident').subject(), (news) => told.push(news));
    for (const ms of pauses) {
      vi.advanceTimersByTime(ms);
      onlyThread().onmessage?.({ data: searching });
    }
    return told;
  }

  test('is ended after 15 s of silence, and fails with a sentence that says so', () => {
    const told = toldAfter(1);
    vi.advanceTimersByTime(SILENCE_MS_MAX - 1);
    expect([told, onlyThread().isEnded]).toEqual([[], false]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([{ type: 'failed', why: en.handler.checkSilent(15) }]);
    expect(onlyThread().isEnded).toBe(true);
    vi.advanceTimersByTime(10 * SILENCE_MS_MAX);
    expect(told.length).toBe(1);
  });

  test('goes on as long as it says something', () => {
    const told = toldAfter(1, SILENCE_MS_MAX - 1, SILENCE_MS_MAX - 1, SILENCE_MS_MAX - 1);
    expect([told, onlyThread().isEnded]).toEqual([[], false]);
  });

  test('has longer to load its engine', () => {
    const told: unknown[] = [];
    consultWithHandler(() => en)(play('incident').subject(), (news) => told.push(news));
    vi.advanceTimersByTime(LOADING_MS_MAX - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told.length).toBe(1);
  });

  test('that nobody wants to know of any more tells nothing', () => {
    const told: unknown[] = [];
    const end = consultWithHandler(() => en)(play('incident').subject(), (news) => told.push(news));
    end();
    vi.advanceTimersByTime(10 * SILENCE_MS_MAX);
    expect([told, onlyThread().isEnded]).toEqual([[], true]);
  });
});

test('a trial is ended 2 s after its engine has been loaded, and says how long it had', () => {
  const told: Tried[] = [];
  tryInWorker(play('incident').state().simulation, (tried) => told.push(tried));
  vi.advanceTimersByTime(TRIAL_MS_MAX);
  expect(told).toEqual([]);
  onlyThread().onmessage?.({ data: { type: 'ready' } });
  vi.advanceTimersByTime(TRIAL_MS_MAX);
  expect(told).toEqual([{ type: 'silent', ms: TRIAL_MS_MAX }]);
  expect(onlyThread().isEnded).toBe(true);
});
