// Schedule tokens: one short text that makes a run happen again, in a shell line, a link or a bug report.
//
// A token holds the position of every choice in `enabled`, the digest of the scenario, the timing and the model's
// version (facts/lessons.md, 1: choices, not state hashes). Every eighth step leaves one byte of a running digest of
// what was chosen and when, so that a token of an older model is refused where the model changed and never does
// something else instead. Runs of equal positions are folded; the last two bytes notice a mistyped token.
// Leaves out: the simulation itself, which the reader has as a file.
import { enabled } from '../world/enabled.ts';
import type { Model } from '../world/model.ts';
import { RUN_STEPS_MAX, type Run, type RunStep, runToEnd, type Scheduler, takeStep } from '../world/run.ts';
import { type Scenario, TIMINGS, type Timing } from '../world/scenario.ts';
import { type Choice, choiceKey, type World } from '../world/world.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { canonicalJson, FNV_START, fnvByte, fnvText } from './fnv.ts';

/** Raise it when `enabled` or `step` come to differ for some simulation; a golden token in the tests tells. */
export const MODEL_VERSION = 3;

/** Layout of the bytes; another layout is another number. */
const FORMAT = 1;
/** Steps behind one check byte. */
const CHECK_STEPS = 8;
/** Positions up to this one share a number with their repetitions; larger ones follow on their own. */
const SMALL_INDEX_MAX = 6;
const NUMBER_MAX = 2 ** 21;

export interface Schedule {
  readonly modelVersion: number;
  readonly timing: Timing;
  /** Digest of the scenario, 32 bits. */
  readonly digest: number;
  /** Position in `enabled` of every choice. */
  readonly choices: readonly number[];
  /** Running digest, 8 bits, after every eighth step and after the last. */
  readonly checks: readonly number[];
}

/** Why a token cannot be followed. Steps count from 1. */
export type TokenProblem =
  | { readonly problem: 'not-a-token' }
  | { readonly problem: 'newer-format' }
  | { readonly problem: 'other-simulation' }
  /** The position is beyond what is enabled there. */
  | {
      readonly problem: 'no-such-choice';
      readonly step: number;
      readonly choice: number;
      readonly choices: number;
      readonly modelVersion: number;
    }
  /** The positions exist, but something else was chosen somewhere in these steps. */
  | { readonly problem: 'other-choice'; readonly from: number; readonly to: number; readonly modelVersion: number };

/** One line for people. */
export function describeTokenProblem(found: TokenProblem): string {
  switch (found.problem) {
    case 'not-a-token':
      return 'not a token: mistyped or cut short';
    case 'newer-format':
      return 'the token was made by another version of reload-sim that writes tokens differently';
    case 'other-simulation':
      return 'the token was made for another simulation, or for another strategy or an earlier text of this one';
    case 'no-such-choice': {
      const { step, choice, choices, modelVersion } = found;
      return `the model changed at step ${step}: choice ${choice} of ${choices}${madeBy(modelVersion)}`;
    }
    case 'other-choice': {
      const { from, to, modelVersion } = found;
      return `the model changed between step ${from} and step ${to}${madeBy(modelVersion)}`;
    }
  }
}

function madeBy(modelVersion: number): string {
  return ` (the token was made by model ${modelVersion}, this is model ${MODEL_VERSION})`;
}

/** Digest of all in a scenario that influences a run: not its name, nor any prose. */
export function digestScenario({ name: _, title: _title, why: _why, zh: _zh, ...scenario }: Scenario): number {
  const { name: _name, title: _t, why: _w, zh: _z, id: _id, ...strategy } = scenario.app.strategy;
  return fnvText(FNV_START, canonicalJson({ ...scenario, app: { ...scenario.app, strategy } }));
}

/** The token of these steps, taken one after the other from the model's first world. */
export function formatToken(model: Model, steps: readonly RunStep[]): string {
  const checks: number[] = [];
  let running = FNV_START;
  for (const [at, { index, choice, world }] of steps.entries()) {
    running = afterStep(running, index, choice, world);
    if (isChecked(at, steps.length)) checks.push(running & 0xff);
  }
  const choices = steps.map(({ index }) => index);
  const digest = digestScenario(model.scenario);
  return encode({ modelVersion: MODEL_VERSION, timing: model.timing, digest, choices, checks });
}

function afterStep(running: number, index: number, choice: Choice, world: World): number {
  return fnvText(running, `${index} ${choiceKey(choice)} ${world.nowMs}\n`);
}

/** Is there a check byte after step number `at`, counted from 0? */
function isChecked(at: number, count: number): boolean {
  return (at + 1) % CHECK_STEPS === 0 || at + 1 === count;
}

/** What a token says, or why it is none. Whether it fits a model is for `follow` to say. */
export function parseToken(text: string): Schedule | TokenProblem {
  const bytes = decodeBase64url(text);
  if (bytes === null || bytes.length < 2) return { problem: 'not-a-token' };
  const [body, sum] = [bytes.slice(0, -2), bytes.slice(-2)];
  if (sumOf(body).some((byte, at) => byte !== sum[at])) return { problem: 'not-a-token' };
  return body[0] === FORMAT ? (decode(body) ?? { problem: 'not-a-token' }) : { problem: 'newer-format' };
}

