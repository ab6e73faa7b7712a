// The report of `check` as SARIF 2.1.0, so that a code host can annotate the line of the simulation file that matters, and
// show the counterexample step by step.
//
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. `error` differs from what is expected, `warning` is not decided,
// `note` is violated as expected or not asked for. What holds as it should gives no result.
import type { PropertyName } from '../../properties/names.ts';
import { findProperty, propertiesOf } from '../../properties/properties.ts';
import { asksOf, messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import type { CheckFinding, CheckReport } from './check-report.ts';
import { agreementOf, explained, judgedOf } from './check-words.ts';
import { expectPlace } from './file-places.ts';
import { codeFlowOf } from './sarif-flow.ts';
import { locationAt } from './sarif-location.ts';

/** A report and where its file is: a URI, relative to the root of the sources where there is one. */
export interface LocatedReport {
  readonly report: CheckReport;
  readonly uri: string;
}

type Level = 'error' | 'warning' | 'note';

/** The log as JSON values. */
export function checkToSarif(messages: Messages, version: string, located: readonly LocatedReport[]): unknown {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'reload-sim', semanticVersion: version, rules: rules(messages, located) } },
        columnKind: 'utf16CodeUnits',
        results: located.flatMap(({ report, uri }) =>
          report.findings.flatMap((finding) =>
            resultOf(messagesFor(messages, report.model), report, uri, finding, namesIn(located)),
          ),
        ),
      },
    ],
  };
}

/** What was asked for in any of the reports, in the order of the first that asked. */
function namesIn(located: readonly LocatedReport[]): readonly PropertyName[] {
  return [...new Set(located.flatMap(({ report }) => propertiesOf(report.model).map(({ name }) => name)))];
}

function rules(messages: Messages, located: readonly LocatedReport[]): readonly unknown[] {
  return namesIn(located).map((name) => {
    const asking = located.find(({ report }) => findProperty(report.model, name) !== undefined);
    return {
      id: name,
      name: name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
      shortDescription: {
        text: asking === undefined ? name : asksOf(messagesFor(messages, asking.report.model), name),
      },
      defaultConfiguration: { level: 'error' },
    };
  });
}

function levelOf({ outcome, verdict }: CheckFinding): Level | null {
  if (outcome === 'differs') return 'error';
  if (outcome === 'undecided') return 'warning';
  return verdict === 'violated' ? 'note' : null;
}

function resultOf(
  messages: Messages,
  report: CheckReport,
  uri: string,
  finding: CheckFinding,
  names: readonly PropertyName[],
): readonly unknown[] {
  const level = levelOf(finding);
  if (level === null) return [];
  const { property, position, counterexample } = finding;
  const { name, app } = report.simulation.scenario;
  const told = `${property} ${judgedOf(messages, finding, report)}`;
  const shown = report.counterexamples[counterexample ?? -1];
  const proof = shown === undefined ? [] : [...explained(messages, report, shown), shown.reproduce];
  const flow = shown === undefined ? null : codeFlowOf(messages, report, shown, uri);
  const expected = finding.expected === null ? null : expectPlace(report.simulation, property);
  const isElsewhere = expected !== null && expected.line !== position.line;
  const text = [`${name}, strategy ${app.strategy.name}: ${told}.`, ...proof].join('\n');
  return [
    {
      ruleId: property,
      ruleIndex: names.indexOf(property),
      level,
      message: { text },
      locations: [locationAt(uri, position)],
      ...(isElsewhere ? { relatedLocations: [locationAt(uri, expected, agreementOf(messages, finding))] } : {}),
      ...(flow === null ? {} : { codeFlows: [flow] }),
      partialFingerprints: { 'reloadSim/v1': [name, app.strategy.name, report.model.timing, property].join('/') },
    },
  ];
}
