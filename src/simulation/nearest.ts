// The right word that a wrong one was probably meant to be.
//
// Three ways, the surer first: the same thing in other words (Kubernetes', the shell's, inotify(7)'s); the beginning of
// a right word, where a library without its version is the newest; and few changed letters.
import { distance } from 'fastest-levenshtein';

/** What people write for a word of the file formats that looks quite different. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  folder: 'directory',
  mount: 'directory',
  volume: 'directory',
  modify: 'Write',
  delete: 'Remove',
  move: 'Rename',
  attrib: 'Chmod',
};

/** The entry of `allowed` that was probably meant, or null when none is close. */
export function nearest(given: string, allowed: readonly string[]): string | null {
  if (given.length > 100) return null;
  const word = asMinorVersion(given.toLowerCase());
  const other = Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word] : undefined;
  if (other !== undefined && allowed.includes(other)) return other;
  return longerForm(word, allowed) ?? closest(word, allowed);
}

/** A Kubernetes release as `kubectl version` tells it, by its minor version: v1.34.2 is 1.34. */
function asMinorVersion(word: string): string {
  return word.replace(/^v?(\d+\.\d+)(?:[.+-].*)?$/, '$1');
}

/** The only entry that begins with the word, or of several versions the last, which is the newest. */
function longerForm(word: string, allowed: readonly string[]): string | null {
  const longer = word.length < 3 ? [] : allowed.filter((each) => each.toLowerCase().startsWith(word));
  const areVersions = longer.every((each) => each.includes('@'));
  return longer.length === 1 || areVersions ? (longer.at(-1) ?? null) : null;
}

/** The entry with the fewest changes, if they are few; of equally near ones the last, for the same reason. */
function closest(word: string, allowed: readonly string[]): string | null {
  const distances = allowed.map((each) => distance(word, each.toLowerCase()));
  const far = Math.min(...distances);
  const found = allowed[distances.lastIndexOf(far)];
  if (found === undefined) return null;
  const longer = Math.max(word.length, found.length);
  // Two letters swapped count as two changes, so every word of four letters may differ in two.
  return far <= Math.max(longer < 4 ? 1 : 2, Math.floor(longer / 3)) ? found : null;
}
