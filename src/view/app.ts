// The application: where its reload loop is, what it holds of each file, what it serves, and its rules.
import type { AppContext } from '../actors/app/app-context.ts';
import type { Rule, Strategy } from '../actors/app/strategy.ts';
import type { Model } from '../world/model.ts';
import { servedNow } from '../world/served.ts';
import type { World } from '../world/world.ts';
import { type AppPhase, appPhase, shownPhases } from './app-phases.ts';
import { bytesGlyph, EMPTY, type Glyph, servedGlyph } from './glyphs.ts';
import type { Messages } from './messages/messages.ts';
import { proseOf } from './prose.ts';
import { type Row, row, type Span, span, wrap } from './rows.ts';
import { formatTime } from './time.ts';

export interface AppView {
  readonly strategy: Strategy;
  readonly watcher: string;
  readonly phase: AppPhase;
  /** File → what is in memory of it. */
  readonly holds: readonly { readonly file: string; readonly glyph: Glyph }[];
  /** Null before the first load has ended. */
  readonly serves: { readonly glyph: Glyph; readonly status: 200 | 503 } | null;
  readonly timers: readonly { readonly id: string; readonly dueMs: number }[];
  /** Number of the rule that is being considered; null when none is. */
  readonly rule: number | 'poll' | null;
}

/** The application in a world. */
export function appView(model: Model, world: World): AppView {
  const { app } = model.scenario;
  const context = world.actors.app?.snapshot.context as AppContext | undefined;
  const served = servedNow(model, world);
  const phase = appPhase(world);
  return {
    strategy: app.strategy,
    watcher: app.watcher,
    phase,
    holds: app.files.map((file) => {
      const bytes = context?.held[file] ?? null;
      return { file, glyph: bytes === null ? EMPTY : bytesGlyph(model, world, file, bytes) };
    }),
    serves: served.ready ? { glyph: servedGlyph(model, world), status: served.status } : null,
    timers: world.timers.filter(({ actor }) => actor === 'app').map(({ id, dueMs }) => ({ id, dueMs })),
    rule: phase === 'consider' ? ruleConsidered(context) : null,
  };
}

function ruleConsidered(context: AppContext | undefined): number | 'poll' | null {
  const rule = context?.rule;
  return typeof rule === 'number' || rule === 'poll' ? rule : null;
}

/** The application in rows: chart, what it holds and serves, its rules; who does this and why, where there is room. */
export function appRows(
  messages: Messages,
  view: AppView,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Row[] {
  const rows = stateRows(messages, view);
  const told = wrap(proseOf(messages, view.strategy).why, width).map((line) => row(line, 'why'));
  return rows.length + told.length <= height ? [...rows, ...told] : rows;
}

function stateRows({ app: words, phases }: Messages, view: AppView): readonly Row[] {
  const { strategy, watcher, phase, timers } = view;
  return [
    [span(strategy.name, 'title'), span(` · ${watcher}`, 'dim')],
    shownPhases(phase).flatMap((each) => phaseSpans(phases[each], each === phase)),
    [...answerSpans(words, view), ...heldSpans(words, view)],
    ...timers.map(({ id, dueMs }) => row(words.until(id, formatTime(dueMs)), 'dim')),
    ...ruleRows(words, view),
  ];
}

/** The application in one line, for a small screen. */
export function appLine({ app: words, phases }: Messages, view: AppView): Row {
  return [
    span(`[${phases[view.phase]}]`, 'selected'),
    span(' '),
    ...answerSpans(words, view),
    ...heldSpans(words, view),
  ];
}

function answerSpans(words: Messages['app'], { serves }: AppView): readonly Span[] {
  if (serves === null) return [span(words.notServing, 'dim')];
  const { glyph, status } = serves;
  return [span(`${words.serves} `, 'label'), span(`${status} `, status === 200 ? null : 'bad'), glyph];
}

function heldSpans(words: Messages['app'], { holds }: AppView): readonly Span[] {
  return [span(`   ${words.holds}`, 'label'), ...holds.flatMap(({ file, glyph }) => [span(` ${file} `), glyph])];
}

/** One phase of the chart; the active one is lit and bracketed, never lit alone. */
function phaseSpans(label: string, isActive: boolean): readonly Span[] {
  return isActive ? [span(`[${label}]`, 'selected'), span(' ')] : [span(`${label} `, 'dim')];
}

/** A rule of the strategy in the words of its file. */
export interface RuleText {
  readonly text: string;
  readonly isConsidered: boolean;
}

/** The strategy's rules, in their order, then its poll. */
export function rulesOf(words: Messages['app'], { strategy, rule }: AppView): readonly RuleText[] {
  const { on, poll } = strategy;
  const rules = on.map((each, index) => ({ text: formatRule(each), isConsidered: rule === index }));
  if (poll === null) return rules;
  const text = `${words.onPoll(formatTime(poll.everyMs))}${condition(poll.if)} → ${poll.do.join(', ')}`;
  return [...rules, { text, isConsidered: rule === 'poll' }];
}

function ruleRows(words: Messages['app'], view: AppView): readonly Row[] {
  const rows = rulesOf(words, view).map(
    ({ text, isConsidered }): Row => [
      span(`${isConsidered ? '▸' : ' '} `),
      span(text, isConsidered ? 'selected' : null),
    ],
  );
  return [...rows, ...(view.strategy.on.length > 0 ? [row(`  ${words.otherwise}`, 'dim')] : [])];
}

/** `Write|Create path → reload`, in the words of the strategy file. */
function formatRule({ ops, name, if: asked, do: actions }: Rule): string {
  const events = ops === 'any' ? 'any' : ops.join('|');
  return `${events} ${name}${condition(asked)} → ${actions.join(', ')}`;
}

function condition(asked: string | null): string {
  return asked === null ? '' : ` if ${asked}`;
}
