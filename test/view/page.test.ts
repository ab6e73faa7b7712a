// What only a page shows: arrows between lanes, the picture of the lanes, the volume as a graph, the chart, answers.
import { describe, expect, test } from 'vitest';
import { answer } from '../../src/view/answering.ts';
import { badgesOf } from '../../src/view/badges.ts';
import { keepConsulting } from '../../src/view/consulting.ts';
import type { Session } from '../../src/view/session.ts';
import { CATALOG, choiceOf, dispatch, play, stepUntil } from './playing.ts';

/** The text of the marks in each column, by number. */
function columnOf(session: Session, mark: string): number {
  const { columns } = session.page().picture;
  const index = columns.findIndex(({ marks }) => marks.some(({ text }) => text === mark));
  if (index === -1) throw new Error(`no mark ${mark}`);
  return index;
}

describe('the picture of the lanes', () => {
  test('shows the whole run, whatever the cursor, and stays the same object while one steps', () => {
    const session = play('incident');
    const { picture } = session.page();
    dispatch(session, { type: 'next' }, { type: 'next' });
    expect(session.page().picture).toBe(picture);
    expect(session.page().column).toBe(2);
    expect(picture.columns.length).toBe(session.get().position.of);
    expect(picture.columns.at(-1)?.to).toBeGreaterThan(2);
  });

  test('no two marks overlap, and all lie inside', () => {
    for (const { scenario } of CATALOG.simulations) {
      const { picture } = play(scenario.name).page();
      const boxes = picture.columns.flatMap(({ x, width, marks }) =>
        marks.map((mark) => ({ ...mark, end: x + width })),
      );
      for (const { x, y, width, end, lane } of boxes) {
        expect(x + width).toBeLessThanOrEqual(end);
        const band = picture.bands.find((each) => each.lane === lane);
        expect(y).toBeGreaterThan(band?.y ?? Number.POSITIVE_INFINITY);
        expect(y).toBeLessThan((band?.y ?? 0) + (band?.height ?? 0));
      }
      const places = boxes.map(({ x, y }) => `${x} ${y}`);
      expect(new Set(places).size).toBe(places.length);
      expect(picture.columns.every(({ x, width }) => x + width <= picture.width)).toBe(true);
    }
  });

  test('lines tell versions, and requests no status', () => {
    const lines = play('incident').page().picture.held;
    expect(lines.filter(({ lane }) => lane === 'volume').map(({ glyph }) => glyph.text)).toEqual(['①', '∅', '②']);
    expect(lines.filter(({ lane }) => lane === 'requests').map(({ glyph }) => glyph.text)).toEqual(['①', '∅', '②']);
  });
});

describe('arrows', () => {
  test('a message, a change, its notification, its delivery, the bytes read, the answer', () => {
    const { picture } = play('incident').page();
    const kinds = picture.arrows.map(({ kind }) => kind);
    expect([...new Set(kinds)].sort()).toEqual(['event', 'read', 'request', 'write']);
    const messages = play('x2-second-update')
      .page()
      .picture.arrows.filter(({ kind }) => kind === 'message');
    expect(messages.length).toBeGreaterThanOrEqual(2);
  });

  test('an event leads from where it was queued to where it is received', () => {
    const session = play('x2-second-update');
    const received = columnOf(session, 'CHMOD feature.yaml');
    const queued = columnOf(session, 'IN_ATTRIB');
    const { columns, arrows } = session.page().picture;
    const arrow = arrows.find(({ kind, column }) => kind === 'event' && column === received);
    expect(arrow?.fromX).toBeGreaterThanOrEqual(columns[queued]?.x ?? Number.POSITIVE_INFINITY);
    expect(arrow?.fromX).toBeLessThan(columns[queued + 1]?.x ?? 0);
  });

  test('none leads back in time', () => {
    for (const { scenario } of CATALOG.simulations) {
      for (const { fromX, toX } of play(scenario.name).page().picture.arrows) {
        expect(fromX).toBeLessThanOrEqual(toX + 10);
      }
    }
  });
});

describe('the volume as a graph', () => {
  test('links lead to names: the file to ..data, ..data to its directory', () => {
    const { lines, links } = play('x2-second-update').page().graph;
    const named = links.map(({ from, to }) => `${lines[from]?.name} → ${lines[to]?.name}`);
    expect(named).toEqual(['..data → ..ts1', 'feature.yaml → ..data']);
  });

  test('I4: a watch that died stays beside the inode it was on, which has no name any more', () => {
    const session = play('x2-second-update');
    stepUntil(session, 'and with it wd 1');
    const died = session.page().graph.lines.flatMap(({ pins }) => pins.filter(({ state }) => state === 'dead'));
    expect(died).toMatchObject([{ wd: 1, isNow: true }]);
    dispatch(session, { type: 'end' });
    const last = session.page().graph.lines.at(-1);
    expect(last).toMatchObject({
      name: null,
      isDead: true,
      pins: [{ wd: 1, addedAs: 'feature.yaml', isNow: false }],
    });
  });

  test('a living watch is pinned to the inode, and says under which other path it was added', () => {
    const session = play('x2-second-update');
    stepUntil(session, 'adds a watch');
    const pinned = session.page().graph.lines.filter(({ pins }) => pins.length > 0);
    expect(pinned).toMatchObject([
      { name: 'feature.yaml', depth: 2, pins: [{ wd: 1, state: 'alive', addedAs: 'feature.yaml' }] },
    ]);
  });
});

