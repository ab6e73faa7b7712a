// A set of rows, numbered in order of arrival, packed into as few bits as their columns need.
//
// A column gets as many bits as its largest number needs, and its share of the bits left over; a row is a few 32-bit
// words, one after the other in one typed array, found through open addressing. When a column outgrows its bits,
// everything is packed anew, which happens a logarithmic number of times.
import { assert } from '../kernel/assert.ts';
import type { Row } from './parts.ts';

const WORD_BITS = 32;
const FIRST_ROWS = 1 << 10;
/** Of 16 slots, at most this many are taken. */
const LOAD_OF_16 = 12;
const GROWTH = 1.5;
/** A column with more numbers than this is likely to get more. */
const GROWING = 8;

interface Layout {
  readonly words: number;
  readonly bits: Int32Array;
  readonly wordOf: Int32Array;
  readonly shiftOf: Int32Array;
}

/** Columns side by side in words, widest first; none straddles two words. What is left of a word is shared out. */
function layoutOf(needed: Int32Array): Layout {
  const bits = needed.slice();
  const wordOf = new Int32Array(bits.length);
  const shiftOf = new Int32Array(bits.length);
  const words: { used: number; readonly columns: number[] }[] = [];
  const widestFirst = Array.from(bits.keys()).sort((a, b) => (bits[b] ?? 0) - (bits[a] ?? 0) || a - b);
  for (const column of widestFirst) {
    const width = bits[column] ?? 0;
    let word = words.findIndex(({ used }) => used + width <= WORD_BITS);
    if (word === -1) word = words.push({ used: 0, columns: [] }) - 1;
    wordOf[column] = word;
    const taken = words[word];
    assert(taken !== undefined, 'a column has a word');
    taken.columns.push(column);
    taken.used += width;
  }
  for (const { used, columns } of words) {
    for (let spare = WORD_BITS - used, at = 0; spare > 0; spare -= 1, at = (at + 1) % columns.length) {
      const column = columns[at] ?? 0;
      bits[column] = (bits[column] ?? 0) + 1;
    }
    let shift = 0;
    for (const column of columns) {
      shiftOf[column] = shift;
      shift += bits[column] ?? 0;
    }
  }
  return { words: words.length, bits, wordOf, shiftOf };
}

export class StateSet {
  /** How many rows there are. */
  size = 0;
  private readonly countOf: (column: number) => number;
  private layout: Layout;
  private rows: Int32Array;
  private slots = new Int32Array(FIRST_ROWS * 2);
  private mask = FIRST_ROWS * 2 - 1;
  /** The row that successors are made from, and the one that is looked for. */
  private base: Int32Array;
  private key: Int32Array;

  /** `countOf` tells how many numbers a column has by now: 0 when it holds whatever it is given. */
  constructor(columns: number, countOf: (column: number) => number) {
    this.countOf = countOf;
    this.layout = layoutOf(new Int32Array(columns));
    this.rows = new Int32Array(FIRST_ROWS * this.layout.words);
    this.base = new Int32Array(this.layout.words);
    this.key = new Int32Array(this.layout.words);
  }

  /** Makes room for the numbers in this row: a caller does so before it adds a row with new numbers. */
  fit(row: Row): void {
    if (row.every((id, column) => this.fits(column, id))) return;
    this.repack(layoutOf(this.layout.bits.map((bits, column) => this.bitsFor(column, row[column] ?? 0, bits))));
  }

  /** Bits that a column gets: one to spare where numbers grow; a column without numbers of its own never shrinks. */
  private bitsFor(column: number, id: number, bits: number): number {
    const count = this.countOf(column);
    if (count === 0) return Math.max(bits, bitsOf(id));
    return bitsOf(count - 1) + (count > GROWING ? 1 : 0);
  }

  private fits(column: number, id: number): boolean {
    const bits = this.layout.bits[column] ?? 0;
    return bits === WORD_BITS || id >>> bits === 0;
  }

  /** The number of a row that is added when it is new: then the number is the size before. */
  add(row: Row): number {
    this.fit(row);
    this.from(row);
    this.key.set(this.base);
    return this.addKey();
  }

  /** Sets the row that `addChanged` starts from. All its numbers fit. */
  from(row: Row): void {
    const { base, layout } = this;
    const { wordOf, shiftOf } = layout;
    base.fill(0);
    for (let column = 0; column < row.length; column += 1) {
      const word = wordOf[column] as number;
      base[word] = (base[word] as number) | ((row[column] as number) << (shiftOf[column] as number));
    }
  }

