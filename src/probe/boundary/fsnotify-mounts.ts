// Boundary recordings about fsnotify on mounts: the fsnotify cases of `boundary-mounts`.
//
// bind-ro: the volume seen through a read-only bind mount. subpath: a bind mount of the resolved file. openfd: the
// program keeps config.yaml open. umount: a volume on tmpfs that goes away. Each case was recorded once, so a reader
// that woke within a Write is told from one that woke after it only by what it saw (W5, W25): both are tried, Write by
// Write. Rules W16, W17. Left out: what the raw cases of the same recording say (they need no library).

import type { Kernel } from '../../kernel/kernel.ts';
import type { Check } from '../check.ts';
import { compareLines } from '../compare.ts';
import { type Fields, readInteger, readText } from '../json-reader.ts';
import type { Watcher } from '../library-reader.ts';
import { applyAll, type Change } from './change.ts';
import { bootCase, type CaseLine, drainWatcher, formatDelivery, readEvents, watchPath } from './fsnotify-case.ts';
import { SITUATIONS, type Situation } from './mount-situations.ts';
import { writeVolume } from './volume.ts';

/** Runs one release in one situation; undecided when the kind or the release is not modelled. */
export function checkMount(fields: Fields): Check {
  const kind = readText(fields, 'kind');
  const version = readText(fields, 'version');
  const situation = Object.hasOwn(SITUATIONS, kind) ? SITUATIONS[kind] : undefined;
  const started = situation === undefined ? undefined : startWatchers(situation, version);
  if (situation === undefined || started === undefined) return { undecided: `${kind} ${version} is not modelled` };
  const recorded = readEvents(fields).map(lineOf);
  const checked = `${kind} ${version}: ${recorded.length} events`;
  const updates = readInteger(fields, 'updates');
  const differences = schedules(updates).map((withinWrite) =>
    compareLines(`${kind} ${version}`, recorded, runUpdates(started, situation, withinWrite)),
  );
  const agrees = differences.some((each) => each.length === 0);
  return { checked, differences: agrees ? [] : (differences[0] ?? []) };
}

/** For every Write, whether the readers wake within it; the calm schedule first. */
function schedules(updates: number): readonly (readonly boolean[])[] {
  return Array.from({ length: 2 ** updates }, (_, bits) =>
    Array.from({ length: updates }, (_each, update) => (bits & (1 << update)) !== 0),
  );
}

interface Watchers {
  readonly kernel: Kernel;
  readonly watchers: readonly (readonly [w: string, watcher: Watcher])[];
  readonly lines: readonly CaseLine[];
}

function startWatchers({ before, watches }: Situation, version: string): Watchers | undefined {
  let at: Watchers = { kernel: applyAll(bootCase(), before), watchers: [], lines: [] };
  for (const [w, path] of watches) {
    const step = watchPath(at.kernel, version, path);
    if (step === undefined) return undefined;
    at = { ...at, kernel: step.kernel, watchers: [...at.watchers, [w, step.watcher]] };
  }
  return at;
}

function runUpdates(
  started: Watchers,
  { volume, after }: Situation,
  withinWrite: readonly boolean[],
): readonly string[] {
  const updated = withinWrite.reduce((at, within, index) => {
    const changes = writeVolume(volume, index + 2);
    return drainAll(within ? changes.reduce((now, each) => drainAll(advance(now, [each])), at) : advance(at, changes));
  }, started);
  const { lines } = drainAll(advance(updated, after));
  const order = started.watchers.map(([w]) => w);
  return lines.toSorted((a, b) => order.indexOf(a.w) - order.indexOf(b.w)).map(lineOf);
}

function advance(at: Watchers, changes: readonly Change[]): Watchers {
  return { ...at, kernel: applyAll(at.kernel, changes) };
}

function drainAll(at: Watchers): Watchers {
  return at.watchers.reduce<Watchers>((now, [w, watcher], index) => {
    const drained = drainWatcher(now.kernel, watcher);
    const seen = drained.deliveries.map((delivery) => ({ w, text: formatDelivery(delivery) }));
    const watchers = now.watchers.with(index, [w, drained.watcher]);
    return { kernel: drained.kernel, watchers, lines: now.lines.concat(seen) };
  }, at);
}

function lineOf({ w, text }: CaseLine): string {
  return `${w}: ${text}`;
}
