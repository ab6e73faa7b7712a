// What lies on the desk: the open file, what stands in it, what is wrong with it. After each pause in typing the text is kept
// and read, and the session goes on with it at the same place; the oracle follows the session.
//
// A text with mistakes is kept like any other; the session stays at the last one without.
import { firstMistakes } from '../../view/editing/first-mistakes.ts';
import { type FileKind, freeName, kindOf, nameOf, pathOf } from '../../view/editing/paths.ts';
import { playedText } from '../../view/editing/played-text.ts';
import type { FilesRead, Mistake } from '../../view/editing/reading.ts';
import type { Session } from '../../view/session.ts';
import type { PageCatalog } from '../page-catalog.ts';
import type { Disk, Files } from './disk.ts';
import type { Reader } from './reader.ts';

/** Milliseconds without a key press after which a text is read. */
const PAUSE_MS = 300;

export type EditorNotice =
  | { readonly kind: 'notKept' | 'badName' | 'tooBig' | 'notText' | 'tooLong' }
  | { readonly kind: 'removed'; readonly path: string; readonly text: string }
  | { readonly kind: 'taken' | 'saved'; readonly name: string }
  | { readonly kind: 'notSaved'; readonly why: string };

export interface EditorState {
  readonly path: string;
  /** As it stands in the field. */
  readonly text: string;
  readonly isOwn: boolean;
  /** Paths of the user's files. */
  readonly own: readonly string[];
  /** Of the open text, as it was last read; there may be more, which come of the last of them. */
  readonly mistakes: readonly Mistake[];
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly notice: EditorNotice | null;
  /** Counts how often a text was opened: what is in the field is replaced then. */
  readonly opening: number;
}

/** How the session is to follow what has been read. */
export type Following = 'none' | 'edited' | 'opened';

export interface DeskOptions {
  readonly session: Session;
  readonly catalog: PageCatalog;
  readonly disk: Disk;
  readonly reader: Reader;
  /** What is delivered: texts by path. */
  readonly delivered: Files;
}

