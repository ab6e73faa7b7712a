// The open menu: a list to search and choose from. The same for simulations, strategies, policies, branches and commands.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import type { FaceState } from '../view/face.ts';
import { useFace, useMessages, usePerform, useStores } from './playground-context.ts';

/** Keys that move in the list while the field keeps the focus. */
const LIST_KEYS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', Enter: 'enter' };

export function MenuDialog(): ReactNode {
  const { ui, items, view } = useFace();
  const { face } = useStores();
  const messages = useMessages();
  const perform = usePerform();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { menu, query, cursor } = ui;
  const isOpen = menu !== null;
  useEffect(() => {
    if (isOpen && dialog.current?.open === false) {
      dialog.current.showModal();
      field.current?.focus();
    }
    if (!isOpen && dialog.current?.open === true) dialog.current.close();
  }, [isOpen]);
  useEffect(() => {
    list.current?.querySelectorAll('[role=option]')[cursor]?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = LIST_KEYS[event.key];
    if (key === undefined) return;
    event.preventDefault();
    face.press(key);
  };
  // A browser tells of closing a moment later, when another menu may be open already: that one stays.
  const onClose = (): void => {
    if (isOpen && dialog.current?.open === false) face.press('esc');
  };
  return (
    <dialog className="menu" ref={dialog} aria-labelledby={id} onClose={onClose}>
      {menu === null ? null : (
        <>
          <header>
            <h2 id={id}>{messages.screen.menus[menu]}</h2>
            <button type="button" className="quiet" onClick={() => face.press('esc')}>
              {messages.web.close} <kbd>Esc</kbd>
            </button>
          </header>
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={items.length > 0 ? `${id}-${cursor}` : undefined}
            aria-label={messages.screen.menus[menu]}
            placeholder={messages.web.search}
            value={query}
            ref={field}
            onChange={({ target }) => perform({ type: 'search', query: target.value })}
            onKeyDown={onKeyDown}
          />
          <div className="menu-list" id={`${id}-list`} role="listbox" tabIndex={-1} aria-labelledby={id} ref={list}>
            {groupsOf(items).map(({ name, from, items: grouped }) => (
              <Group key={name} name={name}>
                {grouped.map(({ id: item, label, mark, detail, isPresent }, place) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
                  <div
                    key={item}
                    id={`${id}-${from + place}`}
                    className="menu-item"
                    role="option"
                    tabIndex={-1}
                    aria-selected={from + place === cursor}
                    onClick={() => perform({ type: 'choose', index: from + place })}
                  >
                    <b>
                      {isPresent ? '● ' : ''}
                      {label}
                    </b>
                    <span>
                      {mark === '' ? null : <small className="menu-mark">{mark}</small>}
                      {detail}
                    </span>
                  </div>
                ))}
              </Group>
            ))}
          </div>
          {items.length === 0 ? <p className="role-dim">{messages.screen.nothingFound}</p> : null}
          {menu === 'help' && view.system === null ? <Legend lines={messages.screen.legend} /> : null}
        </>
      )}
    </dialog>
  );
}

type Items = FaceState['items'];

interface ItemGroup {
  /** What stands above them; empty where nothing does. */
  readonly name: string;
  /** Number of the first of them in the list. */
  readonly from: number;
  readonly items: Items;
}

/** Items that stand below one heading, in the order of the list. */
function groupsOf(items: Items): readonly ItemGroup[] {
  const starts = items.flatMap(({ group }, index) => (index > 0 && group === items[index - 1]?.group ? [] : [index]));
  return starts.map((from, at) => ({
    name: items[from]?.group ?? '',
    from,
    items: items.slice(from, starts[at + 1]),
  }));
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  if (name === '') return children;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list
    <div role="group" aria-labelledby={id}>
      <div className="menu-group" id={id} role="presentation">
        {name}
      </div>
      {children}
    </div>
  );
}

function Legend({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return (
    <div className="legend">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
