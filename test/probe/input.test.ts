// What the probe makes of its input: mistakes are told with their place, and the short form means what it says.

import { describe, expect, test } from 'vitest';
import { offsetOfField, parseJson } from '../../src/probe/json-place.ts';
import type { Operation } from '../../src/probe/operation.ts';
import { probeFile, verifyFile } from '../../src/probe/probe-file.ts';
import { closeWhatIsLeftOpen, fillWrites } from '../../src/probe/recorded-operation.ts';
import { quoteWord, splitWords } from '../../src/probe/script-words.ts';

/** `file:line:column: message` of every mistake. */
function mistakes(text: string, file: string): readonly string[] {
  const read = probeFile(text, file);
  if (!('diagnostics' in read)) return [];
  return read.diagnostics.map((each) => `${each.file}:${each.line}:${each.column}: ${each.message}`);
}

describe('recordings', () => {
  test('a broken text is told with line and column', () => {
    expect(mistakes('{\n "id": "x",\n "ops": [}\n}', 'a.json')).toMatchInlineSnapshot(`
      [
        "a.json:3:10: not JSON: found "}", expected a value",
      ]
    `);
    expect(mistakes('{"id":"a"}\n\n{"id":"b"', 'a.jsonl')).toMatchInlineSnapshot(`
      [
        "a.jsonl:3:10: not JSON: found the end, expected "," or "}"",
      ]
    `);
  });

  test('a field that does not fit is told with its place, its path, what was found and what was expected', () => {
    const text = `{
 "id": "x",
 "mount": {"path": ".", "mode": "rwx", "entries": []},
 "watch": [{"id": "w", "path": ".", "mask": ["IN_TOUCH"]}],
 "ops": [
  {"op": "mkdir", "path": "a", "mode": "0755"},
  {"op": "fsync", "path": "a"},
  {"op": "open", "path": "a", "flags": "O_RDONLY|O_SHINY"},
  {"op": "rename", "from": 1, "to": "b"}
 ]
}`;
    expect(mistakes(text, 'a.json')).toMatchInlineSnapshot(`
      [
        "a.json:7:10: ops[1].op: found "fsync", expected one of stat, lstat, readlink, unlink, rmdir, mkdir, chmod, lchown, truncate, symlink, link, rename, open, read, write, close, getdents, inotify_add_watch, inotify_rm_watch, Add, Remove",
        "a.json:8:40: ops[2].flags: found "O_RDONLY|O_SHINY", expected open(2) flags joined by "|" (O_SHINY is none)",
        "a.json:9:28: ops[3].from: found 1, expected a text",
        "a.json:4:45: watch[0].mask: found ["IN_TOUCH"], expected "all", "fsnotify" or names of inotify(7) (IN_TOUCH is none)",
        "a.json:3:33: mount.mode: found "rwx", expected an octal mode such as "0644"",
      ]
    `);
  });

  test('the place of a field is found through nested lists and texts with brackets', () => {
    const text = '{"a": "}]\\"", "b": [ [1, {"x": 2}], {"c": {"d": [true, "found"]}} ]}';
    expect(text.slice(offsetOfField(text, 'b[1].c.d[1]'))).toMatch(/^"found"/);
    expect(text.slice(offsetOfField(text, 'b[1].c.missing'))).toMatch(/^\{"d"/);
    expect(parseJson('[1]')).toEqual({ value: [1] });
  });

  test.each([
    ['', 0],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1 2]', 3],
    ['[1, 01]', 5],
    ['"a\\x"', 2],
    ['"a\nb"', 2],
    ['["open', 6],
    ['{} {}', 3],
    ['tru', 0],
  ])('the mistake in %j is at %i', (text, offset) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(parseJson(text)).toMatchObject({ offset });
  });

  test('what was opened by path and never closed is closed after its last use', () => {
    const ok = { err: null };
    const open = (path: string): Operation => ({ op: 'open', path, handle: path, flags: 0, mode: 0, expected: ok });
    const write = (handle: string): Operation => ({ op: 'write', handle, data: 'x', expected: ok });
    const shown = closeWhatIsLeftOpen([open('a'), open('b'), write('a'), write('b'), open('a')]).map((each) =>
      'handle' in each ? `${each.op} ${each.handle}` : each.op,
    );
    expect(shown).toEqual(['open a', 'open b', 'write a', 'close a', 'write b', 'close b', 'open a', 'close a']);
  });

  test('a write of which only the size was recorded gets its text from the payload that fits', () => {
    const make = (dir: string): Operation => ({ op: 'mkdir', path: dir, mode: 0o700, expected: { err: null } });
    const write = (handle: string, bytes: number): Operation => ({
      ...{ op: 'write', handle, data: '', expected: { err: null, result: bytes } },
    });
    const payloads = [{ a: 'same' }, { a: 'longer', b: '' }, { a: 'é' }];
    const filled = fillWrites(
      [make('..ts2'), write('..ts2/a', 6), write('..ts2/b', 0), make('..ts3'), write('..ts3/a', 2)],
      payloads,
    );
    expect(filled.flatMap((each) => (each.op === 'write' ? [each.data] : []))).toEqual(['longer', '', 'é']);
  });
});

