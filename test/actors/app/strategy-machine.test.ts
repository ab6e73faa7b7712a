import { describe, expect, test } from 'vitest';
import type { AppContext } from '../../../src/actors/app/app-context.ts';
import type { Strategy } from '../../../src/actors/app/strategy.ts';
import { createStrategyMachine } from '../../../src/actors/app/strategy-machine.ts';
import type { ActorEvent } from '../../../src/actors/effects.ts';
import { NIL_DEREFERENCE } from '../../../src/actors/watcher/go-error.ts';
import { type Driven, drive } from '../transcript.ts';
import { strategyWith } from './strategies.ts';

const OLD = 'groupBuy: true\n';
const NEW = 'groupBuy: false\n';
const FILE = '/etc/config/feature.yaml';
const contents = {
  '': { status: 'empty', rootKeys: [] },
  [OLD]: { status: 'valid', rootKeys: ['groupBuy'] },
  [NEW]: { status: 'valid', rootKeys: ['groupBuy'] },
  'a: [': { status: 'invalid', rootKeys: [] },
} as const;

/** It reads files, from the start on. */
const FILES_NOW = { environment: null, startsLater: false };

function loop(
  strategy: Partial<Strategy>,
  files: readonly string[] = ['feature.yaml'],
  optionalFiles: readonly string[] = [],
): Driven {
  const places = { mountPath: '/etc/config', files, optionalFiles, alsoWatches: null, ...FILES_NOW };
  return drive(createStrategyMachine({ ...places, strategy: strategyWith(strategy), contents }));
}

const at = { mount: 1, dir: 7, btime: 3 };
const ok = (result: object): ActorEvent => ({ type: 'returned', result }) as ActorEvent;
const errno = (name: string): ActorEvent => ok({ errno: name });
const fine: ActorEvent = { type: 'libraryReturned', error: null };
const computed: ActorEvent = { type: 'computed' };
const event = (op: string, name = FILE): ActorEvent => ({
  type: 'received',
  delivery: { channel: 'Events', event: { name, op } },
});
const watchError: ActorEvent = { type: 'received', delivery: { channel: 'Errors', error: 'overflow' } };

/** The answers to reading one file. */
const read = (data: string): ActorEvent[] => [
  ok({ at, name: 'feature.yaml' }),
  ok({ fd: 3 }),
  ok({ data, bytes: data.length }),
  ok({ done: true }),
];
const load = (data: string): ActorEvent[] => [...read(data), computed];

/** Starts the plain loop and brings it to its select. */
function started(strategy: Partial<Strategy> = {}): Driven {
  const app = loop(strategy);
  app.give(...load(OLD), fine, fine);
  return app;
}

const held = (app: Driven): AppContext['held'] => (app.state().snapshot.context as AppContext).held;

describe('S1 the start', () => {
  test('reads, then watches: one system call or library call at a time', () => {
    const app = loop({});
    expect([app.line(), ...app.give(...load(OLD), fine, fine)]).toEqual([
      `walking [reload-started] walk(${FILE})`,
      'opening openat([object Object], feature.yaml, 524288)',
      'reading read(3, 1048576)',
      'closing close(3)',
      "swapping compute 'swap the pointer'",
      'openingWatcher [reload-applied] newWatcher',
      `adding add ${FILE}`,
      'waiting [armed] receive Events+Errors',
    ]);
  });

  test('watches, then reads', () => {
    const app = loop({ start: 'watch-then-read' });
    expect(app.line()).toBe('openingWatcher newWatcher');
    expect(app.give(fine, fine).at(-1)).toBe(`walking [armed] [reload-started] walk(${FILE})`);
  });

  test('reads again after watching', () => {
    const app = loop({ start: 'read-watch-read' });
    expect(app.give(...load(OLD), fine, fine).at(-1)).toBe(`walking [armed] [reload-started] walk(${FILE})`);
  });

  test('may need time between its first read and its first watch', () => {
    const app = loop({ startDelayMs: 2000 });
    expect(app.give(...load(OLD)).at(-1)).toMatch(/^startingUp \[reload-applied\] \+.* 2000ms$/);
  });

  test('a strategy without watches opens no watcher', () => {
    const app = loop({ watch: [], poll: { everyMs: 1000, if: null, do: ['reload'] } });
    expect(app.give(...load(OLD)).at(-1)).toBe('waiting [reload-applied] receive Events+Errors');
  });
});

