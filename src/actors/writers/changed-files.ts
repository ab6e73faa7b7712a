// What a sidecar has to do when the ConfigMap changes: which of its files to write again, and which to
// remove.
//
// Source: sidecars that watch a ConfigMap through the API and keep a shared emptyDir up to date
// (kiwigrid/k8s-sidecar and its like): one plain file per key, unchanged files left alone, files of removed
// keys removed.
// Leaves out: retries, and files that somebody else put there. Rules K50, K51.
import { type CallName, failed } from '../../kernel/system-call.ts';
import type { Mode } from '../../kernel/vocabulary.ts';
import type { ActorEvent, Fact } from '../effects.ts';
import { join } from '../kubelet/go-os.ts';

export type Files = Readonly<Record<string, string>>;

export interface SidecarConfig {
  /** The directory that the sidecar and the application share, without a trailing slash. */
  readonly directory: string;
  /** Mode of new files. */
  readonly defaultMode: Mode;
  /** What the files hold when the actor starts; `{}` makes its first `modified` the first population. */
  readonly written: Files;
}

export interface SidecarContext {
  /** Content by key as the sidecar last wrote it. */
  readonly files: Files;
  /** Content by key as it should be. */
  readonly wanted: Files;
  /** Keys still to be done, the first one being under way. */
  readonly todo: readonly string[];
  /** The open file, and how many pieces of it are written. */
  readonly fd: number;
  readonly pieces: number;
}

/** A sidecar that has nothing to do. */
export function atRest({ written }: SidecarConfig): SidecarContext {
  return { files: written, wanted: written, todo: [], fd: 0, pieces: 0 };
}

/** The context once the sidecar knows what is wanted; keys in sorted order. */
export function planned(context: SidecarContext, wanted: Files): SidecarContext {
  const keys = [...new Set([...Object.keys(context.files), ...Object.keys(wanted)])].sort();
  return { ...context, wanted, todo: keys.filter((key) => context.files[key] !== wanted[key]) };
}

/** The key under way. */
export function currentKey({ todo }: SidecarContext): string {
  return todo[0] ?? '';
}

/** What the file under way should hold; undefined when it should not be there. */
export function wantedContent(context: SidecarContext): string | undefined {
  return context.wanted[currentKey(context)];
}

/** The path of the file under way. */
export function currentPath(config: SidecarConfig, context: SidecarContext): string {
  return join(config.directory, currentKey(context));
}

/** The context once the file under way is as it should be. */
export function fileDone(context: SidecarContext): SidecarContext {
  const content = wantedContent(context);
  const given = givenUp(context);
  return content === undefined ? given : { ...given, files: { ...given.files, [currentKey(context)]: content } };
}

/** The context once the file under way is given up: what it holds is not known, so the next change writes it again. */
export function givenUp(context: SidecarContext): SidecarContext {
  const { [currentKey(context)]: _, ...files } = context.files;
  return { files, wanted: context.wanted, todo: context.todo.slice(1), fd: 0, pieces: 0 };
}

/** What is told when a file could not be written: the call, and the errno with which it came back. */
export function tellWriteFailed(rule: 'K50' | 'K51', step: CallName) {
  return {
    type: 'observe',
    params: ({ event }: { readonly event: ActorEvent }): { fact: Fact } => ({
      fact: { rule, kind: 'write-failed', about: { step, errno: errnoOf(event) } },
    }),
  } as const;
}

function errnoOf(event: ActorEvent): string {
  return event.type === 'returned' && failed(event.result) ? event.result.errno : '';
}
