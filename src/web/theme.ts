// Light or dark, as the system says or as chosen here; remembered where the browser lets a page remember anything.
import { THEMES, type Theme } from '../view/messages/web-messages.ts';
import { remember, remembered } from './memory.ts';

const KEY = 'reload-sim.theme';

export interface ThemeStore {
  readonly get: () => Theme;
  readonly set: (theme: Theme) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Applies what was chosen last. */
export function createThemeStore(): ThemeStore {
  let theme = THEMES.find((each) => each === remembered(KEY)) ?? 'system';
  const listeners = new Set<() => void>();
  apply(theme);
  return {
    get: () => theme,
    set: (next) => {
      theme = next;
      apply(next);
      remember(KEY, next);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function apply(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
}
