import { describe, expect, test } from 'vitest';
import { formatToken } from '../../src/explore/token.ts';
import { choiceText } from '../../src/view/choices.ts';
import { en } from '../../src/view/messages/en.ts';
import { zh } from '../../src/view/messages/zh.ts';
import type { SessionCommand } from '../../src/view/session/commands.ts';
import { createSession, type Session } from '../../src/view/session.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler, randomNumbers } from '../../src/world/schedulers.ts';
import { modelOf } from '../shipped.ts';
import { CATALOG, choiceOf, dispatch, play } from './playing.ts';

/** What tells two places of a session apart. */
function place(session: Session): unknown {
  const { position, atMs, choices, volume, reasons } = session.get();
  return { position, atMs, choices, volume, reasons };
}

function serves(session: Session): string | undefined {
  return session.get().app.serves?.glyph.text;
}

describe('opening', () => {
  test('before the root of the violation: the truncation, which is said with why there is such a simulation', () => {
    const { choices, reasons, why, opened } = play('incident', { openAt: 'violation' }).get();
    expect(choices.map((choice) => choiceText(en, choice))).toEqual(['sidecar: truncate feature.yaml']);
    expect([opened, reasons.map(({ text }) => text)]).toEqual([
      'simulation',
      [
        'Chapter 1 · The incident, and four steps against it: what goes wrong.',
        why,
        'Opened before: sidecar: truncate feature.yaml, which leads to ✗ never-empty. Press →.',
      ],
    ]);
  });

  test('what is said at the opening is gone with the first command', () => {
    const session = play('incident', { openAt: 'violation' });
    dispatch(session, { type: 'next' });
    const { reasons, why, opened } = session.get();
    expect([opened, reasons.some(({ text }) => text === why)]).toEqual([null, false]);
  });

  test('at the violation that only the end shows: before the last watch dies', () => {
    const session = play('incident-kubelet', { openAt: 'violation' });
    expect(session.get().volume.watching).toBe('watching');
    dispatch(session, { type: 'next' });
    expect(session.get().volume.watching).toBe('last-told');
  });

  test('at the start, and at the start where nothing is violated', () => {
    expect(play('incident').get().position.at).toBe(0);
    expect(play('x2-second-update-data-create', { openAt: 'violation' }).get().position.at).toBe(0);
  });

  test.each(CATALOG.simulations.map(({ scenario }) => scenario.name))(
    '%s: → does what the marked choice says',
    (name) => {
      const session = play(name);
      for (let steps = 0; steps < 40 && !session.get().isOver; steps += 1) {
        const { choices, usual } = session.get();
        const told = choices[usual];
        dispatch(session, { type: 'take', choice: usual });
        const { marks = [], held = {} } = session.get().lanes.columns.at(-1) ?? {};
        const effects = marks.map(({ lane, text }) => en.choices.effect(lane, text));
        // Without a mark, what a lane holds is what there is to see.
        const holds = Object.entries(held).map(([lane, glyph]) => `${lane} ${glyph?.text}`);
        const seen = effects.length > 0 ? effects : holds;
        expect([told?.text, seen.some((text) => told?.text.includes(text))]).toEqual([told?.text, true]);
        expect(session.get().branch.of).toBe(1);
      }
    },
  );

  test('with a token: its run, which the policy goes on with', () => {
    const simulation = CATALOG.simulations.find((each) => each.scenario.name === 'incident')!;
    const model = modelOf(simulation, 'prompt');
    const run = runToEnd(model, createScheduler('writer-first', 0));
    const session = play('incident', { schedule: formatToken(model, run.steps) });
    dispatch(session, { type: 'end' });
    expect([session.get().notice, session.token()]).toEqual([null, formatToken(model, run.steps)]);
  });

  test('with a token of something else: the reason, and the run of the file', () => {
    const session = play('incident', { schedule: 'AAAAAAAAAAAA' });
    expect(session.get().notice).toContain('not a token');
    expect(session.get().position.of).toBeGreaterThan(0);
  });
});

