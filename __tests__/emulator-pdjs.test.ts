import { Agent } from 'node:https';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { acknowledge, change, event, resolve, trigger as triggerBy } from '@pagerduty/pdjs';
import { generate } from 'selfsigned';
import type { Emulator } from '../emulator/emulator.ts';
import { KEY, start } from './emulator-calls.ts';

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
