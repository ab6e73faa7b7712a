import { expect, test } from 'vitest';
import { createPodWorker } from '../../../src/actors/kubelet/pod-worker-machine.ts';
import { drive } from '../transcript.ts';

const MINUTE = 60_000;
const KUBELET = {
  syncFrequencyMs: MINUTE,
  restartMs: 10_000,
  hasVolume: true,
  isProbed: false,
  environment: null,
  waitsFor: null,
};

test('K9: with one jitter factor nothing is chosen; every sync asks for a remount and enqueues the next', () => {
  const worker = drive(createPodWorker({ ...KUBELET, syncJitter: [1.25] }));
  expect(worker.line()).toBe('waiting +xstate.after.resync.podWorker.waiting 75000ms');
  const due = 'xstate.after.resync.podWorker.waiting';
  expect(worker.give({ type: due })).toEqual([
    `waiting [sync] [post markRemountRequired to volumeManager] -${due} +${due} 75000ms`,
  ]);
});

test('K9: with several jitter factors the scheduler chooses after every sync', () => {
  const worker = drive(createPodWorker({ ...KUBELET, syncJitter: [1, 1.25, 1.49] }));
  expect(worker.state().waiting).toEqual({
    type: 'choose',
    question: 'next sync',
    options: ['in 60 s', 'in 75 s', 'in 89.4 s'],
  });
  const due = 'xstate.after.resync.podWorker.waiting';
  expect(worker.give({ type: 'chosen', option: 2 }, { type: due })).toEqual([
    `waiting +${due} 89400ms`,
    `completeWork [sync] [post markRemountRequired to volumeManager] choose -${due}`,
  ]);
});

test('K10: a change of the pod is synced at once, and the next sync counts from there', () => {
  const worker = drive(createPodWorker({ ...KUBELET, syncJitter: [1] }));
  const due = 'xstate.after.resync.podWorker.waiting';
  expect(worker.give({ type: 'podUpdated' })).toEqual([
    `waiting [sync] [post markRemountRequired to volumeManager] -${due} +${due} 60000ms`,
  ]);
});

test('K9: a factor outside [1, 1.5) is a bug of the caller', () => {
  expect(() => createPodWorker({ ...KUBELET, syncJitter: [1.5] })).toThrow('[1, 1.5)');
  expect(() => createPodWorker({ ...KUBELET, syncJitter: [] })).toThrow('at least one');
});
