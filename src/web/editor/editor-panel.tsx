// The editor beside the run, or in its place where there is no room for both.

import { delivered } from 'virtual:texts';
import type { EditorView } from '@codemirror/view';
import { type ReactNode, use, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Messages } from '../../view/messages/messages.ts';
import { Pane } from '../pane.tsx';
import { useMessages, useStores } from '../playground-context.ts';
import { offsetOf } from './code-extensions.ts';
import { CodeField } from './code-field.tsx';
import type { EditorNotice, EditorState } from './desk.ts';
import type { Editing } from './editing.ts';
import { FileBar } from './file-bar.tsx';
import { LiveVerdict } from './live-verdict.tsx';
import { FILE_MEGABYTES_MAX } from './real-disk.ts';

const DELIVERED = Object.keys(delivered);
/** Narrower than this there is the editor or the run. */
const BESIDE = '(min-width: 1200px)';

export function EditorPanel(): ReactNode {
  const messages = useMessages();
  const { editor, web } = messages;
  const { door } = useStores();
  const editing = use(door.load());
  const state = useSyncExternalStore(editing.subscribe, editing.get);
  const field = useRef<EditorView | null>(null);
  useEffect(() => field.current?.focus(), []);
  const goTo = (line: number, column: number): void => {
    const view = field.current;
    if (view === null) return;
    const anchor = offsetOf(view.state.doc, line, column);
    view.dispatch({ selection: { anchor }, scrollIntoView: true });
    view.focus();
  };
  const close = (
    <button type="button" className="quiet" onClick={() => door.set(false)}>
      {web.close}
    </button>
  );
  return (
    <Pane name="editor" title={editor.title} aside={close}>
      <FileBar editing={editing} state={state} delivered={DELIVERED} />
      <Notice editing={editing} notice={state.notice} />
      <CodeField editing={editing} state={state} field={field} />
      <div className="mistakes" aria-live="polite">
        <p className={state.mistakes.length > 0 ? 'role-bad' : 'role-dim'}>{summary(messages, state)}</p>
        <ul>
          {state.mistakes.map(({ line, column, message }) => (
            <li key={`${line}:${column} ${message}`}>
              <button type="button" className="quiet" onClick={() => goTo(line, column)}>
                <b>{editor.place(line, column)}</b> {message}
              </button>
            </li>
          ))}
        </ul>
        {state.hasMore ? <p className="role-dim">{editor.moreMistakes}</p> : null}
      </div>
      <LiveVerdict
        onPlay={() => {
          if (!matchMedia(BESIDE).matches) door.set(false);
          scrollTo({ top: 0 });
        }}
      />
      <small className="editor-keys">{editor.keys}</small>
    </Pane>
  );
}

function summary({ editor }: Messages, { mistakes, isReading }: EditorState): string {
  if (mistakes.length > 0) return `✗ ${editor.mistakes(mistakes.length)}`;
  return isReading ? editor.reading : editor.noMistakes;
}

function Notice({ editing, notice }: { readonly editing: Editing; readonly notice: EditorNotice | null }): ReactNode {
  const messages = useMessages();
  if (notice === null) return null;
  return (
    <p className="notice" role="status">
      {noticeText(messages, notice)}{' '}
      {notice.kind === 'removed' ? (
        <button type="button" onClick={editing.files.undo}>
          {messages.editor.undo}
        </button>
      ) : null}
    </p>
  );
}

function noticeText({ editor: { notices } }: Messages, notice: EditorNotice): string {
  switch (notice.kind) {
    case 'removed':
      return notices.removed(notice.path);
    case 'taken':
    case 'saved':
      return notices[notice.kind](notice.name);
    case 'notSaved':
      return notices.notSaved(notice.why);
    case 'tooBig':
      return notices.tooBig(FILE_MEGABYTES_MAX);
    default:
      return notices[notice.kind];
  }
}
