// All values that a program has, as one text and back: equal for equal values, however they came about. Rule H8.
import { Buffer } from 'sandbox/bytes';
import { fromJson, toJson } from 'sandbox/calls';
import { FileHandle, Stats } from 'sandbox/files';
import { origins } from 'sandbox/serve';
import { Ticks } from 'sandbox/timers';
import { openWatcher, WatchEvent, Watcher } from 'sandbox/watcher';

const { getPrototypeOf, isExtensible, getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;
const { isArray } = Array;

const PROTOTYPES = new Map([
  [Object.prototype, 'object'],
  [Array.prototype, 'array'],
  [Map.prototype, 'map'],
  [Set.prototype, 'set'],
  [Stats.prototype, 'stats'],
  [FileHandle.prototype, 'handle'],
  [WatchEvent.prototype, 'event'],
  [Ticks.prototype, 'ticks'],
]);
const MAKE = {
  object: () => ({}),
  array: () => [],
  map: () => new Map(),
  set: () => new Set(),
  stats: () => Object.create(Stats.prototype),
  handle: () => Object.create(FileHandle.prototype),
  event: () => Object.create(WatchEvent.prototype),
  ticks: () => Object.create(Ticks.prototype),
};

/** What every handler has from the start, by identity; filled when all of it is there. */
export const shared = new Map();

const UNSAVED = { message: 'a value that cannot be saved' };

function saveValue(nodes, numbers, value) {
  const watching = openWatcher();
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : [String(value), 0];
  if (value === undefined) return ['undefined'];
  if (shared.has(value)) return ['shared', shared.get(value)];
  if (typeof value !== 'object') throw UNSAVED;
  if (value === watching) return ['watcher'];
  if (value === watching?.events) return ['events'];
  if (value === watching?.errors) return ['errors'];
  if (!numbers.has(value)) saveObject(nodes, numbers, value);
  return [numbers.get(value)];
}

function saveObject(nodes, numbers, value) {
  const kind = value instanceof Buffer ? 'bytes' : PROTOTYPES.get(getPrototypeOf(value));
  if (kind === undefined || !isExtensible(value)) throw UNSAVED;
  const node = { kind, origin: origins.get(value) };
  numbers.set(value, nodes.push(node) - 1);
  const save = (each) => saveValue(nodes, numbers, each);
  if (kind === 'bytes') node.text = value.toString();
  else if (kind === 'map') node.entries = [...value].map(([key, each]) => [save(key), save(each)]);
  else if (kind === 'set') node.entries = [...value].map(save);
  if (kind === 'bytes') return;
  const keys = ownKeys(value).filter((key) => kind !== 'array' || key !== 'length');
  node.length = kind === 'array' ? value.length : undefined;
  node.fields = keys.map((key) => {
    const { value: field, writable, enumerable, configurable } = getOwnPropertyDescriptor(value, key);
    if (typeof key !== 'string' || !writable || !enumerable || !configurable) throw UNSAVED;
    return [key, save(field)];
  });
}

/** The values as text, equal for equal values however they came about; null when one of them cannot be saved. */
export function saved(values) {
  const nodes = [];
  const numbers = new Map();
  try {
    const roots = values.map((value) => saveValue(nodes, numbers, value));
    return toJson({ nodes, roots, watching: openWatcher() !== null });
  } catch (error) {
    if (error === UNSAVED) return null;
    throw error;
  }
}

export function restored(text) {
  const { nodes, roots, watching: isWatching } = fromJson(text);
  const watching = isWatching ? new Watcher() : null;
  const objects = nodes.map(({ kind, text: bytes }) => (kind === 'bytes' ? Buffer.from(bytes) : MAKE[kind]()));
  const load = (found) => {
    if (!isArray(found)) return found;
    const [what] = found;
    if (typeof what === 'number') return objects[what];
    if (what === 'shared') return [...shared.keys()][found[1]];
    if (found.length === 2) return Number(what);
    return { undefined: undefined, watcher: watching, events: watching?.events, errors: watching?.errors }[what];
  };
  for (const [index, { kind, entries, fields = [], length, origin }] of nodes.entries()) {
    const object = objects[index];
    if (kind === 'map') for (const [key, value] of entries) object.set(load(key), load(value));
    if (kind === 'set') for (const value of entries) object.add(load(value));
    if (kind === 'array') object.length = length;
    for (const [key, value] of fields) object[key] = load(value);
    if (origin !== undefined) origins.set(object, origin);
  }
  return roots.map(load);
}
