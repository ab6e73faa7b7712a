// A step as a noun in the field's words, for sentences that speak of two steps at once: "the rename of ..data_tmp to
// ..data", "the path lookup of feature.yaml". What the step is called elsewhere, with its arguments, is in check-words.ts.
import { failed, type SystemCall } from '../../kernel/system-call.ts';
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import type { TraceEvent } from '../../world/trace.ts';
import type { World } from '../../world/world.ts';
import { openPath } from '../call-marks.ts';
import { formatMessage, seenFromMount } from '../calls.ts';
import { timerName } from '../choices.ts';
import { worldBefore } from '../folding.ts';
import { versionTextGlyph } from '../glyphs.ts';
import { formatDelivery, formatInotify } from '../marks.ts';
import type { Messages } from '../messages/messages.ts';

/** Step number `step` (from 1) of a run; null when it has no name of its own. */
export function stepNoun(messages: Messages, model: Model, { first, steps }: Run, step: number): string | null {
  const before = worldBefore(first, steps, step - 1);
  const events = steps[step - 1]?.events ?? [];
  return events.map((event) => eventNoun(messages, model, before, event)).find((noun) => noun !== null) ?? null;
}

/** Null for what only follows from another event. */
function eventNoun({ nouns }: Messages, model: Model, before: World, event: TraceEvent): string | null {
  switch (event.kind) {
    case 'syscall': {
      const noun = callNoun(nouns, model, before, event.call);
      return failed(event.result) ? nouns.failed(noun, event.result.errno) : noun;
    }
    case 'library':
      return nouns.library[event.call.fn]('path' in event.call ? seenFromMount(model, event.call.path) : '');
    case 'translated':
      return nouns.translated(formatInotify(event.raw));
    case 'received':
      return nouns.received(formatDelivery(event.delivery));
    case 'delivered':
      return nouns.delivered(formatMessage(event.message));
    case 'timer':
      return nouns.timers[timerName(event.id)] ?? nouns.timer(timerName(event.id));
    case 'chosen':
      return nouns.chosen(event.question, event.option);
    case 'computed':
      return nouns.computed[event.label] ?? event.label;
    case 'request':
      return nouns.request(event.status, versionTextGlyph(event.version).text);
    case 'state':
      return event.actor === 'app' && event.to === 'down' ? nouns.containerStopped : null;
    case 'fact':
      return event.fact.kind === 'container-started' ? nouns.containerStarted : null;
    default:
      return null;
  }
}

function callNoun({ calls }: Messages['nouns'], model: Model, before: World, call: SystemCall): string {
  if (call.call === 'rename' || call.call === 'link') {
    return calls[call.call](seenFromMount(model, call.from), seenFromMount(model, call.to));
  }
  return calls[call.call](nameOf(model, before, call), '');
}

/** What a call is about: its path, or the file behind its descriptor. */
function nameOf(model: Model, before: World, call: SystemCall): string {
  if ('path' in call) return seenFromMount(model, call.path);
  if ('target' in call) return seenFromMount(model, call.target);
  return 'fd' in call ? openPath(before, call.fd) : '';
}
