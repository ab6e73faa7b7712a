// Claims as Markdown, for docs/claims.md and docs/claims.zh.md.
import type { Language } from '../view/messages/messages.ts';
import { type Claim, chapterOf, type NotCheckable, verdictOf } from './claim.ts';
import { fileOf, type Shown, shownBy } from './commands.ts';
import { CLAIM_WORDS, type ClaimWords, countLine } from './words.ts';

/** Every chapter with its claims, then what cannot be checked. */
export function claimsToMarkdown(
  claims: readonly Claim[],
  notCheckable: readonly NotCheckable[],
  language: Language,
): string {
  const words = CLAIM_WORDS[language];
  const chapters = [...new Set(claims.map(({ id }) => chapterOf(id)))].flatMap((chapter) => [
    `## ${words.chapter(chapter)}`,
    ...claims.filter(({ id }) => chapterOf(id) === chapter).map((claim) => formatClaim(claim, language)),
  ]);
  const apart = notCheckable.map(
    ({ id, told, why }) => `- ${words.chapter(id)}${words.colon}${told[language]} *${why[language]}*`,
  );
  return [countLine(words, claims, notCheckable.length), ...chapters, `## ${words.apart}`, apart.join('\n')].join(
    '\n\n',
  );
}

function formatClaim(claim: Claim, language: Language): string {
  const words = CLAIM_WORDS[language];
  return [
    `### ${claim.id} · ${words.verdict[verdictOf(claim)]}`,
    `**${words.told}${words.colon.trimEnd()}** ${claim.told[language]}`,
    `**${words.found}${words.colon.trimEnd()}** ${claim.found[language]}`,
    [
      `**${words.shown}${words.colon.trimEnd()}**`,
      '',
      ...shownBy(claim.evidence).map((each) => formatShown(each, words)),
    ].join('\n'),
    ...(claim.sources === undefined
      ? []
      : [`${words.read}${words.colon}${claim.sources.map((url) => `<${url}>`).join(' · ')}`]),
  ].join('\n\n');
}

function formatShown({ command, evidence: [first, ...rest] }: Shown, words: ClaimWords): string {
  const said = [first, ...rest].map(words.finding).join(words.and);
  const shown = command ?? (first.by === 'recording' ? fileOf(first.id) : '');
  return `- ${words.side[first.speaks]}${words.colon}${said}\n  \`${shown}\``;
}
