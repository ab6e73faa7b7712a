// The server of the page: its own built files and nothing else, on the loopback interface and nowhere else.
//
// sirv knows the files from the start and answers what is in that list, so no path leads out of the folder. A request
// that names another host than the loopback is refused: a page elsewhere whose name was made to point here (DNS
// rebinding) gets nothing.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { securityHeaders } from './policy.ts';

/** The only interface that is listened on. */
export const LOOPBACK = '127.0.0.1';

const HOSTS: readonly string[] = [LOOPBACK, 'localhost', '[::1]'];
const METHODS: readonly string[] = ['GET', 'HEAD'];

export interface Serving {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves a folder; port 0 takes a free one. Throws what listen(2) answers, for example EADDRINUSE. */
export async function serve(folder: string, port: number): Promise<Serving> {
  const files = sirv(folder, { etag: true, dotfiles: false });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders(request.url ?? ''))) response.setHeader(name, value);
    // A browser asks again each time: another version of the program may stand behind the same port tomorrow.
    response.setHeader('Cache-Control', 'no-cache');
    if (!METHODS.includes(request.method ?? '')) return refuse(response, 405);
    if (!isForUs(request)) return refuse(response, 403);
    files(request, response, () => refuse(response, 404));
  });
  await listening(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${LOOPBACK}:${taken}/`, close: () => closed(server) };
}

function isForUs({ headers }: IncomingMessage): boolean {
  return HOSTS.includes((headers.host ?? '').replace(/:\d+$/, '').toLowerCase());
}

function refuse(response: ServerResponse, status: 403 | 404 | 405): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${status}\n`);
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // A browser keeps its connections open.
    server.closeAllConnections();
  });
}
