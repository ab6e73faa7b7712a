// A claim of the article and what speaks for and against it.
//
// The verdict is nowhere written: it follows from the evidence, and every piece of evidence is something that a test
// decides again: a property of a shipped simulation, what a run prints, a script against the model of inotify, or a
// recording of the real thing. Source: chapters 1 to 4 of the article (in Chinese), told here in our own words.
// Leaves out: numbers of the article's own business, which nobody else can check (not-checkable.ts).
import type { PropertyName } from '../properties/names.ts';
import type { Chapter } from '../simulation/chapters.ts';
import type { ExpectedVerdict } from '../simulation/schema.ts';
import type { Language } from '../view/messages/messages.ts';
import type { Expected } from './expected.ts';

/** A sentence in every language. */
export type Sentence = Readonly<Record<Language, string>>;

export const SIDES = ['for', 'against'] as const;
export type Side = (typeof SIDES)[number];

/** What a test can decide. */
export type Finding =
  /** `check` of a shipped simulation, with its own strategy or another one, comes to this verdict. */
  | {
      readonly by: 'check';
      readonly simulation: string;
      readonly strategy?: string;
      readonly property: PropertyName;
      readonly verdict: ExpectedVerdict;
    }
  /** The run that the file asks for prints a text, a whole line, or nowhere what a regular expression describes. */
  | {
      readonly by: 'run';
      readonly simulation: string;
      readonly format?: string;
      readonly says?: string;
      readonly line?: string;
      readonly never?: string;
    }
  /** A script (docs/probe.md) with the output that the model must give. */
  | { readonly by: 'probe'; readonly script: readonly string[] }
  /** A recording in test/recorded; `replays` where `probe --verify` compares it with the model. */
  | {
      readonly by: 'recording';
      readonly id: string;
      readonly expected: Expected;
      readonly replays?: true;
    };

export type Evidence = Finding & { readonly speaks: Side };

export const CLAIM_VERDICTS = ['holds', 'holds-partly', 'does-not-hold'] as const;
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number];

export interface Claim {
  /** The chapter and a number within it: `2.2.3`; `1.3` in the first, which has no sections. */
  readonly id: string;
  /** As the article tells it. */
  readonly told: Sentence;
  /** As it was measured, decided or read. */
  readonly found: Sentence;
  /** At least one; a test decides each of them. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Where the same can be read. */
  readonly sources?: readonly string[];
}

/** A claim that cannot be decided here, and why; it has no verdict. */
export interface NotCheckable {
  readonly id: string;
  readonly told: Sentence;
  readonly why: Sentence;
}

/** What follows from the evidence: all of it for the claim, all against it, or some of both. */
export function verdictOf({ evidence }: Claim): ClaimVerdict {
  const sides = new Set(evidence.map(({ speaks }) => speaks));
  if (sides.size === SIDES.length) return 'holds-partly';
  return sides.has('for') ? 'holds' : 'does-not-hold';
}

/** How many claims have each verdict. */
export function countsOf(claims: readonly Claim[]): Readonly<Record<ClaimVerdict, number>> {
  const count = (wanted: ClaimVerdict): number => claims.filter((claim) => verdictOf(claim) === wanted).length;
  return {
    holds: count('holds'),
    'holds-partly': count('holds-partly'),
    'does-not-hold': count('does-not-hold'),
  };
}

/** The chapter of an id: `2.2` of `2.2.3`, `1` of `1.3`. */
export function chapterOf(id: string): Chapter {
  return id.slice(0, id.lastIndexOf('.')) as Chapter;
}

/** Is the claim, or is its chapter, what a word names: `2`, `2.2`, `2.2.3`? */
export function isNamed({ id }: Pick<Claim, 'id'>, word: string): boolean {
  return id === word || id.startsWith(`${word}.`);
}
