// The report of `shrink` for people: what was given, what is left of it as lanes, and for each choice what happens
// without it.
import { COMPLETED_BY, type Shrunk } from '../../explore/shrink.ts';
import type { PropertyName } from '../../properties/names.ts';
import { findProperty } from '../../properties/properties.ts';
import type { Model } from '../../world/model.ts';
import { formatCount } from '../count.ts';
import { findingClause } from '../finding.ts';
import { actorOfChoice } from '../folding.ts';
import { formatLanes } from '../lane-layout.ts';
import { inLanguage, lanesView } from '../lanes.ts';
import { actorName, messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import { proseOf } from '../prose.ts';
import { pad, widthOf, wrap } from '../rows.ts';
import { stepText, subjectOf } from './check-words.ts';
import { type ComparedWithCheck, type ShrinkReport, violationsOf } from './shrink-report.ts';
import { stepNoun } from './step-nouns.ts';

/** Prose is as wide on every machine. */
const COLUMNS = 100;

/** The block of one shrunk run, without a line break at the end. */
export function formatShrink(spoken: Messages, report: ShrinkReport): string {
  const messages = messagesFor(spoken, report.model);
  const { model, run, judgements, shrunk, compared } = report;
  const { shrink: words } = messages;
  const { name } = model.scenario;
  const violations = violationsOf(judgements);
  return [
    `${name}: ${proseOf(messages, model.scenario).title}`,
    subjectOf(messages, report),
    words.given(originOf(messages, report), model.timing, run.steps.length),
    ...violations.map(
      (each) => `  ${words.violatedAt(each.property, each.atStep ?? 0, findingClause(messages, each))}`,
    ),
    '',
    ...(shrunk === null ? nothingLines(messages, report) : shrunkLines(messages, model, shrunk)),
    ...(shrunk === null || compared === null ? [] : [comparedText(messages, model, shrunk, compared)]),
    ...otherLines(
      messages,
      violations.map(({ property }) => property).filter((property) => property !== shrunk?.property),
    ),
  ].join('\n');
}

function originOf({ shrink: words }: Messages, { origin, shrunk }: ShrinkReport): string {
  if (origin.from === 'token') return words.byToken;
  if (origin.from === 'policy') return words.byPolicy(origin.policy);
  return words.byRandom(origin.seed, shrunk === null ? 1 : origin.tried);
}

function otherLines({ shrink: words }: Messages, others: readonly PropertyName[]): readonly string[] {
  return others.length === 0 ? [] : wrap(words.others(others.join(', ')), COLUMNS);
}

function nothingLines({ shrink: words }: Messages, report: ShrinkReport): readonly string[] {
  const { judgements, asked, model, run, origin } = report;
  const found = judgements.find(({ property }) => property === asked)?.verdict;
  const verdict = found ?? (run.end === 'steps-max' ? 'inconclusive' : 'not-violated');
  const isWithoutClock = model.timing === 'any' && (asked === null || isOfTheEnd(model, asked));
  return [
    ...(verdict === 'violated' ? [] : [words.nothing(verdict, asked)]),
    ...(origin.from === 'random' && origin.tried > 1 ? [words.noneOfSeeds(origin.tried)] : []),
    ...(isWithoutClock ? [words.noClock] : []),
  ];
}

function shrunkLines(messages: Messages, model: Model, shrunk: Shrunk): readonly string[] {
  const { shrink: words } = messages;
  const { property, before, steps, run, candidates } = shrunk;
  const more = run.steps.length - steps.length;
  return [
    words.shortened(property, before, steps.length, candidates),
    '',
    ...(run.steps.length === 0
      ? []
      : [formatLanes(inLanguage(lanesView(model, run.first, run.steps), messages.language)), '']),
    ...(isOfTheEnd(model, property) ? wrap(words.completed(property, COMPLETED_BY, more), COLUMNS) : []),
    ...(steps.length === 0 ? [words.notNeeded(property, COMPLETED_BY)] : proofLines(messages, model, shrunk)),
  ];
}

function proofLines(messages: Messages, model: Model, shrunk: Shrunk): readonly string[] {
  const { property, steps, proof } = shrunk;
  const { shrink: words } = messages;
  const texts = steps.map(({ choice }, at) => {
    const noun = stepNoun(messages, model, shrunk.run, at + 1);
    const who = messages.choices.who(actorName(messages, actorOfChoice(choice)));
    return noun === null ? stepText(messages, model, shrunk.run, at + 1) : who + noun;
  });
  const width = Math.max(...texts.map(widthOf)) + 2;
  const digits = String(steps.length).length;
  return [
    ...wrap(words.proof(property, steps.length), COLUMNS),
    ...proof.map(({ taken, firstImpossible }, at) => {
      const text = pad(texts[at] ?? '', width);
      return `  ${String(at + 1).padStart(digits)}  ${text}${words.leftOut(taken, steps.length - 1, firstImpossible)}`;
    }),
  ];
}

function isOfTheEnd(model: Model, property: PropertyName): boolean {
  return findProperty(model, property)?.isOfTheEnd ?? false;
}

function comparedText(
  { shrink: words }: Messages,
  model: Model,
  { property, steps }: Shrunk,
  compared: ComparedWithCheck,
): string {
  const { verdict, shortest, covered } = compared;
  if (shortest === null) {
    return verdict === 'inconclusive' ? words.checkIsOpen(formatCount(covered.states)) : words.checkFindsNone;
  }
  if (isOfTheEnd(model, property)) return words.checkCounts(shortest);
  return shortest < steps.length ? words.checkIsShorter(shortest) : words.noneIsShorter(shortest);
}
