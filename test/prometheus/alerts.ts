// The alerts of docs/prometheus/rules.yaml, and when each of them fires on a series.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { evaluate, type Point } from './promql.ts';
import { type Labels, SCRAPE_S, type Series } from './series.ts';

export const DOCS = join(import.meta.dirname, '..', '..', 'docs');

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

interface Rules {
  readonly groups: readonly { readonly interval: string; readonly rules: readonly Alert[] }[];
}

const rules: Rules = parse(readFileSync(join(DOCS, 'prometheus/rules.yaml'), 'utf8'));
export const ALERTS = rules.groups.flatMap((group) => group.rules);

export interface Fired {
  readonly alert: Alert;
  /** Seconds after the container start. */
  readonly atS: number;
  /** Of the series that fires first, with the alert's own. */
  readonly labels: Labels;
}

/** Every alert that ever fires, with the first moment; rules are evaluated after every scrape. */
export function firedOn(series: readonly Series[]): readonly Fired[] {
  const scrapes = Math.max(...series.map(({ values }) => values.length));
  return ALERTS.flatMap((alert) => {
    const pending = new Map<string, number>();
    for (let scrape = 0; scrape < scrapes; scrape += 1) {
      const points = evaluate(alert.expr, series, scrape);
      for (const key of pending.keys()) if (!points.some((point) => keyOf(point) === key)) pending.delete(key);
      for (const point of points) {
        const since = pending.get(keyOf(point)) ?? scrape;
        pending.set(keyOf(point), since);
        const { __name__, ...labels } = point.labels;
        if ((scrape - since) * SCRAPE_S >= secondsOf(alert)) {
          return [{ alert, atS: scrape * SCRAPE_S, labels: { ...labels, ...alert.labels } }];
        }
      }
    }
    return [];
  });
}

function keyOf({ labels }: Point): string {
  return JSON.stringify(Object.entries(labels).sort());
}

function secondsOf({ for: duration = '0m' }: Alert): number {
  const minutes = /^(\d+)m$/.exec(duration)?.[1];
  if (minutes === undefined) throw new Error(`for: ${duration}`);
  return Number(minutes) * 60;
}
