// The real command line as tests call it: the built file in a process of its own, with a bare environment.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../src/setup.mjs';

export const CLI = join(ROOT, 'dist/cli.js');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly cli?: string;
}

/** Runs `reload-sim` with these arguments. */
export function reloadSim(
  args: readonly string[],
  { input = '', env = {}, cwd = ROOT, cli = CLI }: Surroundings = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    input,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** Lines of a text that ends with a line break; none for an empty text. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** A small simulation; `more` is appended to it. */
export function simulationText(more = '', strategy = 'watch-file-write'): string {
  return `title: A test
why: Two updates.
configMap: { data: { app.yaml: "v: 1" } }
app: { watcher: fsnotify@1.9.0, strategy: ${strategy} }
story:
  - { at: 5s, apply: { app.yaml: "v: 2" } }
  - { at: 200s, apply: { app.yaml: "v: 3" } }
${more}`;
}
