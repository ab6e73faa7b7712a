// What a schema cannot say about a simulation: references between its parts, order, sizes in bytes.
//
// Each check looks at the parts it needs and keeps silent when one of them is not readable, so that mistakes of all
// kinds are told at once. Sources: makePayload (K11), MaxSecretSize (facts/kubelet.md section 9).
import type { Strategy } from '../actors/app/strategy.ts';
import { makePayload, type Payload } from '../actors/kubelet/payload.ts';
import { utf8Bytes } from '../kernel/utf8.ts';
import { isEnvironment } from '../world/scenario.ts';
import { classify } from './contents.ts';
import { type Diagnostic, hint, type Path, quote } from './diagnostics.ts';
import { type SourceDocument, valueAt } from './document.ts';
import { checkEnvironment } from './environment-checks.ts';
import { checkFaults } from './fault-checks.ts';
import { diagnosticAt } from './issues.ts';
import { DATA_BYTES_MAX, DATA_KEYS_MAX } from './limits.ts';
import { readablePart } from './parts.ts';
import { checkProbes } from './probe-checks.ts';
import { checkProjected } from './projected-checks.ts';
import { PARTS } from './schema.ts';
import { misfit, watcherFor } from './simulation.ts';
import { checkStory, storyLength } from './story-checks.ts';
import { checkStrategy } from './strategy-checks.ts';
import type { InlineStrategy } from './strategy-schema.ts';

/** Every check of a simulation file. */
export function checkSimulation(document: SourceDocument, strategies: readonly Strategy[]): readonly Diagnostic[] {
  return [
    ...checkStory(document),
    ...checkData(document),
    ...checkMount(document),
    ...checkEnvironment(document),
    ...checkProjected(document),
    ...checkProbes(document, filesOf(document)),
    ...checkFiles(document),
    ...checkApp(document, strategies),
    ...checkRequiredKeys(document, strategies),
    ...checkFaults(document, strategies),
    ...checkExpect(document),
  ];
}

/** The data of every version with its place; null when one of them is not readable. */
function versionsOf(document: SourceDocument): readonly { readonly path: Path; readonly data: Payload }[] | null {
  const paths: Path[] = [['configMap', 'data']];
  if (valueAt(document, ['mount', 'source', 'data']) !== undefined) paths.push(['mount', 'source', 'data']);
  for (let index = 0; index < storyLength(document); index += 1) {
    const written = [
      ['story', index, 'apply'],
      ['story', index, 'applySource'],
      ['story', index, 'rollOut', 'data'],
    ];
    paths.push(...written.filter((path) => valueAt(document, path) !== undefined));
  }
  const versions = paths.map((path) => ({ path, data: dataAt(document, path) }));
  return versions.every((version): version is { path: Path; data: Payload } => version.data !== undefined)
    ? versions
    : null;
}

/** A ConfigMap that does not exist holds nothing. */
function dataAt(document: SourceDocument, path: Path): Payload | undefined {
  return valueAt(document, path) === null ? {} : readablePart(document, PARTS.data, path);
}

function checkData(document: SourceDocument): readonly Diagnostic[] {
  return (versionsOf(document) ?? []).flatMap(({ path, data }) => {
    const keys = Object.keys(data).length;
    const bytes = Object.values(data).reduce((sum, value) => sum + utf8Bytes(value), 0);
    const problem =
      keys > DATA_KEYS_MAX
        ? `found ${keys} keys, expected at most ${DATA_KEYS_MAX}`
        : `found ${bytes} bytes of values, expected at most ${DATA_BYTES_MAX} (1 MiB), as in Kubernetes`;
    return keys > DATA_KEYS_MAX || bytes > DATA_BYTES_MAX ? [diagnosticAt(document, path, 'too-big', problem)] : [];
  });
}

function checkMount(document: SourceDocument): readonly Diagnostic[] {
  const kind = readablePart(document, PARTS.mount.kind, ['mount', 'kind']);
  const writer = readablePart(document, PARTS.mount.writer, ['mount', 'writer']);
  const has = (field: string): boolean => valueAt(document, ['mount', field]) !== undefined;
  const contradict = (field: string, message: string): Diagnostic =>
    diagnosticAt(document, ['mount', field], 'contradiction', message);
  const found: Diagnostic[] = [];
  if (kind === 'subPath' && !has('subPath')) {
    found.push(contradict('kind', 'found subPath, expected the field subPath with the file to bind'));
  }
  if (kind === 'volume' && has('subPath')) {
    found.push(contradict('subPath', 'found it in a volume mount, expected kind: subPath'));
  }
  const isPlain = kind === undefined || !isEnvironment(kind);
  if (writer === undefined || writer === 'kubelet' || !isPlain) return [...found, ...checkItems(document)];
  const alone = `found it with writer ${writer}, expected it with writer kubelet only`;
  for (const field of ['items', 'fsGroup', 'subPath', 'optional', 'source']) {
    if (has(field)) found.push(contradict(field, alone));
  }
  if (valueAt(document, ['configMap', 'shared']) === true) {
    found.push(diagnosticAt(document, ['configMap', 'shared'], 'contradiction', alone));
  }
  if (valueAt(document, ['configMap', 'data']) === null) {
    const message = `found null with writer ${writer}, expected data: only kubelet waits for a ConfigMap`;
    found.push(diagnosticAt(document, ['configMap', 'data'], 'contradiction', message));
  }
  return [...found, ...checkItems(document)];
}

