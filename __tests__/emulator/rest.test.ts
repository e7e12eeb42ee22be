import { describe, expect, test } from '@jest/globals';
import { exampleAccount } from '../../emulator/emulator.ts';
import { post, type RestCall, rest, SHOP_KEY, start, TOKENS, trigger } from './calls.ts';

const account = exampleAccount();
const empty = { limit: 25, offset: 0, more: false, total: null };
const incident = { title: 'Migration failed', service: { id: 'PSHOPDB', type: 'service_reference' } };
const create: RestCall = { method: 'POST', body: { incident } };

describe('who may ask', () => {
  test.each<[string, RestCall]>([
    ['no token', { authorization: null }],
    ['an unknown token', { authorization: 'Token token=nobody' }],
    ['an account key as Bearer', { authorization: 'Bearer account-key-0000001+' }],
    ['an OAuth token as Token', { authorization: 'Token token=pdus+example' }],
    ['the bare key', { authorization: 'account-key-0000001+' }],
  ])('%s is a 401 without JSON', async (_, call) => {
    const { url } = await start({ account });
    const { status, headers, body } = await rest(`${url}/incidents`, call);
    expect([status, headers.get('content-type'), body]).toEqual([401, 'text/html; charset=utf-8', '']);
  });

  test.each(Object.entries(TOKENS))('the %s token reads', async (_, authorization) => {
    const { url } = await start({ account });
    const { status, body } = await rest(`${url}/incidents`, { authorization, from: null });
    expect([status, body]).toEqual([200, { incidents: [], ...empty }]);
  });

  test('an account in the other region is a 401, its events are taken', async () => {
    const { url } = await start({ account, wrongRegion: true });
    expect((await rest(`${url}/services`)).status).toBe(401);
    expect((await post(`${url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY }))).status).toBe(202);
  });

  test('without an account everybody is a 401', async () => {
    const { url } = await start();
    expect((await rest(`${url}/services`)).status).toBe(401);
  });

  test('a key for reading may not write', async () => {
    const { url } = await start({ account });
    const { status, body } = await rest(`${url}/incidents`, { ...create, authorization: TOKENS.reading });
    expect([status, body]).toEqual([403, { error: { message: 'Access Denied', code: 2010 } }]);
  });

  test.each<[string, string, RestCall]>([
    ['/oncalls', 'oncalls.read', {}],
    ['/services/PSHOPDB', 'services.read', {}],
    ['/incidents', 'incidents.write', create],
  ])('%s needs the scope %s', async (path, scope, call) => {
    const tokens = [{ token: 'pdus+narrow', kind: 'oauth' as const, scopes: ['incidents.read'] }];
    const { url } = await start({ account: exampleAccount({ tokens }) });
    const { status, body } = await rest(url + path, { ...call, authorization: 'Bearer pdus+narrow' });
    const message = 'Token missing required scopes';
    expect([status, body]).toEqual([
      403,
      { error: { message, required_scopes: scope, token_scopes: 'incidents.read' } },
    ]);
    expect((await rest(`${url}/incidents`, { authorization: 'Bearer pdus+narrow' })).status).toBe(200);
  });
});

describe('who writes', () => {
  const missing = {
    message: 'You must specify a user\'s email address in the "From" header to perform this action',
    code: 2016,
  };
  test.each<[string, RestCall, number, unknown]>([
    ['account key, no From', { from: null }, 400, missing],
    ['account key, From a name', { from: 'Anna' }, 400, { message: 'Malformed "From" header', code: 1028 }],
    [
      'account key, From a stranger',
      { from: 'x@example.com' },
      400,
      { message: 'Requester User Not Found', code: 1008, errors: [] },
    ],
    ['account key, From in capitals', { from: 'ANNA@example.com' }, 201, undefined],
    ['user key, no From', { authorization: TOKENS.user, from: null }, 201, undefined],
    ['OAuth token, no From', { authorization: TOKENS.oauth, from: null }, 201, undefined],
    [
      'OAuth token, From a stranger',
      { authorization: TOKENS.oauth, from: 'x@example.com' },
      400,
      { message: 'Requester User Not Found', code: 1008, errors: [] },
    ],
  ])('%s', async (_, call, status, error) => {
    const emulator = await start({ account });
    const answer = await rest(`${emulator.url}/incidents`, { ...create, ...call });
    expect(answer.status).toBe(status);
    if (error !== undefined) expect(answer.body).toEqual({ error });
    expect(emulator.incidents()).toHaveLength(status === 201 ? 1 : 0);
  });
});

describe('how often', () => {
  test('every answer counts down, and a 429 says when to come again', async () => {
    let now = 0;
    const { url } = await start({ account, restLimit: 2, clock: () => now });
    const ask = async (second: number, authorization = TOKENS.account) => {
      now = second * 1000;
      const { status, headers } = await rest(`${url}/services`, { authorization });
      return [status, ...['limit', 'remaining', 'reset'].map(name => headers.get(`ratelimit-${name}`))];
    };
    expect(await ask(0)).toEqual([200, '2', '1', '60']);
    expect(await ask(20.5)).toEqual([200, '2', '0', '40']);
    expect(await ask(30)).toEqual([429, '2', '0', '30']);
    expect(await ask(30, TOKENS.user)).toEqual([200, '2', '1', '60']);
    expect((await rest(`${url}/services`)).body).toEqual({ error: { message: 'Rate Limit Exceeded', code: 2020 } });
    expect(await ask(60)).toEqual([200, '2', '0', '21']);
  });

  test('960 a minute, unless told otherwise', async () => {
    const { url } = await start({ account });
    const { headers } = await rest(`${url}/services`);
    expect([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual(['960', '959']);
  });
});

describe('pages', () => {
  const services = Array.from({ length: 120 }, (_, n) => ({
    id: `P${n}`,
    name: `Service ${n}`,
    integrations: [],
    escalationPolicy: 'PPOLICY',
  }));
  test.each<[string, number, object]>([
    ['', 25, { limit: 25, offset: 0, more: true, total: null }],
    ['?limit=50&offset=100', 20, { limit: 50, offset: 100, more: false, total: null }],
    ['?limit=20&offset=100', 20, { limit: 20, offset: 100, more: false, total: null }],
    ['?limit=19&offset=100', 19, { limit: 19, offset: 100, more: true, total: null }],
    ['?limit=1000', 100, { limit: 100, offset: 0, more: true, total: null }],
    ['?limit=x&total=true', 25, { limit: 25, offset: 0, more: true, total: 120 }],
  ])('%s gives %d', async (query, count, paging) => {
    const { url } = await start({ account: exampleAccount({ services }) });
    const { body } = await rest(`${url}/services${query}`);
    expect(body).toEqual({ services: expect.any(Array), ...paging });
    expect(body).toHaveProperty('services.length', count);
  });

  test('end at 10000', async () => {
    const { url } = await start({ account });
    const { status, body } = await rest(`${url}/services?offset=9976`);
    expect([status, body]).toEqual([
      400,
      { error: { message: 'Invalid Input Provided', code: 2001, errors: ['Offset plus limit cannot exceed 10000.'] } },
    ]);
    expect((await rest(`${url}/services?offset=9975`)).status).toBe(200);
  });
});

describe('what there is not', () => {
  test.each([
    ['GET', '/users'],
    ['GET', '/services/PNONE'],
    ['GET', '/services/PSHOPDB/integrations'],
    ['GET', '/services/PSHOPDB/integrations/PNONE'],
    ['GET', '/escalation_policies/PNONE'],
    ['GET', '/incidents/PNONE'],
    ['GET', '/incidents/PNONE/alerts'],
    ['GET', '/incidents/PNONE/notes'],
    ['PUT', '/incidents/PNONE'],
    ['POST', '/incidents/PNONE/notes'],
    ['POST', '/services'],
    ['DELETE', '/incidents/PNONE'],
  ])('%s %s', async (method, path) => {
    const { url } = await start({ account });
    const body = method === 'GET' ? undefined : { incident: { type: 'incident' } };
    const answer = await rest(url + path, { method, body });
    expect([answer.status, answer.body]).toEqual([404, { error: { message: 'Not Found', code: 2100 } }]);
  });
});
