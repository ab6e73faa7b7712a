// A system at one moment: what its processes share, in its own words, and where each of them is.
import { isProcess, type ProcessId } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { stateName } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { momentOf } from '../world/system-model.ts';
import type { World } from '../world/world.ts';
import { actorOfChoice } from './folding.ts';
import { actorName } from './messages/for-model.ts';
import type { Messages } from './messages/messages.ts';
import { pad, type Role, type Row, span, widthOf } from './rows.ts';
import { TONES } from './tones.ts';

export interface PictureLine {
  readonly label: string;
  readonly value: string;
  readonly role: Role | null;
}

export interface ProcessView {
  readonly id: ProcessId;
  readonly name: string;
  /** The state of its machine, as the machine spells it. */
  readonly state: string;
  /** It has moved in the steps that are shown. */
  readonly isMoved: boolean;
}

export interface SystemView {
  readonly name: string;
  readonly picture: readonly PictureLine[];
  readonly processes: readonly ProcessView[];
}

/** The system in a world that these steps led to; null in a pod. */
export function systemView(
  messages: Messages,
  { scenario, actorIds }: Model,
  world: World,
  steps: readonly RunStep[],
): SystemView | null {
  const words = messages.system;
  if (scenario.system === undefined || words === null) return null;
  const moved = new Set(steps.map(({ choice }) => actorOfChoice(choice)));
  return {
    name: words.name,
    picture: words
      .picture(scenario.system.config, momentOf(world))
      .map(({ label, value, role }) => ({ label, value, role: role === null ? null : TONES[role] })),
    processes: actorIds.filter(isProcess).map((id) => {
      const actor = world.actors[id];
      assert(actor !== undefined, `every world of a system has its process ${id}`);
      return { id, name: actorName(messages, id), state: stateName(actor.snapshot), isMoved: moved.has(id) };
    }),
  };
}

/** What is shared, in rows. */
export function pictureRows({ picture }: SystemView): readonly Row[] {
  const width = Math.max(...picture.map(({ label }) => widthOf(label))) + 2;
  return picture.map(({ label, value, role }) => [span(pad(label, width), 'label'), span(value, role)]);
}

/** The processes with their states, in rows. */
export function processRows({ processes }: SystemView): readonly Row[] {
  const width = Math.max(...processes.map(({ name }) => widthOf(name))) + 2;
  return processes.map(({ name, state, isMoved }) => [
    span(pad(name, width), isMoved ? 'title' : 'label'),
    span(`[${state}]`, isMoved ? 'selected' : 'dim'),
  ]);
}

/** The processes with their states in one line, those that have just moved in front. */
export function processLine({ processes }: SystemView): Row {
  const ordered = [...processes.filter(({ isMoved }) => isMoved), ...processes.filter(({ isMoved }) => !isMoved)];
  return ordered.flatMap(({ name, state, isMoved }) => [
    span(`${name} `, 'label'),
    span(`[${state}]  `, isMoved ? 'selected' : 'dim'),
  ]);
}