function checkItems(document: SourceDocument): readonly Diagnostic[] {
  const items = readablePart(document, PARTS.mount.items, ['mount', 'items']);
  const versions = versionsOf(document)?.map(({ data }) => data);
  const all = versions === undefined ? undefined : Object.assign({}, ...versions);
  return (items ?? []).flatMap(({ key, path }, index) => {
    const at = ['mount', 'items', index];
    const found: Diagnostic[] = [];
    if (all !== undefined && !Object.hasOwn(all, key)) {
      const keys = Object.keys(all);
      const message = `found ${quote(key)}, expected a key that some version has (${keys.join(', ')})${hint(key, keys)}`;
      found.push(diagnosticAt(document, [...at, 'key'], 'unknown-file', message));
    }
    if (items?.findIndex((each) => each.path === path) !== index) {
      const message = `found ${quote(path)} a second time, expected every path once`;
      found.push(diagnosticAt(document, [...at, 'path'], 'contradiction', message));
    }
    return found;
  });
}

/** What each version makes of the volume, by path; null when something is not readable. */
function payloadsOfVersions(document: SourceDocument): readonly Payload[] | null {
  const versions = versionsOf(document);
  const items = valueAt(document, ['mount', 'items']);
  const parsed = readablePart(document, PARTS.mount.items, ['mount', 'items']);
  if (versions === null || (items !== undefined && parsed === undefined)) return null;
  const paths = parsed === undefined ? null : Object.fromEntries(parsed.map(({ key, path }) => [key, path]));
  return versions.map(({ data }) => {
    const made = makePayload(data, paths, true);
    return 'payload' in made ? made.payload : {};
  });
}

/** The files that some version of the volume has; null when that is not readable. */
function filesOf(document: SourceDocument): readonly string[] | null {
  const payloads = payloadsOfVersions(document);
  return payloads === null ? null : [...new Set(payloads.flatMap((payload) => Object.keys(payload)))];
}

function checkFiles(document: SourceDocument): readonly Diagnostic[] {
  const payloads = payloadsOfVersions(document);
  if (payloads === null) return [];
  const versions = payloads.map((payload) => Object.keys(payload));
  const [first = []] = versions;
  const subPath = readablePart(document, PARTS.mount.subPath, ['mount', 'subPath']);
  const known = subPath === undefined ? [...new Set(versions.flat())] : [subPath];
  const files = readablePart(document, PARTS.app.files, ['app', 'files']);
  const optional = readablePart(document, PARTS.app.optionalFiles, ['app', 'optionalFiles']) ?? [];
  const found: Diagnostic[] = [];
  if (subPath !== undefined && !first.includes(subPath)) {
    found.push(unknownFile(document, ['mount', 'subPath'], subPath, first, 'a file of version 1'));
  }
  if (known.length === 0 && valueAt(document, ['app', 'files']) === undefined) {
    found.push(diagnosticAt(document, ['app'], 'missing-key', 'found no file to read, expected files or a key', 'key'));
  }
  return [
    ...found,
    ...checkFileList(document, ['app', 'files'], files ?? [], known, 'a file that some version of the volume has'),
    ...checkFileList(document, ['app', 'optionalFiles'], optional, files ?? known, 'one of files'),
  ];
}

function checkFileList(
  document: SourceDocument,
  path: Path,
  files: readonly string[],
  known: readonly string[],
  what: string,
): readonly Diagnostic[] {
  return files.flatMap((file, index) => {
    const at = [...path, index];
    if (!known.includes(file)) return [unknownFile(document, at, file, known, what)];
    if (files.indexOf(file) === index) return [];
    return [diagnosticAt(document, at, 'contradiction', `found ${quote(file)} a second time, expected it once`)];
  });
}

function unknownFile(document: SourceDocument, path: Path, file: string, known: readonly string[], what: string) {
  const message = `found ${quote(file)}, expected ${what} (${known.join(', ')})${hint(file, known)}`;
  return diagnosticAt(document, path, 'unknown-file', message);
}

