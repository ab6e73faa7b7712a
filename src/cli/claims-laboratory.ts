// What the claims are decided with on the command line: what is delivered, and what `run` prints of it.
import type { Claim } from '../claims/claim.ts';
import { formatOf, type Laboratory } from '../claims/judge.ts';
import { assert } from '../kernel/assert.ts';
import { run } from './commands/run.ts';
import type { RunFormat } from './run-formats.ts';
import { selectToRun } from './selection.ts';
import { speechIn } from './words/speech.ts';

/** A laboratory without recordings, for these claims. */
export async function openLaboratory(claims: readonly Claim[]): Promise<Laboratory> {
  const evidence = claims.flatMap((claim) => claim.evidence);
  const simulations = new Map<string, Awaited<ReturnType<typeof delivered>>>();
  const texts = new Map<string, string>();
  for (const each of evidence) {
    if (each.by === 'check') {
      simulations.set(keyOf(each.simulation, each.strategy), await delivered(each.simulation, each.strategy));
    } else if (each.by === 'run') {
      const format = formatOf(each);
      texts.set(keyOf(each.simulation, format), await printed(each.simulation, format));
    }
  }
  return {
    simulation: (name, strategy) => found(simulations, keyOf(name, strategy)),
    printed: (name, format) => found(texts, keyOf(name, format)),
    recording: null,
  };
}

function keyOf(name: string, other: string | undefined): string {
  return `${name} ${other ?? ''}`;
}

function found<Value>(known: ReadonlyMap<string, Value>, key: string): Value {
  const value = known.get(key);
  assert(value !== undefined, `the laboratory was opened for ${key}`);
  return value;
}

async function delivered(name: string, strategy: string | undefined) {
  const selection = await selectToRun(name, strategy);
  assert(!('refusal' in selection), `${name} is delivered`);
  return selection.simulation;
}

/** What `run` prints, in English; a run that is not as its file expects is printed all the same. */
async function printed(name: string, format: string): Promise<string> {
  const { stdout, stderr } = await run(name, { format: format as RunFormat }, speechIn('en'));
  assert(stderr.length === 0, `${name} runs: ${stderr[0]}`);
  return stdout;
}
