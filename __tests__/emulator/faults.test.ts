import { describe, expect, test } from '@jest/globals';
import type { FaultScript } from '../../emulator/emulator.ts';
import { post, start, trigger } from './calls.ts';

describe('a script says how often and where', () => {
  test.each<[string, FaultScript | FaultScript[], (number | null)[]]>([
    ['once, unless it says more', { status: 503 }, [503, 202, 202]],
    ['n times', { status: 503, times: 2 }, [503, 503, 202]],
    ['always', { status: 503, times: 'always' }, [503, 503, 503]],
    ['one after the other', [{ status: 500 }, { status: 429 }], [500, 429, 202]],
    ['on a path', { status: 503, path: '/v2/enqueue' }, [503, 202, 202]],
    ['not on another path', { status: 503, path: '/v2/change' }, [202, 202, 202]],
  ])('%s', async (_, script, statuses) => {
    const emulator = await start();
    emulator.fault(script);
    const seen: number[] = [];
    for (const _status of statuses) seen.push((await post(`${emulator.url}/v2/enqueue`, trigger())).status);
    expect(seen).toEqual(statuses);
    expect(emulator.requests.map(each => each.status)).toEqual(statuses);
  });

  test('until it is mended, and then what was opened before is still there', async () => {
    const emulator = await start();
    await post(`${emulator.url}/v2/enqueue`, trigger());
    emulator.fault({ status: 503, times: 'always' });
    emulator.mend();
    expect((await post(`${emulator.url}/v2/enqueue`, trigger())).status).toBe(202);
    expect(emulator.incidents().map(({ log }) => log.length)).toEqual([2]);
  });

  test('nothing takes effect, unless the fault is applied', async () => {
    const emulator = await start();
    emulator.fault([{ status: 503 }, { kind: 'reset', applied: true }]);
    await post(`${emulator.url}/v2/enqueue`, trigger());
    expect(emulator.incidents()).toEqual([]);
    await expect(post(`${emulator.url}/v2/enqueue`, trigger())).rejects.toThrow('fetch failed');
    expect(emulator.incidents()).toHaveLength(1);
  });
});

describe('an answer', () => {
  test.each<[string, FaultScript, number, string]>([
    ['JSON', { status: 418, body: { a: 1 } }, 418, '{"a":1}'],
    ['a text as it is', { status: 502, body: '<html>Bad Gateway</html>' }, 502, '<html>Bad Gateway</html>'],
    ['without a body', { status: 500 }, 500, '{}'],
    ['with success and junk', { status: 202, body: 'OK' }, 202, 'OK'],
  ])('%s', async (_, script, status, text) => {
    const emulator = await start();
    emulator.fault(script);
    const response = await fetch(`${emulator.url}/v2/enqueue`, { method: 'POST', body: '{}' });
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  test('has the headers that were asked for', async () => {
    const emulator = await start();
    emulator.fault({ status: 429, headers: { 'retry-after': '7', 'content-type': 'text/plain' }, extraHeaders: 50 });
    const { headers } = await fetch(`${emulator.url}/v2/enqueue`, { method: 'POST', body: '{}' });
    expect([headers.get('retry-after'), headers.get('content-type')]).toEqual(['7', 'text/plain']);
    expect([headers.get('x-emulator-1'), headers.get('x-emulator-50'), headers.get('x-emulator-51')]).toEqual([
      '1',
      '50',
      null,
    ]);
  });

  test('can be a redirect', async () => {
    const emulator = await start();
    emulator.fault({ status: 307, headers: { location: 'http://127.0.0.1:9/' } });
    const response = await fetch(`${emulator.url}/v2/enqueue`, { method: 'POST', body: '{}', redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([307, 'http://127.0.0.1:9/']);
  });

  test('can be late', async () => {
    const emulator = await start();
    emulator.fault({ delayMs: 120 });
    const before = performance.now();
    expect((await post(`${emulator.url}/v2/enqueue`, trigger())).status).toBe(202);
    expect(performance.now() - before).toBeGreaterThan(110);
    expect(emulator.incidents()).toHaveLength(1);
  });
});

describe('no answer', () => {
  test('hang', async () => {
    const emulator = await start();
    emulator.fault({ kind: 'hang' });
    const call = fetch(`${emulator.url}/v2/enqueue`, { method: 'POST', body: '{}', signal: AbortSignal.timeout(100) });
    await expect(call).rejects.toThrow('aborted due to timeout');
    expect(emulator.requests.map(each => each.status)).toEqual([null]);
  });

  test('reset', async () => {
    const emulator = await start();
    emulator.fault({ kind: 'reset' });
    const call = post(`${emulator.url}/v2/enqueue`, trigger());
    await expect(call).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(emulator.incidents()).toEqual([]);
  });

  test('drip', async () => {
    const emulator = await start();
    emulator.fault({ kind: 'drip', delayMs: 5, status: 202 });
    const response = await fetch(`${emulator.url}/v2/enqueue`, {
      method: 'POST',
      body: '{}',
      signal: AbortSignal.timeout(150),
    });
    expect(response.status).toBe(202);
    await expect(response.text()).rejects.toThrow('aborted due to timeout');
  });

  test('partial', async () => {
    const emulator = await start();
    emulator.fault({ kind: 'partial', status: 202, body: '{"status":"succ' });
    const response = await fetch(`${emulator.url}/v2/enqueue`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(202);
    await expect(response.text()).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
  });

  test('close ends the ones that wait', async () => {
    const emulator = await start();
    emulator.fault([{ kind: 'hang' }, { delayMs: 60_000 }, { kind: 'drip' }]);
    const calls = [1, 2, 3].map(() => post(`${emulator.url}/v2/enqueue`, trigger()));
    const outcome = Promise.allSettled(calls);
    while (emulator.requests.length < 3) await new Promise(resolve => setTimeout(resolve, 5));
    await emulator.close();
    expect((await outcome).map(each => each.status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});

test.each<[string, unknown, string]>([
  ['no object', 'x', 'fault: expected an object'],
  ['an unknown kind', { kind: 'explode' }, 'fault: kind cannot be "explode"'],
  [
    'an unknown field',
    { statsu: 503 },
    'fault: no field statsu; expected one of kind, path, times, applied, status, body, headers, extraHeaders, delayMs',
  ],
  ['a status that no server sends', { status: 99 }, 'fault: status cannot be 99'],
  ['no times', { times: 0 }, 'fault: times cannot be 0'],
  ['a header that is no text', { headers: { a: 1 } }, 'fault: headers cannot be {"a":1}'],
])('a script with %s is refused', async (_, script, message) => {
  const emulator = await start();
  const answer = await post(`${emulator.url}/emulator/faults`, script === 'x' ? '"x"' : script);
  expect(answer).toEqual({ status: 400, body: { error: message } });
});
