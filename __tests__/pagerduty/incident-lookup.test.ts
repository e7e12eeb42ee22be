import { describe, expect, test } from '@jest/globals';
import { type EmulatorOptions, exampleAccount, type FaultScript } from '../../emulator/emulator.ts';
import type { AlertEvent } from '../../src/page/alert-event.ts';
import { lookUpIncident, type TakenEvent } from '../../src/pagerduty/incident-lookup.ts';
import { post, SEARCH_KEY, SHOP_KEY, start, trigger } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { alertEvent } from './alert-events.ts';
import { restContext } from './rest-calls.ts';

const MINUTE = 60_000;

/** An emulator whose time is that of the clock which waits pass. */
async function begin(options: EmulatorOptions = {}) {
  const clock = fakeClock();
  const emulator = await start({ account: exampleAccount(), clock: () => clock.now(), ...options });
  const enqueue = (fields: Record<string, unknown> = {}) =>
    post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY, ...fields }));
  const follow = (
    event: AlertEvent,
    fields: Partial<TakenEvent> = {},
    context: Parameters<typeof restContext>[1] = {},
  ) =>
    lookUpIncident(
      { event, sentAt: clock.now(), service: '', ...fields },
      restContext(emulator.url, { clock, ...context }),
    );
  return { clock, emulator, enqueue, follow };
}
const resolve = alertEvent({ event_action: 'resolve' });

describe('after a trigger', () => {
  test('the incident and who is on call are found', async () => {
    const { enqueue, follow, clock } = await begin();
    await enqueue();
    expect(await follow(alertEvent())).toMatchObject({
      incident: { number: '1', status: 'triggered', url: 'https://example.pagerduty.com/incidents/Q0000000000001' },
      onCall: ['Anna Berg'],
      problems: [],
    });
    expect(clock.waits).toEqual([500]);
  });

  test('it is looked for until PagerDuty has worked the event off', async () => {
    const { emulator, enqueue, follow, clock } = await begin();
    await enqueue();
    emulator.fault({ status: 200, body: { incidents: [] }, times: 2 });
    expect(await follow(alertEvent())).toMatchObject({ incident: { number: '1' }, problems: [] });
    expect(clock.waits).toEqual([500, 1_000, 2_000]);
  });

  test('for at most ten seconds, and then a notice says why there may be none', async () => {
    const { follow, clock } = await begin();
    const before = clock.now();
    expect(await follow(alertEvent())).toEqual({
      incident: undefined,
      onCall: [],
      problems: [
        { level: 'notice', message: expect.stringMatching(/shows no open incident shop yet.*maintenance.*verify/) },
      ],
    });
    expect(clock.now() - before).toBeLessThanOrEqual(10_000);
  });

  test('nobody on call is a warning', async () => {
    const { enqueue, follow } = await begin({ account: exampleAccount({ policy: { levels: [{ users: [] }] } }) });
    await enqueue();
    expect(await follow(alertEvent())).toMatchObject({
      incident: { number: '1' },
      onCall: [],
      problems: [{ level: 'warning', message: expect.stringContaining('nobody is notified') }],
    });
  });

  test('the incident of the named service is meant', async () => {
    const { enqueue, follow } = await begin();
    await enqueue();
    await enqueue({ routing_key: SEARCH_KEY });
    expect(await follow(alertEvent(), { service: 'Shop database' })).toMatchObject({
      incident: { number: '1' },
      problems: [],
    });
    expect(await follow(alertEvent(), { service: 'Shop search' })).toMatchObject({
      incident: { number: '2' },
      problems: [],
    });
  });

  test('an unknown service is a notice, and the incident is shown all the same', async () => {
    const { enqueue, follow } = await begin();
    await enqueue();
    expect(await follow(alertEvent(), { service: 'Shop databse' })).toMatchObject({
      incident: { number: '1' },
      problems: [
        { level: 'notice', message: expect.stringMatching(/^service: expected the exact name .* got "Shop databse"/) },
      ],
    });
  });
});

