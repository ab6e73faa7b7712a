// Why, in a system: what a process has done and what it means, in the system's own words.
import type { Model } from '../world/model.ts';
import type { TraceEvent } from '../world/trace.ts';
import { askText, firesText } from './choices.ts';
import type { Messages } from './messages/messages.ts';
import type { Weighed } from './why.ts';

/** What a process itself tells comes before what it has done, and that before what it has waited for. */
const WEIGHT = { noted: 90, operated: 80, chosen: 50, timer: 10 };

/** The sentence about an event of a system's process; null for every other event. */
export function systemReason(messages: Messages, { system }: Model, event: TraceEvent): Weighed | null {
  const words = messages.system;
  if (system === null || words === null) return null;
  switch (event.kind) {
    case 'operated': {
      const rule = system.operations[event.op]?.rule ?? null;
      return { text: words.why(event.op, event.args, event.result), rule, weight: WEIGHT.operated };
    }
    case 'fact': {
      const { rule, about } = event.fact;
      return { text: words.fact(about).sentence, rule, weight: WEIGHT.noted };
    }
    case 'chosen':
      return { text: `${askText(messages, event.question, event.option)}.`, rule: 'M9', weight: WEIGHT.chosen };
    case 'timer':
      return { text: `${firesText(messages, event.id)}.`, rule: 'M2', weight: WEIGHT.timer };
    default:
      return null;
  }
}
