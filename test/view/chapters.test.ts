// A reader of the article finds each of its chapters by number and by name, in both languages, wherever one chooses.
import { describe, expect, test } from 'vitest';
import { CHAPTERS, FORMS } from '../../src/simulation/chapters.ts';
import { byChapter, groupHeading } from '../../src/view/chapters.ts';
import { menuItems, menuRows } from '../../src/view/menus.ts';
import { CHAPTER_WORDS } from '../../src/view/messages/chapter-names.ts';
import { MESSAGES } from '../../src/view/messages/languages.ts';
import { LANGUAGES } from '../../src/view/messages/messages.ts';
import { plainText } from '../../src/view/rows.ts';
import { CATALOG, play } from './playing.ts';

const { en, zh } = MESSAGES;
const context = {
  kind: 'page' as const,
  isSystem: false,
  catalog: () => CATALOG,
  simulation: 'incident',
  strategy: 'watch-file-write',
  policy: 'app-first',
  branches: () => [],
  counterexamples: [],
};
const found = (query: string, messages = en) => menuItems(messages, 'simulation', context, query);

describe('simulations by chapter', () => {
  test('every chapter has some, in the order of the article; what is of none comes last, as it stood', () => {
    const groups = byChapter(CATALOG.simulations);
    expect(groups.map(({ chapter }) => chapter)).toEqual([...CHAPTERS, null]);
    expect(groups.flatMap(({ items }) => items)).toHaveLength(CATALOG.simulations.length);
    const others = CATALOG.simulations.filter(({ chapter }) => chapter === null);
    expect(groups.at(-1)?.items).toEqual(others);
  });

  test('what goes wrong, what the article says, what survives', () => {
    for (const { chapter, items } of byChapter(CATALOG.simulations)) {
      const ranks = items.map(({ form }) => (form === null ? FORMS.length : FORMS.indexOf(form)));
      expect([chapter, ranks]).toEqual([chapter, ranks.toSorted((a, b) => a - b)]);
    }
  });

  test('who says which chapter a file is of says which form too', () => {
    expect(CATALOG.simulations.filter(({ chapter, form }) => (chapter === null) !== (form === null))).toEqual([]);
  });
});

describe('the list of simulations', () => {
  const names = LANGUAGES.flatMap((language) =>
    CHAPTERS.map((chapter) => [chapter, CHAPTER_WORDS[language].names[chapter]] as const),
  );

  test.each(names)('finds chapter %s by its name %s, whatever the language', (chapter, name) => {
    for (const messages of [en, zh]) {
      const own = CATALOG.simulations.filter((each) => each.chapter === chapter).map(({ scenario }) => scenario.name);
      expect(
        found(name, messages)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(own.sort());
    }
  });

  test('finds it by its number, and by what it shows', () => {
    const headings = new Set(found('3.2').map(({ group }) => group));
    expect([...headings]).toEqual([groupHeading('en', '3.2')]);
    const safe = found('3.2 ✓').map(({ id }) => id);
    expect(safe).toContain('sku-cache-safe');
    expect(safe).not.toContain('sku-cache-article');
    expect(found('3.2 文章做法').map(({ id }) => id)).toContain('sku-cache-article');
  });

  test('is drawn with headings; the item pointed at is always among the rows, and none is counted twice', () => {
    const items = found('');
    for (const cursor of [0, 1, 20, items.length - 1]) {
      const rows = menuRows(en, items, cursor, 80, 12);
      expect(rows.length).toBeLessThanOrEqual(12);
      const text = plainText(rows);
      expect(text).toMatch(new RegExp(`▸.*${items[cursor]?.label}`));
      const shown = items.filter(({ label }) => new RegExp(`^[▸ ][● ] *${label} `, 'm').test(text)).length;
      expect(text).toContain(en.screen.more(items.length - shown));
    }
    expect(plainText(menuRows(zh, found('', zh), 0, 80, 12))).toContain('第 1 章 · 事故');
  });
});

test('what is opened says first which chapter it is of, and in which form', () => {
  const told = (name: string, messages = en): string => play(name, { messages }).get().reasons[0]?.text ?? '';
  expect(told('sku-cache-article')).toBe('Chapter 3.2 · SKU cache: Redis and a local LRU: what the article says.');
  expect(told('sku-cache-article', zh)).toContain('第 3.2 章');
  expect(told('incident')).toContain('Chapter 1 · ');
  expect(play('incident', { strategy: 'poll-hash' }).get().reasons[0]?.text).not.toContain('Chapter');
  expect(told('x20-same-content')).not.toContain('Chapter');
});