describe('an incident that was open before', () => {
  test('gets a note', async () => {
    const { emulator, enqueue, follow, clock } = await begin();
    await enqueue();
    clock.pass(10 * MINUTE);
    await enqueue();
    await follow(alertEvent());
    expect(emulator.incidents().map(each => each.notes.map(note => note.content))).toEqual([
      [
        'Failed again (attempt 2): relation "userz" does not exist https://github.com/acme/shop/actions/runs/4711/attempts/2',
      ],
    ]);
  });

  test('gets none when this event opened it', async () => {
    const { emulator, enqueue, follow } = await begin();
    await enqueue();
    await follow(alertEvent());
    expect(emulator.incidents().map(each => each.notes)).toEqual([[]]);
  });

  test('a refused note is a notice', async () => {
    const { enqueue, follow, clock } = await begin();
    await enqueue();
    clock.pass(10 * MINUTE);
    expect(await follow(alertEvent(), {}, { from: '' })).toMatchObject({
      incident: { number: '1' },
      onCall: ['Anna Berg'],
      problems: [
        { level: 'notice', message: expect.stringMatching(/no note could be added .* HTTP 400: .* \(Set from/) },
      ],
    });
  });
});

describe('after a resolve', () => {
  test('the incident that it closed is shown, and nobody is looked up', async () => {
    const { emulator, enqueue, follow } = await begin();
    await enqueue();
    await enqueue({ event_action: 'resolve' });
    expect(await follow(resolve)).toMatchObject({
      incident: { number: '1', status: 'resolved' },
      onCall: [],
      problems: [],
    });
    expect(emulator.requests.filter(each => each.path.startsWith('/oncalls'))).toEqual([]);
  });

  test.each([
    ['was never any', false],
    ['was one that had been closed long before', true],
  ])('one look is enough where there %s', async (_, before) => {
    const { emulator, enqueue, follow, clock } = await begin();
    if (before) await enqueue();
    if (before) await enqueue({ event_action: 'resolve' });
    clock.pass(10 * MINUTE);
    const asked = emulator.requests.length;
    expect(await follow(resolve)).toEqual({ incident: undefined, onCall: [], problems: [] });
    expect([emulator.requests.length - asked, clock.waits]).toEqual([1, [0]]);
  });

  test('an incident that stays open is shown as it is', async () => {
    const { enqueue, follow, clock } = await begin();
    await enqueue();
    expect(await follow(resolve)).toMatchObject({ incident: { number: '1', status: 'triggered' }, problems: [] });
    expect(clock.waits).toEqual([0, 1_000, 2_000, 3_000]);
  });
});

test('after an acknowledge the incident is shown', async () => {
  const { enqueue, follow } = await begin();
  await enqueue();
  await enqueue({ event_action: 'acknowledge' });
  expect(await follow(alertEvent({ event_action: 'acknowledge' }))).toMatchObject({
    incident: { status: 'acknowledged' },
    onCall: [],
    problems: [],
  });
});

describe('what fails is a notice', () => {
  test.each<[string, FaultScript, RegExp]>([
    [
      'a refused token',
      { status: 401, body: '' },
      /the incident could not be looked up: 127\.0\.0\.1:\d+ answered HTTP 401 \(Is the token/,
    ],
    [
      'a missing scope',
      { status: 403, body: { error: { message: 'Token missing required scopes', required_scopes: 'incidents.read' } } },
      /HTTP 403: .*incidents\.read/,
    ],
    ['PagerDuty is away', { status: 503, times: 'always' }, /HTTP 503\.$/],
    [
      'a connection that breaks',
      { kind: 'reset', times: 'always' },
      /looked up: 127\.0\.0\.1:\d+ could not be asked: .*connection broke/,
    ],
    ['on-call', { status: 403, path: '/oncalls' }, /the people on call could not be looked up/],
  ])('%s', async (_, fault, message) => {
    const { emulator, enqueue, follow, clock } = await begin();
    await enqueue();
    emulator.fault(fault);
    const before = clock.now();
    const { problems } = await follow(alertEvent());
    expect(problems).toEqual([{ level: 'notice', message: expect.stringMatching(message) }]);
    expect(clock.now() - before).toBeLessThanOrEqual(10_000);
  });

  test('no time is left: nothing is asked, and nothing is said', async () => {
    const { emulator, follow } = await begin();
    expect(await follow(alertEvent(), {}, { budgetMs: 0 })).toEqual({ incident: undefined, onCall: [], problems: [] });
    expect(emulator.requests).toEqual([]);
  });
});
