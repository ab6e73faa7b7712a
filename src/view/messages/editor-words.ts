// What the editor of the page says; part of the catalog of messages.
import type { FileKind } from '../editing/paths.ts';

export interface EditorWords {
  /** The button that opens it. */
  readonly open: string;
  readonly openHelp: string;
  readonly title: string;
  /** What is played, and its strategy. */
  readonly tabs: Readonly<Record<FileKind, string>>;
  readonly file: string;
  /** Groups of the list of files. */
  readonly own: Readonly<Record<FileKind, string>>;
  readonly delivered: Readonly<Record<FileKind, string>>;
  /** The field itself, for who cannot see it. */
  readonly field: (file: string, isReadOnly: boolean) => string;
  readonly readOnly: string;
  readonly kept: string;
  readonly copy: string;
  readonly create: Readonly<Record<FileKind, string>>;
  readonly more: string;
  readonly rename: string;
  readonly newName: string;
  readonly remove: string;
  readonly undo: string;
  readonly fromDisk: string;
  readonly toDisk: string;
  readonly keys: string;
  readonly mistakes: (count: number) => string;
  /** Of mistakes that are not told, because they come of those that are. */
  readonly moreMistakes: string;
  /** The editor is closed over a text with mistakes. */
  readonly stale: (count: number) => string;
  readonly backIn: string;
  /** A title that speaks of what this was copied from. */
  readonly edited: (title: string) => string;
  readonly noMistakes: string;
  readonly reading: string;
  /** A place of a mistake: "line 3, column 5". */
  readonly place: (line: number, column: number) => string;
  readonly verdict: string;
  readonly took: (ms: number) => string;
  readonly notices: {
    /** The browser keeps nothing more. */
    readonly notKept: string;
    readonly removed: (file: string) => string;
    readonly badName: string;
    readonly taken: (name: string) => string;
    readonly tooBig: (megabytes: number) => string;
    readonly notText: string;
    readonly saved: (file: string) => string;
    readonly notSaved: (why: string) => string;
    readonly tooLong: string;
  };
  /** CodeMirror's own words, by its English ones. */
  readonly phrases: Readonly<Record<string, string>>;
}
