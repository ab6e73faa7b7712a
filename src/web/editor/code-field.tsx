// The text of the open file, in CodeMirror. It stands in a shadow tree, where it brings its styles as a style sheet object:
// the page's Content-Security-Policy allows no style element.
import { setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useMessages } from '../playground-context.ts';
import { codeExtensions, marksOf } from './code-extensions.ts';
import type { EditorState } from './desk.ts';
import type { Editing } from './editing.ts';

export interface CodeFieldProps {
  readonly editing: Editing;
  readonly state: EditorState;
  /** The field, for who wants to go to a place in it. */
  readonly field: RefObject<EditorView | null>;
}

export function CodeField({ editing, state, field }: CodeFieldProps): ReactNode {
  const { editor } = useMessages();
  const { path, isOwn, mistakes, opening } = state;
  const host = useRef<HTMLDivElement>(null);
  const label = editor.field(path, !isOwn);
  const { phrases } = editor;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another opening is another text
  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
    const extensions = codeExtensions({ editing, label, isReadOnly: !isOwn, phrases });
    const view = new EditorView({ doc: editing.get().text, extensions, parent: root, root });
    field.current = view;
    return () => {
      field.current = null;
      view.destroy();
    };
  }, [editing, opening, isOwn, label, phrases, field]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another opening is another field
  useEffect(() => {
    const view = field.current;
    if (view === null) return;
    view.dispatch(setDiagnostics(view.state, marksOf(view.state.doc, mistakes)));
    // The list of mistakes takes room: who is typing still sees where.
    if (view.hasFocus) view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head) });
  }, [mistakes, opening, isOwn, label, field]);
  useEffect(() => keepKeys(host.current), []);
  return <div className="code-field" ref={host} />;
}

/** What is typed is not meant for the page, but for the palette's key, and Escape where CodeMirror has no use for it. */
function keepKeys(host: HTMLElement | null): (() => void) | undefined {
  const keep = (event: KeyboardEvent): void => {
    const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    if (!isPalette) event.stopPropagation();
  };
  host?.addEventListener('keydown', keep);
  return () => host?.removeEventListener('keydown', keep);
}
