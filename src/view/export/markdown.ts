// The report of `check` in Markdown for a design review: a table of verdicts, and for each counterexample its cause, the
// pause it needs, and the sequence diagram in Mermaid, as GitHub and GitLab draw it.
import { messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import { proseOf } from '../prose.ts';
import type { CheckCounterexample, CheckReport } from './check-report.ts';
import { agreementOf, coveredBy, explained, headingOf, subjectOf, verdictOf } from './check-words.ts';
import { formatMermaid } from './mermaid.ts';

/** The section of one simulation, without a line break at the end. */
export function checkToMarkdown(spoken: Messages, report: CheckReport): string {
  const messages = messagesFor(spoken, report.model);
  const { simulation, findings, counterexamples, isExpectPassedOver } = report;
  const { name } = simulation.scenario;
  const { title, why } = proseOf(messages, simulation.scenario);
  const rows = findings.map((finding) => {
    const [verdict, expect] = [verdictOf(messages, finding, report), agreementOf(messages, finding)];
    const isBad = finding.outcome === 'differs' || finding.outcome === 'undecided';
    return `| ${code(finding.property)} | ${isBad ? `**${escaped(verdict)}**` : escaped(verdict)} | ${escaped(expect)} |`;
  });
  return [
    `## ${escaped(`${name}: ${title}`)}`,
    '',
    escaped(why),
    '',
    `${escaped(subjectOf(messages, report))}; ${escaped(coveredBy(messages, report))}.`,
    ...(isExpectPassedOver ? ['', escaped(messages.check.otherExpect)] : []),
    '',
    `| ${messages.check.columns.join(' | ')} |`,
    '| --- | --- | --- |',
    ...rows,
    ...counterexamples.flatMap((shown) => ['', ...counterexampleLines(messages, report, shown)]),
  ].join('\n');
}

function counterexampleLines(messages: Messages, report: CheckReport, shown: CheckCounterexample): readonly string[] {
  const { run, reproduce } = shown;
  const told = explained(messages, report, shown);
  const diagram = formatMermaid(report.model, run);
  return [
    `### ${escaped(headingOf(messages, shown))}`,
    '',
    ...told.map((text) => `- ${escaped(text)}`),
    '',
    ...fenced('mermaid', diagram),
    '',
    ...fenced('sh', reproduce),
  ];
}

/** A block of code; its fence is longer than any in the text. */
function fenced(language: string, text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}

/** Text as code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Text that Markdown takes as text, in one line, also inside a table. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]|~#]/g, (sign) => `\\${sign}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\n\r]+/g, ' ');
}
