// `claims`: what the article says, what is so of it, and the line that shows it.
import { version } from '../../../package.json';
import { type Claim, chapterOf, isNamed, type NotCheckable } from '../../claims/claim.ts';
import { claims as allClaims } from '../../claims/claims.ts';
import { CLAIMS_JSON_SCHEMA, claimsToJson } from '../../claims/claims-json.ts';
import { claimsToText } from '../../claims/claims-text.ts';
import { decide, refutedIn } from '../../claims/judge.ts';
import { notCheckable } from '../../claims/not-checkable.ts';
import { hint, quote } from '../../simulation/diagnostics.ts';
import { EXIT, type Outcome, printed, refused } from '../outcome.ts';
import type { Speech } from '../words/speech.ts';

export interface ClaimsOptions {
  readonly check?: true;
  readonly json?: true;
}

/** The claims that the words name, by id or by chapter; all of them without a word. */
export async function claims(
  words: readonly string[],
  { check, json }: ClaimsOptions,
  { view }: Speech,
): Promise<Outcome> {
  const unknown = words.filter((word) => !isKnown(word));
  if (unknown.length > 0) return refused({ refusal: unknown.map(refusalOf) });
  const chosen = allClaims.filter((claim) => isChosen(claim, words));
  const decided = check === true ? await decideNow(chosen) : null;
  const listed = { claims: chosen, notCheckable: notCheckable.filter((each) => isChosen(each, words)), decided };
  const status = decided !== null && refutedIn(decided).length > 0 ? EXIT.violated : EXIT.holds;
  if (json !== true) return printed(claimsToText(listed, view.language), status);
  const told = { schema: CLAIMS_JSON_SCHEMA, version, ...claimsToJson(listed) };
  return printed(`${JSON.stringify(told, null, 2)}\n`, status);
}

async function decideNow(chosen: readonly Claim[]): Promise<ReturnType<typeof decide>> {
  // The explorer is loaded only for those who want it decided.
  const { openLaboratory } = await import('../claims-laboratory.ts');
  return decide(chosen, await openLaboratory(chosen));
}

function isChosen(each: Claim | NotCheckable, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => isNamed(each, word));
}

function isKnown(word: string): boolean {
  return [...allClaims, ...notCheckable].some((each) => isNamed(each, word));
}

function refusalOf(word: string): string {
  const ids = allClaims.map(({ id }) => id);
  const chapters = [...new Set(ids.map(chapterOf))];
  const expected = `expected a chapter (${chapters.join(', ')}) or the id of a claim, such as ${ids[0]}`;
  return `reload-sim claims: found ${quote(word)}, ${expected}${hint(word, [...chapters, ...ids])}`;
}
