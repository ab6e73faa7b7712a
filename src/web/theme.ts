// Light or dark, as the system says or as chosen here; remembered where the browser lets a page remember anything.
import { THEMES, type Theme } from '../view/messages/web-messages.ts';

const KEY = 'reload-sim.theme';

export interface ThemeStore {
  readonly get: () => Theme;
  readonly set: (theme: Theme) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Applies what was chosen last. */
export function createThemeStore(): ThemeStore {
  let theme = THEMES.find((each) => each === remembered()) ?? 'system';
  const listeners = new Set<() => void>();
  apply(theme);
  return {
    get: () => theme,
    set: (next) => {
      theme = next;
      apply(next);
      remember(next);
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

/** Storage may be forbidden, and is where pages are opened as files. */
function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It is forgotten with the page.
  }
}