describe('the chart', () => {
  test('has every state of the machine, one of them active', () => {
    const { phases } = play('incident').page().chart;
    const states = phases.flatMap((phase) => phase.states);
    expect(states.length).toBeGreaterThan(25);
    expect(states.filter(({ isActive }) => isActive).length).toBe(1);
    expect(phases.filter(({ isActive }) => isActive).length).toBe(1);
  });

  test('marks what the run has come through, and what the last step did', () => {
    const session = play('incident');
    const taken = (): number => session.page().chart.arrows.filter(({ isTaken }) => isTaken).length;
    const before = taken();
    stepUntil(session, 'makes the application load its files');
    expect(taken()).toBeGreaterThan(before);
    const now = session
      .page()
      .chart.arrows.filter(({ isNow }) => isNow)
      .map(({ from, to }) => `${from} → ${to}`);
    expect(now).toEqual(['consider → read', 'select → consider']);
  });
});

describe('answers', () => {
  test('equal ones in a row are one', () => {
    const session = play('incident');
    dispatch(session, { type: 'end' });
    const told = session.page().answers.map(({ status, glyph }) => `${status} ${glyph.text}`);
    expect(told).toEqual(['200 ①', '503 ∅', '200 ②']);
  });
});

describe('the meaning of time', () => {
  test('the same run under any timing, where more may happen; and back', () => {
    const session = play('x2-second-update');
    stepUntil(session, 'publish');
    const { at } = session.get().position;
    const { choices } = session.get();
    dispatch(session, { type: 'timing', timing: 'any' });
    expect(session.page().timing).toBe('any');
    expect(session.get().position.at).toBe(at);
    expect(session.get().atMs).toBeNull();
    expect(session.get().choices.length).toBeGreaterThan(choices.length);
    dispatch(session, { type: 'timing', timing: 'prompt' });
    expect(session.get().position.at).toBe(at);
    expect(session.subject().timing).toBe('prompt');
  });
});

describe('every order from the start', () => {
  test('is what check says, wherever the cursor stands', () => {
    const session = play('x2-second-update');
    expect(session.page().overall.size).toBe(0);
    const end = keepConsulting(session, (request, tell) => {
      answer(request, tell);
      return () => {};
    });
    dispatch(session, { type: 'end' });
    const { overall, lost, turn } = session.page();
    expect(overall.get('converges')).toBe('violated');
    expect(overall.get('never-empty')).toBe('holds');
    // Lost from the start, it turns at no step; the last watch dies at one.
    expect([lost, turn]).toEqual([[], { at: expect.any(Number), wd: 1 }]);
    end();
  });
});

describe('badges', () => {
  test.each([
    ['②', [{ text: '2', isVersion: true, role: 'v2' }]],
    ['(21)', [{ text: '21', isVersion: true, role: 'v3' }]],
    ['∅', [{ text: '∅', isVersion: false, role: 'torn' }]],
    [
      '①②',
      [
        { text: '1', isVersion: true, role: 'v1' },
        { text: '2', isVersion: true, role: 'v2' },
      ],
    ],
  ])('%s', (text, badges) => {
    expect(badgesOf({ text, role: 'torn' })).toEqual(badges);
  });
});

test('a branch is drawn as its own run', () => {
  const session = play('incident', { openAt: 'violation' });
  dispatch(session, { type: 'next' }, { type: 'next' });
  const { picture } = session.page();
  dispatch(session, { type: 'take', choice: choiceOf(session, 'sidecar') });
  expect(session.page().picture).not.toBe(picture);
});

describe('a number that is used again', () => {
  test('is told apart from the one before it: on the inode that is gone, and on the file that has it now', () => {
    const session = play('article-chmod-three-updates');
    const twins = new Set<string>();
    for (let at = -1; at !== session.get().position.at; dispatch(session, { type: 'next' })) {
      at = session.get().position.at;
      const { lines } = session.page().graph;
      const same = lines.filter(({ twin }) => twin !== null);
      const dead = lines.find(({ entry }) => entry === null);
      const isAgain = dead !== undefined && lines.some((line) => line !== dead && line.ino === dead.ino);
      expect([at, same.map(({ twin }) => twin)]).toEqual([at, isAgain ? ['later', 'earlier'] : []]);
      for (const { ino, twin } of same) twins.add(`${twin} ${ino}`);
    }
    expect([...twins].sort()).toEqual(['earlier 13', 'later 13']);
  });
});
