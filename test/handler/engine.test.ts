// The engine: what a program asks for, what it is told, and that it is a function of its replies. Rules H1, H6 to H8.
import { expect, test } from 'vitest';
import type { Reply } from '../../src/actors/handler/program.ts';
import { loadEngine } from '../../src/handler/load-engine.ts';
import { drive } from './drive.ts';

const WATCHING = `
  const watcher = new Watcher();
  await watcher.add(mountPath);
  let reloads = 0;
  for await (const event of watcher.events) {
    if (!event.has('Create')) continue;
    reloads += 1;
    console.log(event.name, reloads);
    serve(await fs.readFile('/etc/config/app.yaml', 'utf8'));
  }`;

test('H1 each awaited call is one request, and what follows it waits for the reply', () => {
  const program = drive(
    "serve(await fs.readFile('/etc/config/app.yaml', 'utf8')); await sleep('1s'); console.log('up');",
  );
  expect(program.asks()).toBe('readFile /etc/config/app.yaml');
  expect(program.progress().served).toBeNull();
  program.reply('a: 1');
  expect(program.progress()).toMatchObject({ served: { 'app.yaml': 'a: 1' }, calls: [{ fn: 'sleep', ms: 1000 }] });
  program.reply(null);
  expect(program.progress()).toMatchObject({ served: null, printed: ['up'], calls: [], failed: null });
});

test('H1 an errno becomes the error that Node throws', () => {
  const program = drive(`
    try { await fs.readFile('/etc/config/app.yaml'); }
    catch ({ name, message, code, errno, syscall, path }) { console.log([name, message, code, errno, syscall, path].join('|')); }`);
  program.fail('ENOENT');
  const message = "ENOENT: no such file or directory, open '/etc/config/app.yaml'";
  expect(program.progress().printed).toEqual([`Error|${message}|ENOENT|-2|open|/etc/config/app.yaml`]);
});

test('H1 a call that blocks is a request too, and the program passes by it when it has the reply', () => {
  const program = drive(
    "import fs from 'node:fs'; serve(fs.readFileSync('/etc/config/app.yaml', 'utf8')); console.log('on');",
  );
  expect(program.progress()).toMatchObject({ calls: [{ fn: 'readFile', sync: true }], served: null, printed: [] });
  program.reply('a: 1');
  expect(program.progress()).toMatchObject({ served: { 'app.yaml': 'a: 1' }, printed: ['on'], calls: [] });
});

test('H1 the same replies give the same progress, in one go or one by one, in this engine or another', async () => {
  const program = {
    source: WATCHING.replace('for await', 'if (true) for await'),
    files: ['app.yaml'],
    mountPath: '/etc/config',
  };
  const event = { name: '/etc/config/..data', op: 'CREATE' };
  const replies: Reply[] = [
    { id: 1, value: null },
    { id: 2, value: event },
    { id: 3, value: 'a: 2' },
    { id: 4, value: event },
  ];
  const [one, other] = [await loadEngine(), await loadEngine()];
  const oneByOne = replies.map((_, index) => one.advance(program, null, replies.slice(0, index + 1)));
  const backwards = replies.map((_, index) => other.advance(program, null, replies.slice(0, replies.length - index)));
  expect(backwards.toReversed()).toEqual(oneByOne);
});

test('H8 a turn of a top-level loop is a checkpoint: all that the rest depends on, and nothing of how it came about', async () => {
  const event = { name: '/etc/config/..data', op: 'CREATE' };
  const other = { name: '/etc/config/x', op: 'REMOVE' };
  const program = drive(WATCHING).reply(null);
  const first = program.checkpoint();
  expect(first).not.toBeNull();
  expect(program.asks()).toBe('next');
  expect(program.reply(other).checkpoint()).toBe(first);
  const second = program.reply(event).reply('a: 2').checkpoint();
  expect(second).not.toBe(first);
  const fresh = await loadEngine();
  const source = { source: WATCHING, files: ['app.yaml'], mountPath: '/etc/config' };
  expect(fresh.advance(source, second, [{ id: 1, value: event }])).toEqual(program.reply(event).progress());
  expect(program.progress().printed).toEqual(['/etc/config/..data 2']);
});

test('H8 a while loop that polls is finite: it comes back to the checkpoint that it left', () => {
  const program = drive(`
    let last = null;
    while (true) {
      const text = await fs.readFile('/etc/config/app.yaml', 'utf8');
      if (text !== last) { serve(text); last = text; }
      await sleep('10s');
    }`);
  const first = program.checkpoint();
  program.reply('a: 1').reply(null);
  const second = program.checkpoint();
  expect(second).not.toBe(first);
  expect(program.reply('a: 1').reply(null).checkpoint()).toBe(second);
  expect(program.reply('a: 2').progress().served).toEqual({ 'app.yaml': 'a: 2' });
});

test.each([
  ['a closure in a variable', 'let f = null; f = () => 1;'],
  ['a class', 'class Cache {} const cache = new Cache();'],
  ['a function that remembers', 'function load() {} load.count = 1;'],
  ['something changed for all', 'Array.prototype.first = function () { return this[0]; };'],
])('H8 %s is not seen from outside, so there is no checkpoint and nothing is lost', (_, before) => {
  const program = drive(`${before}\n${WATCHING}`).reply(null);
  expect(program.checkpoint()).toBeNull();
  expect(program.asks()).toBe('next');
});

test('H6 serve takes text, bytes and what was parsed from them, and nothing whose bytes it cannot tell', () => {
  const read = "await fs.readFile('/etc/config/app.yaml'";
  const served = (expression: string): unknown => drive(expression).reply('{"a": 1}').progress().served;
  const all = { 'app.yaml': '{"a": 1}' };
  expect(served(`serve(${read}, 'utf8'))`)).toEqual(all);
  expect(served(`serve(${read}))`)).toEqual(all);
  expect(served(`serve(JSON.parse(${read}, 'utf8')))`)).toEqual(all);
  expect(served(`serve({ '/etc/config/app.yaml': YAML.parse(${read}, 'utf8')) })`)).toEqual(all);
  expect(served(`serve((${read}), null))`)).toEqual({ 'app.yaml': null });
  expect(drive('serve({ "app.yaml": { a: 1 } })').progress().failed?.message).toContain(
    'cannot tell which bytes {"a":1} is',
  );
  expect(drive('serve({ "other.yaml": "" })').progress().failed?.message).toContain('none of the files of app.files');
});

test('H7 an error that nobody catches ends the process, wherever it was thrown, with its line', () => {
  const failed = (source: string): unknown => drive(source).fail('ENOENT').progress().failed;
  const message = "Error: ENOENT: no such file or directory, stat '/x'";
  expect(failed("await fs.stat('/x');")).toMatchObject({ message });
  expect(failed("async function main() {\n  await fs.stat('/x');\n}\nmain();")).toMatchObject({ message });
  expect(failed("(async () => {\n  await fs.stat('/x');\n})();")).toMatchObject({ message });
  expect(failed("fs.stat('/x').catch(() => {\n  undefined.x;\n});")).toMatchObject({ line: 2 });
  expect(drive('const a = 1;\nnull.b;').progress().failed).toMatchObject({ line: 2 });
  expect(drive('setTimeout(() => {\n  nothing();\n}, 5);').reply(null).progress().failed).toMatchObject({
    message: "ReferenceError: 'nothing' is not defined",
    line: 2,
  });
});
