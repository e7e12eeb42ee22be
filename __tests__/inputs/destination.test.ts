import { describe, expect, test } from '@jest/globals';
import { readApiUrl, readRegion, readSecret, readWebhook } from '../../src/inputs/destination.ts';
import { readRoutingKeys } from '../../src/inputs/routing-keys.ts';
import { readerOf } from './input-readers.ts';

const A = '0123456789abcdef0123456789abcdef';
const B = 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN';

describe('routing keys', () => {
  test.each<[string, string, Record<string, string>, string[]]>([
    ['one', A, {}, [A]],
    ['blanks and line ends around it', ` ${A}\r\n`, {}, [A]],
    ['quotes around it', `"${A}"`, {}, [A]],
    ['quotes and blanks', ` ' ${A} ' `, {}, [A]],
    ['several lines', `${A}\n\n  ${B}\r\n`, {}, [A, B]],
    ['the same twice', `${A}\n"${A}"`, {}, [A]],
    ['one of a wrong shape', 'my key', {}, ['my key']],
    ['the environment', '', { PAGERDUTY_ROUTING_KEY: A, PAGERDUTY_INTEGRATION_KEY: B }, [A]],
    ['the other variable', ' ', { PAGERDUTY_INTEGRATION_KEY: B }, [B]],
    ['a blank variable counts as none', '', { PAGERDUTY_ROUTING_KEY: ' ', PAGERDUTY_INTEGRATION_KEY: B }, [B]],
    ['the input before the environment', A, { PAGERDUTY_ROUTING_KEY: B }, [A]],
    ['none', '', {}, []],
    ['nothing but quotes', `""\n''`, {}, []],
    ['nothing but quotes counts as none', `""`, { PAGERDUTY_ROUTING_KEY: A }, [A]],
    ['curly quotes', `\u201c${A}\u201d`, {}, [A]],
    ['characters without a width', `\ufeff\u200b${A}\u200b\u2060`, {}, [A]],
  ])('%s', (_, raw, environment, expected) => {
    expect(readRoutingKeys(raw, environment).map(key => key.reveal())).toEqual(expected);
  });
});

describe('api-url', () => {
  test.each<[string, string | undefined]>([
    ['', undefined],
    ['https://proxy.example.com', 'https://proxy.example.com'],
    ['https://proxy.example.com/pd//', 'https://proxy.example.com/pd'],
    ['https://me:secret@proxy.example.com:8443/pd?x=1#y', 'https://proxy.example.com:8443/pd'],
    ['https://events.eu.pagerduty.com/v2/enqueue', 'https://events.eu.pagerduty.com'],
    ['https://proxy.example.com/pd/v2/change/enqueue/', 'https://proxy.example.com/pd'],
    ['https://proxy.example.com/v2', 'https://proxy.example.com/v2'],
    ['http://127.0.0.1:8070', 'http://127.0.0.1:8070'],
    ['http://127.8.9.10:8070/', 'http://127.8.9.10:8070'],
    ['http://localhost:8070', 'http://localhost:8070'],
    ['http://[::1]:8070', 'http://[::1]:8070'],
  ])('%j', (text, expected) => {
    const reader = readerOf({ 'api-url': text });
    expect([readApiUrl(reader), reader.problems]).toEqual([expected, []]);
  });

  test.each([
    'http://proxy.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'events.pagerduty.com',
    'ftp://x',
    '/v2',
    'https://',
    'null',
  ])('%j is a problem', text => {
    const reader = readerOf({ 'api-url': text });
    expect([readApiUrl(reader), reader.problems]).toEqual([
      undefined,
      [
        {
          level: 'warning',
          message: `api-url: expected an https URL, or an http URL on the loopback; got "${text}". The region's own host is used.`,
        },
      ],
    ]);
  });
});

describe('the webhook is a secret', () => {
  test('a good one', () => {
    expect(readWebhook(readerOf({ 'fallback-webhook-url': 'https://hooks.example.com/T/B/x' }))?.reveal()).toBe(
      'https://hooks.example.com/T/B/x',
    );
    expect(readWebhook(readerOf({}))).toBeUndefined();
  });

  test.each(['http://hooks.example.com/T/B/x', 'hooks.example.com/T/B/x'])(
    '%j is a problem that does not show it',
    text => {
      const reader = readerOf({ 'fallback-webhook-url': text });
      expect(readWebhook(reader)).toBeUndefined();
      expect(reader.problems).toHaveLength(1);
      expect(reader.problems[0]?.message).not.toContain('T/B');
    },
  );
});

test('a secret that was not given is none', () => {
  expect([
    readSecret(readerOf({ 'api-token': ' x ' }), 'api-token')?.reveal(),
    readSecret(readerOf({}), 'api-token'),
  ]).toEqual(['x', undefined]);
});

test.each([
  ['', 'us'],
  ['EU', 'eu'],
  ['us', 'us'],
  ['apac', 'us'],
])('region %j', (text, expected) => {
  expect(readRegion(readerOf({ region: text }))).toBe(expected);
});
