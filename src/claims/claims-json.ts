// Claims for programs. What the names mean is written in docs/claims.md; they are as stable as those of `check`.
import { type ClaimVerdict, chapterOf, countsOf, type Finding, type Sentence, type Side, verdictOf } from './claim.ts';
import type { Listed } from './claims-text.ts';
import { commandOf } from './commands.ts';
import type { Outcome } from './judge.ts';

/** The version of the form; it changes when a name does. */
export const CLAIMS_JSON_SCHEMA = 1;

export interface ClaimsJson {
  readonly claims: readonly {
    readonly id: string;
    readonly chapter: string;
    readonly told: Sentence;
    readonly verdict: ClaimVerdict;
    readonly found: Sentence;
    readonly evidence: readonly {
      readonly speaks: Side;
      readonly finding: Finding;
      /** The line that shows it; null where a recording describes no operations. */
      readonly command: string | null;
      /** Null without `--check`. */
      readonly outcome: Outcome | null;
    }[];
    readonly sources: readonly string[];
  }[];
  readonly notCheckable: readonly { readonly chapter: string; readonly told: Sentence; readonly why: Sentence }[];
  readonly counts: Readonly<Record<ClaimVerdict, number>>;
}

/** The same for every language: sentences come in all of them. */
export function claimsToJson({ claims, notCheckable, decided }: Listed): ClaimsJson {
  return {
    claims: claims.map((claim) => {
      const outcomes = decided?.find((each) => each.claim === claim)?.evidence ?? [];
      const { id, told, found, sources = [] } = claim;
      const evidence = claim.evidence.map((each, at) => {
        const { speaks, ...finding } = each;
        return { speaks, finding, command: commandOf(each), outcome: outcomes[at]?.outcome ?? null };
      });
      return { id, chapter: chapterOf(id), told, verdict: verdictOf(claim), found, evidence, sources };
    }),
    notCheckable: notCheckable.map(({ id, told, why }) => ({ chapter: id, told, why })),
    counts: countsOf(claims),
  };
}
