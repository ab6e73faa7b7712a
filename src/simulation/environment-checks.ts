// What a schema cannot say about a ConfigMap that is no volume but the container's environment.
//
// Sources: kubernetes/kubernetes apimachinery pkg/util/validation (IsEnvVarName); facts/kubelet.md 4. Rules V7, V9.
import { isEnvironment } from '../world/scenario.ts';
import { type Diagnostic, type Path, quote } from './diagnostics.ts';
import { type SourceDocument, valueAt } from './document.ts';
import { diagnosticAt } from './issues.ts';
import { readablePart } from './parts.ts';
import { PARTS } from './schema.ts';

/** IsEnvVarName, as it is without RelaxedEnvironmentVariableValidation. */
const VARIABLE = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/** Fields that only a volume has. */
const OF_VOLUMES = ['subPath', 'fsGroup', 'defaultMode', 'path'];

/** Every contradiction of a mount of kind `env` or `envFrom`. */
export function checkEnvironment(document: SourceDocument): readonly Diagnostic[] {
  const kind = readablePart(document, PARTS.mount.kind, ['mount', 'kind']);
  if (kind === undefined || !isEnvironment(kind)) return [];
  const found: Diagnostic[] = [];
  const contradict = (path: Path, message: string): void => {
    found.push(diagnosticAt(document, path, 'contradiction', message));
  };
  const has = (...path: readonly string[]): boolean => valueAt(document, path) !== undefined;
  for (const field of OF_VOLUMES) {
    if (has('mount', field)) contradict(['mount', field], `found it with kind ${kind}, expected it with a volume only`);
  }
  if (kind === 'env' && !has('mount', 'items')) {
    contradict(['mount', 'kind'], 'found env, expected the field items with a key and a path, the variable, for each');
  }
  if (kind === 'envFrom' && has('mount', 'items')) {
    contradict(['mount', 'items'], 'found it with kind envFrom, which takes every key; expected kind env');
  }
  const writer = readablePart(document, PARTS.mount.writer, ['mount', 'writer']);
  if (writer !== undefined && writer !== 'kubelet') {
    contradict(
      ['mount', 'writer'],
      `found ${writer} with kind ${kind}, expected kubelet: nobody writes an environment`,
    );
  }
  if (has('app', 'handler')) {
    contradict(['app', 'handler'], `found it with mount.kind ${kind}, expected a strategy: a handler reads files`);
  }
  const items = readablePart(document, PARTS.mount.items, ['mount', 'items']) ?? [];
  for (const [index, { path }] of items.entries()) {
    if (VARIABLE.test(path)) continue;
    contradict(['mount', 'items', index, 'path'], `found ${quote(path)}, expected a variable such as FEATURE`);
  }
  return found;
}
