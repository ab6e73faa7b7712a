// The languages there are, and which one a user wants.
import { en } from './en.ts';
import { languageNamed } from './language-names.ts';
import type { Language, Messages } from './messages.ts';
import { zh } from './zh.ts';

/** What every language says. */
export const MESSAGES: Readonly<Record<Language, Messages>> = { en, zh };

/** What POSIX looks at for the language of messages, the strongest first (locale(7)); ours comes before. */
const VARIABLES = ['RELOAD_SIM_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** The language that the environment asks for by the first of the variables that is set; else English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const name = VARIABLES.map((variable) => env[variable] ?? '').find((value) => value !== '') ?? '';
  return languageNamed(name) ?? 'en';
}
