import { describe, expect, test } from '@jest/globals';
import type { Emulator, FaultScript } from '../../emulator/emulator.ts';
import { describeDestination } from '../../src/delivery/addressee.ts';
import { type Dispatch, type DispatchOrder, dispatch } from '../../src/delivery/delivery.ts';
import { send } from '../../src/http/transport.ts';
import type { AlertEvent } from '../../src/page/alert-event.ts';
import type { Delivery } from '../../src/pagerduty/events-api.ts';
import type { RestRoute } from '../../src/pagerduty/rest-access.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { start } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { makeResult } from '../report/results.ts';

const A = '0123456789abcdef0123456789abcdef';
const B = 'fedcba9876543210fedcba9876543210';
const EVENT = makeResult().event as AlertEvent;
const REST: RestRoute = {
  access: { region: 'us', apiUrl: undefined, token: new Secret('token'), from: '' },
  service: 'Shop',
  urgencyOf: () => 'high',
};

interface Play extends Omit<Partial<DispatchOrder>, 'routingKeys'> {
  readonly keys?: readonly string[];
  readonly faults?: readonly FaultScript[];
  readonly byRest?: Delivery;
}

async function play({
  keys = [A],
  faults = [],
  byRest,
  ...rest
}: Play): Promise<{ sent: Dispatch; emulator: Emulator }> {
  const emulator = await start();
  emulator.fault(faults);
  const sent = await dispatch(
    {
      event: EVENT,
      routingKeys: keys.map(key => new Secret(key)),
      rest: undefined,
      withoutSecrets: false,
      mergedFork: false,
      dryRun: false,
      destination: { region: 'us', apiUrl: emulator.url, budgetMs: 20_000 },
      ...rest,
    },
    {
      send,
      clock: fakeClock(),
      deliverByRest: async () => byRest ?? { outcome: 'rejected', attempts: 1, explanation: 'not expected' },
    },
  );
  return { sent, emulator };
}

const NOTHING = { partly: false, explanation: '', attempts: 0, services: [], reached: [], unreached: [], problems: [] };
const messages = ({ problems }: Dispatch) => problems.map(({ level, message }) => `${level}: ${message}`);

test('one service', async () => {
  const { sent, emulator } = await play({});
  expect(sent).toEqual({
    ...NOTHING,
    outcome: 'accepted',
    attempts: 1,
    reached: [0],
    services: [{ which: '', outcome: 'accepted', attempts: 1, explanation: '' }],
  });
  expect(emulator.incidents()).toHaveLength(1);
});

test('several services, each with its own key', async () => {
  const { sent, emulator } = await play({ keys: [A, B] });
  expect(sent).toMatchObject({ outcome: 'accepted', attempts: 2, problems: [] });
  expect(sent.services.map(({ which }) => which)).toEqual([' 1 of 2', ' 2 of 2']);
  expect(emulator.requests.map(({ body }) => Object(body).routing_key).sort()).toEqual([A, B].sort());
});

describe('nothing is sent', () => {
  test.each<[string, Play, Dispatch['outcome'], RegExp[]]>([
    ['there is nothing to say', { event: undefined }, 'none', []],
    ['a dry run', { dryRun: true }, 'dry-run', []],
    ['a dry run without a key', { dryRun: true, keys: [] }, 'dry-run', [/^error: routing-key: expected .*dry run/]],
    ['no key', { keys: [] }, 'invalid', [/^error: routing-key: expected the integration key .*; got nothing/]],
    ['no key, and nothing to say', { keys: [], event: undefined }, 'none', []],
    [
      'no key on a fork',
      { keys: [], withoutSecrets: true },
      'skipped',
      [/^notice: routing-key: this run gets no secrets/],
    ],
    ['no key on a fork in a dry run', { keys: [], withoutSecrets: true, dryRun: true }, 'skipped', [/^notice/]],
  ])('%s', async (_, facts, outcome, expected) => {
    const { sent, emulator } = await play(facts);
    expect({ ...sent, problems: [] }).toEqual({ ...NOTHING, outcome });
    expect(messages(sent)).toEqual(expected.map(message => expect.stringMatching(message)));
    expect(emulator.requests).toEqual([]);
  });
});

test('a fork that has a key is told like any other', async () => {
  expect((await play({ withoutSecrets: true })).sent.outcome).toBe('accepted');
});

