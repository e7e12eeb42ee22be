import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { FaultScript } from '../../emulator/emulator.ts';
import { type Request, send } from '../../src/http/transport.ts';
import type { AlertEvent } from '../../src/page/alert-event.ts';
import { buildEvent } from '../../src/page/event-limits.ts';
import { classify, type Delivery, deliver, describeHost } from '../../src/pagerduty/events-api.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { start } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';

const KEY = '0123456789abcdef0123456789abcdef';

const event: AlertEvent = buildEvent({
  action: 'trigger',
  dedupKey: redacted`confiture-shop`,
  summary: redacted`Migration failed`,
  source: redacted`acme/shop`,
  severity: 'critical',
  timestamp: '2026-01-02T03:04:05.000Z',
  component: redacted``,
  group: redacted``,
  class: redacted``,
  client: redacted``,
  clientUrl: redacted``,
  details: {},
  customDetails: {},
  links: [],
}).event;

describe('classify', () => {
  const every = Array.from({ length: 500 }, (_, index) => 100 + index);
  const ranges = (wanted: string) => every.filter(status => classify(status) === wanted);

  test('every status from 100 to 599', () => {
    expect({ accepted: ranges('accepted'), retry: ranges('retry') }).toEqual({
      accepted: [202],
      retry: [408, 429, ...every.filter(status => status >= 500)],
    });
    expect(ranges('final')).toHaveLength(500 - 1 - 2 - 100);
  });

  test.each([0, 99, 600, 999, Number.NaN])('%d, which is no status, is final', status => {
    expect(classify(status)).toBe('final');
  });
});

/** Delivers over real HTTP to an emulator that misbehaves as scripted; waits cost nothing. */
async function play(faults: readonly FaultScript[], { key = KEY, budgetMs = 120_000 } = {}) {
  const emulator = await start();
  emulator.fault(faults);
  const clock = fakeClock();
  const destination = { region: 'us', apiUrl: emulator.url, budgetMs } as const;
  const delivery = await deliver(event, new Secret(key), { destination, send, clock });
  return { delivery, waits: clock.waits, emulator };
}

const accepted = (attempts: number, explanation = ''): Delivery => ({ outcome: 'accepted', attempts, explanation });
const UNANSWERED = { outcome: 'unreachable', explanation: 'no answer within 0.1 s' } as const;
const rejected = (explanation: string): Delivery => ({ outcome: 'rejected', attempts: 1, explanation });

test('posts the event, with the key joined at the last moment', async () => {
  const { delivery, emulator } = await play([]);
  expect(delivery).toEqual(accepted(1));
  expect(emulator.requests).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/v2/enqueue',
      body: { routing_key: KEY, ...event },
      headers: expect.objectContaining({
        'content-type': 'application/json',
        'user-agent': 'pagerduty-migration-alert',
      }),
    }),
  ]);
  expect(JSON.stringify(event)).not.toContain(KEY);
});

const ODD = 'the answer was 202, but its body is not from PagerDuty: perhaps a proxy answered';
const REDIRECT = 'a redirect, which is not followed; is api-url right?';

describe('final answers end it at once', () => {
  test.each<[string, FaultScript, Delivery]>([
    ['202 with a foreign body', { status: 202, body: '<html>ok</html>' }, accepted(1, ODD)],
    ['202 without a body', { status: 202, body: '' }, accepted(1, ODD)],
    ['202 with junk JSON', { status: 202, body: '[null]' }, accepted(1, ODD)],
    [
      '400 with its errors',
      {
        status: 400,
        body: {
          status: 'invalid event',
          message: 'Event object is invalid',
          errors: ["'payload.source' is missing or blank"],
        },
      },
      rejected("HTTP 400: Event object is invalid; 'payload.source' is missing or blank"),
    ],
    [
      '400 with errors that are no texts',
      { status: 400, body: { errors: [{ field: 'x', toString: 1 }, 7, null, ['a']] } },
      rejected('HTTP 400: {"field":"x","toString":1}; 7; null; ["a"]'),
    ],
    ['400 with one error', { status: 400, body: { errors: 'no' } }, rejected('HTTP 400: no')],
    ['400 with errors: null', { status: 400, body: { errors: null, message: 'no' } }, rejected('HTTP 400: no')],
    [
      '401 with HTML',
      { status: 401, body: '<html>\n  <b>Denied</b>\n</html>' },
      rejected('HTTP 401: <html> <b>Denied</b> </html>'),
    ],
    ['413 without a body', { status: 413, body: '' }, rejected('HTTP 413')],
    [
      '200 of a captive portal',
      { status: 200, body: 'Welcome' },
      rejected('HTTP 200: not the 202 of PagerDuty; is api-url right?: Welcome'),
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      rejected(`HTTP 302: ${REDIRECT}`),
    ],
    ['308', { status: 308, headers: { location: '/v2/enqueue' }, body: '' }, rejected(`HTTP 308: ${REDIRECT}`)],
  ])('%s', async (_, fault, expected) => {
    const { delivery, emulator, waits } = await play([fault]);
    expect({ delivery, requests: emulator.requests.length, waits }).toEqual({
      delivery: expected,
      requests: 1,
      waits: [],
    });
  });
});

