// Faults that cannot happen as they are written: in this simulation, twice, or for a length that they do not have.
//
// A fault that never can happen would make `check` say `holds` of something that nobody looked at. What each fault needs
// is said in src/world/faults (`options`); here it is said before anything runs, at its place in the text.

import type { Strategy } from '../actors/app/strategy.ts';
import { FAULT_LASTS_MS, FAULTS, type FaultName } from '../actors/faults/fault-names.ts';
import { isEnvironment, type MountKind } from '../world/scenario.ts';
import type { Diagnostic, Path } from './diagnostics.ts';
import { placeOf, type SourceDocument, valueAt } from './document.ts';
import { diagnosticAt } from './issues.ts';
import { BURST_EVENTS_MAX } from './limits.ts';
import { readablePart } from './parts.ts';
import { PARTS } from './schema.ts';
import { watcherFor } from './simulation.ts';

/** What a simulation has to be for some faults; undefined where a part is not readable. */
interface Setting {
  readonly writer: string | undefined;
  readonly kind: MountKind | undefined;
  readonly changeDetection: string | undefined;
  readonly timing: string | undefined;
  readonly maxQueuedEvents: number | undefined;
  readonly watcher: string | undefined;
}

/** Where each fault of the list stands, and which it is. */
interface Named {
  readonly path: Path;
  readonly fault: FaultName;
}

/** Every mistake of the list of faults that its schema cannot tell. */
export function checkFaults(document: SourceDocument, strategies: readonly Strategy[]): readonly Diagnostic[] {
  const named = namedFaults(document);
  const setting = settingOf(document, strategies);
  return named.flatMap(({ path, fault }, index) => {
    const first = named.findIndex((each) => each.fault === fault);
    const problem = first === index ? whyNever(fault, setting) : secondTime(document, fault, named[first] as Named);
    const found = problem === null ? [] : [diagnosticAt(document, path, 'contradiction', problem)];
    return [...found, ...checkLength(document, index, fault)];
  });
}

function namedFaults(document: SourceDocument): readonly Named[] {
  const list = valueAt(document, ['faults']);
  return (Array.isArray(list) ? list : []).flatMap((item: unknown, index): readonly Named[] => {
    const path = typeof item === 'string' ? ['faults', index] : ['faults', index, 'fault'];
    const name = valueAt(document, path);
    const fault = FAULTS.find((each) => each === name);
    return fault === undefined ? [] : [{ path, fault }];
  });
}

function settingOf(document: SourceDocument, strategies: readonly Strategy[]): Setting {
  const strategy = readablePart(document, PARTS.app.strategy, ['app', 'strategy']);
  const record = typeof strategy === 'string' ? strategies.find(({ name }) => name === strategy) : strategy;
  const watcher = readablePart(document, PARTS.app.watcher, ['app', 'watcher']);
  return {
    writer: readablePart(document, PARTS.mount.writer, ['mount', 'writer']),
    kind: readablePart(document, PARTS.mount.kind, ['mount', 'kind']),
    changeDetection: readablePart(document, PARTS.cluster.changeDetection, ['cluster', 'changeDetection']),
    timing: readablePart(document, PARTS.timing, ['timing']),
    maxQueuedEvents: readablePart(document, PARTS.kernel.maxQueuedEvents, ['kernel', 'maxQueuedEvents']),
    watcher: record === undefined ? watcher : watcherFor(record, watcher),
  };
}

/** Why this fault could never happen; null when it can, or when that is not readable. */
function whyNever(fault: FaultName, { writer, kind, changeDetection, timing, maxQueuedEvents, watcher }: Setting) {
  const isKubelet = writer === undefined || writer === 'kubelet';
  const polls = `found it with watcher poll, expected a watcher on inotify: poll has no instance and no watches`;
  switch (fault) {
    case 'kubelet-crash':
      return isKubelet ? null : `found it with writer ${writer}, expected it with writer kubelet only`;
    case 'watch-delay':
      if (!isKubelet) return `found it with writer ${writer}, expected it with writer kubelet only`;
      return changeDetection === undefined || changeDetection === 'Watch'
        ? null
        : `found it with changeDetection ${changeDetection}, expected it with Watch only: the others keep no watch`;
    case 'held-fd':
      return heldWithout(kind);
    case 'slow-app':
      return timing === 'any' ? 'found it with timing any, expected timing prompt: under any, everybody is slow' : null;
    case 'noisy-neighbour':
      if (watcher === 'poll') return polls;
      return maxQueuedEvents === undefined || maxQueuedEvents <= BURST_EVENTS_MAX
        ? null
        : `found it with kernel.maxQueuedEvents ${maxQueuedEvents}, expected at most ${BURST_EVENTS_MAX}: ` +
            'the burst fills the queue, and each of its events is read';
    case 'watch-limit':
    case 'instance-limit':
      return watcher === 'poll' ? polls : null;
    default:
      return null;
  }
}

function heldWithout(kind: MountKind | undefined): string | null {
  if (kind === undefined || !isEnvironment(kind)) return null;
  return `found it with mount.kind ${kind}, expected a volume: nobody opens an environment`;
}

function secondTime(document: SourceDocument, fault: FaultName, { path }: Named): string {
  const { line } = placeOf(document, path).value;
  return `found ${fault} a second time (line ${line} has it), expected every fault once; times says how often`;
}

/** A length for a fault that is over at once. */
function checkLength(document: SourceDocument, index: number, fault: FaultName): readonly Diagnostic[] {
  const path = ['faults', index, 'for'];
  if (FAULT_LASTS_MS[fault] !== undefined || valueAt(document, path) === undefined) return [];
  const lasting = FAULTS.filter((each) => FAULT_LASTS_MS[each] !== undefined).join(', ');
  const message = `found it with ${fault}, expected it only with a fault that lasts (${lasting})`;
  return [diagnosticAt(document, path, 'contradiction', message, 'key')];
}
