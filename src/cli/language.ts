// The language of a command line: --lang, which may stand anywhere, else the environment's.
import { hint, quote } from '../simulation/diagnostics.ts';
import { languageOf } from '../view/messages/languages.ts';
import { LANGUAGES, type Language } from '../view/messages/messages.ts';
import type { Refusal } from './outcome.ts';

const FLAG = '--lang';

/** The language, and the arguments without the flag; of several flags the last one counts. */
export function takeLanguage(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): { readonly language: Language; readonly args: readonly string[] } | Refusal {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const at = words.findLastIndex((word, index) => index < end && (word === FLAG || word.startsWith(`${FLAG}=`)));
  const word = words[at];
  if (word === undefined) return { language: languageOf(env), args: words };
  const given = word === FLAG ? words[at + 1] : word.slice(FLAG.length + 1);
  const language = LANGUAGES.find((each) => each === given);
  if (language === undefined) return { refusal: [mistakeOf(given)] };
  const rest = takeLanguage(words.toSpliced(at, word === FLAG ? 2 : 1), env);
  return 'refusal' in rest ? rest : { language, args: rest.args };
}

function mistakeOf(given: string | undefined): string {
  const found = given === undefined ? 'nothing' : quote(given);
  return `reload-sim: ${FLAG}: found ${found}, expected one of ${LANGUAGES.join(', ')}${hint(given ?? '', LANGUAGES)}`;
}
