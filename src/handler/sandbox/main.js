// What surrounds a handler: its modules, its globals, and the three functions by which the host moves it.
import { Buffer } from 'sandbox/bytes';
import { env, fail, failure, fromJson, open, show, tell, toJson } from 'sandbox/calls';
import { fs, promises } from 'sandbox/files';
import { watchShared } from 'sandbox/intact';
import { path } from 'sandbox/path';
import { serve, YAML } from 'sandbox/serve';
import { shared } from 'sandbox/state';
import { clearTimer, every, setInterval, setTimeout, sleep } from 'sandbox/timers';
import { begin, goOn, hooks } from 'sandbox/turns';
import { WatchEvent, Watcher } from 'sandbox/watcher';

const { defineProperty, freeze } = Object;

const files = freeze([...env.files]);
const { mountPath } = env;
const print = (...values) => tell(toJson({ kind: 'print', text: values.map(show).join(' ') }));
const console = { log: print, info: print, warn: print, error: print, debug: print };

const own = { serve, every, sleep, files, mountPath, Watcher };
const modules = {
  'node:fs/promises': { default: promises, ...promises },
  'node:fs': { default: fs, ...fs },
  'node:path': { default: path, ...path },
  'node:timers/promises': {
    setTimeout: (ms = 1, value) => sleep(ms, value),
    setInterval: (ms = 1) => every(ms),
  },
  fsnotify: { default: Watcher, Watcher },
  yaml: { default: YAML, parse: YAML.parse },
  'reload-sim': { default: own, ...own },
};
const globals = {
  ...{ fs: promises, path, YAML, Buffer, console, ...own },
  ...{ setTimeout, setInterval, clearTimeout: clearTimer, clearInterval: clearTimer, queueMicrotask },
};
for (const [name, value] of Object.entries(globals)) {
  defineProperty(globalThis, name, { value, writable: false, enumerable: false, configurable: false });
}
function queueMicrotask(fn) {
  Promise.resolve().then(fn).then(undefined, fail);
}

for (const each of [...Object.values(modules).flatMap(Object.values), ...Object.values(globals)]) {
  if (!shared.has(each)) shared.set(each, shared.size);
}

/** The host's way in. */
const deliver = (text) => {
  const { id, value, error } = fromJson(text);
  const waiting = open.get(id);
  open.delete(id);
  if (error !== undefined) waiting.reject(failure(error, waiting.fn, waiting.parameters));
  else waiting.resolve(finished(waiting, value));
};

function finished({ fn, parameters }, value) {
  if (fn !== 'next') return value;
  return parameters.channel === 'Events' ? new WatchEvent(value) : failure(value, fn, parameters);
}

const inside = freeze({ modules: freeze(modules), hooks, entries: freeze({ begin, deliver, goOn }) });
defineProperty(globalThis, Symbol.for('reload-sim'), { value: inside });
watchShared();
