// The thread in which the oracle of the playground searches: one request, and its news one by one.
import { parentPort, workerData } from 'node:worker_threads';
import { consult, type OracleRequest } from '../explore/oracle-messages.ts';
import { engineFor } from '../handler/load-engine.ts';

const request = workerData as OracleRequest;
const engine = await engineFor(request.scenario);
consult(request, (news) => parentPort?.postMessage(news), engine);
