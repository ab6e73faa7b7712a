// A run as plain data for other tools: every step with its choice and everything that it tells.
//
// Numbers that have names are given by name: masks of inotify(7), flags of open(2), modes in octal, as in the recordings.
// Leaves out: whole worlds; the steps make them again.
import { formatMask, formatOpenFlags } from '../../kernel/vocabulary.ts';
import type { Model } from '../../world/model.ts';
import type { Run, RunEnd } from '../../world/run.ts';
import { servedNow } from '../../world/served.ts';
import type { TraceEvent } from '../../world/trace.ts';
import type { Choice } from '../../world/world.ts';

export interface RunJson {
  readonly simulation: string;
  readonly title: string;
  readonly strategy: string;
  readonly watcher: string;
  readonly kubelet: string;
  readonly timing: string;
  readonly end: RunEnd;
  readonly steps: readonly StepJson[];
}

/** What a step told, as in src/world/trace.ts. */
export interface EventJson {
  readonly kind: TraceEvent['kind'];
  readonly [name: string]: unknown;
}

export interface StepJson {
  /** From 1. */
  readonly step: number;
  /** Virtual time after the step, in ms since the container start. */
  readonly atMs: number;
  /** Position of the choice in the list of what could happen, from 0. */
  readonly index: number;
  readonly choice: Choice;
  readonly events: readonly EventJson[];
  /** What a request would be answered from after the step; null before the first load. */
  readonly serves: { readonly status: number; readonly version: string } | null;
}

/** A run as JSON values. */
export function runToJson(model: Model, run: Run): RunJson {
  const { name, title, app, cluster } = model.scenario;
  return {
    simulation: name,
    title,
    strategy: app.strategy.name,
    watcher: app.watcher,
    kubelet: cluster.kubelet,
    timing: model.timing,
    end: run.end,
    steps: run.steps.map(({ choice, index, events, world }, at) => {
      const { ready, status, version } = servedNow(model, world);
      const serves = ready ? { status, version } : null;
      return { step: at + 1, atMs: world.nowMs, index, choice, events: events.map(eventToJson), serves };
    }),
  };
}

function eventToJson({ kind, ...rest }: TraceEvent): EventJson {
  return { kind, ...(named(rest) as object) };
}

/** The same value with names in place of bits. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, nameOf(key, each)]));
}

function nameOf(key: string, value: unknown): unknown {
  if (typeof value !== 'number') return named(value);
  if (key === 'mask') return formatMask(value);
  if (key === 'flags') return formatOpenFlags(value);
  return key === 'mode' ? `0${value.toString(8)}` : value;
}
