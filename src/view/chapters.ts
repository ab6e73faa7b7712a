// Simulations by the chapter of the article that they are of, in the article's order; what is of none comes behind, in the
// order that it has.
import { CHAPTERS, type Chapter, FORMS, type Form } from '../simulation/chapters.ts';
import { CHAPTER_WORDS, chapterHeading } from './messages/chapter-names.ts';
import { LANGUAGES, type Language } from './messages/messages.ts';

interface Told {
  readonly chapter: Chapter | null;
  readonly form: Form | null;
  readonly expect: readonly { readonly verdict: 'holds' | 'violated' }[];
}

export interface ChapterGroup<Item> {
  /** Null: of no chapter. */
  readonly chapter: Chapter | null;
  readonly items: readonly Item[];
}

/** Groups that have something in them. In a chapter what goes wrong comes first, then the article's form, then the safe one. */
export function byChapter<Item extends Told>(simulations: readonly Item[]): readonly ChapterGroup<Item>[] {
  const groups = [...CHAPTERS, null].map((chapter) => ({
    chapter,
    items: simulations.filter((each) => each.chapter === chapter).toSorted((a, b) => rankOf(a) - rankOf(b)),
  }));
  return groups.filter(({ items }) => items.length > 0);
}

function rankOf({ form }: Told): number {
  return form === null ? FORMS.length : FORMS.indexOf(form);
}

/** What stands above a group. */
export function groupHeading(language: Language, chapter: Chapter | null): string {
  return chapter === null ? CHAPTER_WORDS[language].others : chapterHeading(language, chapter);
}

/**
 * What goes wrong, what the article says, what survives: a word, and the sign of what becomes of it, so that it is seen
 * where the article is right. Empty where the file does not say.
 */
export function formMark(language: Language, { form, expect }: Told): string {
  if (form === null) return '';
  const fails = form === 'article' ? expect.some(({ verdict }) => verdict === 'violated') : form === 'unsafe';
  return `${fails ? '✗' : '✓'} ${CHAPTER_WORDS[language].forms[form]}`;
}

/** What a simulation is found by in every language: number and name of its chapter, and which form it is. */
export function chapterKeywords(told: Told): string {
  const { chapter } = told;
  const said = LANGUAGES.flatMap((language) => [
    ...(chapter === null ? [] : [chapterHeading(language, chapter), CHAPTER_WORDS[language].also[chapter] ?? '']),
    formMark(language, told),
  ]);
  return said.join(' ');
}
