// The editor without its look, an object outside React like the face: which file is open, what is typed, what is done with
// files, what is asked of the reader.
import type { FileKind } from '../../view/editing/paths.ts';
import type { ReadAnswer } from '../../view/editing/reading.ts';
import { Desk, type DeskOptions, type EditorState } from './desk.ts';
import { type FileActions, fileActions } from './file-actions.ts';

export interface EditingOptions extends DeskOptions {
  /** Which of the two that are played is opened first. */
  readonly tab: FileKind;
  /** What a new file begins with. */
  readonly starters: Readonly<Record<FileKind, string>>;
}

export interface Editing {
  readonly get: () => EditorState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Opens a file of the user's, or one that is delivered. */
  readonly open: (path: string) => void;
  /** Opens a file that is played already. */
  readonly reopen: (path: string) => void;
  /** Opens what is played, or its strategy. */
  readonly openPlayed: (kind: FileKind) => void;
  /** Has the strategy that is played a file of its own? */
  readonly hasStrategy: () => boolean;
  /** What stands in the field. */
  readonly type: (text: string) => void;
  readonly files: FileActions;
  /** What may be written at an offset; null when nobody answers. */
  readonly suggest: (text: string, offset: number) => Promise<Suggestions | null>;
  readonly explain: (text: string, offset: number) => Promise<Explanation>;
}

/** Opens the file that is in the session. */
export function createEditing(options: EditingOptions): Editing {
  const { session, catalog, reader } = options;
  const desk = new Desk(options);
  desk.openPlayed(options.tab);
  session.subscribe(desk.look);
  addEventListener('pagehide', desk.keep);
  return {
    get: () => desk.state,
    subscribe: desk.subscribe,
    open: (path) => desk.open(path, 'opened'),
    reopen: (path) => desk.open(path, 'none'),
    openPlayed: desk.openPlayed,
    hasStrategy: () => desk.strategyPath() !== null,
    type: desk.type,
    files: fileActions(desk, options.starters),
    suggest: async (text, offset) => {
      const strategies = catalog.get().strategies.map(({ name }) => name);
      const answer = await reader.ask({ type: 'suggest', file: desk.state.path, text, offset, strategies });
      return answer?.suggestions ?? null;
    },
    explain: async (text, offset) => {
      const answer = await reader.ask({ type: 'explain', file: desk.state.path, text, offset });
      return answer?.explanation ?? null;
    },
  };
}

type Suggestions = Extract<ReadAnswer, { readonly type: 'suggest' }>['suggestions'];
type Explanation = Extract<ReadAnswer, { readonly type: 'explain' }>['explanation'];