describe('what may pass is tried again', () => {
  test.each<[string, FaultScript[], number[]]>([
    ['503 once', [{ status: 503 }], [500]],
    ['502 with HTML, twice', [{ status: 502, body: '<html>', times: 2 }], [500, 1_000]],
    ['429 with Retry-After', [{ status: 429, headers: { 'retry-after': '7' } }], [7_000]],
    ["429 with PagerDuty's header", [{ status: 429, headers: { 'ratelimit-reset': '9' } }], [9_000]],
    ['429 without', [{ status: 429 }], [500]],
    ['408', [{ status: 408 }], [500]],
    ['a reset connection', [{ kind: 'reset' }], [500]],
    ['hundreds of headers', [{ status: 503, extraHeaders: 200 }], [500]],
    ['one after the other', [{ status: 500 }, { kind: 'reset' }, { status: 429 }], [500, 1_000, 2_000]],
  ])('%s', async (_, faults, expected) => {
    const { delivery, waits, emulator } = await play(faults);
    expect({ delivery, waits }).toEqual({ delivery: accepted(expected.length + 1), waits: expected });
    expect(emulator.incidents()).toHaveLength(1);
  });

  test('an answer that was lost is asked for again, and the dedup key keeps it one incident', async () => {
    const { delivery, emulator } = await play([{ kind: 'reset', applied: true }]);
    expect(delivery).toEqual(accepted(2));
    expect(emulator.incidents()).toHaveLength(1);
  });

  test('200 headers and a 202 are an acceptance', async () => {
    const body = { status: 'success' };
    expect((await play([{ status: 202, body, extraHeaders: 200 }])).delivery).toEqual(accepted(1));
  });

  test.each<[string, FaultScript, RegExp]>([
    ['503', { status: 503, body: { message: 'Try later' } }, /^HTTP 503: Try later$/],
    [
      '429',
      { status: 429, body: { status: 'throttle exceeded', errors: ['Enhance Your Calm.'] } },
      /^HTTP 429: Enhance Your Calm$/,
    ],
    ['a reset', { kind: 'reset' }, /^[^:]*ECONNRESET/],
  ])('until the budget ends: %s', async (_, fault, explanation) => {
    const { delivery, emulator } = await play([{ ...fault, times: 'always' }], { budgetMs: 60_000 });
    expect(delivery).toEqual({
      outcome: 'unreachable',
      attempts: emulator.requests.length,
      explanation: expect.stringMatching(explanation),
    });
    expect(emulator.requests.length).toBeGreaterThan(4);
  });
});

// A busy machine leaves time for two tries against what hangs, an idle one for three.
test.each<[string, FaultScript, (requests: number) => Delivery]>([
  ['hangs', { kind: 'hang' }, requests => ({ ...UNANSWERED, attempts: Math.max(2, requests) })],
  ['accepts, and its body drips', { kind: 'drip', status: 202 }, () => accepted(1, ODD)],
  ['refuses, and its body drips', { kind: 'drip', status: 400 }, () => rejected('HTTP 400')],
  ['breaks off the body of a 202', { kind: 'partial', status: 202, body: { status: 'success' } }, () => accepted(1)],
])('a server that %s is given up in time', async (_, fault, expected) => {
  const emulator = await start();
  emulator.fault({ ...fault, times: 'always' });
  const clock = { now: Date.now, sleep: async () => {}, random: () => 0 };
  const before = performance.now();
  const destination = { region: 'us', apiUrl: emulator.url, budgetMs: 300 } as const;
  const delivery = await deliver(event, new Secret(KEY), { destination, send, clock });
  expect(delivery).toEqual(expected(emulator.requests.length));
  expect(performance.now() - before).toBeLessThan(8_000);
});

