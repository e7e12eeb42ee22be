import { describe, expect, test } from '@jest/globals';
import { exampleAccount } from '../../emulator/emulator.ts';
import { get, KEY, post, rest, start, trigger } from './calls.ts';

describe('views', () => {
  test('show what the library shows', async () => {
    const emulator = await start();
    await post(`${emulator.url}/v2/enqueue`, trigger());
    await post(`${emulator.url}/v2/change/enqueue`, { routing_key: KEY, payload: { summary: 'Applied' } });
    expect(await get(`${emulator.url}/emulator/incidents`)).toEqual(emulator.incidents());
    expect(await get(`${emulator.url}/emulator/changes`)).toEqual(emulator.changes());
    expect(await get(`${emulator.url}/emulator/requests`)).toEqual(emulator.requests);
    expect([emulator.incidents().length, emulator.changes().length, emulator.requests.length]).toEqual([1, 1, 2]);
  });

  test('requests are recorded as they came', async () => {
    const emulator = await start({ clock: () => 0 });
    const headers = { 'content-type': 'text/plain', 'user-agent': 'me', 'accept-language': '*' };
    await fetch(`${emulator.url}/v2/enqueue?a=1&b[]=2`, { method: 'POST', headers, body: 'no json' });
    expect(emulator.requests).toEqual([
      {
        method: 'POST',
        path: '/v2/enqueue',
        query: '?a=1&b[]=2',
        headers: expect.objectContaining(headers),
        text: 'no json',
        body: undefined,
        at: '1970-01-01T00:00:00.000Z',
        status: 400,
      },
    ]);
  });

  test('take faults, which do not hit the views', async () => {
    const emulator = await start();
    const planned = await post(`${emulator.url}/emulator/faults`, [{ status: 503 }, { status: 500 }]);
    expect(planned).toEqual({ status: 200, body: { status: 'planned' } });
    expect(await get(`${emulator.url}/emulator/incidents`)).toEqual([]);
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post(`${emulator.url}/v2/enqueue`, trigger())).status);
    expect(statuses).toEqual([503, 500, 202]);
  });

  test('reset forgets everything', async () => {
    const emulator = await start({ limit: 1, restLimit: 1, account: exampleAccount(), knownKeys: 'any' });
    expect((await rest(`${emulator.url}/services`)).status).toBe(200);
    await post(`${emulator.url}/v2/enqueue`, trigger());
    await post(`${emulator.url}/v2/change/enqueue`, { routing_key: KEY, payload: { summary: 'Applied' } });
    emulator.fault({ status: 503, times: 'always' });
    expect(await post(`${emulator.url}/emulator/reset`, '')).toEqual({ status: 200, body: { status: 'reset' } });
    expect([emulator.incidents(), emulator.changes(), emulator.requests]).toEqual([[], [], []]);
    expect((await rest(`${emulator.url}/services`)).status).toBe(200);
    expect((await post(`${emulator.url}/v2/enqueue`, trigger())).status).toBe(202);
    expect(emulator.incidents().map(each => each.number)).toEqual([1]);
  });

  test('any other path names the ones there are', async () => {
    const emulator = await start();
    expect(await get(`${emulator.url}/emulator/help`)).toEqual({
      error: 'expected GET incidents, GET changes, GET requests, POST faults or POST reset',
    });
  });
});

test('a change of what incidents() gave changes nothing inside', async () => {
  const emulator = await start();
  await post(`${emulator.url}/v2/enqueue`, trigger());
  emulator.incidents().splice(0);
  expect(emulator.incidents()).toHaveLength(1);
});

test('a port that is taken is an error', async () => {
  const emulator = await start();
  await expect(start({ port: Number(new URL(emulator.url).port) })).rejects.toThrow('EADDRINUSE');
});
