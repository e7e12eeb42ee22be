import { describe, expect, test } from '@jest/globals';
import { type EmulatorOptions, exampleAccount, type FaultScript } from '../../emulator/emulator.ts';
import { send } from '../../src/http/transport.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { AlertEvent } from '../../src/page/alert-event.ts';
import { restRoute } from '../../src/pagerduty/rest-access.ts';
import { deliverByRest } from '../../src/pagerduty/rest-delivery.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { start } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { alertEvent, vouch } from './alert-events.ts';
import { access } from './rest-calls.ts';

const resolve = alertEvent({ event_action: 'resolve' });
const acknowledge = alertEvent({ event_action: 'acknowledge' });

async function begin(options: EmulatorOptions = {}) {
  const emulator = await start({ account: exampleAccount(), ...options });
  const clock = fakeClock();
  const deliver = (
    event: AlertEvent,
    { service = 'Shop database', ...fields }: Parameters<typeof access>[1] & { service?: string } = {},
  ) =>
    deliverByRest(
      event,
      {
        access: access(emulator.url, fields),
        service,
        urgencyOf: severity => (severity === 'critical' ? 'high' : 'low'),
      },
      { budgetMs: 10_000, send, clock },
    );
  return { emulator, deliver, clock };
}

describe('by REST', () => {
  test('a trigger opens one incident with title, key, urgency and text', async () => {
    const { emulator, deliver } = await begin();
    expect(await deliver(alertEvent())).toEqual({ outcome: 'accepted', explanation: '', attempts: 2 });
    expect(emulator.incidents()).toMatchObject([
      { service: 'PSHOPDB', urgency: 'high', dedupKey: 'shop', summary: alertEvent().payload.summary, assignee: null },
    ]);
    expect(emulator.requests.at(-1)?.body).toMatchObject({
      incident: { body: { details: expect.stringContaining('Runbook: https://runbooks.acme.example/migrations\n') } },
    });
  });

  test('a second trigger joins the open incident', async () => {
    const { emulator, deliver } = await begin();
    await deliver(alertEvent());
    expect(await deliver(alertEvent())).toEqual({ outcome: 'accepted', explanation: '', attempts: 2 });
    expect(emulator.incidents()).toHaveLength(1);
  });

  test('a low severity is a low urgency', async () => {
    const { emulator, deliver } = await begin();
    await deliver(alertEvent({}, { severity: 'warning' }));
    expect(emulator.incidents()).toMatchObject([{ urgency: 'low' }]);
  });

  test.each<[string, AlertEvent, string]>([
    ['a resolve resolves', resolve, 'resolved'],
    ['an acknowledge acknowledges', acknowledge, 'acknowledged'],
  ])('%s the open incident of its key alone', async (_, event, status) => {
    const { emulator, deliver } = await begin();
    await deliver(alertEvent());
    await deliver(alertEvent({ dedup_key: vouch('other') }));
    expect(await deliver(event)).toEqual({ outcome: 'accepted', explanation: '', attempts: 3 });
    expect(emulator.incidents().map(each => each.status)).toEqual([status, 'triggered']);
  });

  test('a resolve leaves the incident of another service alone, though it has the same key', async () => {
    const { emulator, deliver } = await begin();
    await deliver(alertEvent(), { service: 'Shop search' });
    await deliver(resolve);
    expect(emulator.incidents()).toMatchObject([{ service: 'PSEARCH', status: 'triggered' }]);
  });

  test.each([
    ['resolve', resolve],
    ['acknowledge', acknowledge],
  ])('a %s without an open incident is dropped, as PagerDuty does', async (_, event) => {
    const { emulator, deliver } = await begin();
    expect(await deliver(event)).toEqual({ outcome: 'accepted', explanation: '', attempts: 2 });
    expect(emulator.requests.map(each => each.method)).toEqual(['GET', 'GET']);
  });

  test.each<[string, AlertEvent, Parameters<typeof access>[1] & { service?: string }, RegExp]>([
    ['an unknown service', alertEvent(), { service: 'Shop databse' }, /^no service is called "Shop databse"; .* exact/],
    [
      'a refused token',
      alertEvent(),
      { token: new Secret('0123456789abcdefghij') },
      /^HTTP 401 \(Is the token .* region\?\)$/,
    ],
    [
      'a token that only reads',
      alertEvent(),
      { token: new Secret('reading-key-0000001+') },
      /^HTTP 403: Access Denied \(Give the OAuth token the missing scope/,
    ],
    ['nobody to write in the name of', alertEvent(), { from: '' }, /^HTTP 400: You must specify .* \(Set from to/],
    [
      'somebody unknown',
      alertEvent(),
      { from: 'eve@example.com' },
      /^HTTP 400: Requester User Not Found \(Set from to/,
    ],
  ])('%s is a final refusal with its remedy', async (_, event, fields, explanation) => {
    const { emulator, deliver } = await begin();
    expect(await deliver(event, fields)).toMatchObject({
      outcome: 'rejected',
      explanation: expect.stringMatching(explanation),
    });
    expect(emulator.incidents()).toEqual([]);
  });

  test.each<[string, FaultScript]>([
    ['the service is being looked for', { status: 503, times: 'always', path: '/services' }],
    ['the incident is being opened', { status: 503, times: 'always', path: '/incidents' }],
  ])('PagerDuty is not there while %s: a later try may do better', async (_, fault) => {
    const { emulator, deliver } = await begin();
    emulator.fault(fault);
    expect(await deliver(alertEvent())).toMatchObject({ outcome: 'unreachable', explanation: 'HTTP 503' });
  });

  test('too many calls are tried again when PagerDuty says', async () => {
    const { emulator, deliver, clock } = await begin();
    emulator.fault({ status: 429, headers: { 'ratelimit-reset': '3' }, path: '/incidents' });
    expect(await deliver(alertEvent())).toEqual({ outcome: 'accepted', explanation: '', attempts: 3 });
    expect(clock.waits).toEqual([3_000]);
  });

  test('a service in maintenance refuses', async () => {
    const { deliver } = await begin({ account: exampleAccount({ service: { status: 'maintenance' } }) });
    expect(await deliver(alertEvent())).toMatchObject({
      outcome: 'rejected',
      explanation: 'HTTP 400: Incident could not be created',
    });
  });
});

describe('the way by REST', () => {
  const inputs = async (given: Record<string, string>) =>
    (await readInputs(name => ({ environment: 'production', ...given })[name] ?? '')).inputs;
  const given = { 'api-token': 'account-key-0000001+', service: 'Shop database', from: 'anna@example.com' };

  test('is taken with token and service', async () => {
    expect(restRoute([], await inputs({ ...given, region: 'eu' }))).toMatchObject({
      access: { region: 'eu', apiUrl: undefined, from: 'anna@example.com' },
      service: 'Shop database',
    });
  });

  test.each<[string, readonly Secret[], Record<string, string>]>([
    ['with a routing key', [new Secret('x')], given],
    ['without a token', [], { service: 'Shop database' }],
    ['without a service', [], { 'api-token': 'account-key-0000001+' }],
  ])('is not taken %s', async (_, keys, some) => {
    expect(restRoute(keys, await inputs(some))).toBe(undefined);
  });

  test.each<[string, string, string, 'critical' | 'error' | 'warning' | 'info', 'high' | 'low']>([
    ['production', 'production', '', 'critical', 'high'],
    ['a short name of it', 'prd', '', 'critical', 'high'],
    ['an unset environment counts as production', '', '', 'critical', 'high'],
    ['staging', 'staging', '', 'error', 'low'],
    ['anything else', 'qa', '', 'warning', 'low'],
    ['a severity of the user', 'staging', 'critical', 'critical', 'high'],
    ['a map of the user', 'staging', 'staging: error', 'error', 'high'],
    ['a map of the user, lower', 'production', 'production: warning', 'warning', 'low'],
    ['a map of the user, lowest', 'production', 'production: info', 'info', 'low'],
  ])('the urgency of %s', async (_, environment, severity, of, urgency) => {
    expect(restRoute([], await inputs({ ...given, environment, severity }))?.urgencyOf(of)).toBe(urgency);
  });
});

test('a service without a token is a notice', async () => {
  const { problems } = await readInputs(name => ({ environment: 'production', service: 'Shop database' })[name] ?? '');
  const message = expect.stringMatching(
    /^service: expected a token in api-token; got nothing \(perhaps a misspelt secret/,
  );
  expect(problems).toEqual([{ level: 'notice', message }]);
});
