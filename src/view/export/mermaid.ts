// A run as a Mermaid sequence diagram, for a design review or a post-mortem: one participant a lane, an arrow for what
// passes between two of them, a note for what one does by itself.
//
// Source: https://mermaid.js.org/syntax/sequenceDiagram.html. Folded steps, the same words as in the lanes.
// Leaves out: reads that change nothing, and the versions' colours.

import { isProcess } from '../../actors/effects.ts';
import { failed } from '../../kernel/system-call.ts';
import type { Model } from '../../world/model.ts';
import type { Run, RunStep } from '../../world/run.ts';
import type { TraceEvent } from '../../world/trace.ts';
import { callMarks } from '../call-marks.ts';
import { seenFromMount } from '../calls.ts';
import { foldsOf } from '../folding.ts';
import { versionTextGlyph } from '../glyphs.ts';
import { type Lane, laneOf, lanesOf, type Mark } from '../lane.ts';
import { formatDelivery, formatInotify, marksOf } from '../marks.ts';
import { formatTime } from '../time.ts';

/** Lanes whose own doings are notes; those of the others are the ends of arrows. */
const NOTED: readonly Lane[] = ['api', 'kubelet', 'sidecar', 'app'];

function isNoted(lane: Lane): boolean {
  return NOTED.includes(lane) || isProcess(lane);
}

/** The diagram's lines, without a line break at the end. */
export function formatMermaid(model: Model, run: Run): string {
  const lanes = lanesOf(model);
  const span = [lanes[0], lanes.at(-1)].map((lane) => idOf(lane ?? 'api')).join();
  const lines = [
    'sequenceDiagram',
    ...lanes.map((lane) => `  participant ${idOf(lane)} as ${asText(titleOf(model, lane))}`),
  ];
  let shownMs = -1;
  for (const { from, to } of foldsOf(run.first, run.steps)) {
    const steps = run.steps.slice(from, to);
    const drawn = foldLines(model, steps);
    const nowMs = steps.at(-1)?.world.nowMs ?? 0;
    if (drawn.length > 0 && nowMs !== shownMs) {
      lines.push(`  Note over ${span}: ${formatTime(nowMs)}`);
      shownMs = nowMs;
    }
    lines.push(...drawn);
  }
  return lines.join('\n');
}

/** Mermaid's words for participants have no sign. */
function idOf(lane: Lane): string {
  return lane.replace('@', '');
}

function titleOf({ scenario }: Model, lane: Lane): string {
  switch (lane) {
    case 'api':
      return 'API server';
    case 'kubelet':
      return `kubelet ${scenario.cluster.kubelet}`;
    case 'volume':
      return scenario.mount.path;
    case 'watcher':
      return scenario.app.watcher;
    case 'app':
      return `app (${scenario.app.strategy.name})`;
    default:
      return idOf(lane);
  }
}

function foldLines(model: Model, steps: readonly RunStep[]): readonly string[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  const events = steps.flatMap((step) => step.events);
  const changes = callMarks(model, events, last.world);
  const isChange = (lane: Lane, text: string): boolean =>
    changes.some((change) => change.lane === lane && change.text === text);
  const notes = marksOf(model, steps).filter(({ lane, text }) => isNoted(lane) && !isChange(lane, text));
  const [atApi, others] = [notes.filter(({ lane }) => lane === 'api'), notes.filter(({ lane }) => lane !== 'api')];
  return [
    // The API server stores before it tells; everybody else does something before there is something to say about it.
    ...atApi.map(note),
    ...changes.map(({ lane, text }) => arrow(lane, 'volume', text)),
    ...events.flatMap((event) => eventArrows(model, event)),
    ...others.map(note),
  ];
}

function note({ lane, text }: Mark): string {
  return `  Note over ${idOf(lane)}: ${asText(text)}`;
}

function eventArrows(model: Model, event: TraceEvent): readonly string[] {
  switch (event.kind) {
    case 'notified': {
      const fate = event.fate === 'queued' ? '' : ` (${event.fate})`;
      return [arrow('volume', 'inotify', formatInotify(event.event) + fate)];
    }
    case 'syscall': {
      const { actor, call, result } = event;
      if (failed(result)) return [];
      if (call.call === 'inotify_add_watch' && 'wd' in result) {
        return [arrow(laneOf(actor), 'inotify', `inotify_add_watch ${seenFromMount(model, call.path)} = ${result.wd}`)];
      }
      const isBatch = call.call === 'inotify_read' && 'events' in result;
      return isBatch ? [arrow('inotify', laneOf(actor), `read ${result.events.length}`)] : [];
    }
    case 'posted': {
      const [from, to] = [laneOf(event.from), laneOf(event.to)];
      return from === to ? [] : [arrow(from, to, event.message.type)];
    }
    case 'received':
      return [arrow('watcher', 'app', formatDelivery(event.delivery))];
    case 'request':
      return [arrow('app', 'requests', `${event.status} ${versionTextGlyph(event.version).text}`)];
    default:
      return [];
  }
}

function arrow(from: Lane, to: Lane, text: string): string {
  return `  ${idOf(from)}->>${idOf(to)}: ${asText(text)}`;
}

/** Text that Mermaid takes as text: its own signs as its entities, one line. */
function asText(text: string): string {
  return text.replaceAll(/[#;<]/g, (sign) => `#${sign.charCodeAt(0)};`).replaceAll(/[\n\r]+/g, ' ');
}