describe('S2 rules', () => {
  test('an event that no rule matches is ignored', () => {
    expect(started().give(event('CHMOD'))).toEqual(['waiting [ignored] receive Events+Errors']);
  });

  test('the first rule that matches decides', () => {
    const app = started({
      on: [
        { ops: ['Remove'], name: 'path', if: null, do: ['exit-loop'] },
        { ops: 'any', name: 'any', if: null, do: ['reload'] },
      ],
    });
    expect(app.give(event('REMOVE'))).toEqual(['loopExited [loop-exited]']);
  });

  test.each([
    ['any', '/elsewhere/x', true],
    ['path', FILE, true],
    ['path', '/etc/config/..data', false],
    ['base', '/etc/config/..ts1/feature.yaml', true],
    ['suffix', '/tmp/old-feature.yaml', true],
    ['data', '/etc/config/..data', true],
    ['data', '/etc/config/..data_tmp', false],
  ] as const)('name: %s matches %s: %s', (name, path, matches) => {
    const app = started({ on: [{ ops: ['Create'], name, if: null, do: ['reload'] }] });
    expect(app.give(event('CREATE', path))[0]?.startsWith('walking')).toBe(matches);
  });

  test('one of several ops in an event is enough', () => {
    expect(started().give(event('CREATE|WRITE'))[0]).toContain('walking');
  });
});

describe('S3 debounce', () => {
  test('trailing: every matching event starts the delay anew, and one load follows', () => {
    const app = started({ debounce: { kind: 'trailing', ms: 100 } });
    expect(app.give(event('WRITE'), event('WRITE'), { type: 'settle' })).toEqual([
      'waiting receive Events+Errors -settle +settle 100ms',
      'waiting receive Events+Errors -settle +settle 100ms',
      `walking [reload-started] walk(${FILE})`,
    ]);
  });

  test('a load after a trailing debounce is told apart from the one at the start', () => {
    const app = drive(
      createStrategyMachine({
        strategy: strategyWith({ debounce: { kind: 'trailing', ms: 100 } }),
        mountPath: '/etc/config',
        files: ['feature.yaml'],
        optionalFiles: [],
        alsoWatches: null,
        contents,
        ...FILES_NOW,
      }),
    );
    expect(app.facts().at(0)?.about.trigger).toBe('start');
    app.give(...load(OLD), fine, fine, event('WRITE'), { type: 'settle' });
    expect(app.facts().at(0)?.about.trigger).toBe('debounce');
  });

  test('leading: the first event loads, the rest of the window is swallowed', () => {
    const app = started({ debounce: { kind: 'leading', ms: 100 } });
    expect(app.give(event('WRITE'))).toEqual([`walking [reload-started] walk(${FILE}) +window 100ms`]);
    app.give(...load(''));
    expect(app.give(event('WRITE'))).toEqual(['waiting [ignored] receive Events+Errors']);
    expect(app.give({ type: 'windowOver' }, event('WRITE')).at(-1)).toContain('walking');
  });
});

describe('S4 conditions', () => {
  test('an mtime that has not changed is no reason to load', () => {
    const app = loop({ on: [{ ops: 'any', name: 'any', if: 'mtime-changed', do: ['reload'] }] });
    app.give(...load(OLD));
    expect(app.line()).toBe(`looking [reload-applied] stat(${FILE})`);
    app.give(ok({ mtime: 5 }), fine, fine);
    expect(app.give(event('CHMOD'), ok({ mtime: 5 })).at(-1)).toBe('waiting [ignored] receive Events+Errors');
    expect(app.give(event('CHMOD'), ok({ mtime: 6 })).at(-1)).toBe(`walking [reload-started] walk(${FILE})`);
  });

  test('EvalSymlinks is one readlink per component, and a dangling link is no change', () => {
    const app = loop({ on: [{ ops: 'any', name: 'any', if: 'real-path-changed', do: ['reload'] }] });
    app.give(...load(OLD));
    expect(
      app.give(ok({ target: '..data/feature.yaml' }), ok({ target: '..ts1' }), errno('EINVAL'), errno('EINVAL')),
    ).toEqual([
      'looking readlink(/etc/config/..data)',
      'looking readlink(/etc/config/..ts1)',
      'looking readlink(/etc/config/..ts1/feature.yaml)',
      'openingWatcher newWatcher',
    ]);
    app.give(fine, fine);
    const gone = app.give(event('CREATE'), ok({ target: '..data/feature.yaml' }), errno('ENOENT'));
    expect(gone.at(-1)).toBe('waiting [ignored] receive Events+Errors');
  });

  test('remember after success: a load that failed is tried again at the next event', () => {
    const strategy = {
      on: [{ ops: 'any', name: 'any', if: 'mtime-changed', do: ['reload'] }],
      remember: 'after-success',
      verify: { nonEmpty: true, parse: true, requiredKeys: [] },
    } as const;
    const app = loop(strategy);
    app.give(...load(OLD), ok({ mtime: 5 }), fine, fine);
    app.give(event('WRITE'), ok({ mtime: 6 }), ...read(''));
    expect(app.give(event('WRITE'), ok({ mtime: 6 })).at(-1)).toContain('walking');
  });
});

