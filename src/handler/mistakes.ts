// Mistakes in the source of a handler as diagnostics, at their place in the simulation file where the source stands there.
import type { Diagnostic, Position } from '../simulation/diagnostics.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { compile, type SourceMistake } from './compile.ts';

/** What is wrong with the handler of a simulation; `text` is the simulation file's. */
export function handlerMistakes({ file, scenario, positions }: Simulation, text: string): readonly Diagnostic[] {
  const { strategy } = scenario.app;
  if (strategy.handler === undefined) return [];
  const found = compile(strategy.handler.source);
  if ('fromStart' in found) return [];
  const at = positions['/app/handler'] ?? { line: 1, column: 1 };
  const place = placeInBlock(text, at, found);
  const inside = place === null ? ` (${strategy.name}:${found.line}:${found.column})` : '';
  return [{ code: 'wrong-value', file, ...(place ?? at), message: `app.handler: ${found.message}${inside}` }];
}

/** Where a place of a literal block (`|`) is in the file; null for any other spelling, in which lines may be folded. */
function placeInBlock(text: string, at: Position, { line, column }: SourceMistake): Position | null {
  const lines = text.split('\n');
  if (!/^\|[-+]?\s*(#.*)?$/.test((lines[at.line - 1] ?? '').slice(at.column - 1).trimEnd())) return null;
  const first = lines.slice(at.line).find((each) => each.trim() !== '') ?? '';
  const indentation = first.length - first.trimStart().length;
  return { line: at.line + line, column: indentation + column };
}
