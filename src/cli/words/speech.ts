// All that is said in one language: by the view, and by the command line itself.
import { MESSAGES } from '../../view/messages/languages.ts';
import type { Language, Messages } from '../../view/messages/messages.ts';
import type { CliWords } from './cli-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export interface Speech {
  readonly view: Messages;
  readonly cli: CliWords;
}

const CLI_WORDS: Readonly<Record<Language, CliWords>> = { en, zh };

export function speechIn(language: Language): Speech {
  return { view: MESSAGES[language], cli: CLI_WORDS[language] };
}
