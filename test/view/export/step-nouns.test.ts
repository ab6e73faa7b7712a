// Steps as nouns: every step of every simulation has one, in the field's words and without arguments of calls.
import { expect, test } from 'vitest';
import { stepNoun } from '../../../src/view/export/step-nouns.ts';
import { en } from '../../../src/view/messages/en.ts';
import { runToEnd } from '../../../src/world/run.ts';
import { createScheduler } from '../../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../../shipped.ts';

const nounsOf = (name: string): readonly (string | null)[] => {
  const simulation = shippedCatalog().simulations.find(({ scenario }) => scenario.name === name);
  if (simulation === undefined) throw new Error(`${name} is shipped`);
  const model = modelOf(simulation, 'prompt');
  const run = runToEnd(model, createScheduler('app-first', 0));
  return run.steps.map((_, index) => stepNoun(en, model, run, index + 1));
};

test('kubelet publishes a version', () => {
  const nouns = nounsOf('x2-second-update').filter((noun) => noun?.includes('..'));
  expect(nouns).toEqual(
    expect.arrayContaining([
      'the mkdir of ..ts2',
      'the making of the symlink ..data_tmp',
      'the rename of ..data_tmp to ..data',
      'the removal of ..ts1/feature.yaml',
    ]),
  );
});

test('a sidecar writes in place, and the application reads', () => {
  const nouns = nounsOf('incident');
  expect(nouns).toEqual(
    expect.arrayContaining([
      'the open of feature.yaml',
      'the write of feature.yaml',
      'the path lookup of feature.yaml',
      'the read of feature.yaml',
      'the swap of the pointer',
      'the setting of the watch on feature.yaml',
      'the receipt of WRITE feature.yaml',
    ]),
  );
});

/** A step of a system is called as its own words call it (check-words.ts), which are no nouns. */
const PODS = shippedCatalog().simulations.filter(({ scenario }) => scenario.system === undefined);

test.each(PODS.map(({ scenario }) => scenario.name))('%s: every step', (name) => {
  const nouns = nounsOf(name);
  expect(nouns.flatMap((noun, index) => (noun === null || !/^(?:the|a) /.test(noun) ? [[index, noun]] : []))).toEqual(
    [],
  );
  expect(nouns.filter((noun) => / (?:of|on) *$|\w\("|O_/.test(noun ?? ''))).toEqual([]);
});
