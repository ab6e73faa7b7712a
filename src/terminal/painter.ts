// Puts frames on a terminal's alternate screen: only the rows that have changed, each at its own place.
//
// Ink's own incremental rendering moves relative to the cursor and goes wrong when a resize has moved the
// lines. Here Ink draws whole frames into a `FrameSink` (its documented `debug` option) and this painter
// compares them row by row. One frame is one write, between the marks of a synchronised update (mode 2026),
// so that nothing flickers.
// Source: ECMA-48 (CUP, ED, EL), xterm's control sequences (modes 25 and 1049).
import { EventEmitter } from 'node:events';

const ESC = '\u001B[';
const ENTER = `${ESC}?1049h${ESC}?25l${ESC}2J`;
const LEAVE = `${ESC}?25h${ESC}?1049l`;
const BEGIN_UPDATE = `${ESC}?2026h`;
const END_UPDATE = `${ESC}?2026l`;

export interface Painter {
  /** Enters the alternate screen and hides the cursor. */
  readonly enter: () => void;
  /** Shows a frame; its lines are rows of the screen from the top. */
  readonly paint: (frame: string) => void;
  /** Forgets what is on the screen: the next frame is painted whole. */
  readonly reset: () => void;
  /** Brings the user's screen and cursor back; does nothing the second time. */
  readonly leave: () => void;
}

/** A painter on a terminal, or on anything else that can be written to. */
export function createPainter(out: { readonly write: (text: string) => unknown }): Painter {
  let shown: readonly string[] = [];
  let isOpen = false;
  return {
    enter: () => {
      isOpen = true;
      out.write(ENTER);
    },
    paint: (frame) => {
      if (!isOpen) return;
      const lines = frame.split('\n');
      const changes = changedRows(shown, lines);
      shown = lines;
      if (changes !== '') out.write(`${BEGIN_UPDATE}${changes}${END_UPDATE}`);
    },
    reset: () => {
      shown = [];
      if (isOpen) out.write(`${ESC}2J`);
    },
    leave: () => {
      if (!isOpen) return;
      isOpen = false;
      out.write(LEAVE);
    },
  };
}

function changedRows(before: readonly string[], after: readonly string[]): string {
  let text = '';
  const rows = Math.max(before.length, after.length);
  for (let index = 0; index < rows; index += 1) {
    const line = after[index] ?? '';
    if (line === (before[index] ?? '')) continue;
    text += `${ESC}${index + 1};1H${line}${ESC}0m${ESC}K`;
  }
  return text;
}

/** What Ink takes for its standard output: it hands each frame on, and has the size of the real terminal. */
export class FrameSink extends EventEmitter {
  readonly #onFrame: (frame: string) => void;
  columns: number;
  rows: number;
  readonly isTTY = true;

  constructor(size: { readonly columns: number; readonly rows: number }, onFrame: (frame: string) => void) {
    super();
    this.columns = size.columns;
    this.rows = size.rows;
    this.#onFrame = onFrame;
  }

  /** Takes over the terminal's size and makes Ink draw again. */
  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
  }

  write(frame: string): boolean {
    this.#onFrame(frame);
    return true;
  }
}
