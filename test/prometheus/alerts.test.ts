// The alerts of docs/prometheus/rules.yaml on simulated series: what fires when is the table of docs/metrics.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../src/view/export/reload-metrics.ts';
import { ALERTS, DOCS, firedOn } from './alerts.ts';
import { evaluate } from './promql.ts';
import { promtoolTests } from './promtool.ts';
import { type Series, seriesOf } from './series.ts';
import { TRIED } from './tried.ts';

interface Board {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

/** The table of docs/metrics.md: seconds after the container start at which an alert first fires. */
function table(): string {
  const rows = TRIED.map(([name, strategy]) => {
    const fired = firedOn(seriesOf(name, strategy)).map(({ alert, atS }) => `${alert.alert} ${atS} s`);
    return `| ${name}${strategy === null ? '' : `, ${strategy}`} | ${fired.length === 0 ? '–' : fired.join(', ')} |`;
  });
  return ['| simulation, strategy | fires |', '| --- | --- |', ...rows].join('\n');
}

describe('O7: the alerts', () => {
  test('fire on the runs that docs/metrics.md names, and nowhere else', () => {
    expect(readFileSync(join(DOCS, 'metrics.md'), 'utf8')).toContain(table());
  });

  test('are given to promtool with the same series', async () => {
    await expect(promtoolTests()).toMatchFileSnapshot(join(DOCS, 'prometheus/rules.test.yaml'));
  });

  test('have a severity and a summary, and each fires on one of the runs', () => {
    const seen = new Set(
      TRIED.flatMap(([name, strategy]) => firedOn(seriesOf(name, strategy)).map((each) => each.alert)),
    );
    for (const alert of ALERTS) {
      expect([alert.alert, seen.has(alert)]).toEqual([alert.alert, true]);
      expect(alert.labels.severity).toMatch(/^(page|ticket)$/);
      expect(alert.annotations.summary).toMatch(/^\S/);
    }
  });
});

describe('O8: the board of the article, 4.2', () => {
  const RATIO =
    'rate(config_reload_success_total[1h]) / (rate(config_reload_success_total[1h]) + rate(config_parse_errors_total[1h]))';
  const last = (series: readonly Series[]): number => (series[0]?.values.length ?? 0) - 1;
  const ratioOf = (series: readonly Series[], scrape: number): readonly number[] =>
    evaluate(RATIO, series, scrape).map(({ value }) => value);

  test('is green in the incident: the empty load is a success', () => {
    const series = seriesOf('incident-debounced');
    expect(ratioOf(series, 1)).toEqual([1]);
    expect(evaluate('config_parse_errors_total > 0', series, last(series))).toEqual([]);
    expect(evaluate('config_empty_loads_total > 0', series, last(series)).length).toBe(1);
  });

  test('is 0/0 where nothing was loaded in the hour', () => {
    const series = seriesOf('incident-kubelet');
    expect(ratioOf(series, last(series))).toEqual([Number.NaN]);
  });

  test('is green over a watcher that is deaf: where nothing is loaded, nothing fails', () => {
    const series = seriesOf('x2-second-update');
    expect(ratioOf(series, last(series))).toEqual([1]);
    expect(firedOn(series).map(({ alert }) => alert.alert)).toContain('ConfigStale');
  });

  test('names no cause: the counter has no label, so there is one row for each pod', () => {
    const series = seriesOf('x7-invalid-then-valid');
    const causes = (expr: string): readonly unknown[] =>
      evaluate(expr, series, last(series)).map(({ labels }) => labels.cause);
    expect(causes('topk(3, config_parse_errors_total)')).toEqual([undefined]);
    expect(causes('topk(3, config_reload_failures_total > 0)')).toEqual(['parse']);
  });
});

describe('the board', () => {
  const board: Board = JSON.parse(readFileSync(join(DOCS, 'prometheus/board.json'), 'utf8'));
  const queries = board.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const));

  test.each(queries)('%s is PromQL on metrics that there are: %s', (_, expr) => {
    const metrics: string[] = [];
    parser.parse(expr).iterate({
      enter: ({ type, node }) => {
        expect([type.isError, node.from]).toEqual([false, node.from]);
        if (node.name === 'VectorSelector') metrics.push(/^\w+/.exec(expr.slice(node.from))?.[0] ?? '');
      },
    });
    expect(metrics.length).toBeGreaterThan(0);
    for (const name of metrics) expect(METRICS.map((metric) => metric.name)).toContain(name);
  });
});

describe('the evaluator', () => {
  const one: readonly Series[] = [{ labels: { __name__: 'a', job: 'x' }, values: [1, 4, 0, 2] }];

  test('counts a reset from nothing, and changes', () => {
    expect(evaluate('increase(a[1h])', one, 3)).toEqual([{ labels: { job: 'x' }, value: 5 }]);
    expect(evaluate('changes(a[1h])', one, 3)).toEqual([{ labels: { job: 'x' }, value: 3 }]);
    expect(evaluate('absent(b)', one, 3)).toEqual([{ labels: {}, value: 1 }]);
  });

  test.each(['increase(a[5m)', 'a >', 'sum(a)', 'a{job=~"x"}', 'histogram_quantile(0.9, a)', 'a offset 5m'])(
    'refuses %s',
    (expr) => {
      expect(() => evaluate(expr, one, 0)).toThrow();
    },
  );
});
