// Text → YAML syntax trees, bounded: the nesting is measured while the text is cut into tokens, so that neither the
// recursion that follows nor a megabyte of brackets costs more than the limit allows.
//
// YAML 1.2 core schema: no merge keys, no timestamps, no yes/no. Duplicate keys are left to the callers, because the
// library compares every key with every other.
import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from 'yaml';

export type Composed = { readonly documents: readonly Document[] } | { readonly tooDeepAt: number };

/** The documents of a text, or the offset at which its collections nest deeper than `depthMax`. Never throws. */
export function compose(text: string, depthMax: number, lines: LineCounter = new LineCounter()): Composed {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The parser's stack holds the document, every open collection and the token at hand.
    if (parser.stack.length > depthMax + 2) return { tooDeepAt: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({ schema: 'core', merge: false, uniqueKeys: false, logLevel: 'silent' });
  return { documents: [...composer.compose(tokens, true, text.length)] };
}
