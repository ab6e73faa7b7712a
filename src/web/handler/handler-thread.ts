// The page's side of the threads in which handlers run: one for each request, ended when nobody wants to know any more and
// when it has been silent for too long.
import type { Consult } from '../../view/consulting.ts';
import {
  type HandlerNews,
  type HandlerRequest,
  LOADING_MS_MAX,
  SILENCE_MS_MAX,
  TRIAL_MS_MAX,
  type TrialRequest,
} from '../../view/handler-thread.ts';
import type { Messages } from '../../view/messages/messages.ts';

/** What came of a trial; `silent` counts milliseconds. */
export type Tried =
  | { readonly type: 'tried' }
  | Extract<HandlerNews, { readonly type: 'mistake' | 'failed' }>
  | { readonly type: 'silent'; readonly ms: number };

/** Tries a handler out; the result ends that, and nothing is told afterwards. */
export function tryInWorker(simulation: TrialRequest['simulation'], tell: (tried: Tried) => void): () => void {
  const end = askWorker({ type: 'try', simulation }, TRIAL_MS_MAX, (news) => {
    if (news.type !== 'silent' && news.type !== 'tried' && news.type !== 'mistake' && news.type !== 'failed') return;
    end();
    tell(news);
  });
  return end;
}

/** Asks an oracle about simulations with handlers; `messages` are those that the page speaks in at the time. */
export function consultWithHandler(messages: () => Messages): Consult {
  return (request, tell) => {
    const end = askWorker({ type: 'consult', request }, SILENCE_MS_MAX, (news) => {
      if (news.type === 'ready' || news.type === 'mistake' || news.type === 'tried') return;
      if (news.type === 'silent') {
        end();
        tell({ type: 'failed', why: messages().handler.checkSilent(SILENCE_MS_MAX / 1000) });
        return;
      }
      // Its tables are many megabytes.
      if (news.type === 'done' || news.type === 'failed') end();
      tell(news);
    });
    return end;
  };
}

type Heard = HandlerNews | { readonly type: 'silent'; readonly ms: number };

/** Starts a thread, and watches over it: `msMax` after its last news it is silent. */
function askWorker(request: HandlerRequest, msMax: number, hear: (heard: Heard) => void): () => void {
  const worker = new Worker(new URL('./handler-worker.ts', import.meta.url), { type: 'module', name: 'handler' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => hear({ type: 'silent', ms }), ms);
  };
  watch(LOADING_MS_MAX);
  worker.onmessage = ({ data }: MessageEvent<HandlerNews>) => {
    watch(msMax);
    hear(data);
  };
  worker.onerror = ({ message }) => hear({ type: 'failed', why: message });
  worker.postMessage(request);
  return () => {
    clearTimeout(timer);
    worker.onmessage = null;
    worker.onerror = null;
    worker.terminate();
  };
}
