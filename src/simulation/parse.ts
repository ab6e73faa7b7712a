// The text of a file → a Simulation or a Strategy, or every mistake in it. Never both, never half, no exception.
//
// Order of work: text to values (document.ts), form (schema.ts through issues.ts), sense (the checks), and only then the
// record. All three kinds of mistake are told together, in the order of the text.
import type { z } from 'zod';
import type { Strategy } from '../actors/app/strategy.ts';
import { assert } from '../kernel/assert.ts';
import { checkAdmission, withAdmission } from './admission/read-admission.ts';
import { buildSimulation, buildStrategy } from './build.ts';
import { type Diagnostic, type Path, sortDiagnostics } from './diagnostics.ts';
import { readDocument, type SourceDocument, valueAt } from './document.ts';
import { checkHandlerFile, type Sources } from './handler-source.ts';
import { fromIssues } from './issues.ts';
import { simulationJsonSchema, strategyJsonSchema, systemJsonSchema } from './json-schema.ts';
import { checkKind } from './other-kinds.ts';
import { readablePart } from './parts.ts';
import { simulationSchema } from './schema.ts';
import type { Simulation } from './simulation.ts';
import { checkSimulation } from './simulation-checks.ts';
import { checkStrategy } from './strategy-checks.ts';
import { inlineStrategySchema, strategyFileSchema } from './strategy-schema.ts';
import { buildSystemSimulation, checkSystem, namesTwo, playsSystem, systemFileSchema } from './system-schema.ts';

/** At least one diagnostic, in the order of the text. */
export interface Refusal {
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a simulation file; `strategies` are those it may name, `sources` the files of handlers. */
export function loadSimulation(
  text: string,
  fileName: string,
  strategies: readonly Strategy[],
  sources: Sources = {},
): { readonly simulation: Simulation } | Refusal {
  const document = readDocument(text, fileName);
  const otherKind = checkKind(document, 'simulation');
  if (otherKind !== null) return { diagnostics: [otherKind] };
  if (playsSystem(document)) return loadSystem(document);
  const parsed = simulationSchema.safeParse(document.value);
  const form = fromIssues({ document, schemaOf: simulationJsonSchema }, issuesOf(document, parsed));
  const written = { document, text, sources };
  const refusal = refused(document, form, [
    ...checkSimulation(document, strategies),
    ...checkHandlerFile(document, sources),
    ...checkAdmission(written),
  ]);
  if (refusal !== null) return refusal;
  assert(parsed.success, 'a document without diagnostics follows the schema');
  return withAdmission(buildSimulation(document, parsed.data, strategies, sources), parsed.data.admission, written);
}

function loadSystem(document: SourceDocument): { readonly simulation: Simulation } | Refusal {
  const parsed = systemFileSchema.safeParse(document.value);
  // Where two systems are named, what one of them lacks is no mistake of its own.
  const form = namesTwo(document)
    ? []
    : fromIssues({ document, schemaOf: systemJsonSchema }, issuesOf(document, parsed));
  const refusal = refused(document, form, checkSystem(document));
  if (refusal !== null) return refusal;
  assert(parsed.success, 'a document without diagnostics follows the schema');
  return { simulation: buildSystemSimulation(document, parsed.data) };
}

/** Reads a strategy file; the strategy takes its name from the file's. */
export function loadStrategy(text: string, fileName: string): { readonly strategy: Strategy } | Refusal {
  const document = readDocument(text, fileName);
  const otherKind = checkKind(document, 'strategy');
  if (otherKind !== null) return { diagnostics: [otherKind] };
  const parsed = strategyFileSchema.safeParse(document.value);
  const form = fromIssues({ document, schemaOf: strategyJsonSchema }, issuesOf(document, parsed));
  const readable = readablePart(document, inlineStrategySchema, []);
  const refusal = refused(document, form, readable === undefined ? [] : checkStrategy(document, [], readable));
  if (refusal !== null) return refusal;
  assert(parsed.success, 'a document without diagnostics follows the schema');
  return { strategy: buildStrategy(parsed.data, fileName) };
}

/** The schema's issues; in a broken text, a value that is not there may well be in the part that could not be read. */
function issuesOf(document: SourceDocument, { error }: { readonly error?: z.ZodError }): readonly z.core.$ZodIssue[] {
  const issues = error?.issues ?? [];
  return document.brokenFrom === null ? issues : issues.filter(({ path }) => valueAt(document, path as Path) !== null);
}

/**
 * Null when nothing is wrong. After a syntax error the structure is a guess: of the other mistakes only those on the
 * lines before it are told, and what is missing or does not fit together is not.
 */
function refused(document: SourceDocument, form: readonly Diagnostic[], sense: readonly Diagnostic[]): Refusal | null {
  const { brokenFrom } = document;
  const certain = form.filter(({ line, code }) => line < (brokenFrom ?? 0) && code !== 'missing-key');
  const rest = brokenFrom === null ? [...form, ...sense] : certain;
  const diagnostics = sortDiagnostics([...document.diagnostics, ...rest]);
  return diagnostics.length > 0 ? { diagnostics } : null;
}
