import { once } from 'node:events';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Certified, certifyHosts } from '../../emulator/certificates.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { isServed, PAGERDUTY_HOSTS } from '../../emulator/hosts.ts';

const [EVENTS, API] = PAGERDUTY_HOSTS.us;
const [EU_EVENTS] = PAGERDUTY_HOSTS.eu;
let certified: Certified;
let emulator: Emulator;
beforeAll(async () => {
  certified = await certifyHosts([EVENTS, EU_EVENTS]);
  emulator = await startEmulator({ tls: certified.tls, hosts: PAGERDUTY_HOSTS.us });
});
afterAll(() => emulator.close());

/** Status and text of an answer, or the code of what went wrong. */
async function ask(servername: string, host: string, path = '/v2/enqueue'): Promise<unknown[]> {
  const { port } = new URL(emulator.url);
  const outgoing = request({
    host: '127.0.0.1',
    port,
    path,
    method: 'GET',
    servername,
    ca: certified.authority,
    headers: { Host: host },
    agent: false,
  });
  outgoing.end();
  try {
    const [incoming] = await once(outgoing, 'response');
    return [incoming.statusCode, await text(incoming)];
  } catch (error) {
    return [typeof error === 'object' && error !== null && 'code' in error ? error.code : error];
  }
}

const MISDIRECTED = [421, 'Misdirected Request'];

test.each<[string, string, string, unknown[]]>([
  ['a name that it stands for', EVENTS, EVENTS, [405, '']],
  ['capitals', EVENTS, EVENTS.toUpperCase(), [405, '']],
  ['the port that goes without saying', EVENTS, `${EVENTS}:443`, MISDIRECTED],
  ['the port of plain HTTP', EVENTS, `${EVENTS}:80`, MISDIRECTED],
  ['the host of the other region', EU_EVENTS, EU_EVENTS, MISDIRECTED],
  ['a host that is nobody', EVENTS, 'pagerduty.com', MISDIRECTED],
  ['a name that the certificate does not have', API, API, ['ERR_TLS_CERT_ALTNAME_INVALID']],
])('%s', async (_, servername, host, answer) => {
  emulator.reset();
  expect(await ask(servername, host)).toEqual(answer);
  const recorded = emulator.requests.map(request => [request.servername, request.headers.host, request.status]);
  expect(recorded).toEqual(typeof answer[0] === 'number' ? [[servername, host, answer[0]]] : []);
});

test('its own views and planned faults are for those who mean it, too', async () => {
  emulator.fault({ status: 503 });
  expect(await ask(EVENTS, 'acme.example', '/emulator/requests')).toEqual(MISDIRECTED);
  expect(await ask(EVENTS, EVENTS)).toEqual([503, '{}']);
});

test.each<[string | undefined, string, boolean]>([
  ['127.0.0.1:8070', 'http://127.0.0.1:8070', true],
  ['localhost:8070', 'http://127.0.0.1:8070', true],
  ['[::1]:8070', 'https://[::1]:8070', true],
  ['127.0.0.1:8071', 'http://127.0.0.1:8070', false],
  ['127.0.0.1', 'http://127.0.0.1:8070', false],
  ['127.0.0.1', 'http://127.0.0.1', true],
  ['127.0.0.1:443', 'https://127.0.0.1:443', false],
  ['events.pagerduty.com', 'http://127.0.0.1:8070', true],
  ['', 'http://127.0.0.1:8070', false],
  [undefined, 'http://127.0.0.1:8070', false],
])('Host %j of a server at %s: %j', (host, url, expected) => {
  expect(isServed(host, url, ['events.pagerduty.com'])).toBe(expected);
});
