// The sentences that the reports for people share: what was covered, what each verdict means, where a counterexample was
// lost, and what pause it needs.

import type { ActorId } from '../../actors/effects.ts';
import type { FaultName } from '../../actors/faults/fault-names.ts';
import { findProperty } from '../../properties/properties.ts';
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import type { TraceEvent } from '../../world/trace.ts';
import { formatCall, formatLibraryCall, formatMessage } from '../calls.ts';
import { askText, firesText } from '../choices.ts';
import { formatCount } from '../count.ts';
import { actorOfChoice, foldsOf, worldBefore } from '../folding.ts';
import { versionTextGlyph } from '../glyphs.ts';
import { laneOf } from '../lane.ts';
import { formatDelivery, formatInotify } from '../marks.ts';
import { actorName } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import { formatTime } from '../time.ts';
import { volumeView } from '../volume.ts';
import { lastDeath, watchLives } from '../watches.ts';
import { whyView } from '../why.ts';
import type { CheckCounterexample, CheckFinding, CheckReport } from './check-report.ts';
import { stepNoun } from './step-nouns.ts';

/** Strategy, watcher, writer, and what may go wrong. */
export function subjectOf({ check, system }: Messages, { model }: Pick<CheckReport, 'model'>): string {
  if (system !== null) return check.ofSystem(system.name, model.actorIds.length);
  const { app, mount, cluster, faults } = model.scenario;
  const writer = mount.writer === 'kubelet' ? `kubelet ${cluster.kubelet}` : check.sidecar(mount.writer);
  const wrong = faults.map(({ fault, times }) => (times === 1 ? fault : `${fault} ×${times}`));
  return check.subject(app.strategy.name, app.watcher, writer) + (wrong.length === 0 ? '' : check.mayGoWrong(wrong));
}

/** How much was looked at. */
export function coveredBy({ check }: Messages, { covered, model, findings }: CheckReport): string {
  const told = check.covered[covered.end](formatCount(covered.states), model.timing);
  const cut = findings.filter(({ reason }) => reason === 'states-max' || reason === 'cancelled');
  if (covered.end !== 'complete' || cut.length === 0) return told;
  return `${told}${check.furtherCut(cut.map(({ property }) => property).join(', '))}`;
}

/** The verdict with what proves or weakens it: `violated in 20 steps: serves ∅`. */
export function verdictOf({ check }: Messages, finding: CheckFinding, { counterexamples }: CheckReport): string {
  const { verdict, vacuous, reason, clause, counterexample } = finding;
  const word = check.verdicts[verdict];
  if (vacuous !== null) return check.proven(word, check.vacuous[vacuous], '');
  if (reason !== null) return check.because(word, check.undecided[reason]);
  if (counterexample === null) return word;
  const length = counterexamples[counterexample]?.run.steps.length ?? 0;
  return check.proven(word, check.inSteps(length), clause);
}

/** What the file expects and whether it is so; empty when it expects nothing. */
export function agreementOf({ check }: Messages, { expected, outcome }: CheckFinding): string {
  if (expected === null) return '';
  if (outcome === 'undecided') return check.expected(expected);
  return outcome === 'fine' ? check.asExpected : check.notAsExpected(expected);
}

/** The verdict, and how it agrees with what the file expects. */
export function judgedOf(messages: Messages, finding: CheckFinding, report: CheckReport): string {
  const agreement = agreementOf(messages, finding);
  const verdict = verdictOf(messages, finding, report);
  return agreement === '' ? verdict : messages.check.agreement(verdict, agreement);
}

/** What a counterexample is one of, and how long it is. */
export function headingOf({ check }: Messages, { properties, run, lost }: CheckCounterexample): string {
  const isProven = lost.every(({ at }) => at !== null);
  return check.shortest(properties.join(', '), run.steps.length, isProven);
}

/** Where and why each property was lost, and how it ended: the cause, in sentences. */
export function causeOf(messages: Messages, report: CheckReport, shown: CheckCounterexample): readonly string[] {
  const { check } = messages;
  const length = shown.run.steps.length;
  const told = (place: string, step: number): string => happened(messages, report, shown, step, place);
  const points = shown.lost.map(({ at, properties }) => {
    if (at === null) return check.lostUnknown;
    const whose = shown.lost.length > 1 ? properties.join(', ') : '';
    return at === 0 ? check.lostAtStart(whose) : told(check.lost(at, whose), at);
  });
  const known = shown.lost.map(({ at }) => at);
  const dead = lastDeath(watchLives(report.model, shown.run.first, shown.run.steps));
  const death = dead === null ? null : dead.step + 1;
  const gone = volumeGone(report, shown);
  const isOfTheEnd = shown.properties.every((name) => findProperty(report.model, name)?.isOfTheEnd);
  return [
    ...points,
    ...(isOfTheEnd && death !== null && !known.includes(death) ? [told(check.lastWatch(death), death)] : []),
    ...(isOfTheEnd && gone !== null ? [check.volumeGone(gone, report.model.scenario.mount.path)] : []),
    ...(isOfTheEnd || known.includes(length) || length === 0 ? [] : [told(check.ends(length), length)]),
    // A pod's watches say why nothing more comes; of a system it is said what it rests at.
    ...(isOfTheEnd && report.model.system !== null ? restsOf(messages, report, shown) : []),
  ];
}