describe('forward and back', () => {
  test.each(CATALOG.simulations.map(({ scenario }) => scenario.name))('are symmetric on %s', (name) => {
    const session = play(name);
    const places = [place(session)];
    for (let steps = 0; steps < 12 && !session.get().isOver; steps += 1) {
      dispatch(session, { type: 'next' });
      places.push(place(session));
    }
    for (const expected of places.toReversed()) {
      expect(place(session)).toEqual(expected);
      dispatch(session, { type: 'back' });
    }
    expect(session.get().branch.of).toBe(1);
  });

  test('back at the start and next at the end stay where they are', () => {
    const session = play('incident');
    dispatch(session, { type: 'back' });
    expect(session.get().position.at).toBe(0);
    dispatch(session, { type: 'end' });
    const end = place(session);
    dispatch(session, { type: 'next' });
    expect(place(session)).toEqual(end);
    expect(session.get().isOver).toBe(true);
  });

  test('home, end and seek', () => {
    const session = play('incident');
    dispatch(session, { type: 'end' });
    const { of } = session.get().position;
    expect(session.get().position.at).toBe(of);
    dispatch(session, { type: 'home' });
    expect(session.get().position).toEqual({ at: 0, of });
    dispatch(session, { type: 'seek', at: 10_000 });
    expect(session.get().position.at).toBe(of);
  });
});

/** The incident where the file is empty and the application about to read it. */
function beforeRead(): Session {
  const session = play('incident', { openAt: 'violation' });
  dispatch(session, { type: 'next' }, { type: 'next' });
  return session;
}

describe('going back and choosing otherwise', () => {
  test('makes a branch; the other run stays', () => {
    const session = beforeRead();
    const there = place(session);
    dispatch(session, { type: 'take', choice: choiceOf(session, 'sidecar: write') });
    expect(session.get().branch).toEqual({ number: 2, of: 2 });
    dispatch(session, { type: 'end' });
    expect([serves(session), session.get().verdicts[0]?.light]).toEqual(['②', 'ok']);

    const [first] = session.branches();
    dispatch(session, { type: 'branch', leaf: first!.leaf });
    expect(session.get().branch).toEqual({ number: 1, of: 2 });
    expect(place(session)).toEqual(there);
    dispatch(session, { type: 'next' }, { type: 'next' });
    expect(serves(session)).toBe('∅');
  });

  test('the same choice again is no branch', () => {
    const session = beforeRead();
    dispatch(session, { type: 'take', choice: session.get().usual });
    expect(session.get().branch.of).toBe(1);
    expect(
      session
        .get()
        .lanes.columns.at(-1)
        ?.marks.map(({ text }) => text),
    ).toEqual(['read ∅']);
  });

  test('a branch that was left is gone into again by choosing its way', () => {
    const session = beforeRead();
    const choice = choiceOf(session, 'sidecar: write');
    dispatch(session, { type: 'take', choice }, { type: 'back' }, { type: 'take', choice: 1 });
    expect(session.get().branch).toEqual({ number: 1, of: 2 });
    dispatch(session, { type: 'back' }, { type: 'take', choice });
    expect(session.get().branch).toEqual({ number: 2, of: 2 });
  });

  test('a branch can be forgotten, with all that only it had; the present one cannot', () => {
    const session = play('incident');
    dispatch(
      session,
      { type: 'home' },
      { type: 'policy', policy: 'writer-first' },
      { type: 'policy', policy: 'random' },
    );
    const [, second, third] = session.branches();
    const before = session.token();
    dispatch(session, { type: 'forget-branch', leaf: second?.leaf ?? -1 });
    expect(session.branches().map(({ leaf }) => leaf)).not.toContain(second?.leaf);
    expect(session.get().branch).toEqual({ number: 2, of: 2 });
    dispatch(session, { type: 'forget-branch', leaf: third?.leaf ?? -1 }, { type: 'forget-branch', leaf: 99_999 });
    expect(session.get().branch.of).toBe(2);
    expect(session.token()).toBe(before);
    dispatch(session, { type: 'policy', policy: 'writer-first' });
    expect(session.get().branch.of).toBe(3);
  });

  test('branches are listed with the choice that made them, and taken in turn', () => {
    const session = beforeRead();
    dispatch(session, { type: 'take', choice: choiceOf(session, 'sidecar: write') }, { type: 'end' });
    const told = session.branches().map(({ choice, failed, violates, serves, isOver, isPresent }) => ({
      choice,
      told: [failed?.text ?? null, ...violates, serves.text, isOver, isPresent],
    }));
    expect(told).toEqual([
      { choice: 'application: read ∅', told: ['∅', 'never-empty', '②', true, false] },
      { choice: '', told: [null, '②', true, true] },
    ]);
    dispatch(session, { type: 'next-branch' });
    expect(session.get().branch.number).toBe(1);
    dispatch(session, { type: 'next-branch' });
    expect(session.get().branch.number).toBe(2);
  });

  test('a choice that does not exist changes nothing, and that is said', () => {
    const session = play('incident');
    const before = place(session);
    dispatch(session, { type: 'take', choice: 8 });
    expect([place(session), session.get().notice]).toEqual([before, 'There is no choice 9: only 1 is offered here.']);
  });
});

