// The languages, each under its own name: who cannot read this page must find theirs.
import type { ReactNode } from 'react';
import { OWN_NAMES } from '../view/messages/language-names.ts';
import { LANGUAGES, type Language } from '../view/messages/messages.ts';
import { Choice } from './choice-of-few.tsx';
import { keepLanguage, loadMessages } from './language.ts';
import { useMessages, useStores } from './playground-context.ts';

export function LanguageChoice(): ReactNode {
  const { language, web } = useMessages();
  const { session } = useStores();
  const speak = async (next: Language): Promise<void> => {
    session.speak(await loadMessages(next));
    keepLanguage(next);
  };
  return (
    <Choice
      label={web.language}
      sign="文"
      value={language}
      options={LANGUAGES.map((value) => ({ value, text: OWN_NAMES[value], help: '' }))}
      onChange={speak}
    />
  );
}
