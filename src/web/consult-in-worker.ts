// The page's side of the oracle's thread, so that the page never waits. A thread that has answered answers the next request
// too: its code is compiled by then. One that is still at work when nobody wants to know any more is ended; another one
// stands ready, so that a verdict need not wait until a thread is loaded.
import type { Consult } from '../view/consulting.ts';

type News = Parameters<Parameters<Consult>[1]>[0];

/** A thread that has searched more states than this is ended: its tables are many megabytes. */
const KEPT_STATES_MAX = 200_000;
/** News within this time are told together: whoever draws them draws once. */
const TOGETHER_MS = 50;

function createWorker(): Worker {
  return new Worker(new URL('./oracle-worker.ts', import.meta.url), { type: 'module', name: 'oracle' });
}

/** Makes what asks an oracle; `withHandler` asks about a handler, which needs an engine and may never come to an end. */
export function consultInWorker(withHandler: Consult): Consult {
  const idle = [createWorker()];
  return (request, tell) => {
    if (request.scenario.app.strategy.handler !== undefined) return withHandler(request, tell);
    const worker = idle.pop() ?? createWorker();
    const { take, drop } = together(tell);
    let states = 0;
    let isAtWork = true;
    const rest = (mayBeKept: boolean): void => {
      isAtWork = false;
      worker.onmessage = null;
      worker.onerror = null;
      if (mayBeKept && states <= KEPT_STATES_MAX) idle.push(worker);
      else worker.terminate();
    };
    worker.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.type === 'outlook') states = Math.max(states, data.outlook.fates.length);
      if (data.type === 'done' || data.type === 'failed') rest(data.type === 'done');
      take(data);
    };
    worker.onerror = ({ message }) => {
      rest(false);
      take({ type: 'failed', why: message });
    };
    worker.postMessage(request);
    if (idle.length === 0) idle.push(createWorker());
    return () => {
      drop();
      if (isAtWork) rest(false);
    };
  };
}

/** Tells news together: at the latest after TOGETHER_MS, the last of all at once. What is dropped is never told. */
function together(tell: (news: News) => void): { take: (news: News) => void; drop: () => void } {
  let waiting: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    waiting = [];
  };
  const flush = (): void => {
    const all = waiting;
    drop();
    for (const news of all) tell(news);
  };
  const take = (news: News): void => {
    waiting.push(news);
    if (news.type === 'done' || news.type === 'failed') flush();
    else timer ??= setTimeout(flush, TOGETHER_MS);
  };
  return { take, drop };
}
