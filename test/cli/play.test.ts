// `play` through the binary: the playground where there is a terminal, the lanes where there is none.
//
// The terminal is tmux's; what the playground does in it is for test/terminal.
import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { CLI, linesOf, reloadSim, simulationText } from './reload-sim.ts';

/** A server for each test: one that is ending does not take a new session. */
let socket = '';
let opened = 0;
const WAIT_MS_MAX = 20_000;

function tmux(...args: readonly string[]): string {
  return execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8', stdio: 'pipe' });
}

/** Runs the command in a terminal of 80×24 and then prints its status. */
function open(args: string, env = ''): void {
  opened += 1;
  socket = `reload-sim-play-${process.pid}-${opened}`;
  const command = `${env} '${process.execPath}' '${CLI}' ${args}; echo "status $?"; sleep 60`;
  tmux('new-session', '-d', '-s', 'play', '-x', '80', '-y', '24', command);
}

/** The screen once it shows `text`; with `-e` its colours too. */
async function screenWith(text: string, ...flags: readonly string[]): Promise<string> {
  const end = Date.now() + WAIT_MS_MAX;
  for (;;) {
    if (tmux('capture-pane', '-p', '-t', 'play').includes(text))
      return tmux('capture-pane', '-p', '-t', 'play', ...flags);
    if (Date.now() > end) throw new Error(`no ${text} on the screen:\n${tmux('capture-pane', '-p', '-t', 'play')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

afterEach(() => {
  if (socket !== '') tmux('kill-server');
  socket = '';
});

describe('in a terminal', () => {
  test('a simulation opens, and q leaves with status 0', async () => {
    open('play incident --strategy dir-data-create');
    expect(await screenWith('requests')).toContain('dir-data-create');
    tmux('send-keys', '-t', 'play', 'q');
    await screenWith('status 0');
  });

  test('without a name there is a list to choose from', async () => {
    open('');
    expect(await screenWith('x2-second-update')).toContain('incident-debounced');
  });

  test('NO_COLOR is respected', async () => {
    open('play incident', 'NO_COLOR=1');
    // Colours are 30 to 49 and 90 to 107 in "select graphic rendition".
    expect(await screenWith('requests', '-e')).not.toMatch(/\[(?:\d+;)*(?:3\d|4\d|9\d|10\d)(?:;\d+)*m/);
  });

  test.each([
    ['play incident --screen-reader', ''],
    ['play incident', 'TERM=dumb'],
  ])('%s %s: linear, and says so first', async (args, env) => {
    open(args, env);
    const [first] = linesOf(await screenWith('Why'));
    expect(first).toContain('screen reader');
  });

  test('a token that does not fit is refused before the screen changes', async () => {
    open('play incident --schedule xyz');
    const screen = await screenWith('status 3');
    expect(screen.replaceAll('\n', '')).toContain('--schedule: not a token');
  });
});

describe('without a terminal', () => {
  /** What `play` prints before and after that which `run` prints too. */
  const around = (printed: string, ran: string) => {
    const [title, ...told] = linesOf(ran);
    const lines = linesOf(printed);
    const from = lines.indexOf('') + 1;
    expect(lines[0]).toBe(title);
    expect(lines.slice(from, -1)).toEqual(told.slice(1));
    return { why: lines.slice(1, from - 1), invitation: lines.at(-1) };
  };

  test('prints what `run` does, the reason above and an invitation below, of the incident when nothing is named', () => {
    const { status, stdout, stderr } = reloadSim([]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('503 ∅');
    expect(reloadSim(['play', 'incident']).stdout).toBe(stdout);
    const { why, invitation } = around(stdout, reloadSim(['run', 'incident']).stdout);
    expect(why.join(' ')).toMatch(/^A group-buying service reloads on Write\..*incident-debounced\.$/);
    expect(why.filter((line) => line.length > 100)).toEqual([]);
    expect(invitation).toBe('In a terminal, `reload-sim play incident` steps through it.');
  });

  test('follows a token', () => {
    const ran = reloadSim(['run', 'x2-second-update', '--seed', '8']).stdout;
    const token = linesOf(ran).at(-1)?.split(' ').at(-1) ?? '';
    around(
      reloadSim(['play', 'x2-second-update', '--schedule', token]).stdout,
      reloadSim(['run', 'x2-second-update', '--schedule', token]).stdout,
    );
  });

  test('ends with 0 whatever the verdicts, and does not invite to step through what was piped in', () => {
    const input = simulationText('expect: { converges: holds }');
    expect(reloadSim(['run', '-'], { input }).status).toBe(1);
    const { status, stdout, stderr } = reloadSim(['play', '-'], { input });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('NOT AS EXPECTED');
    expect(linesOf(stdout).at(-1)).toMatch(/^reload-sim run - --schedule /);
  });

  test('invites with the strategy that was given', () => {
    const { stdout } = reloadSim(['play', 'incident', '--strategy', 'dir-data-create']);
    expect(linesOf(stdout).at(-1)).toContain('`reload-sim play incident --strategy dir-data-create`');
  });
});
