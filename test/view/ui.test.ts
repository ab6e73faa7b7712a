import { describe, expect, test } from 'vitest';
import { press, START, type Surroundings, type UiState } from '../../src/view/ui.ts';

const AROUND: Surroundings = { kind: 'terminal', isSystem: false, choices: 3, usual: 1, items: [] };

describe('keys in the panes', () => {
  test.each([
    ['→', [{ type: 'next' }]],
    ['←', [{ type: 'back' }]],
    ['enter', [{ type: 'take', choice: 1 }]],
    ['3', [{ type: 'take', choice: 2 }]],
    ['4', [{ type: 'take', choice: 3 }]],
    ['home', [{ type: 'home' }]],
    ['end', [{ type: 'end' }]],
    ['n', [{ type: 'jump', to: 'event' }]],
    ['u', [{ type: 'unfold' }]],
    ['f', [{ type: 'next-branch' }]],
    ['x', []],
    ['esc', []],
  ])('%s', (key, commands) => {
    expect(press(START, key, AROUND).commands).toEqual(commands);
  });

  test('↑ and ↓ point at a choice, not beyond the first and the last, and Enter takes it', () => {
    let ui: UiState = START;
    const seen: (number | null)[] = [];
    for (const key of ['↓', '↓', '↓', '↑', '↑', '↑']) {
      ui = press(ui, key, AROUND).ui;
      seen.push(ui.selected);
    }
    expect(seen).toEqual([2, 2, 2, 1, 0, 0]);
    const taken = press(ui, 'enter', AROUND);
    expect([taken.commands, taken.ui.selected]).toEqual([[{ type: 'take', choice: 0 }], null]);
  });

  test.each(['space', '.'])('%s plays and pauses', (key) => {
    const playing = press(START, key, AROUND).ui;
    expect([playing.isPlaying, press(playing, key, AROUND).ui.isPlaying]).toEqual([true, false]);
  });

  test('a step by hand stops playing', () => {
    expect(press({ ...START, isPlaying: true }, '←', AROUND).ui.isPlaying).toBe(false);
  });

  test('q quits, and only in the panes', () => {
    expect(press(START, 'q', AROUND).quits).toBe(true);
    expect(press({ ...START, menu: 'help' }, 'q', AROUND).quits).toBe(false);
  });

  test('tab goes through the panes, v opens the verdicts, Esc closes them', () => {
    expect(press(START, 'tab', AROUND).ui.tab).toBe('queue');
    const open = press(START, 'v', AROUND).ui;
    expect([open.showsVerdicts, press(open, 'esc', AROUND).ui.showsVerdicts]).toEqual([true, false]);
  });
});

describe('keys of a presenter', () => {
  const ON_PAGE: Surroundings = { ...AROUND, kind: 'page' };
  const pressed = (...keys: readonly string[]): UiState => keys.reduce((ui, key) => press(ui, key, ON_PAGE).ui, START);

  test('P presents, and Esc or P leaves', () => {
    const stages = [pressed('P'), pressed('P', 'esc'), pressed('P', 'P')].map(({ stage }) => stage);
    expect(stages).toEqual(['presenting', 'page', 'page']);
  });

  test('B goes black and stops playing; any key brings the picture back and does nothing else', () => {
    const black = pressed('P', 'space', 'b');
    expect([black.stage, black.isPlaying]).toEqual(['black', false]);
    for (const key of ['b', '→', 'esc', '1']) {
      const { ui, commands } = press(black, key, ON_PAGE);
      expect([ui.stage, commands]).toEqual(['presenting', []]);
    }
  });

  test('elsewhere b is the list of branches', () => {
    expect(pressed('b')).toMatchObject({ menu: 'branches', stage: 'page' });
  });
});

describe('keys in a menu', () => {
  const item = (id: string) => ({ id, label: id, detail: '', mark: '', group: null, isPresent: false, keywords: '' });
  const items = [item('incident'), item('incident-kubelet')];
  const open = (key: string): UiState => press(START, key, AROUND).ui;

  test.each([
    ['s', 'simulation'],
    ['t', 'strategy'],
    ['S', 'strategy'],
    ['p', 'policy'],
    ['b', 'branches'],
    ['?', 'help'],
    [':', 'palette'],
  ])('%s opens %s', (key, menu) => {
    expect(open(key).menu).toBe(menu);
  });

  test('typing searches, backspace takes back, arrows point, Esc closes', () => {
    let ui = open('s');
    for (const key of ['k', 'u', 'space', 'q', 'backspace', '↓', '→']) ui = press(ui, key, { ...AROUND, items }).ui;
    expect([ui.query, ui.cursor]).toEqual(['ku ', 1]);
    expect(press(ui, 'esc', AROUND).ui.menu).toBeNull();
  });

  test('Enter takes the item that is pointed at', () => {
    const ui = { ...open('s'), cursor: 1 };
    const taken = press(ui, 'enter', { ...AROUND, items });
    expect([taken.commands, taken.ui.menu]).toEqual([[{ type: 'load', simulation: 'incident-kubelet' }], null]);
  });

  test('Enter on nothing leaves the menu open', () => {
    expect(press(open('s'), 'enter', AROUND).ui.menu).toBe('simulation');
  });

  test.each(['?', ':'])('%s runs the command that was searched for', (key) => {
    const around = { ...AROUND, items: [item('unfold')] };
    expect(press(open(key), 'enter', around).commands).toEqual([{ type: 'unfold' }]);
    const other = press(open(key), 'enter', { ...AROUND, items: [item('branches')] });
    expect(other.ui.menu).toBe('branches');
  });
});
