// What models are made of, by what it is made from.
//
// Models that were created with the same store share the parts in which they do not differ: the very same machine for
// kubelet, whatever application waits for it. For those who create many; it only grows.

/** Start with an empty one. */
export type ModelStore = Map<unknown, Map<string, unknown>>;

/** What `make` makes of plain data, made once: the same `maker` and equal data have the same result. */
export function stored<C, T>(store: ModelStore, maker: unknown, data: C, make: (data: C) => T): T {
  const made = store.get(maker) ?? new Map<string, unknown>();
  store.set(maker, made);
  const key = JSON.stringify(data);
  if (!made.has(key)) made.set(key, make(data));
  return made.get(key) as T; // what is under a maker was made by it
}
