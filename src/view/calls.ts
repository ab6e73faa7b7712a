// System calls and library calls as strace(1) and Go would print them, with paths seen from the mount.
import type { LibraryCall, Message } from '../actors/effects.ts';
import type { SystemCall } from '../kernel/system-call.ts';
import { formatOpenFlags } from '../kernel/vocabulary.ts';
import type { Model } from '../world/model.ts';
import { volumeOf } from '../world/mounted-volume.ts';

/**
 * A path below the mount, or below the volume as its writer knows it, without that prefix; "." for the
 * directory.
 */
export function seenFromMount({ scenario }: Model, path: string): string {
  for (const prefix of [scenario.mount.path, volumeOf(scenario).root]) {
    if (path === prefix) return '.';
    if (path.startsWith(`${prefix}/`)) return path.slice(prefix.length + 1);
  }
  return path;
}

/** `rename("..data_tmp", "..data")`: name and arguments in the order of the man page. */
export function formatCall(model: Model, call: SystemCall): string {
  const { call: name, ...args } = call;
  const shown = Object.entries(args).map(([key, value]) => formatArgument(model, key, value));
  return `${name}(${shown.join(', ')})`;
}

function formatArgument(model: Model, key: string, value: unknown): string {
  if (key === 'flags') return formatOpenFlags(Number(value));
  if (key === 'mode') return `0${Number(value).toString(8)}`;
  if (key === 'data') return `${String(value).length} bytes`;
  if (typeof value === 'string') return `"${seenFromMount(model, value)}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  return 'dir' in value ? `inode ${String(value.dir)}` : `fd ${String((value as { fd: number }).fd)}`;
}

/** `watcher.Add("feature.yaml")`. */
export function formatLibraryCall(model: Model, call: LibraryCall): string {
  switch (call.fn) {
    case 'newWatcher':
      return 'NewWatcher()';
    case 'close':
      return 'watcher.Close()';
    case 'add':
      return `watcher.Add("${seenFromMount(model, call.path)}")`;
    case 'remove':
      return `watcher.Remove("${seenFromMount(model, call.path)}")`;
  }
}

/** A message in the words of the Kubernetes API where it has some. */
export function formatMessage(message: Message): string {
  switch (message.type) {
    case 'put':
      return 'PUT ConfigMap';
    case 'get':
      return 'GET ConfigMap';
    case 'modified':
      return `MODIFIED, resourceVersion ${message.object.resourceVersion}`;
    case 'object':
      return `ConfigMap, resourceVersion ${message.object.resourceVersion}`;
    case 'deleted':
      return `DELETED, resourceVersion ${message.object.resourceVersion}`;
    case 'putSource':
      return 'PUT second ConfigMap';
    case 'getSource':
      return 'GET second ConfigMap';
    case 'source':
      return `second ConfigMap, resourceVersion ${message.object.resourceVersion}`;
    case 'sourceModified':
      return `MODIFIED, resourceVersion ${message.object.resourceVersion}`;
    case 'annotatePod':
      return 'PATCH Pod annotations';
    case 'annotateConfigMap':
      return 'PATCH ConfigMap metadata';
    case 'deleteConfigMap':
      return 'DELETE ConfigMap';
    case 'deletePod':
      return 'DELETE Pod';
    case 'rollOut':
      return `PUT ConfigMap ${message.name}, PUT Deployment`;
    default:
      return message.type;
  }
}