test('one request takes ten seconds at most, and less when less is left', async () => {
  const clock = fakeClock();
  const timeouts: number[] = [];
  const hang = async ({ timeoutMs }: Request) => {
    timeouts.push(timeoutMs);
    clock.pass(timeoutMs);
    return { failure: 'no answer' };
  };
  const destination = { region: 'us', apiUrl: undefined, budgetMs: 25_000 } as const;
  await deliver(event, new Secret(KEY), { destination, send: hang, clock });
  expect(timeouts).toEqual([10_000, 8_700, 5_000]);
});

describe('the routing key stays out of the explanation', () => {
  test.each<[string, string]>([
    ['echoed', KEY],
    ['echoed far behind, where the text is cut', KEY],
    ['of another shape', 'my "quoted" key\\with all'],
  ])('%s', async (_, key) => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => response.writeHead(400).end(`${'x'.repeat(980)} ${Buffer.concat(chunks)} ${key}`));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const destination = {
      region: 'us',
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      budgetMs: 5_000,
    } as const;
    const { explanation } = await deliver(event, new Secret(key), { destination, send, clock: fakeClock() });
    server.close();
    expect(explanation).toHaveLength(1_000);
    for (let length = 6; length <= key.length; length += 1) expect(explanation).not.toContain(key.slice(0, length));
  });

  test.each([
    ['upper case', `${'x'.repeat(980)} ${KEY.toUpperCase()}`, `HTTP 400: ${'x'.repeat(980)} ***`],
    ['base64', `${'x'.repeat(980)} ${Buffer.from(KEY).toString('base64')}`, `HTTP 400: ${'x'.repeat(980)} ***`],
    ['half, at the end of what is read', `${' '.repeat(65_536 - 24)}${KEY}`, 'HTTP 400'],
    ['half, behind words', `too long ${' '.repeat(65_536 - 33)}${KEY}`, 'HTTP 400: too long'],
  ])('in %s', async (_, answer, explanation) => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(400).end(answer));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const destination = { region: 'us', apiUrl, budgetMs: 10_000 } as const;
    const delivery = await deliver(event, new Secret(KEY), { destination, send, clock: fakeClock() });
    server.close();
    expect(delivery).toEqual({ outcome: 'rejected', attempts: 1, explanation });
  });
});

test.each<[Parameters<typeof describeHost>[0], string]>([
  [{ region: 'us', apiUrl: undefined }, 'events.pagerduty.com'],
  [{ region: 'eu', apiUrl: undefined }, 'events.eu.pagerduty.com'],
  [{ region: 'eu', apiUrl: 'http://127.0.0.1:8070/proxy' }, '127.0.0.1:8070'],
])('describeHost(%j)', (destination, expected) => {
  expect(describeHost(destination)).toBe(expected);
});

test.each<[Parameters<typeof describeHost>[0], string]>([
  [{ region: 'us', apiUrl: undefined }, 'https://events.pagerduty.com/v2/enqueue'],
  [{ region: 'eu', apiUrl: undefined }, 'https://events.eu.pagerduty.com/v2/enqueue'],
  [{ region: 'eu', apiUrl: 'https://proxy.example.com/pd' }, 'https://proxy.example.com/pd/v2/enqueue'],
])('%j is reached at %s', async (where, expected) => {
  const urls: string[] = [];
  const record = async ({ url }: Request) => {
    urls.push(url);
    return { status: 202, header: () => undefined, body: '{"status":"success"}' };
  };
  await deliver(event, new Secret(KEY), {
    destination: { ...where, budgetMs: 1_000 },
    send: record,
    clock: fakeClock(),
  });
  expect(urls).toEqual([expected]);
});
