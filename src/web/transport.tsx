// Moving through the run: buttons with their keys, and a slider over the whole of it.
import type { ReactNode } from 'react';
import { type CommandId, shownKey } from '../view/keymap.ts';
import { useFace, useMessages, usePerform } from './playground-context.ts';

const BUTTONS: readonly { readonly id: CommandId; readonly sign: string }[] = [
  { id: 'home', sign: '|◀' },
  { id: 'back', sign: '◀' },
  { id: 'play', sign: '▶▶' },
  { id: 'next', sign: '▶' },
  { id: 'jump', sign: '▶|' },
];

export function Transport(): ReactNode {
  const { ui, view, page } = useFace();
  const { web, commands } = useMessages();
  const perform = usePerform();
  const { column, picture } = page;
  const { columns } = picture;
  return (
    <section className="transport" aria-label={web.regions.transport}>
      {BUTTONS.map(({ id, sign }) => {
        const isPlay = id === 'play';
        const label = isPlay ? (ui.isPlaying ? web.pause : web.play) : commands[id].label;
        return (
          <button
            key={id}
            type="button"
            className={id === 'next' ? 'primary' : ''}
            title={`${commands[id].help} (${shownKey(id)})`}
            aria-keyshortcuts={shortcutOf(id)}
            onClick={() => perform({ type: 'command', command: id })}
          >
            <span aria-hidden="true">{isPlay && ui.isPlaying ? '❚❚' : sign}</span> {label}
          </button>
        );
      })}
      <input
        type="range"
        min={0}
        max={columns.length}
        value={column}
        aria-label={web.timeline.goTo}
        aria-valuetext={web.timeline.place(view.position.at, view.position.of)}
        onChange={({ target }) =>
          perform({ type: 'session', command: { type: 'seek', at: columns[Number(target.value) - 1]?.to ?? 0 } })
        }
      />
      <button
        type="button"
        aria-pressed={view.unfolded}
        title={`${commands.unfold.help} (${shownKey('unfold')})`}
        onClick={() => perform({ type: 'command', command: 'unfold' })}
      >
        {commands.unfold.label}
      </button>
    </section>
  );
}

/** Names of keys as ARIA has them (aria-keyshortcuts). */
const ARIA_KEYS: Readonly<Record<string, string>> = {
  '→': 'ArrowRight',
  '←': 'ArrowLeft',
  space: 'Space',
  home: 'Home',
  end: 'End',
};

function shortcutOf(id: CommandId): string {
  const key = shownKey(id);
  return ARIA_KEYS[key] ?? key;
}
