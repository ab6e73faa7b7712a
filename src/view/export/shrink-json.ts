// The report of `shrink` as JSON values for other tools. The names are a contract: a change of meaning raises SCHEMA.
import { COMPLETED_BY, type Shrunk } from '../../explore/shrink.ts';
import { findProperty } from '../../properties/properties.ts';
import type { Model } from '../../world/model.ts';
import { choiceKey } from '../../world/world.ts';
import { messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import { stepText } from './check-words.ts';
import { type ShrinkReport, violationsOf } from './shrink-report.ts';

/** Version of the form of these values. */
export const SHRINK_JSON_SCHEMA = 1;

export interface ShrinkJson {
  readonly simulation: string;
  readonly title: string;
  readonly strategy: string;
  readonly watcher: string;
  readonly timing: string;
  readonly run: {
    readonly origin: ShrinkReport['origin'];
    readonly length: number;
    readonly end: string;
    /** In the order in which they come about; steps count from 1. */
    readonly violated: readonly { readonly property: string; readonly step: number }[];
  };
  /** Null: there was nothing to shorten. */
  readonly shrunk: ShrunkJson | null;
  /** Null: not asked for. `shortest` is null when `check` has found no schedule. */
  readonly check: { readonly verdict: string; readonly shortest: number | null } | null;
  readonly token: string;
  readonly reproduce: string;
}

interface ShrunkJson {
  readonly property: string;
  /** Numbers of choices: of the given run up to its violation, and of what is left. */
  readonly before: number;
  readonly after: number;
  readonly candidates: number;
  /** The policy that completes each schedule before it is judged, and by how many steps here; null: none needed. */
  readonly completedBy: { readonly policy: string; readonly steps: number } | null;
  readonly choices: readonly {
    readonly step: number;
    readonly choice: string;
    readonly text: string;
    /** The proof: without this choice so many of the others can be taken, and nothing is violated. */
    readonly without: { readonly taken: number; readonly firstImpossible: number | null };
  }[];
}

/** The report as JSON values. */
export function shrinkToJson(spoken: Messages, report: ShrinkReport): ShrinkJson {
  const messages = messagesFor(spoken, report.model);
  const { model, origin, run, judgements, shrunk, compared, token, reproduce } = report;
  const { name, title, app } = model.scenario;
  const violated = violationsOf(judgements).map(({ property, atStep }) => ({ property, step: atStep ?? 0 }));
  return {
    simulation: name,
    title,
    strategy: app.strategy.name,
    watcher: app.watcher,
    timing: model.timing,
    run: { origin, length: run.steps.length, end: run.end, violated },
    shrunk: shrunk === null ? null : shrunkToJson(messages, model, shrunk),
    check: compared === null ? null : { verdict: compared.verdict, shortest: compared.shortest },
    token,
    reproduce,
  };
}

function shrunkToJson(messages: Messages, model: Model, shrunk: Shrunk): ShrunkJson {
  const { property, before, steps, run, candidates, proof } = shrunk;
  const more = run.steps.length - steps.length;
  return {
    property,
    before,
    after: steps.length,
    candidates,
    completedBy: findProperty(model, property)?.isOfTheEnd ? { policy: COMPLETED_BY, steps: more } : null,
    choices: steps.map(({ choice }, at) => ({
      step: at + 1,
      choice: choiceKey(choice),
      text: stepText(messages, model, run, at + 1),
      without: proof[at] ?? { taken: 0, firstImpossible: null },
    })),
  };
}
