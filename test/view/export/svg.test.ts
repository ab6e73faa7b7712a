// The lanes as an SVG file: self-contained, in both colours, safe whatever a simulation is called.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatSvg } from '../../../src/view/export/svg.ts';
import { COLORS } from '../../../src/view/export/svg-colors.ts';
import { en } from '../../../src/view/messages/en.ts';
import { zh } from '../../../src/view/messages/zh.ts';
import { createModel } from '../../../src/world/model.ts';
import { runToEnd } from '../../../src/world/run.ts';
import type { Scenario } from '../../../src/world/scenario.ts';
import { createScheduler } from '../../../src/world/schedulers.ts';
import { shippedCatalog } from '../../shipped.ts';

const { simulations } = shippedCatalog();
const incident = simulations[0]?.scenario as Scenario;

function svgOf(scenario: Scenario, messages = en, theme: Parameters<typeof formatSvg>[3] = 'system'): string {
  const model = createModel(scenario, 'prompt');
  return formatSvg(messages, model, runToEnd(model, createScheduler('app-first', 0)), theme);
}

describe('SVG', () => {
  test('the incident', async () => {
    await expect(svgOf(incident)).toMatchFileSnapshot('../../golden/incident.svg');
  });

  test('asks for nothing else, and runs nothing', () => {
    for (const { scenario } of simulations.slice(0, 8)) {
      const svg = svgOf(scenario);
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|@import|<script|<image|href=/);
      // Only references into itself.
      expect([...svg.matchAll(/url\(([^)]*)\)/g)].every(([, to]) => to === '#head')).toBe(true);
    }
  });

  test('has every version as a number and in the colours of the page', () => {
    const svg = svgOf(incident);
    expect(svg).toMatch(/class="role-v2"[^>]*><circle class="disc" r="8"\/><text class="number" dy="0.36em">2</);
    const css = readFileSync(join(import.meta.dirname, '../../../src/web/styles/colors.css'), 'utf8');
    for (const [name, { light, dark }] of Object.entries(COLORS)) {
      expect(css).toContain(`--${name}: light-dark(${light}, ${dark});`);
    }
  });

  test('is light, dark, or as the system says', () => {
    expect(svgOf(incident)).toContain('@media (prefers-color-scheme:dark)');
    expect(svgOf(incident, en, 'dark')).toContain(`--panel:${COLORS.panel.dark}`);
    expect(svgOf(incident, en, 'dark')).not.toContain(COLORS.panel.light);
  });

  test('speaks the language that it is asked in', () => {
    const svg = svgOf(incident, zh);
    expect(svg).toContain('API 服务器');
    expect(svg).toContain('策略 watch-file-write');
  });

  test('names are text', () => {
    const strategy = { ...incident.app.strategy, name: '"><script>alert(1)</script>&' };
    const svg = svgOf({ ...incident, title: '</title><img onerror=x>', app: { ...incident.app, strategy } });
    expect(svg).not.toMatch(/<script|<img/);
    expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;');
  });
});