describe('unfolding', () => {
  test('a step is its system calls, one by one', () => {
    const session = play('incident');
    dispatch(session, { type: 'unfold' });
    const texts: string[] = [];
    for (let calls = 0; calls < 4; calls += 1) {
      texts.push(session.get().choices[0]!.text);
      dispatch(session, { type: 'next' });
    }
    expect(texts).toMatchInlineSnapshot(`
      [
        "walk("feature.yaml")",
        "openat(inode 9, "feature.yaml", O_RDONLY|O_CLOEXEC)",
        "read(3, 1048576)",
        "close(3)",
      ]
    `);
    expect(session.get().position.at).toBe(4);
  });

  test('and folding again keeps the place', () => {
    const session = play('incident');
    dispatch(session, { type: 'next' }, { type: 'unfold' }, { type: 'unfold' });
    expect(session.get().position.at).toBe(1);
  });
});

describe('jumps', () => {
  test.each([
    ['inotify', 'inotify'],
    ['request', 'requests'],
  ] as const)('to the next %s', (to, lane) => {
    const session = play('incident');
    dispatch(session, { type: 'jump', to });
    expect(
      session
        .get()
        .lanes.columns.at(-1)
        ?.marks.some((mark) => mark.lane === lane),
    ).toBe(true);
  });

  test('stop at a publication, even when no watch is left to notice it', () => {
    const session = play('article-chmod-three-updates', { openAt: 'violation' });
    const published = () => session.get().reasons.some(({ text }) => text === en.why.nobodyToTell);
    for (let jumps = 0; jumps < 20 && !published(); jumps += 1) dispatch(session, { type: 'jump', to: 'event' });
    expect(
      session
        .get()
        .lanes.columns.at(-1)
        ?.marks.map(({ text }) => text),
    ).toEqual(['rename ..data']);
  });

  test('over time, and to the end when there is nothing more', () => {
    const session = play('incident');
    dispatch(session, { type: 'jump', to: 'time' });
    expect(session.get().atMs).toBe(5000);
    dispatch(session, { type: 'jump', to: 'time' });
    expect(session.get().isOver).toBe(true);
  });

  test('go on where nobody has been yet', () => {
    const session = beforeRead();
    dispatch(session, { type: 'take', choice: choiceOf(session, 'sidecar: write') }, { type: 'jump', to: 'request' });
    expect(serves(session)).toBe('②');
  });
});

describe('other runs', () => {
  test('the line that comes to the same place again names simulation, strategy and schedule', () => {
    const session = play('x2-second-update');
    dispatch(session, { type: 'strategy', name: 'dir-data-create' }, { type: 'next' });
    const words = session.words();
    expect(words.slice(0, -1)).toEqual(['play', 'x2-second-update', '--strategy', 'dir-data-create', '--schedule']);
    expect(words.at(-1)).toBe(session.token());
  });

  test('a schedule is opened where it ends, and that is said', () => {
    const session = play('incident', { openAt: 'violation' });
    dispatch(session, { type: 'next' });
    const again = play('incident', { openAt: 'violation', schedule: session.token() });
    expect(again.get().position).toEqual(session.get().position);
    expect(again.get().reasons[0]?.text).toBe(en.why.openedSchedule);
  });

  test('another simulation', () => {
    const session = play('incident');
    dispatch(session, { type: 'load', simulation: 'incident-kubelet' });
    expect(session.get().name).toBe('incident-kubelet');
  });

  test('another strategy on the same simulation, and back to its own with what the file expects', () => {
    const session = play('incident');
    const own = session.get().strategy;
    dispatch(session, { type: 'strategy', name: 'dir-data-create' });
    expect([session.get().strategy, session.get().verdicts.every(({ expected }) => expected === null)]).toEqual([
      'dir-data-create',
      true,
    ]);
    dispatch(session, { type: 'strategy', name: own });
    expect(session.get().verdicts[0]?.expected).toBe('violated');
  });

  test('a strategy in place of the file’s own is told as that, wherever it is opened', () => {
    const session = play('incident', { openAt: 'violation' });
    const own = session.get().strategy;
    dispatch(session, { type: 'strategy', name: 'dir-data-create' });
    const { strategies } = CATALOG;
    const why = strategies.find(({ name }) => name === 'dir-data-create')?.why;
    const told = `With dir-data-create instead of ${own}. ${why}`;
    expect(session.get().reasons.map(({ text }) => text)).toContain(told);
    dispatch(session, { type: 'home' });
    expect(session.get().reasons[0]?.text).toBe(told);
    // As `--strategy` and `--schedule` open it again.
    dispatch(session, { type: 'next' }, { type: 'next' });
    const again = play('incident', { openAt: 'violation', strategy: 'dir-data-create', schedule: session.token() });
    expect(again.get().reasons.map(({ text }) => text)).toEqual([en.why.openedSchedule, told]);
    dispatch(again, { type: 'strategy', name: own });
    expect(again.get().reasons[0]?.text).toBe(strategies.find(({ name }) => name === own)?.why);
  });

  test('a strategy that the watcher cannot do is refused in one line', () => {
    const session = play('incident');
    dispatch(session, { type: 'strategy', name: 'watch-data-nofollow' });
    expect([session.get().strategy, session.get().notice]).toMatchInlineSnapshot(`
      [
        "watch-file-write",
        "fsnotify@1.7.0 does not have dontFollow, which the strategy sets; inotify has",
      ]
    `);
    dispatch(session, { type: 'next' });
    expect(session.get().notice).toBeNull();
  });

  test('another policy is a branch from here on', () => {
    const session = beforeRead();
    const { at } = session.get().position;
    dispatch(session, { type: 'policy', policy: 'writer-first' });
    expect([session.get().policy, session.get().position.at, session.get().branch.of]).toEqual(['writer-first', at, 2]);
    dispatch(session, { type: 'end' });
    expect(session.get().verdicts.find(({ property }) => property === 'never-empty')?.light).toBe('ok');
  });
});