describe('one service failing does not stop the others, and the worst counts', () => {
  test('refused', async () => {
    const { sent, emulator } = await play({ keys: [A, 'short'] });
    expect(sent).toMatchObject({ outcome: 'rejected', partly: true, attempts: 2, reached: [0], unreached: [] });
    expect(emulator.incidents()).toHaveLength(1);
    expect(messages(sent)).toEqual([
      expect.stringMatching(/^warning: routing-key 2 of 2: expected 32 letters and digits; got 5 characters\./),
      expect.stringMatching(
        /^error: Not everybody has been paged: 127\.0\.0\.1:\d+ refused the trigger for routing key 2 of 2 \(HTTP 400: .*'routing_key'.*\)\. Check that routing-key is .*\. Dedup key: confiture-shop\.$/,
      ),
    ]);
  });

  test('unreachable: a later try knows whom to tell', async () => {
    const fault: FaultScript = { status: 503, times: 'always' };
    const { sent } = await play({ keys: [A, B], faults: [fault] });
    expect(sent).toMatchObject({ outcome: 'unreachable', partly: false, unreached: [0, 1] });
    expect(messages(sent)).toEqual([
      expect.stringMatching(
        /^error: Nobody has been paged: the trigger for routing key 1 of 2 did not reach 127\.0\.0\.1:\d+ \(\d+ attempts, the last: HTTP 503: \{\}\)\. Dedup key: confiture-shop\.$/,
      ),
      expect.stringMatching(/^error: Nobody has been paged: the trigger for routing key 2 of 2/),
    ]);
  });

  test('only those that are named are told', async () => {
    const { sent, emulator } = await play({ keys: [A, B], only: [1, 7] });
    expect(sent.services.map(({ which }) => which)).toEqual([' 2 of 2']);
    expect(emulator.requests.map(({ body }) => Object(body).routing_key)).toEqual([B]);
  });
});

describe('what a failure means', () => {
  test.each<[AlertEvent['event_action'], FaultScript, RegExp]>([
    [
      'resolve',
      { status: 503, times: 'always' },
      /^warning: The incident may still be open: the resolve did not reach /,
    ],
    [
      'acknowledge',
      { status: 409 },
      /^warning: The incident is not acknowledged: \S+ refused the acknowledge \(HTTP 409: \{\}\)\. Dedup/,
    ],
    ['resolve', { status: 403 }, /^error: The incident may still be open: .* Check that routing-key is /],
    [
      'trigger',
      { status: 202, body: '<html>' },
      /^warning: The trigger may not have reached PagerDuty: the answer was 202/,
    ],
  ])('%s, %j', async (action, fault, expected) => {
    const { sent } = await play({ event: { ...EVENT, event_action: action }, faults: [fault] });
    expect(messages(sent)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('a key of a wrong shape is sent all the same, with a hint that does not show it', () => {
  test.each<[string, RegExp]>([
    ['12345678901234567890', /got 20 characters\. It is sent anyway\. A key of 20 characters is a REST API key\./],
    [`${A}x`, /got 33 characters\./],
    [`${A.slice(1)}-`, /got 32 characters, some of them neither letters nor digits\./],
    [`${A}, ${B}`, /got 66 characters\. It is sent anyway\. Write several keys on separate lines\.$/],
  ])('%s', async (key, expected) => {
    const { sent, emulator } = await play({ keys: [key] });
    expect(messages(sent)[0]).toMatch(expected);
    expect(JSON.stringify(sent)).not.toContain(key);
    expect(emulator.requests).toHaveLength(1);
  });
});

test('by REST where there is no key', async () => {
  const byRest: Delivery = { outcome: 'unreachable', attempts: 2, explanation: 'no answer within 10 s' };
  const { sent, emulator } = await play({ keys: [], rest: REST, byRest });
  expect(sent).toMatchObject({ outcome: 'unreachable', attempts: 2, unreached: [0] });
  expect(messages(sent)).toEqual([
    'error: Nobody has been paged: the trigger did not reach api.pagerduty.com (2 attempts, the last: no answer within 10 s). Dedup key: confiture-shop.',
  ]);
  expect(emulator.requests).toEqual([]);
});

test.each<[string | undefined, RestRoute | undefined, string]>([
  [undefined, undefined, 'events.eu.pagerduty.com (EU region)'],
  ['http://127.0.0.1:8070', undefined, '127.0.0.1:8070 (api-url)'],
  [undefined, REST, 'api.pagerduty.com (EU region)'],
])('where events go: %s %j', (apiUrl, rest, expected) => {
  expect(describeDestination({ region: 'eu', apiUrl, budgetMs: 1 }, rest)).toBe(expected);
});
