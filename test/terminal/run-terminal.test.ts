// From opening to giving the terminal back, on a terminal that only remembers what was written to it.
import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { runTerminal, type TerminalOptions } from '../../src/terminal/run-terminal.tsx';
import { en } from '../../src/view/messages/en.ts';
import { CATALOG } from '../view/playing.ts';
import { Keyboard } from './keyboard.ts';

const ENTER = '\u001B[?1049h';
const LEAVE = '\u001B[?25h\u001B[?1049l';

class Screen extends EventEmitter {
  readonly isTTY = true;
  columns = 80;
  rows = 24;
  written = '';
  write(text: string, done?: () => void): boolean {
    this.written += text;
    done?.();
    return true;
  }
}

function open(options: Partial<TerminalOptions> = {}) {
  const keyboard = new Keyboard();
  const screen = new Screen();
  const [simulation = null] = CATALOG.simulations;
  const ended = runTerminal({
    catalog: () => CATALOG,
    simulation,
    schedule: null,
    policy: null,
    openAt: 'violation',
    messages: en,
    named: null,
    consult: () => () => {},
    screenReader: false,
    hasColor: false,
    stdin: keyboard as unknown as NodeJS.ReadStream,
    stdout: screen as unknown as NodeJS.WriteStream,
    ...options,
  });
  const shows = async (text: string): Promise<void> => {
    await expect.poll(() => stripVTControlCharacters(screen.written)).toContain(text);
  };
  return { keyboard, screen, ended, shows };
}

describe('the alternate screen', () => {
  test('is entered first and left last', async () => {
    const { keyboard, screen, ended, shows } = open();
    await shows('never-empty');
    keyboard.type('q');
    await ended;
    expect([screen.written.startsWith(ENTER), screen.written.endsWith(LEAVE)]).toEqual([true, true]);
    expect(process.listeners('exit').filter(({ name }) => name === 'leave')).toEqual([]);
  });

  test('is left before a mistake of ours is told', async () => {
    const { keyboard, screen, ended, shows } = open({
      catalog: () => {
        throw new Error('no catalog');
      },
    });
    await shows('never-empty');
    keyboard.type('s');
    await expect(ended).rejects.toThrow('no catalog');
    expect(screen.written.endsWith(LEAVE)).toBe(true);
  });

  test('is painted anew when the terminal changes its size', async () => {
    const { keyboard, screen, ended, shows } = open();
    await shows('never-empty');
    screen.written = '';
    Object.assign(screen, { columns: 60, rows: 15 });
    screen.emit('resize');
    await shows('small; 80×24');
    keyboard.type('q');
    await ended;
  });
});

test('without a simulation there is a list to choose from', async () => {
  const { keyboard, ended, shows } = open({ simulation: null });
  await shows('── Simulation');
  keyboard.type('\r');
  await shows('── Next');
  keyboard.type('q');
  await ended;
});

test('linear mode leaves the screen alone', async () => {
  const { keyboard, screen, ended, shows } = open({ screenReader: true });
  await shows('linear mode for screen readers');
  keyboard.type('q');
  await ended;
  expect(screen.written).not.toContain(ENTER);
});
