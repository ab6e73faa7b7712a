// A scripted session in a real terminal, tmux's, on the built command line: to the empty read, back,
// otherwise, back again.
//
// Every wait is for something on the screen, never for a time to pass.
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLI } from '../cli/reload-sim.ts';

const WAIT_MS_MAX = 20_000;
/** A server for each test: one that is about to end takes no new session. */
let servers = 0;

function tmux(...args: readonly string[]): string {
  const socket = `reload-sim-terminal-${process.pid}-${servers}`;
  return execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8', stdio: 'pipe' });
}

interface Terminal {
  readonly press: (...keys: readonly string[]) => void;
  /** The screen once it shows all of these texts and none of `without`. */
  readonly shows: (texts: readonly string[], without?: readonly string[]) => Promise<string>;
  readonly resize: (columns: number, rows: number) => void;
}

/** Runs reload-sim in a terminal of this size; when it ends its status stands on the screen. */
function open(args: string, columns: number, rows: number): Terminal {
  const name = 'terminal';
  const command = `echo before; '${process.execPath}' '${CLI}' ${args}; echo "status $?"; sleep 60`;
  tmux('new-session', '-d', '-s', name, '-x', String(columns), '-y', String(rows), command);
  const screen = (): string => tmux('capture-pane', '-p', '-t', name);
  return {
    press: (...keys) => {
      tmux('send-keys', '-t', name, ...keys);
    },
    shows: async (texts, without = []) => {
      const end = Date.now() + WAIT_MS_MAX;
      for (;;) {
        const now = screen();
        if (texts.every((text) => now.includes(text)) && !without.some((text) => now.includes(text))) return now;
        if (Date.now() > end) throw new Error(`not ${texts.join(' and ')}, or still ${without.join(' or ')}:\n${now}`);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
    resize: (width, height) => {
      tmux('resize-window', '-t', name, '-x', String(width), '-y', String(height));
    },
  };
}

beforeEach(() => {
  servers += 1;
});

afterEach(() => {
  try {
    tmux('kill-server');
  } catch {
    // The test did not get so far as to start one.
  }
});

describe.each([
  [80, 24],
  [160, 50],
])('%i×%i', (columns, rows) => {
  test('through the incident, back, otherwise, and to the first run again', async () => {
    const { press, shows } = open('play incident', columns, rows);
    await shows(['▸1 sidecar: truncate feature.yaml', 'Opened before', ' 5/15']);
    press('Right', 'Right');
    await shows(['! never-empty', '▸2 application: read ∅  → ⊗ never-empty', ' 7/15', '172 states checked']);
    press('Right', 'Right');
    await shows(['✗ never-empty', 'read ∅', 'reload ∅', ' 9/15']);
    press('Right');
    await shows(['503 ∅', 'USERS GET 503', 'A request is answered 503']);
    press('Left', 'Left', 'Left');
    await shows(['! never-empty', ' 7/15', '▸2 application: read ∅'], ['USERS']);
    press('1');
    await shows(['branch 2/2', 'write(2) fills feature.yaml in place']);
    press('End');
    await shows(['200 ②', '✓ never-empty', 'The run is over']);
    press('b');
    await shows(['Branches', '● 2', '503 ∅ seen, ✗ never-empty', 'no 503']);
    press('Up', 'Enter');
    await shows(['branch 1/2', ' 7/15', '▸2 application: read ∅']);
    press('Right', 'Right');
    await shows(['✗ never-empty', 'branch 1/2']);
    press('q');
    await shows(['before', 'status 0'], ['never-empty']);
  });
});

test.each([
  [80, 24],
  [160, 50],
])('%i×%i: lights on every choice, the counterexample played, the point of no return', async (columns, rows) => {
  const { press, shows } = open('play incident', columns, rows);
  await shows(['! never-empty', '✓ converges', '172 states checked', 'truncate feature.yaml  → ! never-empty']);
  press('c');
  await shows(['Play the counterexample of', '▸  never-empty', 'steps from here']);
  press('Enter');
  await shows(['→ leads to ✗ never-empty', ' 5/', '▸1 sidecar: truncate feature.yaml']);
  press('Right', 'Right');
  await shows(['write feature.yaml  → ✓', 'read ∅  → ⊗ never-empty', ' 7/'], ['▼⊗']);
  press('Right');
  await shows(['▼⊗ never-empty', '⊗ never-empty', 'the point of no return', ' 8/']);
  press('Right');
  await shows(['✗ never-empty', '⊗ never-empty', '503', ' 9/']);
  press('t', 'd', 'a', 't', 'a', '-', 'c', 'r', 'e', 'a', 't', 'e', 'Enter');
  await shows(['incident · dir-data-create', '⊗ converges  ⊗ stays-armed']);
});

describe('the terminal', () => {
  test('may change its size at any time', async () => {
    const { press, shows, resize } = open('play incident-kubelet', 100, 30);
    await shows([' 11/16', 'rename ..data']);
    for (const [columns, rows] of [
      [60, 15],
      [160, 50],
      [80, 24],
    ] as const) {
      resize(columns, rows);
      const lines = (await shows(['▸1 AtomicWriter', rows < 20 ? 'small; 80×24' : 'rename ..data']))
        .trimEnd()
        .split('\n');
      expect([columns, lines.length]).toEqual([columns, rows]);
    }
    press('Right');
    await shows(['✗ wd 1 (added as feature.yaml) is dead', '✗ watches: none left']);
  });

  test('is given back after Ctrl-C', async () => {
    const { press, shows } = open('play incident', 80, 24);
    await shows([' 5/15']);
    press('Right');
    await shows([' 6/15']);
    press('C-c');
    await shows(['before', 'reload-sim play incident --schedule', 'status 130'], ['never-empty']);
  });

  test('help is searched and executed; a strategy is chosen; Esc backs out', async () => {
    const { press, shows } = open('play incident', 80, 24);
    await shows([' 5/15']);
    press('?');
    await shows(['Help', 'type to search']);
    press('r', 'e', 'l', 'o', 'a', 'd', 'Space', 's', 't', 'r', 'a', 't');
    await shows(['reload strat', 'the same simulation with another reload strategy']);
    press('Enter');
    await shows(['Strategy', 'type to search']);
    press('d', 'a', 't', 'a', '-', 'c', 'r', 'e', 'a', 't', 'e', 'Enter');
    await shows(['incident · dir-data-create']);
    press('s');
    await shows(['Simulation']);
    press('Escape');
    await shows(['── Next'], ['type to search']);
  });

  test('plays by itself and stops at the end', async () => {
    const { press, shows } = open('play incident', 80, 24);
    await shows([' 5/15']);
    press('G');
    await shows([' 15/15']);
    press('Left', 'Left');
    await shows([' 13/15'], ['The run is over']);
    press('Space');
    await shows(['playing']);
    await shows([' 15/15', 'The run is over'], ['playing']);
  });
});

test('linear mode announces itself and only ever adds lines', async () => {
  const { press, shows } = open('play incident --screen-reader', 100, 50);
  await shows(['linear mode for screen readers', 'incident, 5/15', '1. sidecar: truncate feature.yaml']);
  await shows(['Every continuation has been checked, 172 states', 'never-empty: at risk']);
  press('1');
  const screen = await shows([
    'sidecar: open O_TRUNC feature.yaml',
    'incident, 6/15',
    'Afterwards: never-empty at risk',
  ]);
  expect(screen.indexOf('5/15')).toBeLessThan(screen.indexOf('6/15'));
  press('q');
  await shows(['status 0', 'incident, 6/15']);
});
