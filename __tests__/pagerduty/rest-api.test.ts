import { describe, expect, test } from '@jest/globals';
import { exampleAccount, type FaultScript } from '../../emulator/emulator.ts';
import type { Request } from '../../src/http/transport.ts';
import { restHost } from '../../src/pagerduty/rest-access.ts';
import { callRest, isOAuthToken, listRest } from '../../src/pagerduty/rest-api.ts';
import { type RestFailure, remedyOf } from '../../src/pagerduty/rest-failure.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { start } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { access, restContext } from './rest-calls.ts';

const SERVICES = { method: 'GET', path: '/services' } as const;
const NOTE = { method: 'POST', path: '/incidents/Q1/notes', body: { note: { content: 'x' } } } as const;

/** The requests that a call sends, and the answer to it. */
async function record(call: Parameters<typeof callRest>[0], fields: Parameters<typeof access>[1] = {}) {
  const requests: Request[] = [];
  const send = async (request: Request) => {
    requests.push(request);
    return { status: 200, header: () => undefined, body: '{}' };
  };
  const clock = fakeClock();
  const context = { access: access('https://proxy.example/pd', fields), send, clock, deadline: clock.now() + 60_000 };
  return { answer: await callRest(call, context), requests };
}

test.each([
  ['us', undefined, 'https://api.pagerduty.com'],
  ['eu', undefined, 'https://api.eu.pagerduty.com'],
  ['eu', 'https://proxy.example/pd', 'https://proxy.example/pd'],
] as const)('the host of region %s with api-url %s is %s', (region, apiUrl, host) => {
  expect(restHost({ region, apiUrl })).toBe(host);
});

test.each([
  ['pdus+_0XBPWQQ', true],
  ['pdeu+_0XBPWQQ', true],
  ['y_NbAkKc66ryYTWUXYEu', false],
  ['u+NbAkKc66ryYTWUXYEu', false],
  ['pdus', false],
])('%s is an OAuth token: %s', (token, isOAuth) => {
  expect(isOAuthToken(token)).toBe(isOAuth);
});

describe('a request', () => {
  test('to read', async () => {
    const query = [
      ['statuses[]', 'triggered'],
      ['incident_key', 'a b&c'],
    ] as const;
    const { requests } = await record({ method: 'GET', path: '/incidents', query });
    expect(requests).toEqual([
      {
        method: 'GET',
        url: 'https://proxy.example/pd/incidents?statuses%5B%5D=triggered&incident_key=a+b%26c',
        headers: {
          Accept: 'application/vnd.pagerduty+json;version=2',
          Authorization: 'Token token=account-key-0000001+',
        },
        timeoutMs: 5_000,
      },
    ]);
  });

  test('to write', async () => {
    const { requests } = await record(NOTE, { token: new Secret('pdus+abc') });
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://proxy.example/pd/incidents/Q1/notes',
        headers: {
          Accept: 'application/vnd.pagerduty+json;version=2',
          Authorization: 'Bearer pdus+abc',
          From: 'anna@example.com',
          'Content-Type': 'application/json',
        },
        body: '{"note":{"content":"x"}}',
        timeoutMs: 5_000,
      },
    ]);
  });

  test('to write in nobody’s name has no From', async () => {
    const { requests } = await record(NOTE, { from: '' });
    expect(Object.keys(requests[0]?.headers ?? {})).not.toContain('From');
  });
});

/** The failure of a call to an emulator that answers with `fault`, and how often it was asked. */
async function fail(fault: FaultScript | undefined, { token = 'account-key-0000001+', budgetMs = 20_000 } = {}) {
  const emulator = await start({ account: exampleAccount() });
  if (fault !== undefined) emulator.fault(fault);
  const clock = fakeClock();
  const answer = await callRest(SERVICES, restContext(emulator.url, { token: new Secret(token), clock, budgetMs }));
  return 'failure' in answer ? { ...answer.failure, attempts: answer.attempts } : answer;
}

