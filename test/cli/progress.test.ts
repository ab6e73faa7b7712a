// Progress on stderr, on a clock that the tests move.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ProgressStream, startProgress } from '../../src/cli/progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const CLEAR_LINE = '\r\u001b[K';

/** The same text over what stood in the line. */
const over = ({ source }: RegExp): RegExp => new RegExp(`^${CLEAR_LINE.replace('[', '\\[')}${source}`);

interface Written extends ProgressStream {
  readonly texts: readonly string[];
}

function written(stream: Omit<ProgressStream, 'write'>): Written {
  const texts: string[] = [];
  return { ...stream, texts, write: (text) => texts.push(text) };
}

describe('on a terminal', () => {
  test('nothing for a second, then one line that is drawn over, and how long it took', () => {
    const stream = written({ isTTY: true, columns: 80 });
    let states = 0;
    const end = startProgress(stream, () => `incident: ${states} states`);
    vi.advanceTimersByTime(900);
    expect(stream.texts).toEqual([]);
    states = 7;
    vi.advanceTimersByTime(300);
    expect(stream.texts.at(-1)).toMatch(over(/incident: 7 states, 1\.\d s$/));
    vi.advanceTimersByTime(1000);
    expect(stream.texts.length).toBeGreaterThan(4);
    end('checked in');
    expect(stream.texts.at(-1)).toMatch(over(/checked in 2\.\d s\n$/));
    const { length } = stream.texts;
    vi.advanceTimersByTime(10_000);
    expect(stream.texts).toHaveLength(length);
  });

  test('what is done within a second leaves nothing behind', () => {
    const stream = written({ isTTY: true, columns: 80 });
    const end = startProgress(stream, () => 'incident');
    vi.advanceTimersByTime(900);
    end('checked in');
    expect(stream.texts).toEqual([]);
  });

  test('the line never wraps', () => {
    const stream = written({ isTTY: true, columns: 20 });
    startProgress(stream, () => 'a simulation with a long name: 12 states');
    vi.advanceTimersByTime(1200);
    expect(stream.texts.at(-1)).toBe(`${CLEAR_LINE}a simulation with a`);
  });
});

test('in a log: plain lines, fewer and fewer', () => {
  const stream = written({});
  const end = startProgress(stream, () => 'incident: 7 states');
  vi.advanceTimersByTime(9000);
  expect(stream.texts).toEqual([]);
  vi.advanceTimersByTime(66_000);
  expect(stream.texts).toEqual(
    [10, 20, 40].map((seconds) => expect.stringMatching(`^incident: 7 states, ${seconds}\\.\\d s\n$`)),
  );
  end('stopped after');
  expect(stream.texts.at(-1)).toMatch(/^stopped after 75\.\d s\n$/);
});
