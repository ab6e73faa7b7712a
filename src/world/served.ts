// What the application serves at this moment, and which version of the ConfigMap that is.
//
// A version is a payload that the API server has stored, numbered from 1 in the order of being stored; the glyphs ① ②
// ③ of every view are these numbers. Rules S30, S31.
import type { ApiServerContext } from '../actors/api/api-server-machine.ts';
import type { AppContext } from '../actors/app/app-context.ts';
import type { Held } from '../actors/app/content.ts';
import type { Payload } from '../actors/kubelet/payload.ts';
import type { ProberContext } from '../actors/kubelet/prober-machine.ts';
import { stateName } from './actor-state.ts';
import type { Model } from './model.ts';
import { payloadFor } from './mounted-volume.ts';
import type { World } from './world.ts';

export const SERVED_KINDS = ['version', 'mixed', 'empty', 'invalid', 'down'] as const;
export type ServedKind = (typeof SERVED_KINDS)[number];

export interface Served {
  /** Requests come in only once the first load has ended. */
  readonly ready: boolean;
  readonly kind: ServedKind;
  /** Number of the version served; 0 unless `kind` is `version`. */
  readonly number: number;
  /** The same as text: "2", "1+2", "empty", "invalid", "down". */
  readonly version: string;
  readonly status: 200 | 503;
}

/** Has the process ended by itself? One that was killed is on its way back. */
export function hasExited({ actors }: World): boolean {
  return actors.app !== undefined && stateName(actors.app.snapshot) === 'exited';
}

/** Is the process killed and not back yet? */
function isKilled({ actors }: World): boolean {
  return actors.app !== undefined && stateName(actors.app.snapshot) === 'down';
}

/** What a request that arrives now is answered from. */
export function servedNow(model: Model, world: World): Served {
  const app = world.actors.app;
  if (app === undefined) return { ready: false, kind: 'down', number: 0, version: 'down', status: 503 };
  const context = app.snapshot.context as AppContext;
  if (hasExited(world) || isKilled(world)) return served('down', 0, 'down', 503, isProbedReady(world));
  return {
    ...classify(model, context.held, storedPayloads(model, world)),
    ready: context.serving && isProbedReady(world),
  };
}

/** Do the pod's probes let requests come to it? Without probes they do (V11, V12). */
function isProbedReady({ actors }: World): boolean {
  return (actors.prober?.snapshot.context as ProberContext | undefined)?.ready ?? true;
}

function served(kind: ServedKind, number: number, version: string, status: 200 | 503, ready: boolean): Served {
  return { ready, kind, number, version, status };
}

function classify(model: Model, held: Held, stored: readonly Payload[]): Served {
  const { files, optionalFiles } = model.scenario.app;
  const bytesOf = (file: string): string | null | undefined => held[file];
  const needed = files.filter((file) => held[file] !== undefined || !optionalFiles.includes(file));
  if (needed.some((file) => (bytesOf(file) ?? null) === null)) return served('empty', 0, 'empty', 503, true);
  const isBad = (file: string): boolean => model.contents[bytesOf(file) ?? '']?.status !== 'valid';
  if (needed.some(isBad)) return served('invalid', 0, 'invalid', 503, true);
  const matching = files.map((file) => versionsOf(stored, file, bytesOf(file) ?? undefined));
  const common = matching.reduce((left, right) => left.filter((number) => right.includes(number)));
  // The same bytes may come back as a later version.
  const number = common.at(-1);
  if (number !== undefined) return served('version', number, String(number), 200, true);
  const parts = new Set(matching.map((numbers) => String(numbers.at(-1) ?? '?')));
  return served('mixed', 0, [...parts].sort().join('+'), 200, true);
}

/** Numbers of the versions whose file has exactly these bytes (undefined: that do not have it), ascending. */
export function versionsOf(versions: readonly Payload[], file: string, bytes: string | undefined): readonly number[] {
  return versions.flatMap((version, index) => (version[file] === bytes ? [index + 1] : []));
}

/** How many versions the API server has stored so far; the newest one has this number. */
export function storedVersions(world: World): number {
  const context = world.actors.api?.snapshot.context as ApiServerContext | undefined;
  return context?.history.length ?? 0;
}

/** What the volume holds of each version stored so far; number n is at n - 1. */
export function storedPayloads(model: Model, world: World): readonly Payload[] {
  const context = world.actors.api?.snapshot.context as ApiServerContext | undefined;
  return (context?.history ?? []).map((data) => payloadFor(model.scenario, data));
}

/** The newest stored version whose files all parse: what a careful application ends up serving. */
export function newestValidVersion(model: Model, world: World): number {
  return storedPayloads(model, world).findLastIndex((version) => isValid(model, version)) + 1;
}

/** Is every file that the application needs there, and does it parse? */
export function isValid(model: Model, version: Payload): boolean {
  const { files, optionalFiles } = model.scenario.app;
  return files
    .filter((file) => file in version || !optionalFiles.includes(file))
    .every((file) => model.contents[version[file] ?? '']?.status === 'valid');
}

/** The data of the last update, if it was refused and nothing has been stored since. */
export function refusedUpdate(world: World): Payload | null {
  const context = world.actors.api?.snapshot.context as ApiServerContext | undefined;
  return context?.refused ?? null;
}
