// The field with the handler: CodeMirror in a shadow tree, where it brings its styles as a style sheet object, because the
// page's Content-Security-Policy allows no style element. Tab is not bound: it leaves the field.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { codeTheme } from '../editor/code-theme.ts';
import { useMessages } from '../playground-context.ts';
import { javaScript } from './javascript-words.ts';

export interface HandlerFieldProps {
  /** What stands in it at first. */
  readonly source: string;
  readonly field: RefObject<EditorView | null>;
  readonly onType: (source: string) => void;
}

export function HandlerField({ source, field, onType }: HandlerFieldProps): ReactNode {
  const { handler: words } = useMessages();
  const host = useRef<HTMLDivElement>(null);
  const first = useRef(source);
  const typed = useRef(onType);
  typed.current = onType;
  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
    const extensions = [
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      bracketMatching(),
      indentUnit.of('  '),
      EditorView.lineWrapping,
      javaScript,
      codeTheme,
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': words.source }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (!docChanged) return;
        first.current = state.doc.toString();
        typed.current(first.current);
      }),
    ];
    const view = new EditorView({ doc: first.current, extensions, parent: root, root });
    field.current = view;
    return () => {
      field.current = null;
      view.destroy();
    };
  }, [field, words]);
  useEffect(() => keepKeys(host.current), []);
  return <div className="code-field handler-field" ref={host} />;
}

/** Puts the cursor on a line, counted from 1; the last one where there are fewer. */
export function goToLine(view: EditorView | null, line: number): void {
  if (view === null) return;
  const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  view.focus();
}

/** What is typed is not meant for the page, but for the palette's key. */
function keepKeys(host: HTMLElement | null): (() => void) | undefined {
  const keep = (event: KeyboardEvent): void => {
    const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    if (!isPalette) event.stopPropagation();
  };
  host?.addEventListener('keydown', keep);
  return () => host?.removeEventListener('keydown', keep);
}
