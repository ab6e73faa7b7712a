// The files that run within QuickJS, as text, by the names under which they import each other.
import bytes from './sandbox/bytes.js?raw';
import calls from './sandbox/calls.js?raw';
import files from './sandbox/files.js?raw';
import intact from './sandbox/intact.js?raw';
import main from './sandbox/main.js?raw';
import path from './sandbox/path.js?raw';
import serve from './sandbox/serve.js?raw';
import state from './sandbox/state.js?raw';
import timers from './sandbox/timers.js?raw';
import turns from './sandbox/turns.js?raw';
import watcher from './sandbox/watcher.js?raw';

const FILES: Readonly<Record<string, string>> = {
  calls,
  bytes,
  files,
  timers,
  watcher,
  path,
  serve,
  state,
  intact,
  turns,
  main,
};

/** The text of `sandbox/main` and its like; undefined for any other name. */
export function sandboxFile(name: string): string | undefined {
  const [folder, file = ''] = name.split('/');
  return folder === 'sandbox' && Object.hasOwn(FILES, file) ? FILES[file] : undefined;
}
