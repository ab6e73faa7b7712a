// Lists to choose from: commands, simulations, strategies, policies, branches. Searched by typing, drawn as
// rows.
import type { Catalog } from '../simulation/catalog.ts';
import { POLICIES } from '../world/schedulers.ts';
import { byChapter, chapterKeywords, formMark, groupHeading } from './chapters.ts';
import type { CounterexampleView } from './foresight.ts';
import { type FaceKind, findCommands, pressedAs } from './keymap.ts';
import type { Messages } from './messages/messages.ts';
import { proseOf } from './prose.ts';
import { clip, pad, type Row, span, widthOf } from './rows.ts';
import type { BranchView } from './session/session-view.ts';

export const MENUS = ['help', 'palette', 'simulation', 'strategy', 'policy', 'branches', 'counterexample'] as const;
export type Menu = (typeof MENUS)[number];

export interface MenuItem {
  /** What choosing it means: a command, a name, the number of a leaf. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** A word that stands before the detail; empty without one. */
  readonly mark: string;
  /** What it stands below, with those beside it that say the same; null where nothing does. */
  readonly group: string | null;
  /** It is what there is now. */
  readonly isPresent: boolean;
  /** What it is found by too, without being shown. */
  readonly keywords: string;
}

/** What the menus are about at this moment. */
export interface MenuContext {
  readonly kind: FaceKind;
  /** A system is played, not a pod. */
  readonly isSystem: boolean;
  readonly catalog: () => Catalog;
  readonly simulation: string;
  readonly strategy: string;
  readonly policy: string;
  readonly branches: () => readonly BranchView[];
  readonly counterexamples: readonly CounterexampleView[];
}

/** The items of a menu that contain every word of the query. */
export function menuItems(messages: Messages, menu: Menu, context: MenuContext, query: string): readonly MenuItem[] {
  if (menu === 'help' || menu === 'palette') return commandItems(messages, query, context);
  const words = query.toLowerCase().split(' ').filter(Boolean);
  return listItems(messages, menu, context).filter(({ label, detail, keywords }) => {
    const text = `${label} ${detail} ${keywords}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function commandItems(
  messages: Messages,
  query: string,
  { kind, isSystem }: Pick<MenuContext, 'kind' | 'isSystem'>,
): readonly MenuItem[] {
  return findCommands(messages, query, kind, isSystem).map(({ id, keys }) => {
    const { label, help } = messages.commands[id];
    return { ...BARE, id, label: keys.map(pressedAs).join(' '), detail: `${label}: ${help}` };
  });
}

function listItems(
  messages: Messages,
  menu: Exclude<Menu, 'help' | 'palette'>,
  context: MenuContext,
): readonly MenuItem[] {
  switch (menu) {
    case 'simulation':
      return simulationItems(messages, context);
    case 'strategy':
      return context
        .catalog()
        .strategies.map((each) => item(each.name, proseOf(messages, each).title, context.strategy));
    case 'policy':
      return POLICIES.map((name) => item(name, messages.policies[name], context.policy));
    case 'branches':
      return context.branches().map((branch, index) => ({
        ...BARE,
        id: String(branch.leaf),
        label: String(index + 1),
        detail: messages.screen.fork({
          isPresent: branch.isPresent,
          step: branch.fork,
          choice: branch.choice,
          serves: branch.serves.text,
          failed: branch.failed?.text ?? null,
          violates: branch.violates.join(', '),
          isOver: branch.isOver,
        }),
        isPresent: branch.isPresent,
      }));
    case 'counterexample':
      return context.counterexamples.map(({ property, steps, from }) =>
        item(property, messages.screen.origin(steps, from), ''),
      );
  }
}

/** By the chapters of the article, so that its readers find what they have read. */
function simulationItems(messages: Messages, { catalog, simulation }: MenuContext): readonly MenuItem[] {
  const { language } = messages;
  return byChapter(catalog().simulations).flatMap(({ chapter, items }) =>
    items.map((each) => {
      const { strategy } = each.scenario.app;
      return {
        ...item(each.scenario.name, proseOf(messages, each.scenario).title, simulation),
        mark: formMark(language, each),
        group: groupHeading(language, chapter),
        keywords: `${strategy.name} ${proseOf(messages, strategy).title} ${chapterKeywords(each)}`,
      };
    }),
  );
}

const BARE = { mark: '', group: null, isPresent: false, keywords: '' } as const;

function item(name: string, detail: string, present: string): MenuItem {
  return { ...BARE, id: name, label: name, detail, isPresent: name === present };
}

/** A line of a menu: an item by its number, or what stands above those that follow. */
type MenuLine = { readonly heading: string } | { readonly index: number };

function linesOf(items: readonly MenuItem[]): readonly MenuLine[] {
  return items.flatMap(({ group }, index): readonly MenuLine[] =>
    group === null || group === items[index - 1]?.group ? [{ index }] : [{ heading: group }, { index }],
  );
}

/** The items in at most `height` rows around the cursor; what is above and below is counted. */
export function menuRows(
  { screen }: Messages,
  items: readonly MenuItem[],
  cursor: number,
  width: number,
  height: number,
): readonly Row[] {
  const lines = linesOf(items);
  const room = Math.max(1, lines.length > height ? height - 1 : height);
  const pointed = lines.findIndex((line) => 'index' in line && line.index === cursor);
  const from = Math.max(0, Math.min(pointed - Math.floor(room / 2), lines.length - room));
  const shown = lines.slice(from, from + room);
  const widest = (text: (item: MenuItem) => string): number => Math.max(0, ...items.map((each) => widthOf(text(each))));
  const widths = {
    label: Math.min(
      Math.round(width / 2),
      widest(({ label }) => label),
    ),
    mark: widest(({ mark }) => mark),
  };
  const rows = shown.map((line): Row => {
    if ('heading' in line) return [span(`  ${clip(line.heading, width - 2)}`, 'title')];
    const each = items[line.index];
    return each === undefined ? [] : itemRow(each, line.index === cursor, width, widths);
  });
  const hidden = items.length - shown.filter((line) => 'index' in line).length;
  const marks = [...(from > 0 ? ['↑'] : []), ...(from + room < lines.length ? ['↓'] : [])].join('');
  return hidden > 0 ? [...rows, [span(`   ${marks} ${screen.more(hidden)}`, 'dim')]] : rows;
}

function itemRow(
  { label, mark, detail, isPresent }: MenuItem,
  isSelected: boolean,
  width: number,
  widths: { readonly label: number; readonly mark: number },
): Row {
  const marked = widths.mark === 0 ? '' : `  ${pad(mark, widths.mark)}`;
  const room = Math.max(0, width - widths.label - widthOf(marked) - 5);
  return [
    span(`${isSelected ? '▸' : ' '}${isPresent ? '● ' : '  '}`, 'key'),
    span(pad(clip(label, widths.label), widths.label), isSelected ? 'selected' : 'key'),
    ...(marked === '' ? [] : [span(marked, isSelected ? 'selected' : 'dim')]),
    span(`  ${clip(detail, room)}`, isSelected ? 'selected' : null),
  ];
}
