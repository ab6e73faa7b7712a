// Which language the page speaks: what its address asks for (`?lang=zh`), else what was chosen last, else the first of the
// browser's languages that there is. English comes with the page; another language is loaded when it is first spoken.
import { en } from '../view/messages/en.ts';
import { languageNamed } from '../view/messages/language-names.ts';
import type { Language, Messages } from '../view/messages/messages.ts';
import { remember, remembered } from './memory.ts';

const KEY = 'reload-sim.language';
const PARAMETER = 'lang';

/** Language tags for `<html lang>` (BCP 47). */
const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

const LOADING: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => en,
  zh: async () => (await import('../view/messages/zh.ts')).zh,
};

/** The language to begin with. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  const wishes = [asked, remembered(KEY), ...navigator.languages];
  return wishes.flatMap((wish) => languageNamed(wish ?? '') ?? [])[0] ?? 'en';
}

/** What the page says in a language; says to browser and screen reader too which one it is. */
export async function loadMessages(language: Language): Promise<Messages> {
  const messages = await LOADING[language]();
  document.documentElement.lang = TAGS[language];
  return messages;
}

/** Remembers what was chosen; an address that asked for another language no longer does. */
export function keepLanguage(language: Language): void {
  remember(KEY, language);
  const url = new URL(location.href);
  if (!url.searchParams.has(PARAMETER)) return;
  url.searchParams.set(PARAMETER, language);
  history.replaceState(history.state, '', url);
}
