// What a schema cannot say about a story: one thing at a time, in the order of time, and only what can be done here.
//
// Sources: facts/kubelet.md 2 and 5. Rules V1, V5, V6, V8.

import { formatDuration } from '../kernel/duration.ts';
import type { Diagnostic } from './diagnostics.ts';
import { quote } from './diagnostics.ts';
import { placeOf, type SourceDocument, valueAt } from './document.ts';
import { diagnosticAt } from './issues.ts';
import { readablePart } from './parts.ts';
import { PARTS } from './schema.ts';
import { POD_VERBS, STORY_VERBS } from './story-words.ts';

/** How many items a story has, readable or not. */
export function storyLength(document: SourceDocument): number {
  const story = valueAt(document, ['story']);
  return Array.isArray(story) ? story.length : 0;
}

/** Every mistake of the story that its schema cannot tell. */
export function checkStory(document: SourceDocument): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let latest = { ms: 0, line: 0 };
  for (let index = 0; index < storyLength(document); index += 1) {
    const path = ['story', index];
    const at = readablePart(document, PARTS.storyItem.at, [...path, 'at']);
    if (at !== undefined && at < latest.ms) {
      const expected = `expected ${formatDuration(latest.ms)} or later (line ${latest.line})`;
      const message = `found ${quote(String(valueAt(document, [...path, 'at'])))}, ${expected}`;
      found.push(diagnosticAt(document, [...path, 'at'], 'story-order', message));
    } else if (at !== undefined) {
      latest = { ms: at, line: placeOf(document, [...path, 'at']).value.line };
    }
    found.push(...checkItem(document, index));
  }
  return found;
}

/** One verb, and what goes with it. */
function checkItem(document: SourceDocument, index: number): readonly Diagnostic[] {
  const path = ['story', index];
  const item = valueAt(document, path);
  if (item === null || typeof item !== 'object') return [];
  const verbs = STORY_VERBS.filter((verb) => Object.hasOwn(item, verb));
  const [verb] = verbs;
  if (verb === undefined || verbs.length > 1) {
    const what = verbs.length === 0 ? 'none of them' : verbs.join(' and ');
    const message = `found ${what}, expected one of ${STORY_VERBS.join(', ')}`;
    return [diagnosticAt(document, path, verbs.length === 0 ? 'missing-key' : 'contradiction', message)];
  }
  const found: Diagnostic[] = [];
  for (const field of ['immutable', 'mistake']) {
    if (verb === 'apply' || !Object.hasOwn(item, field)) continue;
    const message = `found it with ${verb}, expected it with apply only`;
    found.push(diagnosticAt(document, [...path, field], 'contradiction', message, 'key'));
  }
  const writer = readablePart(document, PARTS.mount.writer, ['mount', 'writer']);
  if (POD_VERBS.includes(verb) && writer !== undefined && writer !== 'kubelet') {
    const message = `found it with writer ${writer}, expected it with writer kubelet only`;
    found.push(diagnosticAt(document, [...path, verb], 'contradiction', message, 'key'));
  }
  return found;
}
