// mount(2) and umount(2): bind mounts of directories and single files (subPath), and a new tmpfs. Rules F17 to F19.
// Source: fs/namespace.c, fs/super.c and fsnotify_unmount_inodes() of Linux 6.18.
// Left out: mount namespaces and propagation (one namespace for all), MNT_DETACH, remounts, stacked roots.

import { assert } from './assert.ts';
import { begin, notifyInode, release, setDentry, setFs, setInode, stampOf, tick } from './change.ts';
import {
  type Change,
  type DirInode,
  dentryAt,
  type FileSystem,
  inodeOf,
  isDirBit,
  isReadOnly,
  mountAt,
  type Position,
} from './file-system.ts';
import { lookup, type WalkContext } from './path-walk.ts';
import { freeKey, slotEntries, withoutSlot, withSlot } from './slots.ts';
import type { Failure } from './system-call.ts';
import { type DentryId, IN, type MountId } from './vocabulary.ts';

/**
 * Bind mount: a directory on a directory, or a file on a file; it holds the entry it shows, and what is shown of a
 * read-only mount stays read-only (F17).
 */
export function mountBind(context: WalkContext, source: string, target: string, readOnly: boolean): Change | Failure {
  if (context.cred.uid !== 0) return { errno: 'EPERM' };
  const over = lookup(context, target, { follow: true });
  if ('errno' in over) return over;
  const shown = lookup(context, source, { follow: true });
  if ('errno' in shown) return shown;
  const { fs } = context;
  if (!dentryAt(fs, over.dentry).linked) return { errno: 'ENOENT' };
  const sameKind = (inodeOf(fs, shown.dentry).kind === 'dir') === (inodeOf(fs, over.dentry).kind === 'dir');
  if (!sameKind) return { errno: 'ENOTDIR' };
  if (!dentryAt(fs, shown.dentry).linked) return { errno: 'ENOENT' };
  return addMount(begin(fs), over, shown.dentry, readOnly || isReadOnly(fs, shown));
}

/** A new, empty file system on a directory (F18). */
export function mountTmpfs(context: WalkContext, target: string): Change | Failure {
  if (context.cred.uid !== 0) return { errno: 'EPERM' };
  const over = lookup(context, target, { follow: true });
  if ('errno' in over) return over;
  if (!dentryAt(context.fs, over.dentry).linked) return { errno: 'ENOENT' };
  if (inodeOf(context.fs, over.dentry).kind !== 'dir') return { errno: 'ENOTDIR' };
  const change = tick(begin(context.fs));
  const { clock, inodes, dentries } = change.fs;
  const root: DirInode = {
    ...{ kind: 'dir', mode: 0o1777, uid: 0, gid: 0, nlink: 1 },
    ...{ btime: clock, mtime: stampOf(change.fs), entries: [] },
  };
  const ino = freeKey(inodes);
  const id = freeKey(dentries);
  const made = setDentry(setInode(change, ino, root), id, { parent: null, name: '', ino, linked: true });
  return addMount(made, over, id, false);
}

function addMount(change: Change, over: Position, root: DentryId, readOnly: boolean): Change {
  const mounts = withSlot(change.fs.mounts, freeKey(change.fs.mounts), { over, root, readOnly });
  return setFs(change, { mounts });
}

/**
 * umount(2): EBUSY while a file is open through it or something is mounted on it. The entry it showed is let go of;
 * when this was the last mount of a file system, every watch in it ends with IN_UNMOUNT (F19).
 */
export function umount(context: WalkContext, target: string): Change | Failure {
  if (context.cred.uid !== 0) return { errno: 'EPERM' };
  const { fs } = context;
  const at = lookup(context, target, { follow: true });
  if ('errno' in at) return at;
  const mount = mountAt(fs, at.mount);
  if (mount.root !== at.dentry || mount.over === null) return { errno: 'EINVAL' };
  if (isBusy(fs, at.mount)) return { errno: 'EBUSY' };
  const gone = setFs(begin(fs), { mounts: withoutSlot(fs.mounts, at.mount) });
  const root = rootOf(fs, mount.root);
  const stillMounted = gone.fs.mounts.some((other) => other !== null && rootOf(fs, other.root) === root);
  return stillMounted ? release(gone, mount.root) : shutDown(gone, root);
}

function isBusy(fs: FileSystem, id: MountId): boolean {
  return fs.files.some((file) => file?.mount === id) || fs.mounts.some((mount) => mount?.over?.mount === id);
}

function rootOf(fs: FileSystem, dentry: DentryId): DentryId {
  const { parent } = dentryAt(fs, dentry);
  return parent === null ? dentry : rootOf(fs, parent);
}

/** The end of a file system (generic_shutdown_super): its inodes, the youngest first, are told and freed. */
function shutDown(change: Change, root: DentryId): Change {
  const { fs } = change;
  const entries = slotEntries(fs.dentries).filter(([id]) => rootOf(fs, id) === root);
  const inos = [...new Set(entries.map(([, { ino }]) => ino))];
  const youngestFirst = inos.sort((a, b) => btimeOf(fs, b) - btimeOf(fs, a));
  const told = youngestFirst.reduce((next, ino) => {
    const inode = fs.inodes[ino - 1];
    assert(inode != null, `inode ${ino} exists`);
    return notifyInode(next, ino, IN.IN_UNMOUNT | isDirBit(inode.kind));
  }, change);
  return setFs(told, {
    inodes: inos.reduce(withoutSlot, fs.inodes),
    dentries: entries.reduce((dentries, [id]) => withoutSlot(dentries, id), fs.dentries),
  });
}

function btimeOf(fs: FileSystem, ino: number): number {
  return fs.inodes[ino - 1]?.btime ?? 0;
}
