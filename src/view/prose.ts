// The title and the reason of a simulation or a strategy, in the language of the messages where its file has them.
import type { Prose } from '../actors/app/strategy.ts';
import type { Messages } from './messages/messages.ts';

/** In English where there is no translation. */
export function proseOf({ language }: Messages, told: Prose & { readonly zh?: Prose }): Prose {
  return language === 'zh' && told.zh !== undefined ? told.zh : told;
}
