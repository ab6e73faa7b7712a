// The thread in which the oracle of the playground searches: one request, and its news one by one.
import { parentPort, workerData } from 'node:worker_threads';
import { consult, type OracleRequest } from '../explore/oracle-messages.ts';

consult(workerData as OracleRequest, (news) => parentPort?.postMessage(news));
