// The file of a simulation that plays a system (src/systems) in place of a pod, and what becomes of it.
//
// Each system brings the schema of its own block. What it is asked for is its own too, so that a property of another
// system is a mistake that is told in its place.
import { z } from 'zod';
import type { Plain } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { DEFAULT_PARAMETERS } from '../properties/property.ts';
import type { AnySystem } from '../systems/system.ts';
import { systems } from '../systems/systems.ts';
import type { Scenario } from '../world/scenario.ts';
import { nameOfFile, noStrategy } from './build.ts';
import { type Diagnostic, hint, quote } from './diagnostics.ts';
import { type SourceDocument, valueAt } from './document.ts';
import { diagnosticAt } from './issues.ts';
import { howToRun, PARTS, simulationSchema, told, verdict, zh } from './schema.ts';
import { DEFAULT_WATCHER, type Simulation } from './simulation.ts';

const NAMES = systems.map(({ name }) => name);
const PROPERTIES = [...new Set(systems.flatMap(({ properties }) => properties.map(({ name }) => name)))];

/** The file of a simulation of a system. */
export const systemFileSchema = z.strictObject({
  ...told,
  system: z
    .strictObject(Object.fromEntries(systems.map(({ name, schema, words }) => [name, block(schema, words.en.name)])))
    .describe('The system that is played, under its name, with how it is set up.'),
  ...howToRun,
  expect: z
    .strictObject(Object.fromEntries(PROPERTIES.map((name) => [name, verdict.optional().describe(asks(name))])))
    .default({})
    .describe('The verdict that `check` must reach for each property named; it exits 1 when one differs.'),
  zh,
});

export type SystemFile = z.output<typeof systemFileSchema>;

function block(schema: z.ZodType, name: string): z.ZodType {
  return schema.optional().describe(name);
}

/** What a property asks; systems that have one of the same name may ask it in other words. */
function asks(name: string): string {
  const all = systems.flatMap(({ words }) => words.en.properties[name]?.asks ?? []);
  return [...new Set(all)].join('; ');
}

/** Does the file play a system? */
export function playsSystem(document: SourceDocument): boolean {
  return valueAt(document, ['system']) !== undefined;
}

/** The systems that a file names. */
function namedIn(document: SourceDocument): readonly string[] {
  return NAMES.filter((name) => valueAt(document, ['system', name]) !== undefined);
}

/** Does the file name more than one system? */
export function namesTwo(document: SourceDocument): boolean {
  return namedIn(document).length > 1;
}

/** What the schema cannot say: that there is one system, and what that one makes of its set-up and of `expect`. */
export function checkSystem(document: SourceDocument): readonly Diagnostic[] {
  const block = valueAt(document, ['system']);
  if (block === null || typeof block !== 'object' || Array.isArray(block)) return [];
  const [name, second] = namedIn(document);
  if (second !== undefined) {
    const message = `found it beside ${quote(name ?? '')}, expected one system in a file`;
    return [diagnosticAt(document, ['system', second], 'contradiction', message, 'key')];
  }
  const system = systems.find((each) => each.name === name);
  if (system === undefined) {
    const isEmpty = Object.keys(block).length === 0;
    const message = `found none, expected a system (${NAMES.join(', ')})`;
    return isEmpty ? [diagnosticAt(document, ['system'], 'missing-key', message, 'key')] : [];
  }
  return [...checkConfig(document, system), ...checkExpect(document, system)];
}

function checkConfig(document: SourceDocument, { name, schema, mistakes }: AnySystem): readonly Diagnostic[] {
  const config = schema.safeParse(valueAt(document, ['system', name]));
  if (!config.success || mistakes === undefined) return [];
  return mistakes(config.data).map(({ path, message }) =>
    diagnosticAt(document, ['system', name, ...path], 'contradiction', message),
  );
}

function checkExpect(document: SourceDocument, { name, properties }: AnySystem): readonly Diagnostic[] {
  const expect = valueAt(document, ['expect']);
  if (expect === null || typeof expect !== 'object') return [];
  const own = properties.map((property) => property.name);
  return Object.keys(expect)
    .filter((each) => PROPERTIES.includes(each) && !own.includes(each))
    .map((each) => {
      const message = `not a property of ${name}, expected one of ${own.join(', ')}${hint(each, own)}`;
      return diagnosticAt(document, ['expect', each], 'unknown-key', message, 'key');
    });
}

/** The simulation of a file without mistakes. */
export function buildSystemSimulation(document: SourceDocument, file: SystemFile): Simulation {
  const [found] = Object.entries(file.system as Readonly<Record<string, Plain | undefined>>).filter(
    ([, config]) => config !== undefined,
  );
  assert(found !== undefined, 'a file of a system names one');
  const [name, config] = found;
  const system = systems.find((each) => each.name === name);
  assert(system !== undefined, 'the name of the system was checked');
  const expect = file.expect as Readonly<Record<string, 'holds' | 'violated' | undefined>>;
  return {
    file: document.file,
    scenario: scenarioOf(document, file, name, config as Plain),
    timing: file.timing,
    schedule: file.schedule,
    seed: file.seed,
    expect: system.properties.flatMap((property) => {
      const expected = expect[property.name];
      return expected === undefined ? [] : [{ property: property.name, verdict: expected }];
    }),
    parameters: DEFAULT_PARAMETERS,
    insteadOf: null,
    hazard: null,
    chapter: file.chapter ?? null,
    form: file.form ?? null,
    positions: Object.fromEntries([...document.places].map(([pointer, place]) => [pointer, place.value])),
  };
}

/** Nothing is mounted and nothing watched: all of a scenario that is a pod's stands empty. */
function scenarioOf(document: SourceDocument, file: SystemFile, system: string, config: Plain): Scenario {
  const { title, why } = file;
  const { syncFrequency: syncFrequencyMs, ttl: ttlMs, ...cluster } = z.object(PARTS.cluster).parse({});
  const { mount, kernel } = simulationSchema.shape;
  const { items: _, fsGroup: _g, subPath: _s, ...volume } = mount.parse(undefined);
  return {
    name: nameOfFile(document.file),
    title,
    why,
    ...(file.zh === undefined ? {} : { zh: file.zh }),
    system: { name: system, config, source: valueAt(document, ['system', system]) as Plain },
    cluster: { ...cluster, syncFrequencyMs, ttlMs },
    configMap: { name: 'none', data: null, immutable: false, isShared: false },
    mount: { ...volume, items: null, fsGroup: null, subPath: null },
    kernel: kernel.parse(undefined),
    app: {
      watcher: DEFAULT_WATCHER,
      strategy: noStrategy(system, title, why),
      files: [],
      optionalFiles: [],
      runAsUser: null,
    },
    story: [],
    faults: [],
    contents: {},
  };
}
