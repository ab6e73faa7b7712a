// The words of JavaScript, told apart for the eye only: comments, texts, keywords, numbers. Whether it is a program is judged
// where it is run. Leaves out: regular expressions, what stands within `${}`.
import { StreamLanguage, type StringStream } from '@codemirror/language';

const KEYWORDS = new Set(
  (
    'async await break case catch const continue default do else false finally for from function if import in instanceof ' +
    'let new null of return switch throw true try typeof undefined var void while'
  ).split(' '),
);

/** What is open at the beginning of a line. */
interface Within {
  open: '`' | '*/' | null;
}

export const javaScript = StreamLanguage.define<Within>({
  name: 'javascript',
  startState: () => ({ open: null }),
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } } },
  token: (stream, state) => {
    if (state.open !== null) return goOn(stream, state, state.open);
    if (stream.eatSpace()) return null;
    if (stream.match('/*')) return goOn(stream, state, '*/');
    if (stream.match('`')) return goOn(stream, state, '`');
    const found = WORDS.find(({ form }) => stream.match(form));
    if (found !== undefined) return found.token;
    if (stream.match(/^[$\w]+/)) return KEYWORDS.has(stream.current()) ? 'keyword' : null;
    stream.next();
    return null;
  },
});

const WORDS = [
  { form: /^\/\/.*/, token: 'comment' },
  { form: /^(?:'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?)/, token: 'string' },
  { form: /^\d[\w.]*/, token: 'number' },
] as const;

const ENDS = { '`': /^(?:[^`\\]|\\.)*`/, '*/': /^.*?\*\// } as const;

/** The rest of a text or a comment, as far as this line has it. */
function goOn(stream: StringStream, state: Within, open: keyof typeof ENDS): string {
  state.open = open;
  if (stream.match(ENDS[open])) state.open = null;
  else stream.skipToEnd();
  return open === '`' ? 'string' : 'comment';
}
