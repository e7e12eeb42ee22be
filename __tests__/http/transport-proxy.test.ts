import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { send } from '../../src/http/transport.ts';
import { trigger } from '../emulator/calls.ts';

// A name that nobody but the proxy can resolve: whoever is answered went through it.
const HOST = 'events.pagerduty.invalid';
const trusted = getCACertificates('default');
let emulator: Emulator;
let proxy: Server;
let asked: string[];
let clients: Socket[];

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] }],
  });
  emulator = await startEmulator({ tls: { key, cert }, hosts: [HOST] });
  setDefaultCACertificates([...trusted, cert]);
});

afterAll(async () => {
  setDefaultCACertificates(trusted);
  await emulator.close();
});

beforeEach(async () => {
  asked = [];
  clients = [];
  proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(500).end();
  });
  proxy.on('connection', client => clients.push(client));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});

afterEach(() => {
  delete process.env.HTTPS_PROXY;
  delete process.env.NO_PROXY;
  proxy.close();
  for (const client of clients) client.destroy();
});

function useProxy(userinfo = ''): void {
  process.env.HTTPS_PROXY = `http://${userinfo}127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** Makes the proxy tunnel to the emulator, as a proxy would to the host it is asked for. */
function tunnel(): void {
  proxy.on('connect', (request, client) => {
    asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    const upstream = connect(Number(new URL(emulator.url).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
}

const post = (timeoutMs = 5_000) =>
  send({
    method: 'POST',
    url: `https://${HOST}/v2/enqueue`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(trigger()),
    timeoutMs,
  });

test.each<[string, string, string[]]>([
  ['a proxy', '', [`CONNECT ${HOST}:443`]],
  ['a proxy that wants a password', 'me:secret@', [`CONNECT ${HOST}:443 Basic bWU6c2VjcmV0`]],
])('%s tunnels the request and never sees it', async (_, userinfo, expected) => {
  tunnel();
  useProxy(userinfo);
  expect(await post()).toMatchObject({ status: 202, body: expect.stringContaining('"status":"success"') });
  expect(asked).toEqual(expected);
});

test('NO_PROXY is heeded', async () => {
  tunnel();
  useProxy();
  process.env.NO_PROXY = HOST;
  expect(await post()).toEqual({ failure: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
  expect(asked).toEqual([]);
});

test('a plain http request to the loopback goes past the proxy', async () => {
  useProxy();
  expect(await send({ method: 'GET', url: 'http://127.0.0.1:1/', headers: {}, timeoutMs: 1_000 })).toEqual({
    failure: expect.stringContaining('ECONNREFUSED'),
  });
  expect(asked).toEqual([]);
});

test.each<[string, () => void, RegExp]>([
  [
    'refuses',
    () => proxy.on('connect', (_, client) => client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')),
    /407/,
  ],
  ['hangs', () => proxy.on('connect', () => {}), /^no answer within 0\.5 s$/],
  ['breaks', () => proxy.on('connect', (_, client) => client.destroy()), /./],
])('a proxy that %s is a failure, with its reason', async (_, misbehave, failure) => {
  misbehave();
  useProxy();
  expect(await post(500)).toEqual({ failure: expect.stringMatching(failure) });
});
