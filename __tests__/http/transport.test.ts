import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Request, send } from '../../src/http/transport.ts';

const open: (Server | TcpServer)[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
});

async function listen(server: Server | TcpServer): Promise<string> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener));
/** A server that answers a connection with `bytes` as they are. */
const answerRaw = (bytes: string): Promise<string> =>
  listen(createTcpServer(socket => socket.on('error', () => {}).once('data', () => socket.end(bytes))));

const ask = (url: string, request: Partial<Request> = {}) =>
  send({ method: 'POST', url, headers: {}, timeoutMs: 5_000, ...request });

/** The answer as a value that can be compared. */
async function get(url: string, request: Partial<Request> = {}) {
  const response = await ask(url, request);
  return 'failure' in response ? response : { status: response.status, body: response.body };
}

test('sends method, path, headers and body, and gives status, headers and body back', async () => {
  const seen: unknown[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, headers } = request;
    seen.push({ method, url: request.url, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(202, { 'retry-after': '3', 'set-cookie': ['a=1', 'b=2'] }).end('ümlaut');
  });
  const response = await ask(`${url}/v2/enqueue?x=1`, {
    headers: { 'Content-Type': 'application/json' },
    body: '{"é":1}',
  });
  expect(seen).toEqual([
    {
      method: 'POST',
      url: '/v2/enqueue?x=1',
      headers: {
        'content-type': 'application/json',
        'content-length': '8',
        'user-agent': 'pagerduty-migration-alert',
        host: new URL(url).host,
        connection: 'close',
      },
      body: '{"é":1}',
    },
  ]);
  if ('failure' in response) throw new Error(response.failure);
  const { status, body, header } = response;
  expect({ status, body, retryAfter: header('retry-after'), cookie: header('set-cookie'), none: header('x') }).toEqual({
    status: 202,
    body: 'ümlaut',
    retryAfter: '3',
    cookie: 'a=1',
    none: undefined,
  });
});

test('a redirect is an answer, and nothing is sent to its target', async () => {
  let asked = 0;
  const target = await serve((_, response) => {
    asked += 1;
    response.end();
  });
  const url = await serve((_, response) => response.writeHead(307, { location: target }).end());
  expect(await get(url, { body: '{}' })).toEqual({ status: 307, body: '' });
  expect(asked).toBe(0);
});

describe('answers that are cut', () => {
  test('a long body, at 64 KiB', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(200_000)));
    expect(await get(url)).toEqual({ status: 200, body: 'x'.repeat(65_536) });
  });

  test('a body without end, at 64 KiB', async () => {
    const url = await serve((_, response) => {
      response.on('error', () => {});
      const timer = setInterval(() => response.write('x'.repeat(32_768)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await get(url)).toEqual({ status: 200, body: 'x'.repeat(65_536) });
  });

  test('a body that never comes to its end: the status stands', async () => {
    const url = await serve((_, response) => response.writeHead(202).write('part'));
    expect(await get(url, { timeoutMs: 200 })).toEqual({ status: 202, body: 'part' });
  });

  test('a body that is shorter than announced: the status stands', async () => {
    const url = await answerRaw('HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\npart');
    expect(await get(url)).toEqual({ status: 202, body: 'part' });
  });

  test('a body that comes in one go with the end of the connection is whole', async () => {
    const url = await answerRaw(`HTTP/1.1 400 Bad Request\r\n\r\n${'x'.repeat(60_000)}`);
    expect(await get(url)).toEqual({ status: 400, body: 'x'.repeat(60_000) });
  });

  test('hundreds of headers', async () => {
    const url = await serve((_, response) => {
      for (let n = 0; n < 200; n += 1) response.setHeader(`x-${n}`, 'y'.repeat(50));
      response.writeHead(202).end('ok');
    });
    expect(await get(url)).toEqual({ status: 202, body: 'ok' });
  });
});

describe('no answer is a value, never an exception', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    ['nobody listens', async () => 'http://127.0.0.1:1', /ECONNREFUSED/],
    ['the name is unknown', async () => 'http://nowhere.invalid', /ENOTFOUND|EAI_AGAIN/],
    ['it hangs', () => serve(() => {}), /^no answer within 0\.3 s$/],
    ['headers drip', drip, /^no answer within 0\.3 s$/],
    ['the connection breaks', () => serve(request => void request.socket.resetAndDestroy()), /ECONNRESET|hang up/],
    ['the connection ends', () => answerRaw(''), /hang up/],
    ['it is no HTTP', () => answerRaw('SSH-2.0-OpenSSH_9.6\r\n'), /Parse Error/],
    [
      'headers are too long',
      () => answerRaw(`HTTP/1.1 202 OK\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`),
      /Header|reset|hang up/i,
    ],
    [
      'it switches protocols',
      () => answerRaw('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
      /./,
    ],
    ['the URL is none', async () => 'nonsense', /Invalid URL/],
    ['the protocol is another', async () => 'ftp://127.0.0.1/', /[Pp]rotocol/],
    ['a server speaks http where https is meant', async () => (await serve(() => {})).replace('http:', 'https:'), /./],
  ])('%s', async (_, start, failure) => {
    const url = await start();
    const before = performance.now();
    const response = await ask(url, { timeoutMs: 300, body: '{}' });
    expect(response).toEqual({ failure: expect.stringMatching(failure) });
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  test.each<[string, Partial<Request>]>([
    ['a header that is none', { headers: { 'x-key': 'a\nb' } }],
    ['a header with other characters', { headers: { 'x-key': '✓' } }],
  ])('%s', async (_, request) => {
    expect(await ask('http://127.0.0.1:1', request)).toEqual({ failure: expect.any(String) });
  });
});

/** A server that sends its headers a byte at a time. */
async function drip(): Promise<string> {
  return listen(
    createTcpServer(socket => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 202 Accepted\r\n');
      const timer = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(timer));
    }),
  );
}
