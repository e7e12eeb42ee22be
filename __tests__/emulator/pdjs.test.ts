import { Agent } from 'node:https';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { acknowledge, api, change, event, resolve, trigger as triggerBy } from '@pagerduty/pdjs';
import { generate } from 'selfsigned';
import { type Emulator, exampleAccount } from '../../emulator/emulator.ts';
import { KEY, SHOP_KEY, start } from './calls.ts';

/** PagerDuty's own client speaks https only, so the emulator does too here; the certificate is made anew. */
let tls = { key: '', cert: '' };

beforeAll(async () => {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  tls = { key: made.private, cert: made.cert };
});

const settings = (emulator: Emulator) => ({
  server: new URL(emulator.url).host,
  agent: new Agent({ ca: tls.cert }),
  requestTimeout: 0,
  retryTimeout: 10,
});
const data = {
  routing_key: KEY,
  event_action: 'trigger' as const,
  dedup_key: 'shop',
  payload: { summary: 'Migration failed', source: 'acme/shop', severity: 'critical' as const },
  links: [{ href: 'https://example.com', text: 'Run' }],
};

describe("PagerDuty's client pdjs, an alert event", () => {
  test('trigger, acknowledge and resolve', async () => {
    const emulator = await start({ tls });
    expect(emulator.url).toMatch(/^https:/);
    for (const send of [triggerBy, acknowledge, resolve, triggerBy]) {
      const { status, data: body } = await send({ ...settings(emulator), data });
      expect([status, body]).toEqual([202, { status: 'success', message: 'Event processed', dedup_key: 'shop' }]);
    }
    expect(emulator.incidents().map(each => [each.number, each.status])).toEqual([
      [1, 'resolved'],
      [2, 'triggered'],
    ]);
  });

  test('a refusal', async () => {
    const emulator = await start({ tls });
    const { status, data: body } = await event({ ...settings(emulator), data: { ...data, routing_key: 'short' } });
    const errors = ["Length of 'routing_key' is incorrect (should be 32 characters)"];
    expect([status, body]).toEqual([400, { status: 'invalid event', message: 'Event object is invalid', errors }]);
  });

  test('tries again after a 429', async () => {
    const emulator = await start({ tls });
    emulator.fault({ status: 429, times: 2 });
    expect((await triggerBy({ ...settings(emulator), data })).status).toBe(202);
    expect(emulator.requests.map(each => each.status)).toEqual([429, 429, 202]);
  });
});

test("PagerDuty's client pdjs, a change event", async () => {
  const emulator = await start({ tls });
  const payload = {
    ...data.payload,
    summary: 'Migration applied',
    timestamp: '2026-01-09T10:00:00Z',
    custom_details: { version: '005' },
  };
  const answer = await change({ ...settings(emulator), data: { ...data, payload } });
  expect([answer.status, answer.data]).toEqual([202, { status: 'success', message: 'Change event processed' }]);
  expect(emulator.changes().map(each => each.event.payload)).toEqual([payload]);
});

describe("PagerDuty's client pdjs, the REST API", () => {
  const bearer = { token: 'pdus+example', tokenType: 'bearer' };
  const token = { token: 'account-key-0000001+' };
  const from = { headers: { From: 'anna@example.com' } };

  test('finds a service and who is on call', async () => {
    const emulator = await start({ tls, account: exampleAccount() });
    const pd = api({ ...settings(emulator), ...token });
    const named = { name: 'Shop database', 'include[]': ['integrations'] };
    const { data: found } = await pd.get('/services', { queryParameters: named });
    expect(found).toHaveProperty('services.0.integrations.0.integration_key', SHOP_KEY);
    const ids = [found.services[0].escalation_policy.id];
    const { data: answer } = await pd.get('/oncalls', { queryParameters: { 'escalation_policy_ids[]': ids } });
    expect(answer).toHaveProperty('oncalls.1.user.summary', 'Anna Berg');
  });

  test('opens, notes and resolves an incident', async () => {
    const emulator = await start({ tls, account: exampleAccount() });
    const pd = api({ ...settings(emulator), ...token, ...from });
    const service = { id: 'PSHOPDB', type: 'service_reference' };
    const incident = { type: 'incident', title: 'Migration failed', service, incident_key: 'shop' };
    const opened = await pd.post('/incidents', { data: { incident } });
    expect(opened.status).toBe(201);
    expect((await pd.post('/incidents', { data: { incident } })).data.error.code).toBe(2002);
    const path = `/incidents/${opened.data.incident.id}`;
    expect((await pd.post(`${path}/notes`, { data: { note: { content: 'Again' } } })).status).toBe(200);
    const resolved = { type: 'incident_reference', status: 'resolved' };
    expect((await pd.put(path, { data: { incident: resolved } })).data.incident.status).toBe('resolved');
    expect(emulator.incidents().map(each => [each.status, each.notes.length])).toEqual([['resolved', 1]]);
  });

  test('turns the pages', async () => {
    const emulator = await start({ tls, account: exampleAccount() });
    for (const dedup_key of ['a', 'b', 'c', 'd', 'e']) {
      await triggerBy({ ...settings(emulator), data: { ...data, routing_key: SHOP_KEY, dedup_key } });
    }
    const pd = api({ ...settings(emulator), ...bearer });
    let { data: page, next } = await pd.get('/incidents', { queryParameters: { limit: '2' } });
    const sizes = [page.incidents.length];
    while (next !== undefined) {
      ({ data: page, next } = await next());
      sizes.push(page.incidents.length);
    }
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('waits when there were too many calls', async () => {
    let now = 0;
    const emulator = await start({ tls, account: exampleAccount(), restLimit: 1, clock: () => (now += 31_000) });
    const pd = api({ ...settings(emulator), ...bearer });
    expect((await pd.get('/services')).status).toBe(200);
    expect((await pd.get('/services')).status).toBe(200);
    expect(emulator.requests.map(each => each.status)).toEqual([200, 429, 200]);
  });

  test('a refused token', async () => {
    const emulator = await start({ tls, account: exampleAccount() });
    const pd = api({ ...settings(emulator), token: 'pdus+example' });
    await expect(pd.get('/services')).rejects.toMatchObject({ status: 401 });
  });
});
