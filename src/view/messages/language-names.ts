// What languages are called by systems and people. Apart from what they say: the page loads only the one that it speaks.
import { LANGUAGES, type Language } from './messages.ts';

/** What each language calls itself. */
export const OWN_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '简体中文' };

/** The language of a locale or language tag: `zh_CN.UTF-8`, `zh-Hans`, `en`; null when it is none of ours. */
export function languageNamed(name: string): Language | null {
  const primary = name.toLowerCase().split(/[-_.@]/, 1)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
