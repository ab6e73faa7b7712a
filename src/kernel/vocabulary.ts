// The words of the simulated kernel: errno names, inotify bits, open(2) flags, numbers that name things.
// Source: errno(3), inotify(7), open(2), <linux/inotify.h> and <asm-generic/fcntl.h> of Linux 6.18.
// Left out: every errno and flag that no call of this kernel can return or take.

/** Errors that a simulated system call can return: name, number and strerror(3) text. */
export const ERRNOS = {
  EPERM: { number: 1, text: 'Operation not permitted' },
  ENOENT: { number: 2, text: 'No such file or directory' },
  EBADF: { number: 9, text: 'Bad file descriptor' },
  EAGAIN: { number: 11, text: 'Resource temporarily unavailable' },
  EACCES: { number: 13, text: 'Permission denied' },
  EBUSY: { number: 16, text: 'Device or resource busy' },
  EEXIST: { number: 17, text: 'File exists' },
  EXDEV: { number: 18, text: 'Invalid cross-device link' },
  ENOTDIR: { number: 20, text: 'Not a directory' },
  EISDIR: { number: 21, text: 'Is a directory' },
  EINVAL: { number: 22, text: 'Invalid argument' },
  EMFILE: { number: 24, text: 'Too many open files' },
  ENOSPC: { number: 28, text: 'No space left on device' },
  EROFS: { number: 30, text: 'Read-only file system' },
  ENAMETOOLONG: { number: 36, text: 'File name too long' },
  ENOTEMPTY: { number: 39, text: 'Directory not empty' },
  ELOOP: { number: 40, text: 'Too many levels of symbolic links' },
} as const;

export type Errno = keyof typeof ERRNOS;

/** inotify(7) bits by name, in the order in which a mask is printed. */
export const IN = {
  IN_ACCESS: 0x1,
  IN_MODIFY: 0x2,
  IN_ATTRIB: 0x4,
  IN_CLOSE_WRITE: 0x8,
  IN_CLOSE_NOWRITE: 0x10,
  IN_OPEN: 0x20,
  IN_MOVED_FROM: 0x40,
  IN_MOVED_TO: 0x80,
  IN_CREATE: 0x100,
  IN_DELETE: 0x200,
  IN_DELETE_SELF: 0x400,
  IN_MOVE_SELF: 0x800,
  IN_UNMOUNT: 0x2000,
  IN_Q_OVERFLOW: 0x4000,
  IN_IGNORED: 0x8000,
  IN_ONLYDIR: 0x1000000,
  IN_DONT_FOLLOW: 0x2000000,
  IN_EXCL_UNLINK: 0x4000000,
  IN_MASK_CREATE: 0x10000000,
  IN_MASK_ADD: 0x20000000,
  IN_ISDIR: 0x40000000,
  IN_ONESHOT: 0x80000000,
} as const;

export type InotifyBit = keyof typeof IN;

/** The twelve bits that a watch may ask for (IN_ALL_EVENTS of inotify(7)). */
export const IN_ALL_EVENTS = 0xfff;

/** What fsnotify's inotify backend asks for when the caller names no ops. */
export const FSNOTIFY_MASK =
  IN.IN_MOVED_TO |
  IN.IN_MOVED_FROM |
  IN.IN_CREATE |
  IN.IN_ATTRIB |
  IN.IN_MODIFY |
  IN.IN_MOVE_SELF |
  IN.IN_DELETE |
  IN.IN_DELETE_SELF;

/** open(2) flags by name. O_RDONLY is 0: it has no bit. */
export const O = {
  O_RDONLY: 0,
  O_WRONLY: 0o1,
  O_RDWR: 0o2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_CLOEXEC: 0o2000000,
} as const;

export type OpenFlag = keyof typeof O;

/** Inode number. 1 is the root; a freed number is given out again, lowest first, so that states repeat. */
export type Ino = number;
/** File descriptor. 0, 1 and 2 are taken; the lowest free number is given out (open(2)). */
export type Fd = number;
/** Watch descriptor: from 1, increasing, never given out twice by one instance. */
export type Wd = number;
/** Names an inotify instance: what inotify_init1(2) returned. */
export type InstanceId = number;
/** Number of a directory entry in the entry table (the kernel's dentry). */
export type DentryId = number;
/** Number of a mount; 1 is the root mount. */
export type MountId = number;
/** Permission bits with setuid, setgid and sticky: 0 to 0o7777. */
export type Mode = number;

const IN_NAMES = Object.keys(IN) as readonly InotifyBit[];
const OPEN_NAMES = Object.keys(O) as readonly OpenFlag[];

/** The names of the bits in a mask, in the order of `IN`. */
export function formatMask(mask: number): readonly InotifyBit[] {
  return IN_NAMES.filter((name) => (mask & IN[name]) !== 0);
}

/** The mask made of these names, or the first name that is none. */
export function parseMask(names: readonly string[]): number | { readonly unknown: string } {
  let mask = 0;
  for (const name of names) {
    if (!Object.hasOwn(IN, name)) return { unknown: name };
    mask |= IN[name as InotifyBit];
  }
  return mask >>> 0;
}

/** Open flags as strace(1) prints them: `O_WRONLY|O_CREAT|O_CLOEXEC`. */
export function formatOpenFlags(flags: number): string {
  const access = (flags & O.O_RDWR) !== 0 ? 'O_RDWR' : (flags & O.O_WRONLY) !== 0 ? 'O_WRONLY' : 'O_RDONLY';
  const rest = OPEN_NAMES.filter((name) => O[name] > O.O_RDWR && (flags & O[name]) !== 0);
  return [access, ...rest].join('|');
}

/** Open flags from names joined by `|`, or the first name that is none. */
export function parseOpenFlags(text: string): number | { readonly unknown: string } {
  let flags = 0;
  for (const name of text.split('|')) {
    if (!Object.hasOwn(O, name)) return { unknown: name };
    flags |= O[name as OpenFlag];
  }
  return flags;
}
