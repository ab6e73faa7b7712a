// The page's side of the oracle's thread: one thread for each request, ended when nobody wants to know any more, so that
// the page never waits. Another one stands ready: a verdict need not wait until a thread is loaded.
import type { Consult } from '../view/consulting.ts';

function createWorker(): Worker {
  return new Worker(new URL('./oracle-worker.ts', import.meta.url), { type: 'module', name: 'oracle' });
}

/** Makes what asks an oracle; `withHandler` asks about a handler, which needs an engine and may never come to an end. */
export function consultInWorker(withHandler: Consult): Consult {
  let spare = createWorker();
  return (request, tell) => {
    if (request.scenario.app.strategy.handler !== undefined) return withHandler(request, tell);
    const worker = spare;
    worker.onmessage = ({ data }: MessageEvent<Parameters<typeof tell>[0]>) => {
      tell(data);
      // Its tables are many megabytes.
      if (data.type === 'done' || data.type === 'failed') worker.terminate();
    };
    worker.onerror = ({ message }) => tell({ type: 'failed', why: message });
    worker.postMessage(request);
    spare = createWorker();
    return () => {
      worker.onmessage = null;
      worker.terminate();
    };
  };
}
