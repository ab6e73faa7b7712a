// Handlers that mean harm, or loop by mistake: each ends with a sentence, and the engine goes on with the next. Rule H9.
import { expect, test } from 'vitest';
import { drive } from './drive.ts';

const message = (source: string): string => drive(source).progress().failed?.message ?? 'nothing';

test.each([
  ['an endless loop', 'while (true);', 'without waiting for anything: an endless loop?'],
  ['an endless loop that catches', 'for (;;) try { while (true); } catch {} finally {}', 'an endless loop?'],
  ['endless microtasks', 'const f = () => Promise.resolve().then(f); f();', 'an endless loop?'],
  ['a loop whose turns wait for nothing', 'while (true) { await null; }', 'turns without waiting for anything'],
  ['a regular expression that never ends', '/(a+)+$/.test("a".repeat(60) + "b");', 'an endless loop?'],
  ['a memory bomb', 'const all = []; for (;;) all.push(new Uint8Array(100000));', 'out of memory: a handler has 8 MiB'],
  ['a text that doubles', 'let text = "x"; for (;;) text += text;', 'string too long'],
  ['recursion without end', 'const f = () => f() + 1; f();', 'stack overflow'],
  ['calls without end', 'for (let i = 0; i < 1000; i += 1) fs.stat("/etc");', 'more than 64 calls are open'],
])('H9 %s is stopped', (_, source, why) => {
  expect(message(source)).toContain(why);
  expect(drive('console.log("well")').progress().printed).toEqual(['well']);
});

test.each(['process', 'require', 'fetch', 'window', 'document', 'XMLHttpRequest', 'WebSocket', 'Worker', 'Date'])(
  'H9 there is no %s',
  (name) => {
    expect(drive(`console.log(typeof ${name})`).progress().printed).toEqual(['undefined']);
    expect(message(`${name}.x`)).toBe(
      `ReferenceError: '${name}' is not defined: a handler has files and watches, and neither network, page, process nor clock`,
    );
  },
);

test.each([
  ['the constructor of functions', "console.log(typeof (() => {}).constructor('return globalThis.process')())"],
  ['the constructor of a reply', "const s = fs.readFile.constructor('return typeof process'); s().then(console.log)"],
])('H9 %s leads to no other world', (_, source) => {
  expect(drive(source).progress().printed).toEqual(['undefined']);
});

test('H9 what a program does to shared objects is gone with it', () => {
  drive('Object.prototype.polluted = 1; Array.prototype.map = null; JSON.stringify = () => "{}"; globalThis.x = 1;');
  const source = 'console.log(typeof {}.polluted, [1].map((n) => n + 1), typeof globalThis.x)';
  expect(drive(source).progress().printed).toEqual(['undefined [2] undefined']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('H9 chance is taken out', () => {
  expect(message('Math.random()')).toContain('TypeError');
});

test('H9 a program that prints without end is cut short, not stopped', () => {
  const { printed, failed } = drive('for (let i = 0; i < 1000; i += 1) console.log("x".repeat(1000));').progress();
  expect(failed).toBeNull();
  expect(printed).toHaveLength(20);
  expect(printed[0]).toHaveLength(200);
});
