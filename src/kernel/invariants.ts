// What must hold in every state of the kernel, whatever calls led there. A sentence for each thing that does not.
// Tests call it after every step; a sentence means a bug in the model, never a mistake of a caller.

import type { FileSystem, Inode } from './file-system.ts';
import type { InotifyInstance } from './inotify.ts';
import type { Kernel } from './kernel.ts';
import { type Slots, slotAt, slotEntries } from './slots.ts';
import { IN, type Ino } from './vocabulary.ts';

/** Broken invariants, empty when all is well. */
export function checkInvariants({ fs, inotify, limits }: Kernel): readonly string[] {
  return [
    ...slotEntries(fs.inodes).flatMap(([ino, inode]) => checkInode(fs, ino, inode)),
    ...checkDentries(fs),
    ...checkHolders(fs),
    ...slotEntries(inotify).flatMap(([id, instance]) => checkInstance(fs, id, instance)),
    ...(slotEntries(fs.files).length + 3 > limits.openFiles ? ['more open files than the limit'] : []),
    ...[fs.inodes, fs.dentries, fs.files, fs.mounts, inotify].flatMap(checkTrailing),
  ];
}

function checkInode(fs: FileSystem, ino: Ino, inode: Inode): readonly string[] {
  const naming = slotEntries(fs.dentries).filter(([, dentry]) => dentry.ino === ino);
  const linked = naming.filter(([, dentry]) => dentry.linked).length;
  const broken: string[] = [];
  if (linked !== inode.nlink) broken.push(`inode ${ino} has link count ${inode.nlink} and ${linked} names`);
  if (naming.length === 0) broken.push(`inode ${ino} is kept though nothing names or holds it`);
  if (inode.kind !== 'dir') return broken;
  if (naming.length > 1) broken.push(`directory ${ino} has ${naming.length} names`);
  const names = inode.entries.map((id) => slotAt(fs.dentries, id)?.name);
  if (new Set(names).size !== names.length) broken.push(`directory ${ino} has a name twice`);
  if (inode.nlink === 0 && names.length > 0) broken.push(`directory ${ino} is removed and not empty`);
  return broken;
}

function checkDentries(fs: FileSystem): readonly string[] {
  return slotEntries(fs.dentries).flatMap(([id, { parent, ino, linked, name }]) => {
    const broken: string[] = [];
    if (slotAt(fs.inodes, ino) === undefined) broken.push(`entry ${id} names inode ${ino}, which does not exist`);
    if (parent === null) return broken;
    const above = slotAt(fs.dentries, parent);
    const directory = above === undefined ? undefined : slotAt(fs.inodes, above.ino);
    if (directory?.kind !== 'dir') return [...broken, `entry ${id} (${name}) is not in a directory`];
    if (directory.entries.includes(id) !== linked) {
      broken.push(`entry ${id} (${name}) is ${linked ? 'linked but not listed' : 'unlinked but listed'}`);
    }
    return broken;
  });
}

/** An unlinked entry is kept only while an open file, a mount or an entry below holds it. */
function checkHolders(fs: FileSystem): readonly string[] {
  const held = new Set([
    ...slotEntries(fs.files).map(([, file]) => file.dentry),
    ...slotEntries(fs.mounts).flatMap(([, { root, over }]) => (over === null ? [root] : [root, over.dentry])),
  ]);
  const dangling = [...held].filter((id) => slotAt(fs.dentries, id) === undefined);
  const parents = new Set(slotEntries(fs.dentries).map(([, { parent }]) => parent));
  const unheld = slotEntries(fs.dentries).filter(([id, { linked }]) => !linked && !held.has(id) && !parents.has(id));
  return [
    ...dangling.map((id) => `entry ${id} is held but does not exist`),
    ...unheld.map(([id, { name }]) => `entry ${id} (${name}) is unlinked and kept though nothing holds it`),
  ];
}

function checkInstance(fs: FileSystem, id: number, instance: InotifyInstance): readonly string[] {
  const { queue, watches, maxQueuedEvents, nextWd } = instance;
  const markers = queue.filter(({ mask }) => mask === IN.IN_Q_OVERFLOW).length;
  const broken: string[] = [];
  if (markers > 1) broken.push(`instance ${id} has ${markers} overflow markers`);
  if (queue.length > maxQueuedEvents + 1) broken.push(`instance ${id} queues ${queue.length} events`);
  for (const { wd, ino } of watches) {
    if (slotAt(fs.inodes, ino) === undefined) broken.push(`watch ${wd} of instance ${id} is on no inode`);
    if (wd >= nextWd) broken.push(`watch ${wd} of instance ${id} was never given out`);
  }
  const watched = new Set(watches.map(({ ino }) => ino));
  if (watched.size !== watches.length) broken.push(`instance ${id} watches an inode twice`);
  return broken;
}

function checkTrailing(slots: Slots<unknown>): readonly string[] {
  return slots.at(-1) === null ? ['a table ends in a free slot'] : [];
}
