// What users get: one answer for each request of the run so far, equal ones in a row as one.
import type { RunStep } from '../world/run.ts';
import { type Glyph, versionTextGlyph } from './glyphs.ts';

export interface Answer {
  readonly status: 200 | 503;
  readonly glyph: Glyph;
  /** When the first of them was answered, in virtual time. */
  readonly atMs: number;
  /** Equal answers in a row. */
  readonly times: number;
  /** Steps of the run up to the first of them. */
  readonly to: number;
  /** The last step brought it. */
  readonly isNow: boolean;
}

/** The answers in these steps, oldest first; those from step number `since` on are new. */
export function requestsView(steps: readonly RunStep[], since: number): readonly Answer[] {
  const answers: Answer[] = [];
  for (const [index, { events, world }] of steps.entries()) {
    for (const event of events) {
      if (event.kind !== 'request') continue;
      const glyph = versionTextGlyph(event.version);
      const last = answers.at(-1);
      const isNow = index >= since;
      if (last?.status === event.status && last.glyph.text === glyph.text) {
        answers.splice(-1, 1, { ...last, times: last.times + 1, isNow: last.isNow || isNow });
      } else {
        answers.push({ status: event.status, glyph, atMs: world.nowMs, times: 1, to: index + 1, isNow });
      }
    }
  }
  return answers;
}
