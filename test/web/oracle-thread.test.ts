// Which thread answers the oracle's questions, and when its news are told, with threads that the test plays.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OracleNews, OracleRequest } from '../../src/explore/oracle-messages.ts';
import { consultInWorker } from '../../src/web/consult-in-worker.ts';

class PlayedWorker {
  onmessage: ((event: { readonly data: OracleNews }) => void) | null = null;
  onerror: ((event: { readonly message: string }) => void) | null = null;
  readonly asked: unknown[] = [];
  isEnded = false;

  constructor() {
    threads.push(this);
  }

  postMessage(request: unknown): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.isEnded = true;
  }

  say(...all: readonly OracleNews[]): void {
    for (const data of all) this.onmessage?.({ data });
  }
}

let threads: PlayedWorker[] = [];
beforeEach(() => {
  threads = [];
  vi.useFakeTimers();
  vi.stubGlobal('Worker', PlayedWorker);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const DONE: OracleNews = { type: 'done' };
const progress = (states: number): OracleNews => ({ type: 'progress', states });
const outlookOf = (states: number): OracleNews => ({
  type: 'outlook',
  outlook: {
    ...{ property: 'converges', reason: null, vacuous: null, edges: null },
    ...{ fates: new Uint8Array(states), distances: new Int32Array(0) },
  },
});
/** Only whether it has a handler matters here. */
const REQUEST = { scenario: { app: { strategy: {} } } } as unknown as OracleRequest;

function consulting() {
  const told: OracleNews[] = [];
  const consult = consultInWorker(() => {
    throw new Error('there is no handler');
  });
  return { told, ask: () => consult(REQUEST, (news) => told.push(news)) };
}

const working = (): PlayedWorker | undefined => threads.find(({ isEnded, asked }) => !isEnded && asked.length > 0);

test('a thread that has answered answers the next request; another one stands ready', () => {
  const { told, ask } = consulting();
  ask();
  working()?.say(outlookOf(1), DONE);
  ask();
  expect(threads.map(({ asked, isEnded }) => [asked.length, isEnded])).toEqual([
    [2, false],
    [0, false],
  ]);
  expect(told.map(({ type }) => type)).toEqual(['outlook', 'done']);
});

test('a thread still at work is ended when nobody wants to know any more, and says nothing then', () => {
  const { told, ask } = consulting();
  const end = ask();
  const first = working();
  first?.say(progress(1));
  end();
  first?.say(DONE);
  vi.advanceTimersByTime(1000);
  expect([first?.isEnded, told]).toEqual([true, []]);
  ask();
  working()?.say(DONE);
  expect(told).toEqual([DONE]);
});

test('a thread that has failed, or holds large tables, is not asked again', () => {
  const { told, ask } = consulting();
  ask();
  working()?.say(outlookOf(1_000_000), DONE);
  ask();
  working()?.onerror?.({ message: 'out of memory' });
  ask();
  expect(threads.slice(0, 2).map(({ asked, isEnded }) => [asked.length, isEnded])).toEqual([
    [1, true],
    [1, true],
  ]);
  expect(told.at(-1)).toEqual({ type: 'failed', why: 'out of memory' });
});

test('news that come soon after one another are told together, the last of all at once', () => {
  const { told, ask } = consulting();
  ask();
  working()?.say(progress(1), progress(2));
  expect(told).toEqual([]);
  vi.advanceTimersByTime(50);
  expect(told).toEqual([progress(1), progress(2)]);
  working()?.say(progress(3), DONE);
  expect(told).toEqual([progress(1), progress(2), progress(3), DONE]);
});
