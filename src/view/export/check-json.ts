// The report of `check` as JSON values for other tools. The names are a contract: a change of meaning raises SCHEMA.
import type { Stall } from '../../explore/stall.ts';
import type { PropertyName } from '../../properties/names.ts';
import { messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import type { CheckFinding, CheckReport } from './check-report.ts';
import { causeOf, stallOf, verdictOf } from './check-words.ts';
import { type RunJson, runToJson } from './json.ts';

/** Version of the form of these values. */
export const CHECK_JSON_SCHEMA = 1;

export interface CheckJson {
  readonly simulation: string;
  readonly file: string;
  readonly title: string;
  readonly strategy: string;
  readonly watcher: string;
  readonly kubelet: string;
  readonly timing: string;
  readonly covered: {
    /** `complete`: every interleaving. */
    readonly end: string;
    readonly states: number;
    readonly transitions: number;
    readonly depth: number;
    readonly statesPerDepth: readonly number[];
  };
  readonly verdicts: readonly VerdictJson[];
  readonly counterexamples: readonly CounterexampleJson[];
}

export type VerdictJson = Omit<CheckFinding, 'position' | 'clause'> & {
  readonly line: number;
  readonly column: number;
  /** The verdict in words. */
  readonly text: string;
};

export interface CounterexampleJson {
  readonly properties: readonly PropertyName[];
  /** Number of steps; no shorter schedule violates these properties. */
  readonly length: number;
  /** After how many steps each property was lost for good; null: not known. */
  readonly pointsOfNoReturn: readonly { readonly property: PropertyName; readonly step: number | null }[];
  readonly cause: readonly string[];
  /** The least pause that the schedule needs, steps counted from 1; null under `prompt` timing, which needs none. */
  readonly stall: Stall | null;
  readonly stallText: string;
  readonly token: string;
  readonly reproduce: string;
  readonly steps: RunJson['steps'];
}

/** One simulation's report as JSON values. */
export function checkToJson(spoken: Messages, report: CheckReport): CheckJson {
  const messages = messagesFor(spoken, report.model);
  const { simulation, model, findings, counterexamples } = report;
  const { name, title, app, cluster } = model.scenario;
  const { end, states, transitions, depth, statesPerDepth } = report.covered;
  return {
    simulation: name,
    file: simulation.file,
    title,
    strategy: app.strategy.name,
    watcher: app.watcher,
    kubelet: cluster.kubelet,
    timing: model.timing,
    covered: { end, states, transitions, depth, statesPerDepth },
    verdicts: findings.map((finding) => {
      const { position, clause: _, ...rest } = finding;
      return { ...rest, ...position, text: verdictOf(messages, finding, report) };
    }),
    counterexamples: counterexamples.map((shown) => ({
      properties: shown.properties,
      length: shown.run.steps.length,
      pointsOfNoReturn: shown.lost.flatMap(({ properties, at }) =>
        properties.map((property) => ({ property, step: at })),
      ),
      cause: causeOf(messages, report, shown),
      stall: shown.stall,
      stallText: stallOf(messages, report, shown),
      token: shown.token,
      reproduce: shown.reproduce,
      steps: runToJson(model, shown.run).steps,
    })),
  };
}
