import { describe, expect, test } from '@jest/globals';
import { KEY, post, start, trigger, triggerWith } from './calls.ts';

const clock = () => Date.parse('2026-01-09T10:00:00Z');
const at = '2026-01-09T10:00:00.000Z';
const OTHER = 'f'.repeat(32);
const accepted = { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: 'shop' } };

describe('incidents', () => {
  test('a trigger opens one', async () => {
    const emulator = await start({ clock });
    expect(await post(`${emulator.url}/v2/enqueue`, trigger())).toEqual(accepted);
    expect(emulator.incidents()).toEqual([
      {
        number: 1,
        id: 'Q0000000000001',
        status: 'triggered',
        urgency: 'high',
        service: null,
        routingKey: KEY,
        dedupKey: 'shop',
        summary: 'Migration failed',
        openedAt: at,
        resolvedAt: null,
        assignee: null,
        log: [{ type: 'trigger', at, channel: 'events', event: trigger() }],
        notes: [],
      },
    ]);
  });

  const acknowledge = trigger({ event_action: 'acknowledge' });
  const resolve = trigger({ event_action: 'resolve', payload: undefined });
  test.each<[string, Record<string, unknown>[], string[]]>([
    ['a second trigger joins the open one', [trigger(), trigger()], ['1 triggered: trigger trigger']],
    [
      'another dedup key opens another',
      [trigger(), trigger({ dedup_key: 'b' })],
      ['1 triggered: trigger', '2 triggered: trigger'],
    ],
    [
      'another routing key opens another',
      [trigger(), trigger({ routing_key: OTHER })],
      ['1 triggered: trigger', '2 triggered: trigger'],
    ],
    ['acknowledge', [trigger(), acknowledge], ['1 acknowledged: trigger acknowledge']],
    [
      'a trigger leaves it acknowledged',
      [trigger(), acknowledge, trigger()],
      ['1 acknowledged: trigger acknowledge trigger'],
    ],
    ['resolve', [trigger(), resolve], ['1 resolved: trigger resolve']],
    ['resolve after acknowledge', [trigger(), acknowledge, resolve], ['1 resolved: trigger acknowledge resolve']],
    [
      'a trigger after resolve opens a new one',
      [trigger(), resolve, trigger()],
      ['1 resolved: trigger resolve', '2 triggered: trigger'],
    ],
    [
      'the new one is the one to resolve',
      [trigger(), resolve, trigger(), resolve],
      ['1 resolved: trigger resolve', '2 resolved: trigger resolve'],
    ],
    ['resolve without an open one is dropped', [resolve], []],
    ['a second resolve is dropped', [trigger(), resolve, resolve], ['1 resolved: trigger resolve']],
    ['acknowledge without an open one is dropped', [acknowledge], []],
    [
      'resolve by another routing key is dropped',
      [trigger(), { ...resolve, routing_key: OTHER }],
      ['1 triggered: trigger'],
    ],
  ])('%s', async (_, events, lines) => {
    const emulator = await start();
    for (const event of events) expect((await post(`${emulator.url}/v2/enqueue`, event)).status).toBe(202);
    const shown = emulator
      .incidents()
      .map(each => `${each.number} ${each.status}: ${each.log.map(line => line.type).join(' ')}`);
    expect(shown).toEqual(lines);
  });

  test('the last trigger gives the summary', async () => {
    const emulator = await start();
    await post(`${emulator.url}/v2/enqueue`, trigger());
    await post(`${emulator.url}/v2/enqueue`, triggerWith({ summary: 'Failed again' }));
    expect(emulator.incidents().map(each => each.summary)).toEqual(['Failed again']);
  });

  test('a trigger without dedup key gets one', async () => {
    const emulator = await start();
    const { body } = await post(`${emulator.url}/v2/enqueue`, trigger({ dedup_key: undefined }));
    const [incident] = emulator.incidents();
    expect(body).toEqual({ status: 'success', message: 'Event processed', dedup_key: incident?.dedupKey });
    expect(incident?.dedupKey).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('change events', () => {
  const change = { routing_key: KEY, payload: { summary: 'Migration applied' } };

  test('are kept apart from incidents', async () => {
    const emulator = await start({ clock });
    const answer = await post(`${emulator.url}/v2/change/enqueue`, change);
    expect(answer).toEqual({ status: 202, body: { status: 'success', message: 'Change event processed' } });
    expect(emulator.changes()).toEqual([{ routingKey: KEY, at, event: change }]);
    expect(emulator.incidents()).toEqual([]);
  });

  test('are refused like alert events', async () => {
    const emulator = await start();
    const answer = await post(`${emulator.url}/v2/change/enqueue`, { routing_key: KEY });
    expect(answer.status).toBe(400);
    expect(emulator.changes()).toEqual([]);
  });
});

describe('refusals', () => {
  const unrecognized = (error: string) => ({
    status: 'Unrecognized object',
    message: 'Event object format is unrecognized',
    errors: [error],
  });
  const invalid = (...errors: string[]) => ({ status: 'invalid event', message: 'Event object is invalid', errors });
  const filled = (size: number) => {
    const empty = JSON.stringify(triggerWith({ custom_details: { log: '' } }));
    return empty.replace('"log":""', `"log":"${'x'.repeat(size - empty.length)}"`);
  };
  test.each<[string, unknown, number, unknown]>([
    ['a broken JSON', '{"routing_key":', 400, unrecognized('JSON parse error')],
    ['no body', '', 400, unrecognized('JSON parse error')],
    ['an array', [trigger()], 400, unrecognized("event is not a JSON object (emulator's wording)")],
    [
      'two wrong things',
      trigger({ routing_key: undefined, links: [{ href: '' }, { href: '' }] }),
      400,
      invalid("'routing_key' cannot be blank", "'link href' is missing or blank"),
    ],
    ['512 000 bytes pass', filled(512_000), 202, accepted.body],
    [
      'one byte more',
      filled(512_001),
      400,
      invalid("event is too large (maximum is 512000 bytes) (emulator's wording)"),
    ],
    [
      'bytes are counted, not characters',
      triggerWith({ custom_details: { log: 'é'.repeat(300_000) } }),
      400,
      invalid("event is too large (maximum is 512000 bytes) (emulator's wording)"),
    ],
  ])('%s', async (_, event, status, body) => {
    const emulator = await start();
    expect(await post(`${emulator.url}/v2/enqueue`, event)).toEqual({ status, body });
    expect(emulator.incidents()).toHaveLength(status === 202 ? 1 : 0);
  });

  test('an unknown key, refused', async () => {
    const emulator = await start({ knownKeys: [KEY] });
    expect((await post(`${emulator.url}/v2/enqueue`, trigger())).status).toBe(202);
    const answer = await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: OTHER }));
    expect(answer).toEqual({ status: 400, body: invalid('Invalid routing key') });
    expect(emulator.incidents()).toHaveLength(1);
  });

  test('an unknown key, taken without effect', async () => {
    const emulator = await start({ knownKeys: [KEY], unknownKey: 'ignore' });
    expect(await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: OTHER }))).toEqual(accepted);
    const change = { routing_key: OTHER, payload: { summary: 'Migration applied' } };
    expect((await post(`${emulator.url}/v2/change/enqueue`, change)).status).toBe(202);
    const { body } = await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: OTHER, dedup_key: undefined }));
    expect(body).toHaveProperty('dedup_key', expect.stringMatching(/^[0-9a-f]{32}$/));
    expect([emulator.incidents(), emulator.changes()]).toEqual([[], []]);
  });

  test.each([
    ['GET', '/v2/enqueue', 405],
    ['POST', '/v2/other', 404],
  ])('%s %s is %d', async (method, path, status) => {
    const emulator = await start();
    expect((await fetch(emulator.url + path, { method })).status).toBe(status);
  });
});

test('the rate limit counts a sliding minute of each key', async () => {
  let now = 0;
  const emulator = await start({ limit: 2, clock: () => now });
  const send = async (atSecond: number, key = KEY) => {
    now = atSecond * 1000;
    return (await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: key }))).status;
  };
  expect([await send(0), await send(30), await send(40), await send(40, OTHER)]).toEqual([202, 202, 429, 202]);
  expect([await send(59), await send(60), await send(61), await send(91)]).toEqual([429, 202, 429, 202]);
  now = 92_000;
  expect(await post(`${emulator.url}/v2/enqueue`, trigger())).toEqual({
    status: 429,
    body: {
      status: 'throttle exceeded',
      message: 'Requests for this service are arriving too quickly.  Please retry later.',
    },
  });
  expect(emulator.incidents().map(each => each.log.length)).toEqual([4, 1]);
});