describe('a failure is a value', () => {
  test.each<[string, FaultScript, Partial<RestFailure>]>([
    [
      'as documented',
      { status: 400, body: { error: { message: 'Invalid', code: 2001, errors: ['a', 'b'] } } },
      { code: '2001', explanation: 'HTTP 400: Invalid; a; b' },
    ],
    [
      'with a text for a list',
      { status: 400, body: { error: { message: 'Invalid', code: 2001, errors: 'a' } } },
      { code: '2001', explanation: 'HTTP 400: Invalid; a' },
    ],
    [
      'with a bare list',
      { status: 400, body: { error: ['a', { b: 1 }] } },
      { code: '', explanation: 'HTTP 400: a; {"b":1}' },
    ],
    ['with a bare text', { status: 400, body: { error: 'a' } }, { code: '', explanation: 'HTTP 400: a' }],
    ['with errors on top', { status: 400, body: { errors: ['a'] } }, { code: '', explanation: 'HTTP 400: a' }],
    ['without a body', { status: 404, body: '' }, { code: '', explanation: 'HTTP 404' }],
    ['a page of a proxy', { status: 403, body: '<html>Denied</html>' }, { code: '', explanation: 'HTTP 403' }],
    [
      'a missing scope',
      { status: 403, body: { error: { message: 'Token missing required scopes', required_scopes: 'services.read' } } },
      { code: '', explanation: 'HTTP 403: Token missing required scopes; required scope services.read' },
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://example.com' } },
      { code: '', explanation: 'HTTP 302' },
    ],
    [
      'that echoes the token',
      { status: 400, body: { error: { message: 'token account-key-0000001+ is bad' } } },
      { code: '', explanation: 'HTTP 400: token *** is bad' },
    ],
    [
      'that never ends',
      { status: 400, body: { error: { message: 'x'.repeat(2_000) } } },
      { explanation: `HTTP 400: ${'x'.repeat(489)}…` },
    ],
    [
      'a success without JSON',
      { status: 200, body: 'OK' },
      {
        code: '',
        explanation:
          "HTTP 200, but the answer is not PagerDuty's (its body is not JSON or was cut off): perhaps a proxy answered",
      },
    ],
  ])('%s', async (_, fault, expected) => {
    expect(await fail(fault)).toMatchObject({ status: fault.status, final: true, attempts: 1, ...expected });
  });

  test.each([
    ['an account key as a bearer', 'pdus+account-key'],
    ['an unknown token', 'unknown-key-00000001'],
    ['the value of another secret', 'hunter22hunter22hunter22'],
  ])('%s: 401 without any JSON', async (_, token) => {
    expect(await fail(undefined, { token })).toEqual({
      status: 401,
      code: '',
      explanation: 'HTTP 401',
      final: true,
      attempts: 1,
    });
  });

  test('a token that no header can hold', async () => {
    const answer = await fail(undefined, { token: 'a\nb' });
    expect(answer).toMatchObject({
      status: 0,
      final: false,
      explanation: expect.stringContaining('Invalid character'),
    });
  });
});

describe('what may pass is tried again', () => {
  test.each<[string, FaultScript]>([
    ['408', { status: 408 }],
    ['429', { status: 429, body: { error: { message: 'Rate Limit Exceeded', code: 2020 } } }],
    ['500', { status: 500 }],
    ['503', { status: 503, body: '<html>' }],
    ['a broken connection', { kind: 'reset' }],
  ])('%s', async (_, fault) => {
    const emulator = await start({ account: exampleAccount() });
    emulator.fault(fault);
    const answer = await callRest(SERVICES, restContext(emulator.url));
    expect(answer).toMatchObject({ attempts: 2, value: { services: [{ id: 'PSHOPDB' }, { id: 'PSEARCH' }] } });
  });

  test('as late as ratelimit-reset asks', async () => {
    const emulator = await start({ account: exampleAccount() });
    emulator.fault({ status: 429, headers: { 'ratelimit-reset': '7' } });
    const clock = fakeClock();
    await callRest(SERVICES, restContext(emulator.url, { clock }));
    expect(clock.waits).toEqual([7_000]);
  });

  test('until the deadline', async () => {
    const failure = await fail({ status: 500, times: 'always' }, { budgetMs: 10_000 });
    expect(failure).toMatchObject({ status: 500, final: false, explanation: 'HTTP 500' });
    expect(failure.attempts).toBeGreaterThan(1);
  });

  test('hardly, when the deadline is over', async () => {
    expect(await fail({ status: 500, times: 'always' }, { budgetMs: -5 })).toMatchObject({ final: false, attempts: 2 });
  });
});

describe('a list', () => {
  const services = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      id: `P${n}`,
      name: `Service ${n}`,
      integrations: [],
      escalationPolicy: 'PPOLICY',
    }));

  test.each([
    [1, 1, 1],
    [25, 25, 1],
    [26, 26, 2],
    [60, 60, 3],
    [300, 200, 8],
  ])('of %i entries gives %i in %i pages', async (count, given, pages) => {
    const emulator = await start({ account: exampleAccount({ services: services(count) }) });
    const answer = await listRest('services', { path: '/services' }, restContext(emulator.url));
    if ('failure' in answer) throw new Error(answer.failure.explanation);
    expect([answer.value.length, answer.attempts, emulator.requests.length]).toEqual([given, pages, pages]);
    expect(answer.value).toMatchObject(services(given).map(({ id }) => ({ id })));
  });

  test('whose second page fails', async () => {
    const emulator = await start({ account: exampleAccount({ services: services(30) }) });
    emulator.fault([{ kind: 'pass' }, { status: 404 }]);
    expect(await listRest('services', { path: '/services' }, restContext(emulator.url))).toMatchObject({
      failure: { status: 404 },
      attempts: 2,
    });
  });

  test('that is not in the answer', async () => {
    const emulator = await start({ account: exampleAccount() });
    emulator.fault({ status: 200, body: { hello: 'proxy' } });
    expect(await listRest('services', { path: '/services' }, restContext(emulator.url))).toMatchObject({
      failure: { status: 200, final: true, explanation: expect.stringContaining('no list "services" in it') },
    });
  });
});

test.each<[number, string, RegExp]>([
  [401, '', /own region/],
  [403, '2010', /scope/],
  [400, '2016', /^Set from /],
  [400, '1008', /^Set from /],
  [400, '1028', /^Set from /],
  [302, '', /api-url/],
  [400, '2001', /^$/],
  [404, '2100', /^$/],
  [0, '', /^$/],
  [429, '2020', /^$/],
  [503, '', /^$/],
])('what to do about HTTP %i, code %s', (status, code, remedy) => {
  expect(remedyOf({ status, code, explanation: '', final: true })).toMatch(remedy);
});