/**
 * Takes the steps that a schedule names, from the model's first world, and stops there.
 * The model must have the schedule's timing.
 */
export function follow(model: Model, schedule: Schedule): readonly RunStep[] | TokenProblem {
  const { modelVersion, digest, choices: indexes, checks } = schedule;
  if (digest !== digestScenario(model.scenario) || schedule.timing !== model.timing) {
    return { problem: 'other-simulation' };
  }
  const steps: RunStep[] = [];
  let world = model.first;
  let running = FNV_START;
  for (const [at, index] of indexes.entries()) {
    const choices = enabled(model, world);
    if (index >= choices.length) {
      return { problem: 'no-such-choice', step: at + 1, choice: index + 1, choices: choices.length, modelVersion };
    }
    const taken = takeStep(model, world, choices, index);
    running = afterStep(running, index, taken.choice, taken.world);
    if (isChecked(at, indexes.length) && checks[Math.floor(at / CHECK_STEPS)] !== (running & 0xff)) {
      return { problem: 'other-choice', from: at - (at % CHECK_STEPS) + 1, to: at + 1, modelVersion };
    }
    steps.push(taken);
    world = taken.world;
  }
  return steps;
}

/** Follows a schedule and lets `then` choose from there, as long as the run has fewer than `stepsMax` steps. */
export function replay(
  model: Model,
  schedule: Schedule,
  then: Scheduler,
  stepsMax: number = RUN_STEPS_MAX,
): Run | TokenProblem {
  const followed = follow(model, schedule);
  if ('problem' in followed) return followed;
  const last = followed.at(-1)?.world ?? model.first;
  const rest = runToEnd(model, then, last, stepsMax - followed.length);
  return { first: model.first, steps: [...followed, ...rest.steps], end: rest.end };
}

// Layout: format, model version, timing, digest (4 bytes), number of choices, runs of choices, checks, sum (2 bytes).

function encode({ modelVersion, timing, digest, choices, checks }: Schedule): string {
  const body = [
    FORMAT,
    ...number(modelVersion),
    TIMINGS.indexOf(timing),
    ...[24, 16, 8, 0].map((shift) => (digest >>> shift) & 0xff),
    ...number(choices.length),
    ...runs(choices),
    ...checks,
  ];
  return encodeBase64url([...body, ...sumOf(body)]);
}

function sumOf(body: readonly number[]): readonly number[] {
  const sum = body.reduce(fnvByte, FNV_START);
  return [(sum >>> 8) & 0xff, sum & 0xff];
}

/** LEB128: seven bits a byte, the lowest first. */
function number(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >>> 7)];
}

/** Each run of equal positions: repetitions × 8 + position, or + 7 and the position after it. */
function runs(choices: readonly number[]): readonly number[] {
  const bytes: number[] = [];
  for (let at = 0; at < choices.length; ) {
    const index = choices[at] ?? 0;
    let end = at + 1;
    while (choices[end] === index) end += 1;
    const isSmall = index <= SMALL_INDEX_MAX;
    bytes.push(...number((end - at - 1) * 8 + (isSmall ? index : SMALL_INDEX_MAX + 1)));
    if (!isSmall) bytes.push(...number(index));
    at = end;
  }
  return bytes;
}

/** A place in the bytes that moves on as they are read; `null` from a read means they are over. */
interface Reader {
  readonly bytes: readonly number[];
  at: number;
}

function decode(bytes: readonly number[]): Schedule | null {
  const reader: Reader = { bytes, at: 1 };
  const modelVersion = readNumber(reader);
  const timing = TIMINGS[readByte(reader) ?? TIMINGS.length];
  const digest = [0, 1, 2, 3].reduce((value) => (value << 8) | (readByte(reader) ?? 0), 0) >>> 0;
  const count = readNumber(reader);
  if (modelVersion === null || timing === undefined || count === null || count > RUN_STEPS_MAX) return null;
  const choices = readRuns(reader, count);
  const checks = bytes.slice(reader.at);
  if (choices === null || checks.length !== Math.ceil(count / CHECK_STEPS)) return null;
  return { modelVersion, timing, digest, choices, checks };
}

function readByte(reader: Reader): number | null {
  const byte = reader.bytes[reader.at];
  reader.at += 1;
  return byte ?? null;
}

function readNumber(reader: Reader): number | null {
  let value = 0;
  for (let scale = 1; scale <= NUMBER_MAX; scale *= 0x80) {
    const byte = readByte(reader);
    if (byte === null) return null;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
  return null;
}

function readRuns(reader: Reader, count: number): readonly number[] | null {
  const choices: number[] = [];
  while (choices.length < count) {
    const packed = readNumber(reader);
    if (packed === null) return null;
    const small = packed % 8;
    const index = small <= SMALL_INDEX_MAX ? small : readNumber(reader);
    const length = Math.floor(packed / 8) + 1;
    if (index === null || choices.length + length > count) return null;
    for (let repeat = 0; repeat < length; repeat += 1) choices.push(index);
  }
  return choices;
}
