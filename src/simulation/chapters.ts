// The article that the project grew out of: its chapters, and what a story can be of one. Words alone, without any schema, for
// lists on a page.

/** Chapters as the article numbers them (shared/seed). */
export const CHAPTERS = [
  '1',
  '2.1',
  '2.2',
  '2.3',
  '2.4',
  '2.5',
  '3.1',
  '3.2',
  '3.3',
  '4.1',
  '4.2',
  '4.3',
  '4.4',
] as const;
export type Chapter = (typeof CHAPTERS)[number];

/** What goes wrong, what the article advises, and what survives. */
export const FORMS = ['unsafe', 'article', 'safe'] as const;
export type Form = (typeof FORMS)[number];
