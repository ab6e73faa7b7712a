// The editor's side of the thread that reads: a promise for each question. A thread that does not answer in time is ended
// and another one started, so that no text can stop the page.
import type { ReadAnswer, ReadRequest } from '../../view/editing/reading.ts';

/** Milliseconds; what is delivered takes a tenth of one second together. */
const ANSWER_MS_MAX = 5000;

type Type = ReadRequest['type'];
type Request<T extends Type> = Extract<ReadRequest, { readonly type: T }>;
type Answer<T extends Type> = Extract<ReadAnswer, { readonly type: T }>;

export interface Reader {
  /** Null when the answer took too long or the thread broke. */
  readonly ask: <T extends Type>(request: Request<T>) => Promise<Answer<T> | null>;
}

/** Starts the thread. */
export function createReader(): Reader {
  const waiting = new Map<number, (answer: ReadAnswer | null) => void>();
  let worker = createWorker();
  let asked = 0;
  const finish = (number: number, answer: ReadAnswer | null): void => {
    waiting.get(number)?.(answer);
    waiting.delete(number);
  };
  const restart = (): void => {
    worker.terminate();
    for (const number of [...waiting.keys()]) finish(number, null);
    worker = createWorker();
    listen();
  };
  const listen = (): void => {
    worker.onmessage = ({ data }: MessageEvent<{ readonly number: number; readonly answer: ReadAnswer }>) =>
      finish(data.number, data.answer);
    worker.onerror = restart;
  };
  listen();
  return {
    ask: <T extends Type>(request: Request<T>) =>
      new Promise<Answer<T> | null>((resolve) => {
        asked += 1;
        const number = asked;
        const timer = setTimeout(restart, ANSWER_MS_MAX);
        waiting.set(number, (answer) => {
          clearTimeout(timer);
          resolve(answer as Answer<T> | null);
        });
        worker.postMessage({ number, request });
      }),
  };
}

function createWorker(): Worker {
  return new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module', name: 'reading' });
}
