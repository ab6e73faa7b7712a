// What a schema cannot say about probes: where their file would be, and what only one of the two may have.
//
// Source: kubernetes/kubernetes pkg/apis/core/validation (validateStartupProbe: successThreshold must be 1). Rules V11, V12.
import { isEnvironment } from '../world/scenario.ts';
import { type Diagnostic, quote } from './diagnostics.ts';
import { type SourceDocument, valueAt } from './document.ts';
import { diagnosticAt } from './issues.ts';
import { readablePart } from './parts.ts';
import { PARTS } from './schema.ts';

const PROBES = ['startupProbe', 'readinessProbe'] as const;

/** Every contradiction of the probes; `known` are the files that some version of the volume has. */
export function checkProbes(document: SourceDocument, known: readonly string[] | null): readonly Diagnostic[] {
  const kind = readablePart(document, PARTS.mount.kind, ['mount', 'kind']);
  return PROBES.flatMap((name) => {
    const path = ['app', name];
    const probe = readablePart(document, PARTS.app[name], path);
    if (valueAt(document, path) === undefined || probe === undefined) return [];
    if (kind !== undefined && isEnvironment(kind)) {
      const message = `found it with mount.kind ${kind}, expected a volume: the probe looks at a file`;
      return [diagnosticAt(document, path, 'contradiction', message, 'key')];
    }
    const found: Diagnostic[] = [];
    if (known !== null && !known.includes(probe.file)) {
      const message = `found ${quote(probe.file)}, expected a file that some version of the volume has (${known.join(', ')})`;
      found.push(diagnosticAt(document, [...path, 'file'], 'unknown-file', message));
    }
    if (name === 'startupProbe' && probe.successThreshold !== 1) {
      const message = `found ${probe.successThreshold}, expected 1: a startup probe has started with its first success`;
      found.push(diagnosticAt(document, [...path, 'successThreshold'], 'contradiction', message));
    }
    return found;
  });
}
