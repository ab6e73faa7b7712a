// The playground's side of the oracle's thread: one thread for each request, ended when nobody wants to know any more.
import { Worker } from 'node:worker_threads';
import type { OracleNews, OracleRequest } from '../explore/oracle-messages.ts';
import { threadFile } from './thread-file.ts';

/** Starts to answer a request; the result ends that. Nothing is told after the end. */
export function consultInThread(request: OracleRequest, tell: (news: OracleNews) => void): () => void {
  const worker = new Worker(threadFile('oracle-worker.js'), { workerData: request });
  // The playground may be left at any time.
  worker.unref();
  worker.on('message', tell);
  worker.on('error', ({ message }) => tell({ type: 'failed', why: message }));
  return () => {
    worker.removeAllListeners();
    void worker.terminate();
  };
}
