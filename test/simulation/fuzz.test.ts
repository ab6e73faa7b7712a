// Whatever a file says: a simulation that makes a world, or diagnostics; never an exception, never half.
import { describe, expect, test } from 'vitest';
import { type Diagnostic, formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { loadSimulation, loadStrategy } from '../../src/simulation/parse.ts';
import { findSystem } from '../../src/systems/systems.ts';
import { createModel } from '../../src/world/model.ts';
import { randomNumbers } from '../../src/world/schedulers.ts';
import { CATALOG, SIMULATION_TEXTS, STRATEGY_TEXTS } from './shipped.ts';

type Dice = (sides: number) => number;

const INSERTIONS = [
  '\t',
  '\0',
  '\uFEFF',
  '\u2028',
  '\u001b[2J',
  '\ud800',
  ': ',
  '- ',
  '? ',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '%YAML 1.1\n---\n',
  '\n...\n',
  '{',
  ']',
  '"',
  '|\n',
  '__proto__: 1\n',
  'constructor: { a: 1 }\n',
  '1e999',
  '-0',
  '.nan',
  '0644',
  '\r',
  '9'.repeat(400),
  '['.repeat(5000),
  '- '.repeat(5000),
] as const;

const MUTATIONS: Readonly<Record<string, (text: string, dice: Dice) => string>> = {
  'a byte flipped': (text, dice) => {
    const at = dice(text.length);
    return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << dice(8))) + text.slice(at + 1);
  },
  'something inserted': (text, dice) => {
    const at = dice(text.length);
    return text.slice(0, at) + (INSERTIONS[dice(INSERTIONS.length)] ?? '') + text.slice(at);
  },
  'a line deleted': (text, dice) => {
    const lines = text.split('\n');
    return lines.toSpliced(dice(lines.length), 1).join('\n');
  },
  'a line twice': (text, dice) => {
    const lines = text.split('\n');
    const at = dice(lines.length);
    return lines.toSpliced(at, 0, lines[at] ?? '').join('\n');
  },
  'two words swapped': (text, dice) => {
    const words = text.split(/\b/);
    const [a, b] = [dice(words.length), dice(words.length)];
    return words
      .with(a, words[b] ?? '')
      .with(b, words[a] ?? '')
      .join('');
  },
  'a word replaced': (text, dice) => {
    const words = text.split(/\b/);
    const others = ['null', '~', 'true', '0', '-1', '1.5', '[]', '{}', '""', 'any', 'x', '5s', '0s', '*a'];
    return words.with(dice(words.length), others[dice(others.length)] ?? '').join('');
  },
  'an indentation changed': (text, dice) => {
    const lines = text.split('\n');
    const at = dice(lines.length);
    const indent = [' ', '  ', '\t', '    '][dice(4)] ?? '';
    return lines.with(at, indent + (lines[at] ?? '').trimStart()).join('\n');
  },
  'cut off': (text, dice) => text.slice(0, dice(text.length)),
  'carriage returns': (text) => text.replaceAll('\n', '\r\n'),
};

/** One to three mutations, one after the other. */
function mutate(text: string, dice: Dice): string {
  const kinds = Object.values(MUTATIONS);
  let mutated = text;
  for (let left = 1 + dice(3); left > 0; left -= 1) mutated = kinds[dice(kinds.length)]?.(mutated, dice) ?? mutated;
  return mutated;
}

function expectOneLineEach(diagnostics: readonly Diagnostic[], text: string): void {
  expect(diagnostics.length).toBeGreaterThan(0);
  const lines = text.split(/\r\n|\n|\r/).length;
  for (const diagnostic of diagnostics) {
    expect(formatDiagnostic(diagnostic)).toMatch(/^fuzz\.yaml:\d+:\d+: [^\p{Cc}\p{Cf}\u2028\u2029]+$/u);
    expect(diagnostic.line).toBeGreaterThanOrEqual(1);
    expect(diagnostic.line).toBeLessThanOrEqual(lines + 1);
    expect(diagnostic.column).toBeGreaterThanOrEqual(1);
  }
}

const RUNS = 1000;

describe('seeded mutations of the shipped files', () => {
  const next = randomNumbers(20240520);
  const dice: Dice = (sides) => Math.floor(next() * sides);

  test(`${RUNS} mutated simulations load or are refused in single lines`, () => {
    const texts = Object.values(SIMULATION_TEXTS);
    let refused = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const text = mutate(texts[dice(texts.length)] ?? '', dice);
      const loaded = loadSimulation(text, 'fuzz.yaml', CATALOG.strategies);
      if ('diagnostics' in loaded) {
        expectOneLineEach(loaded.diagnostics, text);
        refused += 1;
      } else {
        const { scenario, timing } = loaded.simulation;
        const model = createModel(scenario, timing, findSystem(scenario.system?.name ?? ''));
        expect(model.actorIds.length).toBeGreaterThan(0);
      }
    }
    // Both outcomes are exercised.
    expect(refused).toBeGreaterThan(RUNS / 10);
    expect(refused).toBeLessThan(RUNS);
  });

  test(`${RUNS} mutated strategies load or are refused in single lines`, () => {
    const texts = Object.values(STRATEGY_TEXTS);
    let refused = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const text = mutate(texts[dice(texts.length)] ?? '', dice);
      const loaded = loadStrategy(text, 'fuzz.yaml');
      if ('diagnostics' in loaded) {
        expectOneLineEach(loaded.diagnostics, text);
        refused += 1;
      } else {
        expect(loaded.strategy.name).toBe('fuzz');
      }
    }
    expect(refused).toBeGreaterThan(RUNS / 10);
    expect(refused).toBeLessThan(RUNS);
  });
});