/** A class, because it is one thing that changes: timers, listeners and the state belong together. */
export class Desk {
  state: EditorState;
  readonly disk: Disk;
  readonly #options: DeskOptions;
  readonly #listeners = new Set<() => void>();
  #pause: ReturnType<typeof setTimeout> | undefined;
  #reads = 0;
  /** What the session had open when somebody last looked. */
  #played: string;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.disk = options.disk;
    this.#played = this.#playing();
    this.state = {
      path: '',
      text: '',
      isOwn: false,
      own: [],
      mistakes: [],
      hasMore: false,
      isReading: false,
      notice: null,
      opening: 0,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly set = (change: Partial<EditorState>): void => {
    this.state = { ...this.state, own: Object.keys(this.disk.files()).sort(), ...change };
    for (const listener of this.#listeners) listener();
  };

  /** What has been typed so far; nobody needs to be told. */
  readonly type = (text: string): void => {
    this.state = { ...this.state, text };
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#read('edited'), PAUSE_MS);
  };

  /** Keeps what has been typed. */
  readonly keep = (): void => {
    const { isOwn, path, text, notice } = this.state;
    if (!isOwn || this.disk.files()[path] === text) return;
    const isKept = this.disk.write(path, text);
    if (!isKept) this.set({ notice: { kind: 'notKept' } });
    else if (notice?.kind === 'notKept') this.set({ notice: null });
  };

  readonly open = (path: string, following: Following): void => {
    const text = this.#textOf(path);
    if (text !== undefined) this.#show(path, text, this.disk.files()[path] !== undefined, following);
  };

  /** The file of the strategy that is played; null where it stands in the simulation, or came with a link. */
  strategyPath(): string | null {
    const { session, catalog } = this.#options;
    const { strategy } = session.state().simulation.scenario.app;
    const known = catalog.get().strategies.find(({ name }) => name === strategy.name);
    return known !== undefined && JSON.stringify(known) === JSON.stringify(strategy)
      ? pathOf('strategy', strategy.name)
      : null;
  }

  /** Opens what the session plays, where this is wanted and a file, its strategy: a file, or the text of what came with a link. */
  readonly openPlayed = (kind: FileKind): void => {
    const { session, catalog } = this.#options;
    const { name } = session.get();
    const path = (kind === 'strategy' ? this.strategyPath() : null) ?? pathOf('simulation', name);
    const known = catalog.get().simulations.find(({ scenario }) => scenario.name === name);
    const isFile = kindOf(path) === 'strategy' || this.disk.files()[path] !== undefined;
    const handedIn = isFile ? null : playedText(session, known);
    if (handedIn === null) this.open(path, 'none');
    else this.#show(path, handedIn, false, 'none');
  };

  #show(path: string, text: string, isOwn: boolean, following: Following): void {
    this.keep();
    this.set({ path, text, isOwn, mistakes: [], hasMore: false, notice: null, opening: this.state.opening + 1 });
    void this.#read(following);
  }

  /** Adds a file, under another name where this one is taken, and opens it. */
  readonly add = (kind: FileKind, wanted: string, text: string, following: Following): void => {
    const path = pathOf(
      kind,
      freeName(wanted, (name) => this.isTaken(kind, name)),
    );
    const isKept = this.disk.write(path, text);
    this.open(path, following);
    if (!isKept) this.set({ notice: { kind: 'notKept' } });
  };

  /** Forgets the open file, with what has been typed in it. */
  readonly forget = (): void => {
    clearTimeout(this.#pause);
    this.disk.remove(this.state.path);
    this.state = { ...this.state, isOwn: false };
  };

  isTaken(kind: FileKind, name: string): boolean {
    return this.#textOf(pathOf(kind, name)) !== undefined;
  }

  /** Opens what the session has been given elsewhere, in a menu or by a link. */
  readonly look = (): void => {
    const played = this.#playing();
    if (played === this.#played) return;
    this.#played = played;
    const kind = kindOf(this.state.path);
    const { name } = this.#options.session.get();
    const path = kind === 'simulation' ? pathOf(kind, name) : this.strategyPath();
    if (path !== null && path !== this.state.path) this.openPlayed(kind);
  };

  #playing(): string {
    const { name, strategy } = this.#options.session.get();
    return JSON.stringify([name, strategy]);
  }

  #textOf(path: string): string | undefined {
    return this.disk.files()[path] ?? this.#options.delivered[path];
  }

  async #read(following: Following): Promise<void> {
    const { reader, catalog } = this.#options;
    clearTimeout(this.#pause);
    this.#reads += 1;
    const number = this.#reads;
    this.keep();
    this.set({ isReading: true });
    const { strategies } = catalog.delivered();
    const answer = await reader.ask({ type: 'read', files: this.disk.files(), strategies });
    if (number !== this.#reads) return;
    if (answer === null) this.set({ isReading: false, notice: { kind: 'tooLong' } });
    else this.#take(answer, following);
  }

  #take(answer: FilesRead, following: Following): void {
    this.#options.catalog.setOwn(answer);
    const found = firstMistakes(answer.diagnostics.filter(({ file }) => file === this.state.path));
    this.set({ ...found, isReading: false });
    if (found.mistakes.length === 0 && following !== 'none') this.#follow(following);
  }

  /** The session goes where the open file is. */
  #follow(following: Following): void {
    const { session, catalog } = this.#options;
    const { simulations, strategies } = catalog.get();
    const name = nameOf(this.state.path);
    const isEdited = following === 'edited';
    if (kindOf(this.state.path) === 'strategy') {
      const strategy = strategies.find((each) => each.name === name);
      if (strategy === undefined) return;
      session.dispatch(isEdited ? { type: 'edited-strategy', strategy } : { type: 'strategy', name });
      return;
    }
    const simulation = simulations.find(({ scenario }) => scenario.name === name);
    if (simulation === undefined) return;
    if (isEdited) session.dispatch({ type: 'edited', simulation });
    else if (session.get().name !== name) session.dispatch({ type: 'load', simulation: name });
  }
}
