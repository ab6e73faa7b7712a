// Results remembered by what they depend on: a function of a world is computed once for every distinct combination of
// the parts that it looked at.
//
// A function looks at its first part always, and which part it looks at next depends on what it has seen so far. So its
// results form a tree: a node says which column is looked at, a branch which number was found there, a leaf what came
// out. The first look of a tree has an array of its own; all further ones share a hash table from (node, number) to branch.
import { assert } from '../kernel/assert.ts';
import type { Row } from './parts.ts';

/** What `find` answers when the function has to be called. */
export const UNKNOWN = -1;

const UNSET = -1;
/** Node, number, target, and one to fill the cache line. */
const STRIDE = 4;
const FIRST_CAPACITY = 1 << 12;

export class FootprintTrees {
  /** The column that a node looks at. */
  private columns = new Int32Array(1 << 10).fill(UNSET);
  private nodes = 1;
  /** By tree, then by the number that its first look finds: the branch. */
  private readonly first: Int32Array[] = [];
  private readonly firstColumns: number[] = [];
  private table = new Int32Array(FIRST_CAPACITY * STRIDE);
  private mask = FIRST_CAPACITY - 1;
  private branches = 0;

  /** A tree for one more function. */
  plant(): number {
    this.firstColumns.push(UNSET);
    return this.first.push(new Int32Array(1)) - 1;
  }

  private newNode(): number {
    if (this.nodes === this.columns.length) {
      const columns = new Int32Array(2 * this.nodes).fill(UNSET);
      columns.set(this.columns);
      this.columns = columns;
    }
    this.nodes += 1;
    return this.nodes - 1;
  }

  /** The result for this row, or UNKNOWN. */
  find(tree: number, row: Row): number {
    const { columns, table, mask } = this;
    const from = this.first[tree] as Int32Array;
    const start = row[this.firstColumns[tree] as number] as number;
    // An id beyond the array has not been met, nor has any where the first column is not known.
    if (!(start < from.length)) return UNKNOWN;
    let node = from[start] as number;
    if (node < 0) return -node - 1;
    if (node === 0) return UNKNOWN;
    for (;;) {
      const column = columns[node] as number;
      if (column === UNSET) return UNKNOWN;
      const id = row[column] as number;
      let at = slotOf(node, id, mask);
      // A target of 0 is a free slot; node 0 is never a target.
      for (;;) {
        const target = table[at + 2] as number;
        if (target === 0) return UNKNOWN;
        if (table[at] === node && table[at + 1] === id) {
          if (target < 0) return -target - 1;
          node = target;
          break;
        }
        at = (at + STRIDE) & (mask * STRIDE + STRIDE - 1);
      }
    }
  }

  /** Remembers a result (0 or more) together with the columns that were looked at, in order; there is at least one. */
  remember(tree: number, row: Row, seen: readonly number[], result: number): void {
    const leafAt = (index: number): number => (index === seen.length - 1 ? -result - 1 : 0);
    let node = this.firstBranch(tree, seen[0] ?? UNSET, row, leafAt(0));
    for (const [index, column] of seen.entries()) {
      if (index === 0) continue;
      const known = this.columns[node];
      assert(known === UNSET || known === column, 'the same knowledge leads to the same look');
      this.columns[node] = column;
      node = this.branch(node, row[column] ?? 0, leafAt(index));
    }
    assert(node < 0, 'a result depends on something');
  }

  private firstBranch(tree: number, column: number, row: Row, leaf: number): number {
    const known = this.firstColumns[tree];
    assert(column !== UNSET && (known === UNSET || known === column), 'the same function begins with the same look');
    this.firstColumns[tree] = column;
    const id = row[column] ?? 0;
    let branches = this.first[tree] ?? new Int32Array(0);
    if (id >= branches.length) {
      const more = new Int32Array(2 * (id + 1));
      more.set(branches);
      this.first[tree] = more;
      branches = more;
    }
    if (branches[id] === 0) branches[id] = leaf === 0 ? this.newNode() : leaf;
    return branches[id] ?? 0;
  }

  /** Follows a branch, which is made when it is not there: to `leaf`, or to a new node when that is 0. */
  private branch(node: number, id: number, leaf: number): number {
    if (2 * this.branches >= this.mask) this.grow();
    const at = this.slotFor(node, id);
    const { table } = this;
    if (table[at + 2] === 0) {
      const target = leaf === 0 ? this.newNode() : leaf;
      table[at] = node;
      table[at + 1] = id;
      table[at + 2] = target;
      this.branches += 1;
    }
    return table[at + 2] ?? 0;
  }

  private slotFor(node: number, id: number): number {
    const { table, mask } = this;
    let at = slotOf(node, id, mask);
    while (table[at + 2] !== 0 && (table[at] !== node || table[at + 1] !== id)) {
      at = (at + STRIDE) & (mask * STRIDE + STRIDE - 1);
    }
    return at;
  }

  private grow(): void {
    const before = this.table;
    const capacity = 2 * (this.mask + 1);
    this.table = new Int32Array(capacity * STRIDE);
    this.mask = capacity - 1;
    for (let from = 0; from < before.length; from += STRIDE) {
      if (before[from + 2] === 0) continue;
      const at = this.slotFor(before[from] ?? 0, before[from + 1] ?? 0);
      this.table.set(before.subarray(from, from + STRIDE), at);
    }
  }

  /** Bytes held. */
  get bytes(): number {
    return this.columns.byteLength + this.table.byteLength;
  }
}

function slotOf(node: number, id: number, mask: number): number {
  let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(id, 0x85ebca6b);
  hash ^= hash >>> 15;
  return (hash & mask) * STRIDE;
}