describe('S5 reading', () => {
  const files = ['feature.yaml', 'app.properties'];

  test('each file has a walk of its own', () => {
    const app = loop({}, files);
    expect(app.give(...read(OLD)).at(-1)).toBe('walking walk(/etc/config/app.properties)');
  });

  test('a file that may be missing is passed over, and is not held', () => {
    const app = loop({}, files, ['app.properties']);
    app.give(...read(OLD), ok({ at, name: 'app.properties' }), errno('ENOENT'), computed);
    expect(held(app)).toEqual({ 'feature.yaml': OLD });
  });

  test('a pinned reader stays in the directory it walked to', () => {
    const app = loop({ read: { how: 'pinned-directory', retries: 0, delayMs: 0 } }, files);
    expect(app.give(...read(OLD)).at(-1)).toBe('opening openat([object Object], app.properties, 524288)');
  });

  test('a failed open is retried after a delay', () => {
    const app = loop({ read: { how: 'each-file', retries: 1, delayMs: 50 } });
    expect(app.give(errno('ENOENT'))[0]).toMatch(/^readingLater \[reload-failed\] \+xstate\.after\.readDelay.* 50ms$/);
  });
});

describe('S6, S7 checking and swapping', () => {
  test('empty bytes parse to the zero value when nobody checks: the incident', () => {
    const app = started();
    app.give(event('WRITE'), ...load(''));
    expect(held(app)).toEqual({ 'feature.yaml': null });
  });

  test.each([
    ['', { nonEmpty: true, parse: false, requiredKeys: [] }],
    ['a: [', { nonEmpty: false, parse: true, requiredKeys: [] }],
    ['', { nonEmpty: false, parse: false, requiredKeys: ['groupBuy'] }],
  ])('%j is refused by %j, and the old configuration stays', (data, verify) => {
    const app = started({ verify });
    expect(app.give(event('WRITE'), ...read(data)).at(-1)).toBe('waiting [reload-failed] receive Events+Errors');
    expect(held(app)).toEqual({ 'feature.yaml': OLD });
  });

  test('equal bytes are skipped when the strategy says so', () => {
    const app = started({ skipSameContent: true });
    expect(app.give(event('WRITE'), ...read(OLD)).at(-1)).toBe('waiting [reload-skipped] receive Events+Errors');
  });

  test('in place: one assignment per file, so that a request may see half of it', () => {
    const app = loop({ swap: 'in-place' }, ['feature.yaml', 'app.properties']);
    app.give(...read(OLD), ...read(OLD), computed);
    expect(app.line()).toBe("swapping compute 'assign app.properties'");
    expect(held(app)).toEqual({ 'feature.yaml': OLD, 'app.properties': null });
  });

  test('clear, then load: nothing is held while the file is read', () => {
    const app = loop({ swap: 'clear-then-load' });
    app.give(computed, ...load(OLD), fine, fine);
    expect(app.give(event('WRITE'), computed)).toEqual([
      "clearing [reload-started] compute 'config = empty'",
      `walking [zeroed] walk(${FILE})`,
    ]);
    expect(held(app)).toEqual({ 'feature.yaml': null });
  });
});

describe('S8 failed loads', () => {
  test.each([
    ['keep', 'waiting', OLD],
    ['exit-loop', 'loopExited', OLD],
    ['exit-process', 'exited', OLD],
    ['zero', 'zeroing', OLD],
  ] as const)('%s ends in %s', (onLoadError, state, bytes) => {
    const app = started({ onLoadError });
    app.give(event('WRITE'), errno('ENOENT'));
    expect(app.line()).toContain(state);
    expect(held(app)).toEqual({ 'feature.yaml': bytes });
  });

  test('zero: the old configuration is gone', () => {
    const app = started({ onLoadError: 'zero' });
    app.give(event('WRITE'), errno('ENOENT'), computed);
    expect(held(app)).toEqual({ 'feature.yaml': null });
  });
});

describe('S9 errors of the watcher', () => {
  test.each([
    ['ignore', 'waiting [event] receive Events+Errors'],
    ['as-change', `walking [event] [reload-started] walk(${FILE})`],
    ['exit-loop', 'loopExited [event] [loop-exited]'],
    ['exit-process', 'exited [event] [crashed]'],
    ['rewatch', 'closingWatcher [event] close'],
  ] as const)('%s', (onWatchError, line) => {
    expect(started({ onWatchError }).give(watchError)).toEqual([line]);
  });

  test('unread: the loop never receives from Errors', () => {
    expect(started({ onWatchError: 'unread' }).line()).toBe('waiting [armed] receive Events');
  });
});

