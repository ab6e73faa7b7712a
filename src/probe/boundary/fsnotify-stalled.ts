// Boundary cases in which the program does not receive for a while: overflow, unread Errors, stalled updates.
//
// The reader goroutine reads once, somewhere during the changes, and blocks on its first send; the rest queues up in
// the kernel. Where it reads is not recorded: an outcome agrees when one moment (or a few changes, since read(2) takes
// record after record while the writer goes on) leads to it. Rules W18, W24; the channels are unbuffered.
// Left out: NewBufferedWatcher.

import type { Delivery } from '../../actors/watcher/library.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { compareLines } from '../compare.ts';
import { readBatch, receive, runReader, type Watcher, type WatcherStep } from '../library-reader.ts';
import type { Change } from './change.ts';
import { formatDelivery } from './fsnotify-case.ts';
import { renumber } from './volume.ts';

/** Changes during which one read(2) may still be under way. */
const READ_SPAN_MAX = 3;

/** A program that starts to receive when `stalled` is over; each of `later` happens when all is quiet again. */
export interface Stall {
  readonly start: WatcherStep;
  readonly stalled: readonly Change[];
  readonly later: readonly Change[];
  /** False when the program never receives from Errors. */
  readonly readsErrors: boolean;
  /** True when the program receives the first delivery at once and is busy with it. */
  readonly receivesFirst: boolean;
}

/** The difference of recorded deliveries and the model's, empty when some moment of the first read leads to them. */
export function compareWithStall(what: string, stall: Stall, recorded: readonly string[]): readonly string[] {
  const wanted = renumber(recorded);
  let first: readonly string[] | undefined;
  for (const outcome of outcomesOf(stall)) {
    const differences = compareLines(what, wanted, renumber(outcome));
    if (differences.length === 0) return [];
    first ??= differences;
  }
  return [
    `${what}: no moment of the first read leads to what was recorded; the first that was tried:`,
    ...(first ?? []),
  ];
}

/** Every sequence of deliveries that some moment of the first read leads to. */
function* outcomesOf(stall: Stall): Generator<readonly string[]> {
  const { start, stalled } = stall;
  let before = start;
  for (const [index, each] of stalled.entries()) {
    before = { ...before, kernel: each(before.kernel) };
    let reading = take(before);
    for (let next = index + 1; next <= Math.min(index + 1 + READ_SPAN_MAX, stalled.length); next += 1) {
      yield finish(reading, stall, next);
      const following = stalled[next];
      if (following === undefined) break;
      reading = take({ ...reading, kernel: following(reading.kernel) });
    }
  }
}

/** The reader takes what is queued now, and translates nothing yet. */
function take(step: WatcherStep): WatcherStep {
  return readBatch(step) ?? step;
}

/** From the end of the first read on: the other changes, then the program receives. */
function finish(
  read: WatcherStep,
  { stalled, later, readsErrors, receivesFirst }: Stall,
  next: number,
): readonly string[] {
  const lines: string[] = [];
  const translated = runReader(read.kernel, read.watcher);
  const blocked = receivesFirst ? receiveOne(translated, lines) : translated;
  const kernel = stalled.slice(next).reduce((now, each) => each(now), blocked.kernel);
  let at: WatcherStep = receiveAll(kernel, blocked.watcher, readsErrors, lines);
  for (const each of later) at = receiveAll(each(at.kernel), at.watcher, readsErrors, lines);
  return lines;
}

/** The program receives one delivery, and the reader goes on to the next. */
function receiveOne(step: WatcherStep, lines: string[]): WatcherStep {
  const got = receive(step.watcher);
  if (got === undefined) return step;
  lines.push(formatDelivery(got.delivery));
  return runReader(step.kernel, got.watcher);
}

function receiveAll(kernel: Kernel, watcher: Watcher, readsErrors: boolean, lines: string[]): WatcherStep {
  let at = runReader(kernel, watcher);
  for (let got = receive(at.watcher); got !== undefined; got = receive(at.watcher)) {
    if (!readsErrors && isError(got.delivery)) return at;
    lines.push(formatDelivery(got.delivery));
    at = runReader(at.kernel, got.watcher);
  }
  return at;
}

function isError({ channel }: Delivery): boolean {
  return channel === 'Errors';
}
