// A share link where SIM stands: the run that it holds, and nothing else for one that is damaged.
import { describe, expect, test } from 'vitest';
import { execute } from '../../src/cli/program.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { en } from '../../src/view/messages/en.ts';
import { createSession } from '../../src/view/session.ts';
import { formatLink } from '../../src/view/share/link.ts';
import { sharedRun } from '../../src/view/share/shared-run.ts';
import { shippedCatalog } from '../shipped.ts';
import { dispatch, play } from '../view/playing.ts';
import { linesOf, reloadSim, simulationText } from './reload-sim.ts';

type Session = ReturnType<typeof play>;

async function linkOf(session: Session): Promise<string> {
  const link = await formatLink(sharedRun(session.place()));
  if (link === null) throw new Error('it fits');
  return link;
}

/** Another strategy and another order than the file's. */
function somewhere(): Session {
  const session = play('x2-second-update');
  dispatch(session, { type: 'strategy', name: 'poll-hash' }, { type: 'home' });
  dispatch(session, { type: 'next' }, { type: 'take', choice: 1 }, { type: 'next' });
  return session;
}

/** What the same run is without a link. */
function plain(command: string, session: Session): ReturnType<typeof execute> {
  const schedule = sharedRun(session.place()).schedule;
  return execute([command, 'x2-second-update', '--strategy', 'poll-hash', '--schedule', schedule], {});
}

describe('a link in place of a simulation', () => {
  test('run: an address, its hash, and what stands behind the #', async () => {
    const session = somewhere();
    const link = await linkOf(session);
    const expected = await plain('run', session);
    expect(expected.stderr).toEqual([]);
    for (const given of [`http://127.0.0.1:8080/?lang=zh${link}`, link, link.slice(1)]) {
      expect(await execute(['run', given], {})).toEqual(expected);
    }
  });

  test('play, where there is no terminal, and shrink take the same run', async () => {
    const session = somewhere();
    const link = await linkOf(session);
    expect(await execute(['play', link], {})).toEqual(await plain('play', session));
    expect(await execute(['shrink', link], {})).toEqual(await plain('shrink', session));
  });

  test('another run than the one in it may be asked for', async () => {
    const link = await linkOf(play('x2-second-update'));
    const asked = ['--policy', 'writer-first'];
    expect(await execute(['run', link, ...asked], {})).toEqual(
      await execute(['run', 'x2-second-update', ...asked], {}),
    );
    // Its threads are files of the build.
    expect(reloadSim(['check', link, '--strategy', 'poll-hash']).stdout).toContain('poll-hash');
  });

  test('of a simulation that no file has: the link itself names it again', async () => {
    const catalog = shippedCatalog();
    const loaded = loadSimulation(simulationText(), 'mine.yaml', catalog.strategies);
    if ('diagnostics' in loaded) throw new Error('it has no mistakes');
    const opening = { simulation: loaded.simulation, openAt: 'start', schedule: null, policy: null } as const;
    const link = await linkOf(createSession({ catalog: () => catalog, ...opening }, en));
    const { stdout, stderr } = await execute(['run', link], {});
    expect(stderr).toEqual([]);
    expect(linesOf(stdout)[0]).toBe('A test');
    expect(linesOf(stdout).at(-1)).toMatch(/^reload-sim run '#link=[\w-]+' --schedule [\w-]+$/);
  });

  test.each([
    ['damaged', '#link=!'],
    ['too big', `#link=${'A'.repeat(70_000)}`],
  ])('one that is %s is refused', async (words, link) => {
    const { status, stdout, stderr } = await execute(['run', link], {});
    expect([status, stdout, stderr.length]).toEqual([3, '', 1]);
    expect(stderr[0]).toContain(words);
  });
});
