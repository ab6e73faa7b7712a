// What a parser makes of every content that the application may ever read.
//
// A value is parsed as YAML 1.2, which takes JSON in; text without YAML structure (a properties file, a PEM block) is a
// plain scalar and so valid, without root keys. Like yaml.Unmarshal in Go, only the first document counts, and a
// document that holds nothing leaves the zero value: `empty`. Leaves out: other formats; what a schema would refuse.
import { type Document, isMap, isScalar, visit, type YAMLMap } from 'yaml';
import type { ContentClass } from '../actors/app/content.ts';
import { CONTENT_DEPTH_MAX } from './limits.ts';
import { compose } from './yaml-text.ts';

const INVALID: ContentClass = { status: 'invalid', rootKeys: [] };
const EMPTY: ContentClass = { status: 'empty', rootKeys: [] };

/** Classifies one content. */
export function classify(content: string): ContentClass {
  const composed = compose(content, CONTENT_DEPTH_MAX);
  if ('tooDeepAt' in composed) return INVALID;
  const document = composed.documents[0];
  if (document === undefined) return EMPTY;
  if (document.errors.length > 0 || isRefused(document)) return INVALID;
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return EMPTY;
  return { status: 'valid', rootKeys: isMap(root) ? keysOf(root) : [] };
}

/** What a parser of YAML makes of a content: null for an empty one, `problem` for one that it refuses. */
export function parseContent(content: string): { readonly value: unknown } | { readonly problem: string } {
  const { status } = classify(content);
  if (status === 'empty') return { value: null };
  const composed = compose(content, CONTENT_DEPTH_MAX);
  const document = 'documents' in composed ? composed.documents[0] : undefined;
  const [error] = document?.errors ?? [];
  if (status === 'invalid' || document === undefined) return { problem: error?.message ?? 'not a YAML document' };
  return { value: document.toJS() };
}

/**
 * Every content that may be read when the files go through these versions, by its bytes. The empty content is among
 * them, because it is what a reader finds between an in-place writer's open(O_TRUNC) and its write.
 */
export function contentsOf(versions: readonly Readonly<Record<string, string>>[]): Record<string, ContentClass> {
  const distinct = new Set(['', ...versions.flatMap((data) => Object.values(data))]);
  return Object.fromEntries([...distinct].map((content) => [content, classify(content)]));
}

function keysOf(map: YAMLMap): readonly string[] {
  return map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
}

/** What a parser refuses and the syntax tree does not mark: a key twice in one mapping, an alias without its anchor. */
function isRefused(document: Document): boolean {
  const anchors = new Set<string>();
  let refused = false;
  visit(document, {
    Alias: (_, { source }) => {
      refused ||= !anchors.has(source);
    },
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Map: (_, map) => {
      const keys = keysOf(map);
      refused ||= new Set(keys).size < keys.length;
      if (map.anchor !== undefined) anchors.add(map.anchor);
    },
  });
  return refused;
}