function checkApp(document: SourceDocument, strategies: readonly Strategy[]): readonly Diagnostic[] {
  const path = ['app', 'strategy'];
  const found = readablePart(document, PARTS.app.strategy, path);
  if (valueAt(document, ['app']) !== undefined) {
    const wrong = checkProgram(document);
    if (wrong !== null) return [wrong];
  }
  if (found === undefined) return [];
  const watcher = readablePart(document, PARTS.app.watcher, ['app', 'watcher']);
  if (typeof found !== 'string') {
    return [...checkStrategy(document, path, found), ...checkWatcher(document, found, watcher)];
  }
  const strategy = strategies.find(({ name }) => name === found);
  if (strategy !== undefined) return checkWatcher(document, strategy, watcher);
  const names = strategies.map(({ name }) => name);
  const advice = isPath(found) ? '; one in a file of its own is given with --strategy' : hint(found, names);
  const message = `found ${quote(found)}, expected a strategy (${names.join(', ')})${advice}`;
  return [diagnosticAt(document, path, 'unknown-name', message)];
}

function isPath(word: string): boolean {
  return word.includes('/') || /\.ya?ml$/.test(word);
}

/** What an application runs: a strategy or a handler. */
function checkProgram(document: SourceDocument): Diagnostic | null {
  const [strategy, handler] = ['strategy', 'handler'].map((field) => valueAt(document, ['app', field]));
  if (strategy !== undefined && handler !== undefined) {
    const message = 'found it beside app.strategy, expected one of the two';
    return diagnosticAt(document, ['app', 'handler'], 'contradiction', message, 'key');
  }
  if (strategy !== undefined || handler !== undefined) return null;
  const place = diagnosticAt(document, ['app'], 'missing-key', '', 'key');
  return {
    ...place,
    message: 'app.strategy: missing, expected the name of a strategy, a strategy, or the field handler',
  };
}

function checkWatcher(document: SourceDocument, strategy: InlineStrategy | Strategy, named: string | undefined) {
  const isUnreadable = named === undefined && valueAt(document, ['app', 'watcher']) !== undefined;
  const message = isUnreadable ? null : misfit(watcherFor(strategy, named), strategy);
  return message === null ? [] : [diagnosticAt(document, ['app', 'watcher'], 'contradiction', message)];
}

/** A root key that the strategy requires and a file never has: every load would be refused, whatever happens. */
function checkRequiredKeys(document: SourceDocument, strategies: readonly Strategy[]): readonly Diagnostic[] {
  const path = ['app', 'strategy'];
  const found = readablePart(document, PARTS.app.strategy, path);
  const isNamed = typeof found === 'string';
  const required = (isNamed ? strategies.find(({ name }) => name === found) : found)?.verify.requiredKeys ?? [];
  const files = required.length === 0 ? [] : rootKeysOfFiles(document);
  return required.flatMap((key, index) => {
    const lacking = files.find(({ keys }) => !keys.includes(key));
    if (lacking === undefined) return [];
    const { file, keys } = lacking;
    const had = keys.length === 0 ? 'it has none' : keys.join(', ');
    const expected = `expected a root key that some version of ${file} has (${had})${hint(key, keys)}`;
    return isNamed
      ? [diagnosticAt(document, path, 'unknown-file', `${found} requires the root key ${quote(key)}, ${expected}`)]
      : [
          diagnosticAt(
            document,
            [...path, 'verify', 'requiredKeys', index],
            'unknown-file',
            `found ${quote(key)}, ${expected}`,
          ),
        ];
  });
}

/** The files that the application reads, each with the root keys that any version of it has. */
function rootKeysOfFiles(
  document: SourceDocument,
): readonly { readonly file: string; readonly keys: readonly string[] }[] {
  const payloads = payloadsOfVersions(document) ?? [];
  const known = [...new Set(payloads.flatMap((payload) => Object.keys(payload)))];
  const files = readablePart(document, PARTS.app.files, ['app', 'files']) ?? known;
  return files
    .filter((file) => known.includes(file))
    .map((file) => {
      const contents = new Set(payloads.flatMap((payload) => payload[file] ?? []));
      return { file, keys: [...new Set([...contents].flatMap((content) => classify(content).rootKeys))] };
    });
}

function checkExpect(document: SourceDocument): readonly Diagnostic[] {
  const path = ['expect', 'bounded-staleness'];
  if (valueAt(document, ['timing']) !== 'any' || valueAt(document, path) === undefined) return [];
  const message = 'found it with timing any, expected timing prompt: under any, time is not measured';
  return [diagnosticAt(document, path, 'contradiction', message)];
}
