// A counterexample as a code flow of SARIF: the steps that leave something to see, a sentence or two each, at the lines
// of the file that they are about.
//
// Source: SARIF 2.1.0 §3.36 to §3.38. Folded steps in the words of the playground; each tells the single steps it holds.
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import { choiceText } from '../choices.ts';
import { type Fold, foldsOf, worldBefore } from '../folding.ts';
import { isTellingFold } from '../lanes.ts';
import type { Messages } from '../messages/messages.ts';
import { describeMove } from '../moves.ts';
import { formatTime } from '../time.ts';
import { watchLives } from '../watches.ts';
import { whyView } from '../why.ts';
import type { CheckCounterexample, CheckReport } from './check-report.ts';
import { stepPlace } from './file-places.ts';
import { locationAt } from './sarif-location.ts';

/** The one code flow of a counterexample; `uri` is where the file is. */
export function codeFlowOf(messages: Messages, report: CheckReport, shown: CheckCounterexample, uri: string): unknown {
  const { model, simulation } = report;
  const { first, steps } = shown.run;
  const turns = shown.lost.flatMap(({ at }) => at ?? []);
  const telling = foldsOf(first, steps).filter(({ from, to }) => isTelling(model, shown.run, { from, to }));
  const locations = telling.map((fold, index) => {
    const isTurn = turns.some((at) => fold.from < at && at <= fold.to);
    const place = stepPlace(simulation, model, steps.slice(0, fold.to));
    return {
      location: locationAt(uri, place, sentencesOf(messages, model, shown.run, fold, isTurn)),
      executionOrder: index + 1,
      importance: isTurn || index === telling.length - 1 ? 'essential' : 'important',
    };
  });
  return locations.length === 0 ? null : { threadFlows: [{ locations }] };
}

function isTelling(model: Model, { first, steps }: Run, { from, to }: Fold): boolean {
  return isTellingFold(model, worldBefore(first, steps, from), steps.slice(from, to));
}

/** "60.2s, step 44 to 51, AtomicWriter: step 12: remove ..ts1. …" */
function sentencesOf(messages: Messages, model: Model, { first, steps }: Run, fold: Fold, isTurn: boolean): string {
  const before = worldBefore(first, steps, fold.from);
  const taken = steps.slice(fold.from, fold.to);
  const move = describeMove(messages, model, before, { steps: taken, seen: { from: 0, to: taken.length } });
  const lives = watchLives(model, first, steps.slice(0, fold.to));
  const why = whyView(messages, { model, before, steps: taken, lives, unfolded: false });
  const time = model.timing === 'prompt' ? formatTime(taken.at(-1)?.world.nowMs ?? 0) : '';
  const { check } = messages;
  return [
    check.flowStep(time, fold.from + 1, fold.to, choiceText(messages, { ...move, lead: '' })),
    ...why.map(({ text }) => text),
    ...(isTurn ? [check.flowTurn] : []),
  ].join(' ');
}
