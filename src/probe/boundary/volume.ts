// A ConfigMap volume as AtomicWriter leaves it, and the changes of one more AtomicWriter.Write.
// Source: facts/inotify-fsnotify.md, Observed 1 (newest column). Left out: reading and comparing the old payload, which
// no watch with fsnotify's mask sees; keys that come and go.

import { type Change, change, writeFile } from './change.ts';

const KEYS = ['app.properties', 'config.yaml'] as const;

/** The changes that make a volume with generation 1 in an empty directory. */
export function newVolume(root: string): readonly Change[] {
  return [
    ...timestampedDirectory(root, 1),
    change({ call: 'symlink', target: '..ts1', path: `${root}/..data` }),
    ...KEYS.map((key) => change({ call: 'symlink', target: `..data/${key}`, path: `${root}/${key}` })),
  ];
}

/** The changes of the Write that makes generation `number` (2, 3, …), in AtomicWriter's order. */
export function writeVolume(root: string, number: number): readonly Change[] {
  const old = `${root}/..ts${number - 1}`;
  return [
    ...timestampedDirectory(root, number),
    change({ call: 'symlink', target: `..ts${number}`, path: `${root}/..data_tmp` }),
    change({ call: 'rename', from: `${root}/..data_tmp`, to: `${root}/..data` }),
    ...KEYS.map((key) => change({ call: 'unlink', path: `${old}/${key}` })),
    change({ call: 'rmdir', path: old }),
  ];
}

function timestampedDirectory(root: string, number: number): readonly Change[] {
  const dir = `${root}/..ts${number}`;
  const files = KEYS.flatMap((key) => [
    writeFile(`${dir}/${key}`, `v: ${number}\n`),
    change({ call: 'chmod', path: `${dir}/${key}`, mode: 0o644 }),
  ]);
  return [
    change({ call: 'mkdir', path: dir, mode: 0o700 }),
    change({ call: 'chmod', path: dir, mode: 0o755 }),
    ...files,
  ];
}

/** Lines with `..tsN` numbered in the order in which they appear; `..ts1` is the directory that was there first. */
export function renumber(lines: readonly string[]): readonly string[] {
  const numbers = new Map([['..ts1', '..ts1']]);
  return lines.map((line) =>
    line.replace(/\.\.ts\d+/, (name) => {
      const number = numbers.get(name) ?? `..ts${numbers.size + 1}`;
      numbers.set(name, number);
      return number;
    }),
  );
}
