// The catalog for what is played: with the words of its system, where it plays one.
import { type ActorId, isProcess } from '../../actors/effects.ts';
import { isPodProperty, type PropertyName } from '../../properties/names.ts';
import type { Model } from '../../world/model.ts';
import type { Messages } from './messages.ts';

const known = new WeakMap<object, Map<Messages, Messages>>();

/** The messages for a model; the same object every time for the same two. */
export function messagesFor(messages: Messages, { system }: Pick<Model, 'system'>): Messages {
  if (system === null) return messages.system === null ? messages : { ...messages, system: null };
  if (messages.system === system.words[messages.language]) return messages;
  const ofSystem = known.get(system) ?? new Map<Messages, Messages>();
  const found = ofSystem.get(messages) ?? { ...messages, system: system.words[messages.language] };
  known.set(system, ofSystem.set(messages, found));
  return found;
}

/** Who: "AtomicWriter", "reader 1". */
export function actorName({ actors, system }: Messages, actor: ActorId): string {
  return isProcess(actor) ? (system?.process(actor) ?? actor.slice(1)) : actors[actor];
}

/** What a property asks. */
export function asksOf({ properties, system }: Messages, name: PropertyName): string {
  return system?.properties[name]?.asks ?? (isPodProperty(name) ? properties[name] : name);
}
