// `shrink` through the binary: what is left and why each choice is needed, every source of a run, every exit status.
import { describe, expect, test } from 'vitest';
import { linesOf, reloadSim, simulationText } from './reload-sim.ts';

/** The command line at the end of an output, without `reload-sim`. */
const lastCommand = (stdout: string): readonly string[] => (linesOf(stdout).at(-1) ?? '').split(' ').slice(1);

interface Told {
  readonly schema: number;
  readonly status: number;
  readonly timing: string;
  readonly run: {
    readonly origin: { readonly from: string; readonly seed?: number; readonly tried?: number };
    readonly length: number;
    readonly violated: readonly { readonly property: string; readonly step: number }[];
  };
  readonly shrunk: {
    readonly property: string;
    readonly before: number;
    readonly after: number;
    readonly candidates: number;
    readonly completedBy: { readonly policy: string; readonly steps: number } | null;
    readonly choices: readonly {
      readonly step: number;
      readonly choice: string;
      readonly text: string;
      readonly without: { readonly taken: number; readonly firstImpossible: number | null };
    }[];
  } | null;
  readonly check: { readonly verdict: string; readonly shortest: number | null } | null;
  readonly token: string;
  readonly reproduce: string;
  readonly notModelled: string;
}

function told(...args: readonly string[]): Told {
  return JSON.parse(reloadSim(['shrink', ...args, '--format', 'json']).stdout);
}

const NEVER_EMPTY = ['incident', '--seeds', '400', '--property', 'never-empty'];

