// Where a person writes a reload handler in JavaScript: it is played and checked in what is open, after each pause in typing.
// It begins with an example or with what was last written here, and runs only when asked to.
import type { EditorView } from '@codemirror/view';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type HandlerExample, handlerExamples, handlerSource, withHandler } from '../../view/own-handler.ts';
import { LiveVerdict } from '../editor/live-verdict.tsx';
import { remember, remembered } from '../memory.ts';
import { Pane } from '../pane.tsx';
import { useFace, useMessages, useStores } from '../playground-context.ts';
import { HandlerField } from './handler-field.tsx';
import { Said } from './handler-said.tsx';
import { statusText, useHandlers } from './handler-status.tsx';

const KEY = 'reload-sim.handler';
/** Milliseconds without a key press after which a handler is tried. */
const PAUSE_MS = 400;
/** As in simulation files (HANDLER_BYTES_MAX). */
const LENGTH_MAX = 32 * 1024;

/** The text in the field; another `opening` puts another text there. */
interface Written {
  readonly source: string;
  readonly opening: number;
  /** What an example has taken the place of. */
  readonly before: string | null;
}

export function HandlerPane(): ReactNode {
  const { session, handlers } = useStores();
  const { view } = useFace();
  const { handler: words } = useMessages();
  const field = useRef<EditorView | null>(null);
  const { simulation, catalog } = session.state();
  const examples = handlerExamples(catalog());
  const present = handlerSource(simulation);
  const [written, setWritten] = useState<Written>(() => ({
    source: present ?? remembered(KEY) ?? examples[0]?.source ?? '',
    opening: 0,
    before: null,
  }));
  const { source, opening, before } = written;
  const isRunning = present !== null;
  const run = (text: string): void => {
    const [like] = examples;
    if (like === undefined || text.length > LENGTH_MAX) return;
    const { simulation: open } = session.state();
    session.dispatch({ type: 'edited', simulation: withHandler(open, text, like.strategy) });
  };
  const put = (text: string, replaced: string | null): void => {
    setWritten({ source: text, opening: opening + 1, before: replaced });
    if (isRunning) run(text);
  };
  useEffect(() => {
    handlers.show(true);
    return () => handlers.show(false);
  }, [handlers]);
  useLive(source, isRunning, run);
  useOpened(present, source, (text) => setWritten({ source: text, opening: opening + 1, before: source }));
  return (
    <Pane name="handler" title={words.title}>
      <p className="handler-about">{words.about}</p>
      <div className="handler-bar">
        <Examples examples={examples} onChoose={(text) => put(text, source)} />
        {before === null ? null : (
          <button type="button" onClick={() => put(before, null)}>
            {words.undo}
          </button>
        )}
        {isRunning ? null : (
          <button type="button" className="primary" onClick={() => run(source)}>
            ▶ {words.use(view.title)}
          </button>
        )}
      </div>
      <div className="handler-desk">
        <HandlerField
          key={opening}
          source={source}
          field={field}
          onType={(text) => setWritten((now) => ({ ...now, source: text }))}
        />
        <div className="handler-told">
          <Status isRunning={isRunning} length={source.length} field={field} />
          {isRunning ? (
            <>
              <LiveVerdict onPlay={() => window.scrollTo({ top: 0 })} />
              <Said field={field} />
            </>
          ) : null}
          <small>{words.bounds}</small>
        </div>
      </div>
    </Pane>
  );
}

interface ExamplesProps {
  readonly examples: readonly HandlerExample[];
  readonly onChoose: (source: string) => void;
}

function Examples({ examples, onChoose }: ExamplesProps): ReactNode {
  const { handler: words } = useMessages();
  return (
    <fieldset className="handler-examples">
      <legend>{words.from}</legend>
      {examples.map(({ name, source }) => (
        <button key={name} type="button" onClick={() => onChoose(source)}>
          <code>{name}.js</code>
        </button>
      ))}
    </fieldset>
  );
}

interface StatusProps {
  readonly isRunning: boolean;
  readonly length: number;
  readonly field: { readonly current: EditorView | null };
}

function Status({ isRunning, length }: StatusProps): ReactNode {
  const messages = useMessages();
  const { handler: words } = messages;
  const { view } = useFace();
  const { status } = useHandlers();
  const problem = length > LENGTH_MAX ? words.tooLong(LENGTH_MAX) : statusText(messages, status);
  const isBad = problem !== null && (length > LENGTH_MAX || status.type !== 'trying');
  return (
    <output className={`handler-status ${isBad ? 'role-bad' : ''}`}>
      {problem ?? (isRunning ? words.running(view.title) : words.loaded)}
      {isBad && isRunning ? ` ${words.kept}` : ''}
    </output>
  );
}

/** Keeps what is written, and runs it after a pause when a handler is running. */
function useLive(source: string, isRunning: boolean, run: (source: string) => void): void {
  const last = useRef(source);
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (last.current === source) return;
    const pause = setTimeout(() => {
      last.current = source;
      remember(KEY, source);
      if (isRunning) latest.current(source);
    }, PAUSE_MS);
    return () => clearTimeout(pause);
  }, [source, isRunning]);
}

/** Tells when a handler has been opened that was not written here: from the list, by a link. */
function useOpened(present: string | null, source: string, onOpened: (source: string) => void): void {
  const seen = useRef(present);
  const written = useRef(new Set([source]));
  written.current.add(source);
  useEffect(() => {
    if (present === seen.current) return;
    seen.current = present;
    if (present !== null && !written.current.has(present)) onOpened(present);
  }, [present, onOpened]);
}
