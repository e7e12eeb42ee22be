import { describe, expect, test } from '@jest/globals';
import type { FaultScript } from '../../emulator/emulator.ts';
import { reserveForWebhook, tellFallbackWebhook } from '../../src/delivery/fallback-webhook.ts';
import { send } from '../../src/http/transport.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { toChatMessage } from '../../src/report/chat-message.ts';
import { start } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { makeRedactor } from '../redaction/redactors.ts';
import { makeResult } from '../report/results.ts';

const MISSED = makeResult({ delivery: 'unreachable', attempts: 2, explanation: redacted`no answer within 10 s` });

/** Tells a webhook that answers as scripted, at last with 200. */
async function play(faults: readonly FaultScript[], result = MISSED, leftMs = 10_000) {
  const server = await start();
  server.fault([...faults, { status: 200, body: 'ok', times: 'always' }]);
  const clock = fakeClock();
  const url = new Secret(`${server.url}/services/T/B/hunter2`);
  const problems = await tellFallbackWebhook(url, toChatMessage(result), {
    send,
    clock,
    deadline: clock.now() + leftMs,
  });
  return { problems, requests: server.requests, waits: clock.waits };
}

test('the webhook is told what PagerDuty could not be', async () => {
  const { problems, requests } = await play([]);
  expect(problems).toEqual([]);
  expect(requests).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/services/T/B/hunter2',
      body: {
        text: 'This did not reach PagerDuty: [PRODUCTION] Migration 005_add failed: relation "userz" does not exist. Nobody has been paged. The trigger was not delivered to events.pagerduty.com (US region) after 2 attempts: no answer within 10 s. https://github.com/acme/shop/actions/runs/123/attempts/1',
      },
    }),
  ]);
});

test.each<[string, string]>([
  ['<!channel> <https://x|y> & <@U1>', '&lt;!channel&gt; &lt;https://x|y&gt; &amp; &lt;@\u200bU1&gt;'],
  ['@channel, @here and @everyone', '@\u200bchannel, @\u200bhere and @\u200beveryone'],
  ['[x](https://x.example.com) ![y](https://x)', '[x]\u200b(https://x.example.com) ![y]\u200b(https://x)'],
  ['[x][1] and [1]: https://x', '[x]\u200b[1] and [1]\u200b: https://x'],
  ['<at>everyone</at>', '&lt;at&gt;everyone&lt;/at&gt;'],
  ['pg@8.11.3 and acme/shop@v1', 'pg@8.11.3 and acme/shop@v1'],
])('no foreign text can mention anybody or make a link there: %s', async (explanation, shown) => {
  const { requests } = await play(
    [],
    makeResult({ delivery: 'rejected', explanation: await makeRedactor().redact(explanation) }),
  );
  expect(Object(requests[0]?.body).text).toContain(shown);
});

test('nobody is told where no webhook is named', async () => {
  const clock = fakeClock();
  expect(
    await tellFallbackWebhook(undefined, toChatMessage(MISSED), { send, clock, deadline: clock.now() + 1_000 }),
  ).toEqual([]);
});

describe('answers', () => {
  test.each<[string, FaultScript[], number]>([
    ['a busy one is asked again', [{ status: 503 }], 2],
    ['one that gave up waiting is asked again', [{ status: 408 }], 2],
    ['one that is asked too often is asked again', [{ status: 429 }], 2],
    ['a broken connection is tried again', [{ kind: 'reset' }], 2],
    ['any success will do', [{ status: 204, body: '' }], 1],
  ])('%s', async (_, faults, requests) => {
    const told = await play(faults);
    expect([told.problems, told.requests.length]).toEqual([[], requests]);
  });

  test.each<[string, FaultScript, string]>([
    ['gone', { status: 410, body: 'no_service\n' }, 'HTTP 410: no_service'],
    ['moved', { status: 301, headers: { location: 'http://127.0.0.1:1/' } }, 'HTTP 301: {}'],
    ['busy for ever', { status: 503, times: 'always' }, 'HTTP 503: {}'],
  ])('%s: a warning that does not show the address', async (_, fault, got) => {
    const { problems } = await play([fault]);
    expect(problems).toEqual([
      {
        level: 'warning',
        message: `fallback-webhook-url: expected the webhook to accept the message; got ${got}. Nobody was told there either. Is the webhook still valid, and can the runner reach it?`,
      },
    ]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test('an answer that shows the address is told without it, and not at length', async () => {
    const server = await start();
    const address = `${server.url}/services/T/B/hunter2?key=0123456`;
    server.fault({
      status: 404,
      body: `no ${address}, /services/T/B/hunter2?key=0123456, hunter2 or 0123456 here; ${'x'.repeat(500)}`,
    });
    const clock = fakeClock();
    const [problem] = await tellFallbackWebhook(new Secret(address), toChatMessage(MISSED), {
      send,
      clock,
      deadline: clock.now() + 9_000,
    });
    expect(problem?.message).toMatch(/got HTTP 404: no \*\*\*, \*\*\*, \*\*\* or \*\*\* here; x{150,200}…\. Nobody/);
  });

  test('one that says when it wants to be asked again is not asked before', async () => {
    const { waits } = await play([{ status: 429, headers: { 'retry-after': '2' } }]);
    expect(waits).toEqual([2_000]);
  });

  test('it takes ten seconds at most, and no more than is left', async () => {
    for (const [leftMs, most] of [
      [60_000, 10_000],
      [100, 100],
    ] as const) {
      const { waits } = await play([{ status: 503, times: 'always' }], MISSED, leftMs);
      expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(most);
    }
  });
});

describe('what PagerDuty may not have of the time', () => {
  const webhook = new Secret('https://hooks.example.com/x');

  test.each<[Secret | undefined, number, number]>([
    [undefined, 120_000, 0],
    [webhook, 120_000, 10_000],
    [webhook, 30_000, 7_500],
    [webhook, 8_000, 3_000],
    [webhook, 4_000, 2_000],
    [webhook, 0, 0],
  ])('%s of %d ms: %d ms', (url, leftMs, expected) => {
    expect(reserveForWebhook(url, leftMs)).toBe(expected);
  });
});