describe('as an object', () => {
  test('the view is the same one until something changes, and changes are told', () => {
    const session = play('incident');
    let changes = 0;
    const stop = session.subscribe(() => {
      changes += 1;
    });
    expect(session.get()).toBe(session.get());
    dispatch(session, { type: 'next' }, { type: 'seek', at: 0 });
    stop();
    dispatch(session, { type: 'next' });
    expect(changes).toBe(2);
  });

  test('two sessions with the same commands show the same, whatever the commands are', () => {
    const commands: readonly SessionCommand[] = [
      { type: 'next' },
      { type: 'next' },
      { type: 'back' },
      { type: 'take', choice: 0 },
      { type: 'take', choice: 1 },
      { type: 'take', choice: 2 },
      { type: 'unfold' },
      { type: 'jump', to: 'event' },
      { type: 'next-branch' },
      { type: 'home' },
      { type: 'end' },
    ];
    for (let seed = 1; seed <= 6; seed += 1) {
      const sessions = [play('incident-kubelet'), play('incident-kubelet')];
      for (const session of sessions) {
        const random = randomNumbers(seed);
        for (let each = 0; each < 40; each += 1) {
          dispatch(session, commands[Math.floor(random() * commands.length)]!);
          const { position, branch } = session.get();
          expect(position.at <= position.of && branch.number >= 1 && branch.number <= branch.of).toBe(true);
        }
      }
      expect(sessions[0]!.get()).toEqual(sessions[1]!.get());
      expect(sessions[0]!.token()).toBe(sessions[1]!.token());
    }
  });

  test('the catalog is not asked for until something else is to be opened', () => {
    let asked = 0;
    const catalog = () => {
      asked += 1;
      return CATALOG;
    };
    const [simulation] = CATALOG.simulations;
    const opening = { catalog, simulation: simulation!, openAt: 'start', schedule: null, policy: null } as const;
    const session = createSession(opening, en);
    dispatch(session, { type: 'next' }, { type: 'end' });
    session.get();
    expect(asked).toBe(0);
    dispatch(session, { type: 'load', simulation: 'incident-kubelet' });
    expect(asked).toBe(1);
  });
});

describe('another language', () => {
  test('is what everything is said in from then on; nothing else changes', () => {
    const session = play('incident', { openAt: 'violation' });
    dispatch(session, { type: 'next' });
    const before = session.get();
    const subject = session.subject();
    let told = 0;
    session.subscribe(() => {
      told += 1;
    });
    session.speak(zh);
    const { title, reasons, position, volume } = session.get();
    expect([told, title]).toEqual([1, '事故：凌晨两点的空文件']);
    for (const { text } of reasons) expect(text).toMatch(/\p{Script=Han}/u);
    expect({ position, volume }).toEqual({ position: before.position, volume: before.volume });
    expect(session.subject()).toBe(subject);
    session.speak(en);
    expect(session.get()).toEqual(before);
  });

  test('the one that is spoken already is no change', () => {
    const session = play('incident');
    const before = session.get();
    session.speak(session.messages());
    expect(session.get()).toBe(before);
  });
});
