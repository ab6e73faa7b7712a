// The one stateful object of the playground: a cursor over a tree of runs. Faces bind it; they compute
// nothing.
//
// `get` gives the present view, the same object until something changes; `dispatch` takes a command;
// `subscribe` tells of changes. All that it does is pure (session/reducer.ts, session/session-view.ts).
import type { OracleRequest } from '../explore/oracle-messages.ts';
import type { Model } from '../world/model.ts';
import { messagesFor } from './messages/for-model.ts';
import type { Messages } from './messages/messages.ts';
import type { SessionCommand } from './session/commands.ts';
import { type PageView, pageView } from './session/page-view.ts';
import { type Opening, openState, reduce, type SessionState } from './session/reducer.ts';
import {
  type BranchView,
  branchesView,
  type SessionView,
  sessionToken,
  sessionView,
  sessionWords,
} from './session/session-view.ts';
import type { Place } from './share/shared-run.ts';

export interface Session {
  readonly get: () => SessionView;
  /** What only a page shows; the same object until something changes. */
  readonly page: () => PageView;
  readonly dispatch: (command: SessionCommand) => void;
  /** Calls `listener` after every change; the result ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** What an oracle is to be asked about; the same object until something else is open. */
  readonly subject: () => OracleRequest;
  /** The runs tried so far. */
  readonly branches: () => readonly BranchView[];
  /** A schedule token of the run up to the cursor. */
  readonly token: () => string;
  /** The command line, without its first word, that comes to this place again. */
  readonly words: () => readonly string[];
  /** What it is made of, for views that only some people open (comparison.ts, challenge.ts). */
  readonly state: () => SessionState;
  /** The present branch and the place in it, to be shared and exported. */
  readonly place: () => Place;
  /** What it speaks in, with the words of the system that is open; the same object until one of the two changes. */
  readonly messages: () => Messages;
  /** Goes on in another language; what is open stays as it is. */
  readonly speak: (messages: Messages) => void;
}

/** States that are looked at while somebody plays: a matter of seconds, and of some tens of megabytes. */
const LIVE_STATES_MAX = 300_000;

const subjects = new WeakMap<Model, OracleRequest>();

function subjectOf({ model, simulation: { parameters } }: SessionState): OracleRequest {
  const { scenario, timing } = model;
  const subject = subjects.get(model) ?? { scenario, timing, parameters, statesMax: LIVE_STATES_MAX };
  subjects.set(model, subject);
  return subject;
}

function placeOf({ simulation, model, policy, unfolded, tree: { steps, at } }: SessionState): Place {
  return { simulation, model, steps, policy, at, unfolded };
}

/** Opens a session that speaks in these messages. */
export function createSession(opening: Opening, spoken: Messages): Session {
  let language = spoken;
  let state: SessionState = openState(opening);
  const messages = (): Messages => messagesFor(language, state.model);
  let view: SessionView | null = null;
  let page: PageView | null = null;
  const listeners = new Set<() => void>();
  const get = (): SessionView => {
    view ??= sessionView(state, messages());
    return view;
  };
  const tell = (): void => {
    view = null;
    page = null;
    for (const listener of listeners) listener();
  };
  return {
    get,
    page: () => {
      page ??= pageView(state, get(), language.language);
      return page;
    },
    dispatch: (command) => {
      const next = reduce(state, command);
      if (next === state) return;
      state = next;
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    subject: () => subjectOf(state),
    branches: () => branchesView(state, messages()),
    token: () => sessionToken(state),
    words: () => sessionWords(state),
    place: () => placeOf(state),
    state: () => state,
    messages,
    speak: (next) => {
      if (next === language) return;
      language = next;
      tell();
    },
  };
}
