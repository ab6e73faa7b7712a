// The one system call behind every Add: inotify_add_watch(2) with fsnotify's mask.
//
// Source: Add/AddRaw/register of every modelled release. IN_MASK_ADD is set for a path that is known already; with
// one mask for all watches it changes nothing. IN_DONT_FOLLOW only in 1.5.0. Rule W6.
import { type Failure, failed } from '../../../kernel/system-call.ts';
import { FSNOTIFY_MASK, IN } from '../../../kernel/vocabulary.ts';
import type { Sys } from '../library.ts';
import type { FsnotifyRules } from './versions.ts';

/** The watch descriptor of whatever `path` leads to now. */
export function watchInode(
  instance: number,
  path: string,
  known: boolean,
  sys: Sys,
  rules: FsnotifyRules,
): { readonly wd: number } | Failure {
  const dontFollow = rules.resolvesSymlinks ? IN.IN_DONT_FOLLOW : 0;
  const maskAdd = known ? IN.IN_MASK_ADD : 0;
  const mask = FSNOTIFY_MASK | dontFollow | maskAdd;
  const result = sys({ call: 'inotify_add_watch', instance, path, mask });
  if (failed(result)) return result;
  return { wd: 'wd' in result ? result.wd : -1 };
}