/** What is wrong where a system comes to rest, by property. */
function restsOf(
  { check }: Messages,
  { findings }: CheckReport,
  { properties, run }: CheckCounterexample,
): readonly string[] {
  const clauses = findings.filter(({ property }) => properties.includes(property)).map(({ clause }) => clause);
  return [check.rests(run.steps.length, [...new Set(clauses)].join('; '))];
}

/** The step (from 1) in which the directory that the application has mounted was removed, to stay so; null if it was not. */
function volumeGone({ model }: CheckReport, { run }: CheckCounterexample): number | null {
  const there = run.steps.findLastIndex(({ world }) =>
    volumeView(model, world, world, [], 0).entries.every(({ path, nlink }) => path !== '.' || nlink > 0),
  );
  return there === run.steps.length - 1 ? null : there + 2;
}

/** What step number `step` (from 1), at this place, was, and the sentences about it. */
function happened(
  messages: Messages,
  { model }: CheckReport,
  { run }: CheckCounterexample,
  step: number,
  place: string,
): string {
  const { first, steps } = run;
  const fold = foldsOf(first, steps).find(({ to }) => to >= step) ?? { from: step - 1 };
  const told = whyView(messages, {
    model,
    before: worldBefore(first, steps, fold.from),
    steps: steps.slice(fold.from, step),
    lives: watchLives(model, first, steps.slice(0, step)),
    unfolded: true,
  });
  const what = stepText(messages, model, run, step);
  const sentences = told
    .filter(({ text }) => !what.endsWith(text))
    .map(({ text, rule }) => (rule === null ? text : messages.check.ruled(text, rule)));
  return messages.check.happened(place, what, sentences);
}

/** Who did what in step number `step` (from 1). */
export function stepText(messages: Messages, model: Model, { steps }: Run, step: number): string {
  const taken = steps[step - 1];
  if (taken === undefined) return '';
  const text = taken.events.map((event) => eventText(messages, model, event)).find((each) => each !== '');
  return messages.choices.who(actorName(messages, actorOfChoice(taken.choice))) + (text ?? '');
}

/** What a step did, by the event that names it; empty for what only follows from it. */
function eventText(messages: Messages, model: Model, event: TraceEvent): string {
  const { choices, faults, system } = messages;
  switch (event.kind) {
    case 'fault':
      return faults[event.fault](event.option);
    case 'syscall':
      return formatCall(model, event.call);
    case 'library':
      return formatLibraryCall(model, event.call);
    case 'translated':
      return choices.take(formatInotify(event.raw));
    case 'received':
      return choices.receive(formatDelivery(event.delivery));
    case 'delivered':
      return choices.hears(formatMessage(event.message));
    case 'timer':
      return firesText(messages, event.id);
    case 'chosen':
      return askText(messages, event.question, event.option);
    case 'operated':
      return system?.operation(event.op, event.args) ?? event.op;
    case 'computed':
      return choices.compute(event.label);
    case 'request':
      return choices.request(event.status, versionTextGlyph(event.version).text);
    default:
      return '';
  }
}

/** Why a counterexample can happen, sentence by sentence: its cause, and the faults and the pause that it needs. */
export function explained(messages: Messages, report: CheckReport, shown: CheckCounterexample): readonly string[] {
  const faults = [...new Set(faultsIn(shown.run))];
  const needed = faults.length === 0 ? [] : [messages.check.needsFaults(faults)];
  return [...causeOf(messages, report, shown), ...needed, stallOf(messages, report, shown)];
}

/** The faults of a run, in the order of happening. */
function faultsIn({ steps }: CheckCounterexample['run']): readonly FaultName[] {
  return steps.flatMap(({ choice }) => (choice.kind === 'fault' ? [choice.fault] : []));
}

/** The pause without which the schedule cannot happen. */
export function stallOf(messages: Messages, { model }: CheckReport, { run, stall }: CheckCounterexample): string {
  const { check } = messages;
  if (faultsIn(run).includes('slow-app')) return check.onlyStall;
  if (model.timing === 'prompt') return check.noStall;
  if (stall === null) return check.noTimes;
  if (stall.ms === 0) return check.noStall;
  const named = (step: number): string =>
    step === 0 ? check.start : placeName(messages, model, run, step, stall.actor);
  const [time, after, before] = [formatTime(stall.ms), named(stall.afterStep), named(stall.beforeStep)];
  if (stall.actor === null) return check.slowAll(time, after, before);
  return check.someStall(check.who(actorName(messages, stall.actor), laneOf(stall.actor)), time, after, before);
}

/** A step as a place in time; whose it is goes without saying when it is that of the one who pauses. */
function placeName(messages: Messages, model: Model, run: Run, step: number, pausing: ActorId | null): string {
  const taken = run.steps[step - 1];
  const actor = taken === undefined ? null : actorOfChoice(taken.choice);
  const noun = stepNoun(messages, model, run, step) ?? stepText(messages, model, run, step);
  return messages.check.stepNamed(step, noun, actor === null || actor === pausing ? '' : actorName(messages, actor));
}
