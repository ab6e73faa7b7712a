// A persistent table from small numbers to values: inode tables, descriptor tables, mount tables.
// Keys start at 1; the lowest free key is given out, and trailing free slots are cut, so that two tables
// with the same content are equal as JSON whatever happened before (F21). Copy on write: tables are small.

/** Entry `n` sits at index `n - 1`; a free slot is null and the last slot is never free. */
export type Slots<T> = readonly (T | null)[];

/** The value under `key`, or undefined. */
export function slotAt<T>(slots: Slots<T>, key: number): T | undefined {
  return slots[key - 1] ?? undefined;
}

/** The lowest key that is free. */
export function freeKey<T>(slots: Slots<T>): number {
  const hole = slots.indexOf(null);
  return (hole === -1 ? slots.length : hole) + 1;
}

/** The table with `value` under `key`, which is taken already or the result of `freeKey`. */
export function withSlot<T>(slots: Slots<T>, key: number, value: T): Slots<T> {
  const copy = slots.slice();
  copy[key - 1] = value;
  return copy;
}

/** The table without `key`. */
export function withoutSlot<T>(slots: Slots<T>, key: number): Slots<T> {
  const copy = slots.slice();
  copy[key - 1] = null;
  while (copy.length > 0 && copy[copy.length - 1] === null) copy.pop();
  return copy;
}

/** Keys and values in ascending order of key. */
export function slotEntries<T>(slots: Slots<T>): readonly (readonly [key: number, value: T])[] {
  return slots.flatMap((value, index) => (value === null ? [] : [[index + 1, value] as const]));
}

/** How many slots are taken. */
export function countSlots<T>(slots: Slots<T>): number {
  return slots.reduce((count, value) => (value === null ? count : count + 1), 0);
}
