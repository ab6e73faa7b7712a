// The painter on a terminal of the few control sequences that it uses: what is shown is always the last
// frame.
import { describe, expect, test } from 'vitest';
import { createPainter } from '../../src/terminal/painter.ts';
import { randomNumbers } from '../../src/world/schedulers.ts';

/** A screen that understands CUP to column 1, EL 0 and ED 2, and ignores modes and colours. */
function createScreen(rows: number) {
  let lines: string[] = Array(rows).fill('');
  let row = 0;
  let column = 0;
  let writes = 0;
  let last = '';
  const put = (text: string): void => {
    const line = lines[row] ?? '';
    lines[row] = line.slice(0, column) + text + line.slice(column + text.length);
    column += text.length;
  };
  const obey = (params: string, final: string): void => {
    if (final === 'H') [row, column] = [Number(params.split(';')[0]) - 1, 0];
    else if (final === 'J') lines = Array(rows).fill('');
    else if (final === 'K') lines[row] = (lines[row] ?? '').slice(0, column);
  };
  return {
    write: (text: string): void => {
      writes += 1;
      last = text;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what this is about
      for (const [, params = '', final = '', plain] of text.matchAll(/\u001B\[([?\d;]*)([A-Za-z])|([^\u001B]+)/g)) {
        if (plain === undefined) obey(params, final);
        else put(plain);
      }
    },
    text: () => lines.join('\n').trimEnd(),
    writes: () => writes,
    last: () => last,
  };
}

describe('painting', () => {
  test('random frames: the screen shows the last one', () => {
    const random = randomNumbers(3);
    const screen = createScreen(12);
    const painter = createPainter(screen);
    painter.enter();
    for (let frame = 0; frame < 300; frame += 1) {
      if (random() < 0.05) painter.reset();
      const lines = Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
        'abc'.slice(0, Math.floor(random() * 4)),
      );
      painter.paint(lines.join('\n'));
      expect(screen.text()).toBe(lines.join('\n').trimEnd());
    }
  });

  test('only rows that have changed are written, in one write', () => {
    const screen = createScreen(3);
    const painter = createPainter(screen);
    painter.enter();
    painter.paint('one\ntwo\nthree');
    const before = screen.writes();
    painter.paint('one\n2\nthree');
    expect(screen.writes() - before).toBe(1);
    expect(screen.last()).toMatch(/2/);
    expect(screen.last()).not.toMatch(/one|three/);
  });

  test('an equal frame writes nothing', () => {
    const screen = createScreen(3);
    const painter = createPainter(screen);
    painter.enter();
    painter.paint('one');
    const before = screen.writes();
    painter.paint('one');
    expect(screen.writes()).toBe(before);
  });

  test('the terminal is given back once, and nothing is painted after that', () => {
    const screen = createScreen(3);
    const painter = createPainter(screen);
    painter.enter();
    painter.leave();
    expect(screen.last()).toBe('\u001B[?25h\u001B[?1049l');
    const before = screen.writes();
    painter.leave();
    painter.paint('late');
    expect(screen.writes()).toBe(before);
  });
});
