// Lists to choose from: commands, simulations, strategies, policies, branches. Searched by typing, drawn as
// rows.
import type { Catalog } from '../simulation/catalog.ts';
import { POLICIES } from '../world/schedulers.ts';
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
    return { id, label: keys.map(pressedAs).join(' '), detail: `${label}: ${help}`, isPresent: false, keywords: '' };
  });
}

function listItems(
  messages: Messages,
  menu: Exclude<Menu, 'help' | 'palette'>,
  context: MenuContext,
): readonly MenuItem[] {
  switch (menu) {
    case 'simulation':
      return context.catalog().simulations.map(({ scenario }) => {
        const { strategy } = scenario.app;
        const keywords = `${strategy.name} ${proseOf(messages, strategy).title}`;
        return item(scenario.name, proseOf(messages, scenario).title, context.simulation, keywords);
      });
    case 'strategy':
      return context
        .catalog()
        .strategies.map((each) => item(each.name, proseOf(messages, each).title, context.strategy));
    case 'policy':
      return POLICIES.map((name) => item(name, messages.policies[name], context.policy));
    case 'branches':
      return context.branches().map((branch, index) => ({
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
        keywords: '',
      }));
    case 'counterexample':
      return context.counterexamples.map(({ property, steps, from }) =>
        item(property, messages.screen.origin(steps, from), ''),
      );
  }
}

function item(name: string, detail: string, present: string, keywords = ''): MenuItem {
  return { id: name, label: name, detail, isPresent: name === present, keywords };
}

/** The items in at most `height` rows around the cursor; what is above and below is counted. */
export function menuRows(
  { screen }: Messages,
  items: readonly MenuItem[],
  cursor: number,
  width: number,
  height: number,
): readonly Row[] {
  const room = Math.max(1, items.length > height ? height - 1 : height);
  const from = Math.max(0, Math.min(cursor - Math.floor(room / 2), items.length - room));
  const labelWidth = Math.min(Math.round(width / 2), Math.max(0, ...items.map(({ label }) => widthOf(label))));
  const rows = items.slice(from, from + room).map(({ label, detail, isPresent }, offset): Row => {
    const isSelected = from + offset === cursor;
    return [
      span(`${isSelected ? '▸' : ' '}${isPresent ? '● ' : '  '}`, 'key'),
      span(pad(clip(label, labelWidth), labelWidth), isSelected ? 'selected' : 'key'),
      span(`  ${clip(detail, Math.max(0, width - labelWidth - 5))}`, isSelected ? 'selected' : null),
    ];
  });
  const hidden = items.length - rows.length;
  const marks = [...(from > 0 ? ['↑'] : []), ...(from + room < items.length ? ['↓'] : [])].join('');
  return hidden > 0 ? [...rows, [span(`   ${marks} ${screen.more(hidden)}`, 'dim')]] : rows;
}