  /** Do the numbers in these changes fit? Otherwise `fit` and `from` come first. */
  fitsChanges(changes: Int32Array): boolean {
    const { bits } = this.layout;
    for (let at = 0; at < changes.length; at += 2) {
      const width = bits[changes[at] as number] as number;
      if (width < WORD_BITS && (changes[at + 1] as number) >>> width !== 0) return false;
    }
    return true;
  }

  /** Adds the row last given to `from`, with some columns replaced (pairs of column and number). */
  addChanged(changes: Int32Array): number {
    const { key, base, layout } = this;
    const { bits, wordOf, shiftOf, words } = layout;
    for (let word = 0; word < words; word += 1) key[word] = base[word] as number;
    for (let at = 0; at < changes.length; at += 2) {
      const column = changes[at] as number;
      const word = wordOf[column] as number;
      const shift = shiftOf[column] as number;
      const field = maskOf(bits[column] as number) << shift;
      key[word] = ((key[word] as number) & ~field) | ((changes[at + 1] as number) << shift);
    }
    return this.addKey();
  }

  /** The number of a row that is there, or -1. */
  find(row: Row): number {
    this.fit(row);
    this.from(row);
    const { slots, mask, rows, base, layout } = this;
    const { words } = layout;
    for (let at = hashOf(base, 0, words) & mask; slots[at] !== 0; at = (at + 1) & mask) {
      const index = (slots[at] as number) - 1;
      if (base.every((word, offset) => rows[index * words + offset] === word)) return index;
    }
    return -1;
  }

  /** Unpacks row number `index`. */
  read(index: number, into: Row): void {
    const { rows, layout } = this;
    const { bits, wordOf, shiftOf, words } = layout;
    const start = index * words;
    for (let column = 0; column < into.length; column += 1) {
      const word = rows[start + (wordOf[column] as number)] as number;
      into[column] = (word >>> (shiftOf[column] as number)) & maskOf(bits[column] as number);
    }
  }

  /** Bytes held, and bytes of a row. */
  get bytes(): { readonly held: number; readonly row: number } {
    return { held: this.rows.byteLength + this.slots.byteLength, row: 4 * this.layout.words };
  }

  private addKey(): number {
    const { slots, mask, rows, key, layout } = this;
    const { words } = layout;
    let at = hashOf(key, 0, words) & mask;
    for (;;) {
      const found = (slots[at] as number) - 1;
      if (found === -1) break;
      const start = found * words;
      let word = 0;
      while (word < words && rows[start + word] === key[word]) word += 1;
      if (word === words) return found;
      at = (at + 1) & mask;
    }
    slots[at] = this.size + 1;
    this.append();
    return this.size - 1;
  }

  private append(): void {
    const start = this.size * this.layout.words;
    if (start + this.layout.words > this.rows.length) this.rows = grown(this.rows, start);
    this.rows.set(this.key, start);
    this.size += 1;
    if (this.size * 16 > LOAD_OF_16 * this.slots.length) this.rehash(2 * this.slots.length);
  }

  private rehash(capacity: number): void {
    assert((capacity & (capacity - 1)) === 0, 'the number of slots is a power of two');
    const { words } = this.layout;
    const { rows } = this;
    const slots = new Int32Array(capacity);
    const mask = capacity - 1;
    for (let index = 0; index < this.size; index += 1) {
      let at = hashOf(rows, index * words, words) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = index + 1;
    }
    this.slots = slots;
    this.mask = mask;
  }

  private repack(layout: Layout): void {
    const row = new Int32Array(this.layout.bits.length);
    const packed = new Int32Array(Math.max(FIRST_ROWS, this.size) * layout.words);
    for (let index = 0; index < this.size; index += 1) {
      this.read(index, row);
      for (let column = 0; column < row.length; column += 1) {
        const at = index * layout.words + (layout.wordOf[column] as number);
        packed[at] = (packed[at] as number) | ((row[column] as number) << (layout.shiftOf[column] as number));
      }
    }
    this.rows = packed;
    this.layout = layout;
    this.base = new Int32Array(layout.words);
    this.key = new Int32Array(layout.words);
    this.rehash(this.slots.length);
  }
}

function grown(array: Int32Array, length: number): Int32Array {
  const next = new Int32Array(Math.ceil(GROWTH * length) + FIRST_ROWS);
  next.set(array);
  return next;
}

function bitsOf(id: number): number {
  return WORD_BITS - Math.clz32(id);
}

function maskOf(bits: number): number {
  return bits === WORD_BITS ? -1 : (1 << bits) - 1;
}

function hashOf(words: Int32Array, start: number, count: number): number {
  let hash = 0x9e3779b9;
  for (let word = start; word < start + count; word += 1) {
    hash = Math.imul(hash ^ (words[word] as number), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
