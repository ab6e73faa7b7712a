// Ten thousand random sessions from fixed seeds: whatever is called in whatever order, the invariants hold after every
// call, a call never crashes, and the same session gives the same state again.

import { expect, test } from 'vitest';
import { checkInvariants } from '../../src/kernel/invariants.ts';
import { bootKernel, type Kernel, syscall } from '../../src/kernel/kernel.ts';
import { failed, type SystemCall } from '../../src/kernel/system-call.ts';
import { FSNOTIFY_MASK, IN, IN_ALL_EVENTS, O } from '../../src/kernel/vocabulary.ts';

const SESSIONS = 10_000;
const CALLS = 40;

const NAMES = ['a', 'b', 'd', 'd/a', 'd/s', 'd/s/a', 'e', 'e/a', 'l', 'l/a', 'd/..', '.', 'd/', '/'];
const FLAGS = [
  O.O_RDONLY,
  O.O_RDWR | O.O_CREAT,
  O.O_WRONLY | O.O_CREAT | O.O_TRUNC,
  O.O_WRONLY | O.O_APPEND,
  O.O_RDONLY | O.O_DIRECTORY,
  O.O_RDONLY | O.O_NOFOLLOW,
  O.O_WRONLY | O.O_CREAT | O.O_EXCL,
];
const MASKS = [
  IN_ALL_EVENTS,
  FSNOTIFY_MASK,
  IN.IN_ATTRIB | IN.IN_ONESHOT,
  IN_ALL_EVENTS | IN.IN_DONT_FOLLOW,
  IN_ALL_EVENTS | IN.IN_EXCL_UNLINK,
  IN.IN_DELETE_SELF | IN.IN_MASK_ADD,
];

type Pick = <T>(options: readonly T[]) => T;

/** mulberry32: numbers from 0 up to, but without, `bound`. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const CALLS_MADE: readonly ((pick: Pick) => SystemCall)[] = [
  (pick) => ({ call: 'mkdir', path: pick(NAMES), mode: 0o755 }),
  (pick) => ({ call: 'mkdir', path: pick(['d', 'e', 'd/s']), mode: 0o755 }),
  (pick) => ({ call: 'rmdir', path: pick(NAMES) }),
  (pick) => ({ call: 'unlink', path: pick(NAMES) }),
  (pick) => ({ call: 'rename', from: pick(NAMES), to: pick(NAMES) }),
  (pick) => ({ call: 'rename', from: pick(NAMES), to: pick(NAMES) }),
  (pick) => ({ call: 'link', from: pick(NAMES), to: pick(NAMES) }),
  (pick) => ({ call: 'symlink', target: pick(['d', 'a', 'l', '../e', '/b', 'd/s/']), path: pick(NAMES) }),
  (pick) => ({ call: 'chmod', path: pick(NAMES), mode: pick([0o600, 0o755, 0o2755]) }),
  (pick) => ({ call: 'lchown', path: pick(NAMES), uid: -1, gid: pick([0, 2000]) }),
  (pick) => ({ call: 'truncate', path: pick(NAMES), length: pick([0, 3]) }),
  (pick) => ({ call: 'open', path: pick(NAMES), flags: pick(FLAGS), mode: 0o644 }),
  (pick) => ({ call: 'open', path: pick(NAMES), flags: pick(FLAGS), mode: 0o644 }),
  (pick) => ({ call: 'openat', at: { fd: pick([3, 4, 5]) }, path: pick(NAMES), flags: pick(FLAGS), mode: 0o644 }),
  (pick) => ({ call: 'read', fd: pick([3, 4, 5]), count: 10 }),
  (pick) => ({ call: 'write', fd: pick([3, 4, 5, 6]), data: pick(['', 'x', 'yy']) }),
  (pick) => ({ call: 'getdents', fd: pick([3, 4, 5]) }),
  (pick) => ({ call: 'close', fd: pick([3, 4, 5, 6]) }),
  (pick) => ({ call: 'close', fd: pick([3, 4, 5, 6]) }),
  (pick) => ({ call: 'walk', path: pick(NAMES) }),
  (pick) => ({ call: 'mount', type: 'bind', source: pick(NAMES), target: pick(NAMES), readOnly: pick([true, false]) }),
  (pick) => ({ call: 'mount', type: 'tmpfs', target: pick(['d', 'e', 'd/s']) }),
  (pick) => ({ call: 'umount', target: pick(NAMES) }),
  () => ({ call: 'inotify_init1' }),
  (pick) => ({ call: 'inotify_add_watch', instance: pick([1, 2]), path: pick(NAMES), mask: pick(MASKS) }),
  (pick) => ({ call: 'inotify_add_watch', instance: pick([1, 2]), path: pick(NAMES), mask: pick(MASKS) }),
  (pick) => ({ call: 'inotify_rm_watch', instance: 1, wd: pick([1, 2, 3]) }),
  (pick) => ({ call: 'inotify_read', instance: pick([1, 2]), bufferBytes: pick([16, 64, 4096]) }),
  (pick) => ({ call: 'inotify_close', instance: pick([1, 2, 3]) }),
];

interface Session {
  readonly kernel: Kernel;
  readonly succeeded: ReadonlySet<string>;
}

function play(seed: number, check: (kernel: Kernel, call: SystemCall) => void): Session {
  const roll = dice(seed);
  const pick: Pick = (options) => options[roll(options.length)] as (typeof options)[number];
  const succeeded = new Set<string>();
  let kernel = bootKernel({ maxQueuedEvents: pick([2, 8, 100]), maxUserWatches: pick([2, 50]), maxUserInstances: 3 });
  for (let made = 0; made < CALLS; made += 1) {
    const call = pick(CALLS_MADE)(pick);
    const outcome = syscall(kernel, call);
    kernel = outcome.kernel;
    if (!failed(outcome.result)) succeeded.add(call.call);
    check(kernel, call);
  }
  return { kernel, succeeded };
}

test('F1 to F21, I1 to I9: the invariants hold after every call of ten thousand random sessions', () => {
  const reached = new Set<string>();
  for (let seed = 0; seed < SESSIONS; seed += 1) {
    const { succeeded } = play(seed, (kernel, call) => {
      const broken = checkInvariants(kernel);
      if (broken.length > 0) expect.fail(`seed ${seed}, after ${JSON.stringify(call)}: ${broken.join('; ')}`);
    });
    for (const call of succeeded) reached.add(call);
  }
  const all = new Set(CALLS_MADE.map((make) => make((options) => options[0] as (typeof options)[number]).call));
  expect([...all].filter((call) => !reached.has(call))).toEqual([]);
});

test('the same session ends in the same state', () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const ignore = (): void => undefined;
    expect(play(seed, ignore).kernel).toEqual(play(seed, ignore).kernel);
  }
});
