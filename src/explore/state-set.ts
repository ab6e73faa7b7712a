// A set of rows, numbered in order of arrival, packed into as few bits as their columns need.
//
// A column gets as many bits as its largest number needs, and its share of the bits left over; a row is a few 32-bit
// words, one after the other in one typed array, found through open addressing. When a column outgrows its bits,
// everything is packed anew, which happens a logarithmic number of times. A slot holds the number of a row plus 1 in its
// low bits, as many as there are slots to number; its high bits are those of the row's hash, so that rows are seldom
// looked at in vain.
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
  /** The words of the row that is looked for. */
  private key: Int32Array;

  /** `countOf` tells how many numbers a column has by now: 0 when it holds whatever it is given. */
  constructor(columns: number, countOf: (column: number) => number) {
    this.countOf = countOf;
    this.layout = layoutOf(Int32Array.from({ length: columns }, (_, column) => this.bitsFor(column, 0, 0)));
    this.rows = new Int32Array(FIRST_ROWS * this.layout.words);
    this.key = new Int32Array(this.layout.words);
  }

  /** Makes room for all numbers that columns have by now, and for those in this row. */
  fit(row: Row): void {
    const { bits } = this.layout;
    for (let column = 0; column < row.length; column += 1) {
      const largest = Math.max(row[column] as number, this.countOf(column) - 1);
      const width = bits[column] as number;
      if (width === WORD_BITS || largest >>> width === 0) continue;
      this.repack(layoutOf(bits.map((before, each) => this.bitsFor(each, row[each] as number, before))));
      return;
    }
  }

  /** Bits that a column gets: one to spare where numbers grow; a column without numbers of its own never shrinks. */
  private bitsFor(column: number, id: number, bits: number): number {
    const count = this.countOf(column);
    if (count === 0) return Math.max(bits, bitsOf(id));
    return bitsOf(count - 1) + (count > GROWING ? 1 : 0);
  }

  /** The number of a row that is added when it is new: then the number is the size before. */
  add(row: Row): number {
    this.fit(row);
    this.pack(row);
    return this.addKey();
  }

  /** Makes the key of a row; all its numbers fit. */
  private pack(row: Row): void {
    const { key, layout } = this;
    const { wordOf, shiftOf } = layout;
    key.fill(0);
    for (let column = 0; column < row.length; column += 1) {
      const word = wordOf[column] as number;
      key[word] = (key[word] as number) | ((row[column] as number) << (shiftOf[column] as number));
    }
  }

  /** Adds row number `index` with some columns replaced (pairs of column and number), whose numbers fit. */
  addChanged(index: number, changes: Int32Array): number {
    const { key, rows, layout } = this;
    const { bits, wordOf, shiftOf, words } = layout;
    const start = index * words;
    for (let word = 0; word < words; word += 1) key[word] = rows[start + word] as number;
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
    this.pack(row);
    const at = this.slotOfKey(hashOf(this.key, 0, this.layout.words));
    return ((this.slots[at] as number) & this.mask) - 1;
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

  /** One column of row number `index`. */
  columnOf(index: number, column: number): number {
    const { rows, layout } = this;
    const { bits, wordOf, shiftOf, words } = layout;
    const word = rows[index * words + (wordOf[column] as number)] as number;
    return (word >>> (shiftOf[column] as number)) & maskOf(bits[column] as number);
  }

  /** Bytes held, and bytes of a row. */
  get bytes(): { readonly held: number; readonly row: number } {
    return { held: this.rows.byteLength + this.slots.byteLength, row: 4 * this.layout.words };
  }

  private addKey(): number {
    const hash = hashOf(this.key, 0, this.layout.words);
    const at = this.slotOfKey(hash);
    const slot = this.slots[at] as number;
    if (slot !== 0) return (slot & this.mask) - 1;
    this.slots[at] = (hash & ~this.mask) | (this.size + 1);
    this.append();
    return this.size - 1;
  }

  /** The slot that holds the key's row, or the free one where it belongs. */
  private slotOfKey(hash: number): number {
    const { slots, mask, rows, key } = this;
    const { words } = this.layout;
    const high = hash & ~mask;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const slot = slots[at] as number;
      if (slot === 0) return at;
      if ((slot & ~mask) !== high) continue;
      const start = ((slot & mask) - 1) * words;
      let word = 0;
      while (word < words && rows[start + word] === key[word]) word += 1;
      if (word === words) return at;
    }
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
      const hash = hashOf(rows, index * words, words);
      let at = hash & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = (hash & ~mask) | (index + 1);
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
