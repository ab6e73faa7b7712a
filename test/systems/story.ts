// A system as a file sets it up: what `check` finds, and which mistakes are told.
import { check } from '../../src/explore/check.ts';
import type { Verdict } from '../../src/explore/verdict.ts';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { findSystem } from '../../src/systems/systems.ts';
import { createModel } from '../../src/world/model.ts';

/** `block` is what stands below `system:` → its name; its first line is line 5, its first column 5. */
function load(system: string, block: string) {
  const text = `title: t\nwhy: w\nsystem:\n  ${system}:\n${block.replaceAll(/^/gm, '    ')}\n`;
  return loadSimulation(text, 'f.yaml', []);
}

function verdictsOf(system: string, block: string): readonly Verdict[] {
  const loaded = load(system, block);
  if ('diagnostics' in loaded) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'));
  const { scenario, timing } = loaded.simulation;
  return check(createModel(scenario, timing, findSystem(system))).verdicts;
}

/** What `check` says of each property. */
export function checked(system: string, block: string): Readonly<Record<string, string>> {
  return Object.fromEntries(verdictsOf(system, block).map(({ property, verdict }) => [property, verdict]));
}

/** The operations (`@order-1 connect`) of the shortest schedule that violates a property; empty when it holds. */
export function shortest(system: string, property: string, block: string): readonly string[] {
  const found = verdictsOf(system, block).find((verdict) => verdict.property === property);
  const events = (found?.counterexample?.steps ?? []).flatMap((step) => step.events);
  return events.flatMap((event) => (event.kind === 'operated' ? [`${event.actor} ${event.op}`] : []));
}

/** The mistakes in a block, as they are printed. */
export function mistakesIn(system: string, block: string): readonly string[] {
  const loaded = load(system, block);
  return 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
}
