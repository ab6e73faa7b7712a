// fsGroup: gives the whole volume to a group (SetVolumeOwnership, ChangePermissions).
//
// Source: kubernetes/kubernetes pkg/volume/volume_linux.go (changeFilePermission) as configmap.go calls it:
// read-only volume, no fsGroupChangePolicy, the whole volume and not only the new directory. Every entry is
// touched whether or not it needs it, which is what watchers see as IN_ATTRIB. Rule K48.
import type { Failure } from '../../kernel/system-call.ts';
import type { Mode } from '../../kernel/vocabulary.ts';
import { ask, type KeptStat, type Ok, type Procedure } from './procedure.ts';
import { walkDeep } from './walk.ts';

/** roMask: a ConfigMap volume is read-only. */
const READ_ONLY_MASK: Mode = 0o440;
/** execMask and S_ISGID, for directories. */
const DIRECTORY_MASK: Mode = 0o2110;

/** SetVolumeOwnership(volume, fsGroup). Errors of the walk are returned, those of lchown and chmod only logged. */
export function setVolumeOwnership(volume: string, fsGroup: number): Procedure<Ok | Failure> {
  return walkDeep(volume, (path, stat) => changeFilePermission(path, fsGroup, stat));
}

function* changeFilePermission(path: string, fsGroup: number, stat: KeptStat): Procedure<void> {
  yield* ask({ call: 'lchown', path, uid: -1, gid: fsGroup });
  if (stat.kind === 'symlink') return;
  const mask = READ_ONLY_MASK | (stat.kind === 'dir' ? DIRECTORY_MASK : 0);
  yield* ask({ call: 'chmod', path, mode: stat.mode | mask });
}
