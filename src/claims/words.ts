// What is said around claims, in every language.
import type { Language } from '../view/messages/messages.ts';
import { CLAIM_VERDICTS, type Claim, type ClaimVerdict, countsOf, type Finding, type Side } from './claim.ts';
import { formatExpected } from './expected.ts';
import type { Outcome } from './judge.ts';

export interface ClaimWords {
  readonly verdict: Readonly<Record<ClaimVerdict, string>>;
  readonly side: Readonly<Record<Side, string>>;
  readonly outcome: Readonly<Record<Outcome, string>>;
  /** What stands between a word and what it is said of. */
  readonly colon: string;
  readonly and: string;
  readonly told: string;
  readonly found: string;
  readonly read: string;
  readonly shown: string;
  readonly chapter: (chapter: string) => string;
  readonly notCheckable: string;
  /** The heading of what cannot be checked. */
  readonly apart: string;
  readonly finding: (finding: Finding) => string;
  readonly claims: string;
  readonly decided: (confirmed: number, refuted: number, recorded: number) => string;
  readonly howToDecide: string;
}

const CHECKED = { en: { holds: 'holds', violated: 'is violated' }, zh: { holds: '成立', violated: '违反' } } as const;

const en: ClaimWords = {
  verdict: { holds: 'holds', 'holds-partly': 'holds partly', 'does-not-hold': 'does not hold' },
  side: { for: 'for', against: 'against' },
  outcome: { confirmed: 'confirmed', refuted: 'NOT SO', recorded: 'recorded' },
  colon: ': ',
  and: '; ',
  told: 'As told',
  found: 'As measured',
  read: 'Read in',
  shown: 'Shown by',
  chapter: (chapter) => `Chapter ${chapter}`,
  notCheckable: 'not checkable',
  apart: 'What cannot be checked',
  finding: (finding) => describeFinding(finding, 'en'),
  claims: 'Claims',
  decided: (confirmed, refuted, recorded) =>
    `Decided now: ${confirmed} pieces of evidence confirmed, ${refuted} not so` +
    (recorded === 0 ? '.' : `; ${recorded} rest on recordings, which the tests of the repository read.`),
  howToDecide: '`reload-sim claims --check` decides them again.',
};

const zh: ClaimWords = {
  verdict: { holds: '成立', 'holds-partly': '部分成立', 'does-not-hold': '不成立' },
  side: { for: '支持', against: '反对' },
  outcome: { confirmed: '属实', refuted: '不属实', recorded: '有录制' },
  colon: '：',
  and: '；',
  told: '文章所述',
  found: '实际所测',
  read: '出处',
  shown: '依据',
  chapter: (chapter) => `第 ${chapter} 章`,
  notCheckable: '无法核实',
  apart: '无法核实的论断',
  finding: (finding) => describeFinding(finding, 'zh'),
  claims: '论断',
  decided: (confirmed, refuted, recorded) =>
    `现在判定：${confirmed} 项依据属实，${refuted} 项不属实` +
    (recorded === 0 ? '。' : `；${recorded} 项依据是录制，由仓库中的测试读取。`),
  howToDecide: '`reload-sim claims --check` 会重新判定。',
};

export const CLAIM_WORDS: Readonly<Record<Language, ClaimWords>> = { en, zh };

/** `Claims: 73 · holds: 22 · holds partly: 21 · does not hold: 30 · Not checkable: 7`. */
export function countLine(words: ClaimWords, claims: readonly Claim[], notCheckable: number): string {
  const counts = countsOf(claims);
  const verdicts = CLAIM_VERDICTS.map((verdict) => `${words.verdict[verdict]}${words.colon}${counts[verdict]}`);
  return [
    `${words.claims}${words.colon}${claims.length}`,
    ...verdicts,
    `${words.notCheckable}${words.colon}${notCheckable}`,
  ].join(' · ');
}

/** What a piece of evidence says, besides the command that shows it. */
function describeFinding(finding: Finding, language: Language): string {
  switch (finding.by) {
    case 'check':
      return `${finding.property} ${CHECKED[language][finding.verdict]}`;
    case 'run': {
      const { says, line = says, never } = finding;
      const [prints, not] = language === 'en' ? ['prints', 'prints no'] : ['输出', '从不输出'];
      return line === undefined ? `${not} /${never}/` : `${prints} “${line}”`;
    }
    case 'probe':
      return language === 'en' ? 'the model gives this output' : '模型给出这样的输出';
    case 'recording':
      return `${language === 'en' ? 'recording' : '录制'} ${finding.id}, ${formatExpected(finding.expected)}`;
  }
}
