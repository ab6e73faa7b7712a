// The report of `check` as JUnit XML: a test suite for each simulation, a test case for each property.
//
// Source: https://github.com/testmoapp/junitxml, the form that CI systems agree on. What differs from what is expected is
// a failure, what is not decided an error, what nobody asked for and nothing can be said of is skipped.
// Leaves out: times, so that the same check is the same bytes everywhere.
import { messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import type { CheckFinding, CheckReport } from './check-report.ts';
import { coveredBy, explained, judgedOf, subjectOf } from './check-words.ts';

/** The whole document, with a line break at the end. */
export function formatJunit(messages: Messages, reports: readonly CheckReport[]): string {
  const lines = reports.flatMap((report) => suiteLines(messages, report));
  const all = reports.flatMap(({ findings }) => findings);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="reload-sim check"${counts(all)}>`,
    ...lines.map((line) => `  ${line}`),
    '</testsuites>',
    '',
  ].join('\n');
}

type CaseKind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf({ outcome, verdict }: CheckFinding): CaseKind {
  if (outcome === 'differs') return 'failure';
  if (outcome === 'undecided') return 'error';
  return verdict === 'inconclusive' ? 'skipped' : 'passed';
}

function counts(findings: readonly CheckFinding[]): string {
  const count = (kind: CaseKind): number => findings.filter((finding) => kindOf(finding) === kind).length;
  const numbers = {
    tests: findings.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  return Object.entries(numbers)
    .map(([name, number]) => ` ${name}="${number}"`)
    .join('');
}

function suiteLines(spoken: Messages, report: CheckReport): readonly string[] {
  const messages = messagesFor(spoken, report.model);
  const { simulation, model, findings } = report;
  const { name, app } = simulation.scenario;
  const suite = `${name} (${app.strategy.name}, ${model.timing})`;
  return [
    `<testsuite name="${attribute(suite)}" file="${attribute(simulation.file)}"${counts(findings)}>`,
    ...findings.flatMap((finding) => caseLines(messages, report, finding, suite)),
    `  <system-out>${content([subjectOf(messages, report), coveredBy(messages, report)].join('\n'))}</system-out>`,
    '</testsuite>',
  ];
}

function caseLines(messages: Messages, report: CheckReport, finding: CheckFinding, suite: string): readonly string[] {
  const { property, position } = finding;
  const file = attribute(report.simulation.file);
  const open = `  <testcase name="${property}" classname="${attribute(suite)}" file="${file}" line="${position.line}"`;
  const message = judgedOf(messages, finding, report);
  const detail = detailOf(messages, report, finding);
  switch (kindOf(finding)) {
    case 'failure':
      return [`${open}>`, tagged('failure', message, finding.verdict, detail), '  </testcase>'];
    case 'error':
      return [`${open}>`, tagged('error', message, finding.verdict, detail), '  </testcase>'];
    case 'skipped':
      return [`${open}>`, `    <skipped message="${attribute(message)}"/>`, '  </testcase>'];
    case 'passed': {
      const output = [message, ...(detail === '' ? [] : [detail])].join('\n');
      return [`${open}>`, `    <system-out>${content(output)}</system-out>`, '  </testcase>'];
    }
  }
}

function tagged(tag: 'failure' | 'error', message: string, type: string, detail: string): string {
  return `    <${tag} message="${attribute(message)}" type="${type}">${content(detail)}</${tag}>`;
}

function detailOf(messages: Messages, report: CheckReport, { counterexample }: CheckFinding): string {
  const shown = report.counterexamples[counterexample ?? -1];
  if (shown === undefined) return '';
  return [...explained(messages, report, shown), shown.reproduce].join('\n');
}

/** Text between tags; characters that XML 1.0 cannot hold at all become U+FFFD. */
function content(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return content(text)
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/g, ' ');
}