describe('S10 watches', () => {
  test('re-add, then read: the order of the list', () => {
    const app = started({ on: [{ ops: ['Remove'], name: 'any', if: null, do: ['rearm', 'reload'] }] });
    expect(app.give(event('REMOVE'), fine)).toEqual([
      `adding add ${FILE}`,
      `walking [armed] [reload-started] walk(${FILE})`,
    ]);
  });

  test('several targets are added one by one', () => {
    const app = loop({ watch: ['directory', 'data'] });
    expect(app.give(...load(OLD), fine, fine, fine).slice(-3)).toEqual([
      'adding add /etc/config',
      'adding [armed] add /etc/config/..data',
      'waiting [armed] receive Events+Errors',
    ]);
  });

  test('a resolved target is looked up first', () => {
    const app = loop({ watch: ['resolved-directory'] });
    app.give(...load(OLD), fine);
    expect(app.line()).toBe(`looking readlink(${FILE})`);
    const answers = [ok({ target: '..data/feature.yaml' }), ok({ target: '..ts1' }), errno('EINVAL'), errno('EINVAL')];
    expect(app.give(...answers).at(-1)).toBe('adding add /etc/config/..ts1');
  });

  test.each([
    ['ignore', 'waiting'],
    ['retry', 'armingLater'],
    ['exit-loop', 'loopExited'],
    ['exit-process', 'exited'],
  ] as const)('a failed Add: %s', (policy, state) => {
    const app = loop({ onRearmError: { policy, retries: 1, delayMs: 200 } });
    app.give(...load(OLD), fine, { type: 'libraryReturned', error: 'ENOSPC' });
    expect(app.line().split(' ')[0]).toBe(state);
  });
});

test('S12 a panic in Remove ends the process', () => {
  const app = started({ on: [{ ops: 'any', name: 'any', if: null, do: ['unwatch', 'rearm', 'reload'] }] });
  app.give(event('REMOVE'), { type: 'libraryReturned', error: NIL_DEREFERENCE });
  expect(app.line()).toBe('exited [crashed]');
});

describe('S10 no watcher', () => {
  test('when NewWatcher fails and that is ignored, no watch is added and the loop goes on', () => {
    const app = loop({ on: [{ ops: 'any', name: 'any', if: null, do: ['unwatch', 'rearm', 'reload'] }] });
    app.give(...load(OLD), { type: 'libraryReturned', error: 'too many open files' });
    expect(app.line()).toBe('waiting [arm-failed] receive Events+Errors');
  });

  test('a retry opens the watcher again', () => {
    const app = loop({ onRearmError: { policy: 'retry', retries: 1, delayMs: 200 } });
    app.give(...load(OLD), { type: 'libraryReturned', error: 'too many open files' });
    expect(app.give({ type: 'xstate.after.armDelay.app.armingLater' }).at(-1)).toMatch(/^openingWatcher newWatcher/);
  });

  test('a failed Add of one target does not keep the next from being added', () => {
    const app = loop({ watch: ['data', 'directory'] });
    app.give(...load(OLD), fine, { type: 'libraryReturned', error: 'ENOENT' });
    expect(app.line()).toBe('adding [arm-failed] add /etc/config');
  });
});

describe('S2 raw inotify', () => {
  test.each([
    ['IN_MOVED_TO', ['Create']],
    ['IN_ATTRIB|IN_ISDIR', ['Chmod']],
    ['IN_DELETE_SELF', ['Remove']],
    ['IN_MODIFY', ['Write']],
    ['IN_MOVED_FROM', ['Rename']],
  ] as const)('%s is what fsnotify calls %s', (op, ops) => {
    const app = started({ on: [{ ops, name: 'any', if: null, do: ['reload'] }] });
    expect(app.give(event(op))[0]).toContain('walking');
  });
});

describe('S11 the poll', () => {
  test('ticks on, whatever happens', () => {
    const app = loop({ poll: { everyMs: 1000, if: null, do: ['reload'] } });
    expect(app.line()).toContain('+tick 1000ms');
    app.give(...load(OLD), fine, fine);
    expect(app.give({ type: 'tick' })).toEqual([`walking [reload-started] walk(${FILE}) +tick 1000ms`]);
  });

  test('a tick in a pause is not lost: the ticker keeps it until the pause is over', () => {
    const app = started({
      on: [{ ops: 'any', name: 'any', if: null, do: ['sleep', 'reload'] }],
      sleepMs: 30,
      poll: { everyMs: 1000, if: null, do: ['reload'] },
    });
    expect(app.give(event('WRITE')).at(-1)).toContain('sleeping');
    expect(app.give({ type: 'tick' }).at(-1)).toContain('+tick 30ms');
  });
});

test('S12 a loop that has ended hears nothing more', () => {
  const app = started({ onWatchError: 'exit-loop' });
  expect(app.give(watchError, event('WRITE')).at(-1)).toContain('loopExited');
  expect(app.state().waiting).toBeNull();
});
