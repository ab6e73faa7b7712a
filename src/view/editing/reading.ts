// What an editor asks of whoever can read files, and the answers: what the user's files amount to, what fits at the cursor
// and what a word means there.
//
// Plain data and a pure function, so that a thread of its own does the work: it needs the YAML parser and the schemas, and a
// hostile file may keep it busy.
import type { Strategy } from '../../actors/app/strategy.ts';
import { type Catalog, loadCatalog, type Texts } from '../../simulation/catalog.ts';
import { jsonSchema, strategyJsonSchema } from '../../simulation/json-schema.ts';
import { type FileKind, isStrategyFile, kindOf } from './paths.ts';
import { type Explanation, explanationAt, type Suggestions, suggestionsAt } from './suggestions.ts';

/** A text and where the cursor is in it. */
interface Cursor {
  readonly file: string;
  readonly text: string;
  /** In UTF-16 units. */
  readonly offset: number;
}

export type ReadRequest =
  /** `files` are the user's, by path; simulations may name `strategies` besides. */
  | { readonly type: 'read'; readonly files: Texts; readonly strategies: readonly Strategy[] }
  | ({ readonly type: 'suggest'; readonly strategies: readonly string[] } & Cursor)
  | ({ readonly type: 'explain' } & Cursor);

export type ReadAnswer =
  /** The files without mistakes, and the mistakes of the others. */
  | ({ readonly type: 'read' } & Catalog)
  | { readonly type: 'suggest'; readonly suggestions: Suggestions }
  | { readonly type: 'explain'; readonly explanation: Explanation | null };

/** What the files of the user amount to. */
export type FilesRead = Extract<ReadAnswer, { readonly type: 'read' }>;
/** One mistake in a file, and where it is. */
export type Mistake = FilesRead['diagnostics'][number];

/** Answers; never throws because of what a file says. */
export function answerReading(request: ReadRequest): ReadAnswer {
  switch (request.type) {
    case 'read':
      return { type: 'read', ...read(request) };
    case 'suggest': {
      const { file, text, offset, strategies } = request;
      const schema = isStrategyFile(file) ? strategyJsonSchema() : jsonSchema(strategies);
      return { type: 'suggest', suggestions: suggestionsAt(schema, text, offset) };
    }
    case 'explain': {
      const { file, text, offset } = request;
      const schema = isStrategyFile(file) ? strategyJsonSchema() : jsonSchema();
      return { type: 'explain', explanation: explanationAt(schema, text, offset) };
    }
  }
}

function read({ files, strategies }: Extract<ReadRequest, { type: 'read' }>): Catalog {
  const textsOf = (kind: FileKind): Texts =>
    Object.fromEntries(Object.entries(files).filter(([file]) => kindOf(file) === kind));
  return loadCatalog({ simulations: textsOf('simulation'), strategies: textsOf('strategy') }, strategies);
}
