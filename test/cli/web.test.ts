// `reload-sim web`: the server gives its own files to this machine and nothing to anybody else.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LOOPBACK, type Serving, serve } from '../../src/cli/web/serve.ts';
import { ROOT } from '../../src/setup.mjs';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for a path exactly as it is written: fetch would tidy it up. */
function ask(url: string, path: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const { method = 'GET', host } = options;
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

describe('the server', () => {
  let folder = '';
  let serving: Serving;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reload-sim-web-'));
    mkdirSync(join(folder, 'page'));
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'page/index.html'), '<title>page</title>');
    writeFileSync(join(folder, 'page/.hidden'), 'secret');
    serving = await serve(join(folder, 'page'), 0);
  });
  afterAll(async () => {
    await serving.close();
    rmSync(folder, { recursive: true });
  });

  test('gives the page, with headers that let it load nothing from elsewhere', async () => {
    const { status, headers, body } = await ask(serving.url, '/');
    expect([status, body]).toEqual([200, '<title>page</title>']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    // WebAssembly may be compiled, which makes no script of a text.
    expect(String(headers['content-security-policy']).replaceAll("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('may be framed by its own pages alone, but as ?embed by any slide, with the same policy otherwise', async () => {
    const policyOf = async (path: string) => String((await ask(serving.url, path)).headers['content-security-policy']);
    const own = await policyOf('/');
    expect(own).toMatch(/; frame-ancestors 'self'$/);
    expect(await policyOf('/?embed&lang=zh')).toBe(own.replace("; frame-ancestors 'self'", ''));
    expect(await policyOf('/?lang=embed')).toBe(own);
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '//../secret.txt',
    '/./../secret.txt',
    '/index.html/../../secret.txt',
    '/%00',
    '/%',
    '/.hidden',
    '/nothing',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await ask(serving.url, path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  test('only reads, and only for who calls it by its own name', async () => {
    expect((await ask(serving.url, '/', { method: 'POST' })).status).toBe(405);
    expect((await ask(serving.url, '/', { host: 'rebound.example' })).status).toBe(403);
    expect((await ask(serving.url, '/', { host: 'localhost:1' })).status).toBe(200);
    expect((await ask(serving.url, '/', { method: 'HEAD' })).body).toBe('');
  });

  test('listens on the loopback interface alone', () => {
    expect(new URL(serving.url).hostname).toBe(LOOPBACK);
    expect(LOOPBACK).toBe('127.0.0.1');
  });
});

describe('the command', () => {
  let child: ChildProcess | null = null;
  afterEach(() => {
    child?.kill('SIGKILL');
    child = null;
  });

  function start(...args: readonly string[]): ChildProcess {
    child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), 'web', '--no-open', ...args]);
    return child;
  }

  const ended = (started: ChildProcess): Promise<{ code: number | null; stderr: string }> => {
    let stderr = '';
    started.stderr?.on('data', (piece) => {
      stderr += piece;
    });
    return new Promise((resolve) => started.on('close', (code) => resolve({ code, stderr })));
  };

  const firstLine = (started: ChildProcess): Promise<string> =>
    new Promise((resolve) => started.stdout?.once('data', (piece) => resolve(String(piece).split('\n')[0] ?? '')));

  test('prints the address of a page that is there, until Ctrl-C', async () => {
    const started = start('x2-second-update');
    const end = ended(started);
    const url = await firstLine(started);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#sim=x2-second-update$/);
    expect((await ask(url, '/')).body).toContain('<div id="page">');
    started.kill('SIGINT');
    expect(await end).toEqual({ code: 0, stderr: '' });
  });

  test('a port that is taken is said in one line', async () => {
    const serving = await serve(join(ROOT, 'dist/web'), 0);
    const { port } = new URL(serving.url);
    const { code, stderr } = await ended(start('--port', port));
    await serving.close();
    expect(code).toBe(3);
    expect(stderr).toBe(`reload-sim web: --port: 127.0.0.1:${port} is in use; 0 takes a free one\n`);
  });

  test('a simulation that there is not is answered with the nearest', async () => {
    const { code, stderr } = await ended(start('incidnet'));
    expect(code).toBe(3);
    expect(stderr).toContain('did you mean');
  });
});
