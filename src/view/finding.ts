// What a property's judgement of a run means, in one clause: how it was violated, or how far it was from it.
import { assert } from '../kernel/assert.ts';
import { isPodProperty } from '../properties/names.ts';
import type { Judgement } from '../properties/property.ts';
import { versionTextGlyph } from './glyphs.ts';
import type { Messages } from './messages/messages.ts';
import { formatTime } from './time.ts';

/** The clause about a judgement; empty when the verdict says it all. */
export function findingClause({ findings, system }: Messages, { property, verdict, about }: Judgement): string {
  if (verdict === 'vacuous' || verdict === 'inconclusive') return '';
  if (system !== null) return system.properties[property]?.violated[String(about.what ?? '')] ?? '';
  assert(isPodProperty(property), 'a property of a pod');
  const number = (field: string): number => Number(about[field] ?? 0);
  return findings[property]({
    violated: verdict === 'violated',
    served: versionTextGlyph(String(about.served ?? about.what ?? '')).text,
    newest: versionTextGlyph(String(about.newest ?? '')).text,
    refused: number('refused') === 1,
    loads: number('loads'),
    bound: number('bound'),
    longest: formatTime(number('longestMs')),
    boundTime: formatTime(number('boundMs')),
  });
}
