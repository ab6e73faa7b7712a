// The bar at the top: what is played, with which strategy, how the check takes time, colours, language, help.
import { type ReactNode, useSyncExternalStore } from 'react';
import { shownKey } from '../view/keymap.ts';
import type { Menu } from '../view/menus.ts';
import { THEMES } from '../view/messages/web-messages.ts';
import { Choice } from './choice-of-few.tsx';
import { EditorButton } from './editor/editor-slot.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { useFace, useMessages, usePerform, useStores } from './playground-context.ts';
import { ShareButton } from './share/share-button.tsx';

export function TopBar(): ReactNode {
  const { view, page } = useFace();
  const messages = useMessages();
  const { web, screen, commands } = messages;
  const perform = usePerform();
  const { theme } = useStores();
  const chosen = useSyncExternalStore(theme.subscribe, theme.get);
  return (
    <header className="top-bar">
      <b className="brand">reload-sim</b>
      <nav className="top-settings" aria-label={web.regions.settings}>
        <Picker menu="simulation" label={screen.menus.simulation} value={view.name} />
        {view.system === null ? <Picker menu="strategy" label={screen.menus.strategy} value={view.strategy} /> : null}
        <EditorButton />
        <ShareButton />
        <Choice
          label={web.timing.label}
          value={page.timing}
          options={[
            { value: 'prompt', text: web.timing.prompt.name, help: web.timing.prompt.help },
            { value: 'any', text: web.timing.any.name, help: web.timing.any.help },
          ]}
          onChange={(timing) => perform({ type: 'session', command: { type: 'timing', timing } })}
        />
        <Choice
          label={web.theme.label}
          sign="◐"
          value={chosen}
          options={THEMES.map((value) => ({ value, text: web.theme[value], help: '' }))}
          onChange={theme.set}
        />
        <LanguageChoice />
        <button
          type="button"
          className="quiet"
          title={commands.present.help}
          onClick={() => perform({ type: 'command', command: 'present' })}
        >
          {commands.present.label} <kbd>{shownKey('present')}</kbd>
        </button>
        <button type="button" className="quiet" onClick={() => perform({ type: 'open', menu: 'help' })}>
          {commands.help.label} <kbd>{shownKey('help')}</kbd>
        </button>
      </nav>
    </header>
  );
}

interface PickerProps {
  readonly menu: Menu;
  readonly label: string;
  readonly value: string;
}

/** A button that says what is chosen and opens the list to choose from. */
function Picker({ menu, label, value }: PickerProps): ReactNode {
  const perform = usePerform();
  return (
    <button type="button" className="picker" aria-haspopup="dialog" onClick={() => perform({ type: 'open', menu })}>
      <span className="picker-label">{label}</span> <b>{value}</b> <span aria-hidden="true">▾</span>
    </button>
  );
}