describe('scripts', () => {
  test('every line that cannot be understood is told', () => {
    const script = `# A script with mistakes.
mkdir
  frobnicate a
watch a IN_TOUCH
write a "open
limit colour 3
chmod u+x a
open f a O_SHINY
reader slow
mkdir d -> EEXIST
`;
    expect(mistakes(script, 'a.txt')).toMatchInlineSnapshot(`
      [
        "a.txt:2:1: mkdir: found "", expected PATH [MODE]",
        "a.txt:3:3: found frobnicate, expected one of mkdir, write, append, cat, ls, mv, ln, rm, rmdir, chmod, chown, truncate, stat, lstat, readlink, open, read, put, getdents, close, mount, umount, watch, unwatch, add, remove, drain, note, limit, reader, instances, library",
        "a.txt:4:1: watch: found "a IN_TOUCH", expected names of inotify(7), all or fsnotify (IN_TOUCH is none)",
        "a.txt:5:1: a quote that is not closed",
        "a.txt:6:1: limit: found "colour 3", expected one of max_queued_events, max_user_watches, max_user_instances, open_files",
        "a.txt:7:1: chmod: found "u+x a", expected an octal MODE and a PATH",
        "a.txt:8:1: open: found "f a O_SHINY", expected flags of open(2) joined by "|" (O_SHINY is none)",
        "a.txt:9:1: reader: found "slow", expected paused or eager",
      ]
    `);
  });

  test('an unexpected result and a missing event are differences', () => {
    const script = `mkdir d
mkdir d
watch d
write d/a "x"

Output:
  inotify IN_CREATE wd=1 a
`;
    const verified = verifyFile(script, 'a.txt');
    const [verification] = 'verifications' in verified ? verified.verifications : [];
    expect(verification?.outcome).toBe('differs');
    expect(verification?.differences).toMatchInlineSnapshot(`
      [
        "mkdir path="d" mode=0755: success expected, EEXIST in the model",
        "output: line 2 differs (1 expected, 2 in the model)",
        "    inotify IN_CREATE wd=1 a",
        "  + inotify IN_MODIFY wd=1 a",
      ]
    `);
  });

  test('a script without Output: runs and says that nothing was compared', () => {
    const verified = verifyFile('mkdir d\n', 'a.txt');
    expect(verified).toMatchObject({ verifications: [{ outcome: 'agrees', undecided: ['no Output: section'] }] });
  });

  test('the result of a script has the shape of a recording', () => {
    const script = 'watch w=here .\nwrite a "v: 1\\n"\nln a b\nln -s a l\nmv l m\n';
    const probed = probeFile(script, 'a.txt');
    expect('results' in probed ? probed.results : probed).toMatchInlineSnapshot(`
      [
        {
          "events": [],
          "final": {
            "entries": [
              {
                "content": "v: 1
      ",
                "mode": "0o644",
                "nlink": 2,
                "path": "a",
                "type": "file",
              },
              {
                "content": "v: 1
      ",
                "mode": "0o644",
                "nlink": 2,
                "path": "b",
                "type": "file",
              },
              {
                "mode": "0o777",
                "path": "m",
                "target": "a",
                "type": "symlink",
              },
            ],
            "mode": "0o755",
            "path": ".",
          },
          "id": "a.txt",
          "raw": [
            {
              "cookie": 0,
              "mask": [
                "IN_CREATE",
              ],
              "name": "a",
              "wd": 1,
            },
            {
              "cookie": 0,
              "mask": [
                "IN_MODIFY",
              ],
              "name": "a",
              "wd": 1,
            },
            {
              "cookie": 0,
              "mask": [
                "IN_CREATE",
              ],
              "name": "b",
              "wd": 1,
            },
            {
              "cookie": 0,
              "mask": [
                "IN_CREATE",
              ],
              "name": "l",
              "wd": 1,
            },
            {
              "cookie": 1,
              "mask": [
                "IN_MOVED_FROM",
              ],
              "name": "l",
              "wd": 1,
            },
            {
              "cookie": 1,
              "mask": [
                "IN_MOVED_TO",
              ],
              "name": "m",
              "wd": 1,
            },
          ],
        },
      ]
    `);
  });

  test.each(['plain', '', 'two words', 'a "quote"', 'back\\slash', 'new\nline', '#hash'])(
    'the word %j is read back',
    (word) => {
      expect(splitWords(`${quoteWord(word)} next`)).toEqual([word, 'next']);
    },
  );
});