describe('the text', () => {
  const { status, stdout, stderr } = reloadSim(['shrink', ...NEVER_EMPTY, '--compare']);
  const lines = linesOf(stdout);

  test('says what was shortened, from which run, and by how much', () => {
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(lines[0]).toBe('incident: The incident: an empty file at two in the morning');
    expect(lines[2]).toMatch(/^random run with seed \d+, after \d+ that do not \(prompt timing\): \d+ steps$/);
    expect(lines[3]).toMatch(/^ {2}violates never-empty at step \d+: serves ∅, nothing but zero values$/);
    expect(stdout).toMatch(/^Shortened for never-empty: \d+ choices → 20, \d+ shorter schedules tried$/m);
    expect(stdout).toMatch(/^volume .*∅/m);
  });

  test('proves that each choice is needed, one a line', () => {
    expect(stdout).toContain('Each of the 20 choices is needed: without it, and what is not possible without it,');
    const proof = lines.filter((line) => line.includes('  without it '));
    expect(proof.map((line) => Number(line.slice(0, 4)))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    for (const line of proof) {
      expect(line).toMatch(
        / without it (the other 19 still happen|\d+ of the other 19 still happen, not step \d+), and it is not violated$/,
      );
    }
    expect(proof.at(-1)).toMatch(/ application: .+ +without it the other 19 still happen, and it is not violated$/);
  });

  test('compares with the shortest schedule of check', () => {
    expect(reloadSim(['check', 'incident']).stdout).toContain('Shortest schedule that violates never-empty: 20 steps');
    expect(lines).toContain("No schedule is shorter: check's shortest has 20 steps.");
  });

  test('ends in a line that plays what is left', () => {
    expect(lines.at(-2)).toBe('Not modelled: see docs/limits.md.');
    expect(lastCommand(stdout).slice(0, 3)).toEqual(['play', 'incident', '--schedule']);
    expect(reloadSim(lastCommand(stdout)).stdout).toMatch(/^ {2}never-empty +violated at step 20: /m);
  });

  test('shortened once more it stays as it is', () => {
    const token = lastCommand(stdout).at(-1) ?? '';
    const again = reloadSim(['shrink', 'incident', '--schedule', token, '--property', 'never-empty']);
    expect(again.stdout).toContain('Shortened for never-empty: 20 choices → 20, ');
    expect(lastCommand(again.stdout)).toEqual(lastCommand(stdout));
  });

  test('of a property of the end says who completes a schedule', () => {
    const { stdout: ended } = reloadSim(['shrink', 'x2-second-update', '--property', 'converges', '--compare']);
    expect(ended).toContain('the run of policy app-first (prompt timing)');
    expect(ended).toMatch(/^Shortened for converges: \d+ choices → 0, 1 shorter schedule tried$/m);
    expect(ended).toContain('each schedule is completed by policy app-first');
    expect(ended).toContain('No choice is needed: policy app-first violates converges by itself');
    expect(ended).toMatch(/^check's shortest schedule up to such an end has \d+ steps, all of them counted\.$/m);
    expect(ended).toContain('--property shortens the run for another property that it violates: stays-armed,');
    expect(reloadSim(lastCommand(ended)).stdout).toMatch(/^ {2}converges +violated at step \d+: /m);
  });

  test('is the same twice and in every surrounding', () => {
    for (const format of ['text', 'json']) {
      const args = ['shrink', ...NEVER_EMPTY, '--timing', 'any', '--format', format];
      const first = reloadSim(args);
      const env = { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo', COLUMNS: '20', FORCE_COLOR: '3', TERM: 'dumb' };
      expect(reloadSim(args, { env })).toEqual(first);
      expect(first).toMatchObject({ status: 1, stderr: '' });
      expect(first.stdout).not.toContain('\u001b');
    }
  });
});

describe('JSON', () => {
  test('holds what the text shows', () => {
    const { schema, status, timing, run, shrunk, check, token, reproduce, notModelled } = told(
      ...NEVER_EMPTY,
      '--compare',
    );
    expect({ schema, status, timing, notModelled }).toEqual({
      schema: 1,
      status: 1,
      timing: 'prompt',
      notModelled: 'docs/limits.md',
    });
    expect(run.origin.from).toBe('random');
    expect(run.violated[0]).toEqual({ property: 'never-empty', step: shrunk?.before });
    expect(shrunk).toMatchObject({ property: 'never-empty', after: 20, completedBy: null });
    expect(shrunk?.choices.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(shrunk?.choices.at(-1)).toMatchObject({ choice: 'run app', without: { taken: 19, firstImpossible: null } });
    expect(check).toEqual({ verdict: 'violated', shortest: 20 });
    expect(reproduce).toBe(`reload-sim play incident --schedule ${token}`);
  });

  test('names the policy that completes', () => {
    const { shrunk, token } = told('incident-kubelet', '--property', 'stays-armed');
    expect(shrunk).toMatchObject({ after: 0, choices: [], completedBy: { policy: 'app-first' } });
    expect(told('incident-kubelet', '--schedule', token, '--property', 'stays-armed').shrunk).toMatchObject({
      after: 0,
    });
  });

  test('of nothing to shorten is the run itself', () => {
    const { status, shrunk, check, run, token } = told('x1-single-update-data-create', '--compare');
    expect({ status, shrunk, check }).toEqual({ status: 0, shrunk: null, check: null });
    expect(told('x1-single-update-data-create', '--schedule', token).run).toEqual({
      ...run,
      origin: { from: 'token' },
    });
  });
});

describe('the run', () => {
  test('is the one that run makes with the same seed', () => {
    const { run, token } = told('incident', '--seed', '1', '--property', 'converges');
    expect(run).toMatchObject({ origin: { from: 'random', seed: 1, tried: 1 } });
    const { stdout } = reloadSim(['run', 'incident', '--seed', '1']);
    expect(lastCommand(stdout)).toEqual(['run', 'incident', '--schedule', token]);
  });

  test('is the first of several seeds that violates', () => {
    const { run, shrunk } = told(...NEVER_EMPTY);
    const { seed = 0, tried = 0 } = run.origin;
    expect(tried).toBe(seed);
    expect(told('incident', '--seed', String(seed), '--property', 'never-empty').shrunk).toEqual(shrunk);
    expect(told('incident', '--seed', '1', '--seeds', String(seed - 1), '--property', 'never-empty').shrunk).toBeNull();
  });

  test('is a policy’s, by name', () => {
    const { run } = told('x2-second-update', '--schedule', 'writer-first');
    expect(run).toMatchObject({ origin: { from: 'policy', policy: 'writer-first' } });
  });

  test('of a file is as the file says, under its strategy and timing or another', () => {
    const input = simulationText('schedule: random\nseed: 3\ntiming: any', 'dir-any-event');
    const own = JSON.parse(reloadSim(['shrink', '-', '--format', 'json'], { input }).stdout);
    expect(own).toMatchObject({ timing: 'any', strategy: 'dir-any-event', run: { origin: { seed: 3, tried: 1 } } });
    const flags = ['--timing', 'prompt', '--strategy', 'watch-file-chmod', '--format', 'json'];
    const other = JSON.parse(reloadSim(['shrink', '-', ...flags], { input }).stdout);
    expect(other).toMatchObject({ timing: 'prompt', strategy: 'watch-file-chmod', status: 1 });
    expect(other.reproduce).toMatch(/^reload-sim play - --strategy watch-file-chmod --schedule /);
  });
});

test('faults are choices: those that are needed are left', () => {
  const input = `title: A test
why: One update.
configMap: { data: { app.yaml: "v: 1" } }
app: { watcher: fsnotify@1.9.0, strategy: dir-data-create }
story: [{ at: 5s, apply: { app.yaml: "v: 2" } }]
faults: [container-crash, invalid-yaml]
`;
  const checked = JSON.parse(reloadSim(['check', '-', '--format', 'json'], { input }).stdout);
  const found = checked.results[0].counterexamples.find((each: { properties: readonly string[] }) =>
    each.properties.includes('never-empty'),
  );
  const flags = ['--schedule', found.token, '--property', 'never-empty', '--format', 'json', '--compare'];
  const { shrunk, check }: Told = JSON.parse(reloadSim(['shrink', '-', ...flags], { input }).stdout);
  // A start that finds a value that does not parse serves zero values.
  const faults = shrunk?.choices.filter(({ choice }) => choice.startsWith('fault ')) ?? [];
  expect(faults.map(({ choice }) => choice.split(' ')[1])).toEqual(['container-crash', 'invalid-yaml']);
  expect(check).toEqual({ verdict: 'violated', shortest: shrunk?.after });
});

describe('the exit status', () => {
  test('0: the run violates nothing', () => {
    const { status, stdout } = reloadSim(['shrink', 'x1-single-update-data-create']);
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing to shorten: this run does not violate anything.');
  });

  test('0: it does not violate what is asked for, and says what else it does', () => {
    const { status, stdout } = reloadSim(['shrink', 'incident-kubelet', '--property', 'never-empty']);
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing to shorten: this run does not violate never-empty, and nothing happened');
    expect(stdout).toContain('--property shortens the run for another property that it violates: converges,');
  });

  test('0: none of several seeds violates', () => {
    const { status, stdout } = reloadSim(['shrink', 'incident', '--seeds', '3', '--property', 'never-torn']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^random run with seed 3 \(prompt timing\)/m);
    expect(stdout).toContain('Nor does any other of the 3 seeds tried.');
  });

  test('1: violated and shortened, whatever the file expects', () => {
    expect(reloadSim(['shrink', 'x2-second-update']).status).toBe(1);
    const input = simulationText('expect: { converges: violated }');
    expect(reloadSim(['shrink', '-'], { input }).status).toBe(1);
  });

  test('2: a run without a clock says nothing of its end', () => {
    const args = ['shrink', 'incident-kubelet', '--timing', 'any', '--property', 'converges'];
    const { status, stdout } = reloadSim(args);
    expect(status).toBe(2);
    expect(stdout).toContain('this run does not decide whether it violates converges.');
    expect(stdout).toContain('Without a clock a run has no end');
  });

  test('2: what a token holds under any timing is cut off where it ends', () => {
    const { token } = told('incident-kubelet', '--timing', 'any', '--seed', '1', '--property', 'never-torn');
    expect(reloadSim(['shrink', 'incident-kubelet', '--schedule', token, '--property', 'never-torn']).status).toBe(2);
  });

  const TOKEN = told('incident', '--seed', '1').token;

  test.each([
    [['shrink'], "missing required argument 'SIM'"],
    [['shrink', 'incidnt'], 'did you mean "incident"?'],
    [['shrink', 'incident', '--property', 'never-emty'], 'did you mean "never-empty"?'],
    [['shrink', 'incident', '--seeds', '0'], 'Expected a whole number from 1 to 1000000'],
    [['shrink', 'incident', '--seed', '-1'], 'Expected a whole number from 0 to 4294967295'],
    [['shrink', 'incident', '--format', 'sarif'], 'Expected one of text, json'],
    [['shrink', 'incident', '--schedule', 'app-first', '--seed', '1'], 'which alone has seeds'],
    [['shrink', 'incident', '--schedule', TOKEN, '--seeds', '9'], 'which alone has seeds'],
    [['shrink', 'incident', '--schedule', TOKEN, '--timing', 'any'], 'found any, expected prompt, as the token has it'],
    [['shrink', 'incident', '--schedule', 'no-token'], 'not a token'],
    [['shrink', 'x2-second-update', '--schedule', TOKEN], 'made for another simulation'],
  ])('3: %j', (args, message) => {
    const { status, stdout, stderr } = reloadSim(args);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringContaining(message)]);
  });
});
