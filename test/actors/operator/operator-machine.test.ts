import { expect, test } from 'vitest';
import { createOperator } from '../../../src/actors/operator/operator-machine.ts';
import { drive } from '../transcript.ts';

const NEXT = 'xstate.after.untilNext.operator.waiting';

test('K52: the story is played in order of time, each command after the pause since the one before', () => {
  const operator = drive(
    createOperator([
      { atMs: 90_000, do: 'annotate-pod' },
      { atMs: 5000, do: 'apply', data: { a: '2' } },
      { atMs: 5000, do: 'apply', data: { a: '3' } },
    ]),
  );
  expect(operator.line()).toBe(`waiting +${NEXT} 5000ms`);
  expect(operator.give({ type: NEXT }, { type: NEXT }, { type: NEXT })).toEqual([
    `waiting [post put to api] -${NEXT} +${NEXT} 0ms`,
    `waiting [post put to api] -${NEXT} +${NEXT} 85000ms`,
    `done [post annotatePod to api] -${NEXT}`,
  ]);
});

test('K52: commands of one moment keep the order of the story', () => {
  const operator = drive(
    createOperator([
      { atMs: 0, do: 'apply', data: { a: '2' } },
      { atMs: 0, do: 'annotate-pod' },
    ]),
  );
  expect(operator.give({ type: NEXT })[0]).toContain('post put to api');
  expect(operator.give({ type: NEXT })[0]).toContain('post annotatePod to api');
});

test('K52: an empty story is over at once', () => {
  expect(drive(createOperator([])).line()).toBe('done');
});
