// What the page remembers from one visit to the next, where the browser lets it: storage may be forbidden, and is for some
// pages that are opened as files.

/** What was remembered under a name; null when nothing was. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a value; where that is not possible, it is forgotten with the page. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but a choice that is easily made again.
  }
}
