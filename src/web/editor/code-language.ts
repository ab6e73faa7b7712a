// YAML's colours, brackets and folds, for texts that a person may have written. CodeMirror walks its syntax tree by recursion:
// a text that nests without end is shown plain, and so is one that is very long.
import { yaml } from '@codemirror/lang-yaml';
import { Compartment, EditorState, type Extension, type Text } from '@codemirror/state';

/** UTF-16 units. */
const LENGTH_MAX = 300_000;
/** Brackets that are open at once; the format allows 32 levels. */
const OPEN_MAX = 200;
/** `- - - -` nests as well, a level for each. */
const NESTED_ENTRIES = /(?:[-?:][ \t]+){200}/;

/** The language, taken away while the text is a wild one. */
export function yamlWhereTame(doc: string): Extension {
  const language = new Compartment();
  let isTame = isTameText(doc);
  return [
    language.of(isTame ? yaml() : []),
    EditorState.transactionExtender.of(({ docChanged, newDoc }) => {
      const next = docChanged ? isTameDoc(newDoc) : isTame;
      if (next === isTame) return null;
      isTame = next;
      return { effects: language.reconfigure(isTame ? yaml() : []) };
    }),
  ];
}

function isTameDoc(doc: Text): boolean {
  return doc.length <= LENGTH_MAX && isTameText(doc.toString());
}

function isTameText(text: string): boolean {
  if (text.length > LENGTH_MAX || NESTED_ENTRIES.test(text)) return false;
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = '[{'.includes(bracket) ? open + 1 : Math.max(0, open - 1);
    if (open > OPEN_MAX) return false;
  }
  return true;
}
