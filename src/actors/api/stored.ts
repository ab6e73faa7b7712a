// What the API server holds of ConfigMaps, and what becomes of it when somebody writes.
//
// Source: facts/kubelet.md 5 and 9; kubernetes/kubernetes pkg/apis/core/validation (ValidateConfigMapUpdate). A version is
// counted whenever what the pod is to be given changes: by an update, a deletion, another name. Rules K2, K3, V1, V2, V8, V13.
// Leaves out: conflicts on resourceVersion, patches of single keys, metadata, binaryData.
import type { ConfigMapObject } from '../effects.ts';
import { refusal, updateRefusal } from './validation.ts';

export type Data = Readonly<Record<string, string>>;

export interface Stored {
  /** The name in the pod's template. */
  readonly name: string;
  /** The ConfigMap of that name. */
  readonly object: ConfigMapObject;
  /** What is projected beside it; left out, nothing is. */
  readonly source?: ConfigMapObject;
  /** The data of every version so far, of both, nothing where it was deleted; resourceVersion n is at n - 1. */
  readonly history: readonly Data[];
  /** ConfigMaps that the template named before; left out while there is none. */
  readonly others?: Readonly<Record<string, ConfigMapObject>>;
}

/** A write; `immutable` stays as it is where it is left out. */
export interface Put {
  readonly data: Data;
  readonly immutable?: boolean | undefined;
}

export type Written =
  | { readonly outcome: 'refused'; readonly reason: string; readonly data: Data }
  | { readonly outcome: 'unchanged' }
  /** Only `immutable` was set: no new version, but watchers are told. */
  | { readonly outcome: 'stored' | 'marked'; readonly stored: Stored };

/** PUT, or POST where there is no such object, of the ConfigMap that the pod's template names. */
export function put(stored: Stored, { data, immutable }: Put): Written {
  const { object } = stored;
  const exists = object.data !== null;
  const wasImmutable = exists && object.immutable === true;
  const isImmutable = immutable ?? wasImmutable;
  const isSame = exists && sameData(object.data, data);
  const wrong = refusal(data) ?? (wasImmutable ? updateRefusal({ field: !isImmutable, data: !isSame }) : null);
  if (wrong !== null) return { outcome: 'refused', reason: `ConfigMap "${stored.name}" is invalid: ${wrong}`, data };
  if (isSame && isImmutable === wasImmutable) return { outcome: 'unchanged' };
  const { resourceVersion } = object;
  if (isSame) return { outcome: 'marked', stored: { ...stored, object: objectOf(resourceVersion, data, true) } };
  return { outcome: 'stored', stored: versioned(stored, data, isImmutable) };
}

/** DELETE; always allowed. */
export function deleted(stored: Stored): Stored {
  const resourceVersion = stored.history.length + 1;
  return { ...stored, object: { resourceVersion, data: null }, history: [...stored.history, together(stored, {})] };
}

/** PUT of the ConfigMap that is projected beside it: another object, with versions of its own (V13). */
export function putSource(stored: Stored, data: Data): Written {
  const { object, source } = stored;
  const wrong = refusal(data);
  if (wrong !== null) return { outcome: 'refused', reason: `ConfigMap is invalid: ${wrong}`, data };
  if (sameData(source?.data ?? null, data)) return { outcome: 'unchanged' };
  const resourceVersion = stored.history.length + 1;
  const history = [...stored.history, { ...object.data, ...data }];
  return { outcome: 'stored', stored: { ...stored, source: { resourceVersion, data }, history } };
}

/** What both hold, when the first holds `data`. */
function together({ source }: Stored, data: Data): Data {
  return { ...data, ...source?.data };
}

/** A ConfigMap of this name is applied, and the pod's template names it from now on (V8). */
export function rolledOut(stored: Stored, name: string, write: Put): Written {
  const before = { ...stored.others, [stored.name]: stored.object };
  const { [name]: object = ABSENT, ...others } = before;
  const named = { ...stored, name, object, others };
  const written = put(named, write);
  if (written.outcome === 'refused') return written;
  if (written.outcome === 'stored') return written;
  const next = written.outcome === 'marked' ? written.stored : named;
  // It was there already: what the pod is to be given changes all the same.
  return { outcome: 'stored', stored: versioned(next, write.data, next.object.immutable === true) };
}

/** A command of the story, as far as the API server stores something. */
interface Command extends Partial<Put> {
  readonly do: string;
  readonly name?: string;
}

/** The data of every version that a story leads to, one command after the other; what is refused is none. */
export function historyOf(start: Stored, story: readonly Command[]): Stored['history'] {
  return story.reduce(carriedOut, start).history;
}

function carriedOut(stored: Stored, { do: verb, data = {}, immutable, name = '' }: Command): Stored {
  if (verb === 'delete-config-map') return stored.object.data === null ? stored : deleted(stored);
  const write = { data, immutable };
  const writes: Readonly<Record<string, () => Written>> = {
    apply: () => put(stored, write),
    'apply-source': () => putSource(stored, data),
    'roll-out': () => rolledOut(stored, name, write),
  };
  const written = writes[verb]?.() ?? { outcome: 'unchanged' };
  return 'stored' in written ? written.stored : stored;
}

const ABSENT: ConfigMapObject = { resourceVersion: 0, data: null };

function versioned(stored: Stored, data: Data, immutable: boolean): Stored {
  const history = [...stored.history, together(stored, data)];
  return { ...stored, object: objectOf(history.length, data, immutable), history };
}

function objectOf(resourceVersion: number, data: Data, immutable: boolean): ConfigMapObject {
  return { resourceVersion, data, ...(immutable ? { immutable: true as const } : {}) };
}

/** The ConfigMap of a name; the one that the template names where none is given. */
export function objectNamed(stored: Stored, name: string | undefined): ConfigMapObject {
  if (name === undefined || name === stored.name) return stored.object;
  return stored.others?.[name] ?? ABSENT;
}

export function sameData(a: Data | null, b: Data): boolean {
  if (a === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
