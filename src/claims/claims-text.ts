// Claims as text for a terminal or a log.
import type { Language } from '../view/messages/messages.ts';
import { wrap } from '../view/rows.ts';
import { type Claim, type Evidence, type NotCheckable, verdictOf } from './claim.ts';
import { shownBy } from './commands.ts';
import type { DecidedClaim, Outcome } from './judge.ts';
import { CLAIM_WORDS, type ClaimWords, countLine } from './words.ts';

const COLUMNS = 100;
const INDENT = '    ';

export interface Listed {
  readonly claims: readonly Claim[];
  readonly notCheckable: readonly NotCheckable[];
  /** Null: nothing was decided anew. */
  readonly decided: readonly DecidedClaim[] | null;
}

/** Every claim with its verdict and what shows it, and how many there are of each kind. */
export function claimsToText({ claims, notCheckable, decided }: Listed, language: Language): string {
  const words = CLAIM_WORDS[language];
  const told = claims.map((claim) => formatClaim(claim, outcomesOf(decided, claim), language));
  const apart = notCheckable.map(({ id, told, why }) =>
    [`${id}  ${words.notCheckable}`, ...paragraph(told[language]), ...paragraph(`→ ${why[language]}`)].join('\n'),
  );
  const last = [countLine(words, claims, notCheckable.length), decidedLine(decided, words)];
  return `${[...told, ...apart, last.join('\n')].join('\n\n')}\n`;
}

function outcomesOf(decided: readonly DecidedClaim[] | null, { id }: Claim): readonly Outcome[] | null {
  return decided?.find(({ claim }) => claim.id === id)?.evidence.map(({ outcome }) => outcome) ?? null;
}

function formatClaim(claim: Claim, outcomes: readonly Outcome[] | null, language: Language): string {
  const words = CLAIM_WORDS[language];
  const outcomeOf = (each: Evidence): string => {
    const outcome = outcomes?.[claim.evidence.indexOf(each)];
    return outcome === undefined ? '' : ` [${words.outcome[outcome]}]`;
  };
  const evidence = shownBy(claim.evidence).flatMap(({ command, evidence: [first, ...rest] }) => {
    const said = [first, ...rest].map((each) => `${words.finding(each)}${outcomeOf(each)}`).join(words.and);
    const line = `${INDENT}${words.side[first.speaks]}${words.colon}${said}`;
    return command === null ? [line] : [line, `${INDENT}${INDENT}${command}`];
  });
  return [
    `${claim.id}  ${words.verdict[verdictOf(claim)]}`,
    ...paragraph(claim.told[language]),
    ...paragraph(`→ ${claim.found[language]}`),
    ...evidence,
    ...(claim.sources ?? []).map((source) => `${INDENT}${words.read}${words.colon}${source}`),
  ].join('\n');
}

function paragraph(text: string): readonly string[] {
  return wrap(text, COLUMNS - INDENT.length).map((line) => `${INDENT}${line}`);
}

function decidedLine(decided: readonly DecidedClaim[] | null, words: ClaimWords): string {
  if (decided === null) return words.howToDecide;
  const all = decided.flatMap(({ evidence }) => evidence.map(({ outcome }) => outcome));
  const count = (wanted: Outcome): number => all.filter((outcome) => outcome === wanted).length;
  return words.decided(count('confirmed'), count('refuted'), count('recorded'));
}
