// CodeMirror put together for our two kinds of file: YAML, what fits and what a word means from the schema, mistakes from the
// reader. Tab is not bound: it leaves the field.
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, nextDiagnostic } from '@codemirror/lint';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  type Tooltip,
} from '@codemirror/view';
import type { Mistake } from '../../view/editing/reading.ts';
import { yamlWhereTame } from './code-language.ts';
import { codeTheme } from './code-theme.ts';
import type { Editing } from './editing.ts';

export interface CodeOptions {
  readonly editing: Editing;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly phrases: Readonly<Record<string, string>>;
}

/** Everything that a field needs. */
export function codeExtensions({ editing, label, isReadOnly, phrases }: CodeOptions): Extension {
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    bracketMatching(),
    indentOnInput(),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    yamlWhereTame(editing.get().text),
    codeTheme,
    autocompletion({ override: [(context) => completions(editing, context)], icons: false }),
    hoverTooltip((view, position) => explanation(editing, view, position)),
    keymap.of([
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      { key: 'F8', run: nextDiagnostic },
    ]),
    EditorState.readOnly.of(isReadOnly),
    EditorState.phrases.of(phrases),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': String(isReadOnly), tabindex: '0' }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) editing.type(state.doc.toString());
    }),
  ];
}

async function completions(editing: Editing, context: CompletionContext): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const word = context.matchBefore(/[-\w.@/"]+/);
  if (word === null && !explicit) return null;
  const found = await editing.suggest(state.doc.toString(), pos);
  if (found === null || found.items.length === 0 || context.aborted) return null;
  return {
    from: Math.min(found.from, pos),
    options: found.items.map(({ word: label, kind, text, help }) => ({
      label,
      apply: text,
      type: kind === 'key' ? 'property' : 'enum',
      ...(help === '' ? {} : { info: help }),
    })),
    validFor: /^[-\w.@/"]*$/,
  };
}

async function explanation(editing: Editing, view: EditorView, position: number): Promise<Tooltip | null> {
  const found = await editing.explain(view.state.doc.toString(), position);
  if (found === null) return null;
  return {
    pos: found.from,
    end: found.to,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'help';
      for (const line of found.lines) dom.append(Object.assign(document.createElement('p'), { textContent: line }));
      return { dom };
    },
  };
}

/** Mistakes as CodeMirror marks them: the word at the place, or what there is of it. */
export function marksOf(doc: Text, mistakes: readonly Mistake[]): readonly Diagnostic[] {
  return mistakes.map(({ line, column, message }) => {
    const from = offsetOf(doc, line, column);
    const { to: end } = doc.lineAt(from);
    const word = /^[^\s,:{}[\]]+/.exec(doc.sliceString(from, end))?.[0].length ?? 1;
    return { from, to: Math.min(from + word, end), severity: 'error', message };
  });
}

/** The offset of a line and a column; the nearest there is, when the text has become shorter. */
export function offsetOf(doc: Text, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(line, doc.lines));
  return Math.min(from + column - 1, to);
}
