// What a schema cannot say about a projected volume: two sources that go together, and what one of them leaves out.
//
// Source: kubernetes/kubernetes pkg/apis/core/validation (validateProjectionSources: conflicting paths), pkg/volume/projected
// (collectData). Rule V13.
import { type Diagnostic, type Path, quote } from './diagnostics.ts';
import { type SourceDocument, valueAt } from './document.ts';
import { diagnosticAt } from './issues.ts';
import { readablePart } from './parts.ts';
import { PARTS } from './schema.ts';
import { storyLength } from './story-checks.ts';

/** Every contradiction of a mount of kind `projected`, and of what belongs to one. */
export function checkProjected(document: SourceDocument): readonly Diagnostic[] {
  const kind = readablePart(document, PARTS.mount.kind, ['mount', 'kind']);
  if (kind === undefined) return [];
  const found: Diagnostic[] = [];
  const contradict = (path: Path, message: string, of: 'key' | 'value' = 'value'): void => {
    found.push(diagnosticAt(document, path, 'contradiction', message, of));
  };
  const has = (...path: Path): boolean => valueAt(document, path) !== undefined;
  const story = Array.from({ length: storyLength(document) }, (_, index) => index);
  const told = (verb: string): readonly Path[] =>
    story.map((index) => ['story', index, verb]).filter((path) => has(...path));
  if (kind !== 'projected') {
    const alone = `found it with kind ${kind}, expected it with kind projected only`;
    if (has('mount', 'source')) contradict(['mount', 'source'], alone, 'key');
    for (const path of told('applySource')) contradict(path, alone, 'key');
    return found;
  }
  if (!has('mount', 'source'))
    contradict(['mount', 'kind'], 'found projected, expected the field source, another ConfigMap');
  if (has('mount', 'items')) {
    contradict(['mount', 'items'], 'found it with kind projected, expected every key of both sources', 'key');
  }
  for (const path of told('rollOut'))
    contradict(path, 'found it with kind projected, expected a volume of one source', 'key');
  const detection = readablePart(document, PARTS.cluster.changeDetection, ['cluster', 'changeDetection']);
  if (detection !== undefined && detection !== 'Watch') {
    contradict(['cluster', 'changeDetection'], `found ${detection} with kind projected, expected Watch`);
  }
  return [...found, ...sharedKeys(document, ['configMap', 'data'])];
}

/** A path can come of one source only. */
function sharedKeys(document: SourceDocument, first: Path): readonly Diagnostic[] {
  const [one, other] = [first, ['mount', 'source', 'data']].map((path) => readablePart(document, PARTS.data, path));
  return Object.keys(other ?? {})
    .filter((key) => one !== undefined && Object.hasOwn(one, key))
    .map((key) => {
      const message = `found ${quote(key)} in both sources, expected every path once`;
      return diagnosticAt(document, ['mount', 'source', 'data', key], 'contradiction', message, 'key');
    });
}
