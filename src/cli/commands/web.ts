// `web`: the playground in a browser, served on the loopback interface until Ctrl-C.
import { stdout } from 'node:process';
import { handlerNames, simulationNames } from '../../files/shipped.ts';
import { hint, quote } from '../../simulation/diagnostics.ts';
import { type Outcome, printed, refused } from '../outcome.ts';
import { pageFolder } from '../web/page-files.ts';
import { LOOPBACK, type Serving, serve } from '../web/serve.ts';

export interface WebOptions {
  readonly port: number;
  readonly open: boolean;
}

export async function web(sim: string | undefined, { port, open }: WebOptions): Promise<Outcome> {
  const names = [...simulationNames(), ...handlerNames()];
  if (sim !== undefined && !names.includes(sim)) {
    const expected = 'expected a simulation that `reload-sim list` names';
    return refused({ refusal: [`reload-sim web: found ${quote(sim)}, ${expected}${hint(sim, names)}`] });
  }
  const serving = await start(port);
  if ('refusal' in serving) return refused(serving);
  const url = sim === undefined ? serving.url : `${serving.url}#${new URLSearchParams({ sim })}`;
  stdout.write(`${url}\nCtrl-C ends it.\n`);
  if (open) await openBrowser(url);
  await interrupted();
  await serving.close();
  return printed('');
}

async function start(port: number): Promise<Serving | { readonly refusal: readonly string[] }> {
  try {
    return await serve(pageFolder(), port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      return { refusal: [`reload-sim web: --port: ${LOOPBACK}:${port} is in use; 0 takes a free one`] };
    if (code === 'EACCES') return { refusal: [`reload-sim web: --port: ${LOOPBACK}:${port} may not be used`] };
    throw error;
  }
}

/** Without a browser, as on a server, the line that was printed has to do. */
async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const child = await open(url);
    child.on('error', () => {});
  } catch {
    // What cannot be opened can still be typed.
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
