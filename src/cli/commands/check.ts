// `check`: what every property says of every interleaving, compared with what the file expects.
import { isAbsolute, relative, sep } from 'node:path';
import { cwd } from 'node:process';
import { pathToFileURL } from 'node:url';
import { STDIN } from '../../files/input.ts';
import { shellLine } from '../../view/export/shell.ts';
import type { Timing } from '../../world/scenario.ts';
import type { CheckFormat } from '../check-formats.ts';
import { checkInThread } from '../check-thread.ts';
import type { CheckJob } from '../check-work.ts';
import { EXIT, type Outcome, printed, type Refusal, refused } from '../outcome.ts';
import { type Selection, select } from '../selection.ts';
import type { Speech } from '../words/speech.ts';

export interface CheckOptions {
  readonly strategy?: readonly string[];
  readonly timing?: Timing;
  readonly maxStates?: number;
  readonly format: CheckFormat;
}

export async function check(sims: readonly string[], options: CheckOptions, { view }: Speech): Promise<Outcome> {
  const selections = await selectAll(sims, options.strategy ?? []);
  if ('refusal' in selections) return refused(selections);
  const jobs = selections.map((selection) => jobOf(selection, options.timing));
  const { maxStates = null, format } = options;
  const again = againLine(sims, options);
  try {
    const { stdout, status } = await checkInThread({
      jobs,
      statesMax: maxStates,
      format,
      again,
      language: view.language,
    });
    return printed(stdout, status);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    return { stdout: '', stderr: [OUT_OF_MEMORY], status: EXIT.inconclusive };
  }
}

const OUT_OF_MEMORY = 'reload-sim check: inconclusive: memory ran out; a smaller --max-states tells what was covered';

/** Did the heap of the thread run out, or the memory for its tables of states? */
function isOutOfMemory(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' || message === 'Array buffer allocation failed';
}

/** Every simulation with every strategy; all mistakes are told at once. */
async function selectAll(
  sims: readonly string[],
  strategies: readonly string[],
): Promise<readonly Selection[] | Refusal> {
  const isReadTwice = sims.filter((sim) => sim === STDIN).length * Math.max(1, strategies.length) > 1;
  if (isReadTwice)
    return { refusal: [`reload-sim check: ${STDIN}: found more than once, expected once with one --strategy`] };
  const found: (Selection | Refusal)[] = [];
  for (const sim of sims) {
    for (const strategy of strategies.length > 0 ? strategies : [undefined]) found.push(await select(sim, strategy));
  }
  const refusal = found.flatMap((each) => ('refusal' in each ? each.refusal : []));
  return refusal.length > 0
    ? { refusal: [...new Set(refusal)] }
    : found.flatMap((each) => ('refusal' in each ? [] : each));
}

function jobOf({ simulation, isOwnStrategy, args }: Selection, timing: Timing | undefined): CheckJob {
  return { simulation, isOwnStrategy, args, uri: uriOf(simulation.file), timing: timing ?? simulation.timing };
}

/** Relative where the file lies below the working directory: code hosts take that as the root of the sources. */
function uriOf(file: string): string {
  if (file.startsWith('<')) return 'stdin';
  const path = relative(cwd(), file);
  const isBelow = !isAbsolute(path) && path.split(sep)[0] !== '..';
  return isBelow ? path.split(sep).map(encodeURIComponent).join('/') : pathToFileURL(file).href;
}

/** The same check again. */
function againLine(sims: readonly string[], { strategy = [], timing, maxStates }: CheckOptions): string {
  const flags = [
    ...strategy.flatMap((each) => ['--strategy', each]),
    ...(timing === undefined ? [] : ['--timing', timing]),
    ...(maxStates === undefined ? [] : ['--max-states', String(maxStates)]),
  ];
  return shellLine(['reload-sim', 'check', ...sims, ...flags]);
}
