import { describe, expect, test } from '@jest/globals';
import { type EmulatorOptions, exampleAccount, type FaultScript } from '../../emulator/emulator.ts';
import {
  addNote,
  findIncident,
  INCIDENT_STATUSES,
  OPEN,
  openIncident,
  setStatus,
} from '../../src/pagerduty/incidents-api.ts';
import { listOnCall } from '../../src/pagerduty/on-calls-api.ts';
import { findService } from '../../src/pagerduty/services-api.ts';
import { post, SEARCH_KEY, SHOP_KEY, start, trigger } from '../emulator/calls.ts';
import { restContext } from './rest-calls.ts';

async function begin(options: EmulatorOptions = {}) {
  const emulator = await start({ account: exampleAccount(), ...options });
  const context = restContext(emulator.url);
  const enqueue = (fields: Record<string, unknown> = {}) =>
    post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY, ...fields }));
  return { emulator, context, enqueue };
}
const NEW = {
  serviceId: 'PSHOPDB',
  key: 'shop',
  title: 'Migration failed',
  urgency: 'high',
  details: 'Error',
} as const;

describe('a service is found by its name', () => {
  test.each([
    ['exactly', 'Shop database', 'PSHOPDB', 1],
    ['in other case, when there is no exact one', 'shop DATABASE', 'PSHOPDB', 2],
    ['not by a part of it', 'Shop', undefined, 2],
    ['not when it is unknown', 'Shop databse', undefined, 2],
  ])('%s', async (_, name, id, calls) => {
    const { emulator, context } = await begin();
    const answer = await findService(name, context);
    expect('value' in answer ? [answer.value?.id, answer.attempts] : answer).toEqual([id, calls]);
    expect(emulator.requests).toHaveLength(calls);
  });

  test('the exact name wins over one in other case', async () => {
    const [service] = exampleAccount().services;
    if (service === undefined) throw new Error('no service');
    const services = [
      { ...service, id: 'PUPPER', name: 'SHOP' },
      { ...service, id: 'PLOWER', name: 'shop' },
    ];
    const { emulator, context } = await begin({ account: exampleAccount({ services }) });
    // An account whose API ignores `name` answers with all services.
    emulator.fault({ status: 200, body: { services } });
    expect(await findService('shop', context)).toMatchObject({ value: { id: 'PLOWER' }, attempts: 1 });
  });

  test('a refused token is a failure', async () => {
    const { context } = await begin({ wrongRegion: true });
    expect(await findService('Shop database', context)).toMatchObject({ failure: { status: 401 }, attempts: 1 });
  });
});

describe('an incident is found by its key', () => {
  test('that an alert of it has', async () => {
    const { context, enqueue } = await begin({ clock: () => Date.UTC(2026, 0, 2, 3) });
    await enqueue();
    expect(await findIncident({ key: 'shop', statuses: OPEN }, context)).toEqual({
      value: {
        id: 'Q0000000000001',
        number: '1',
        url: 'https://example.pagerduty.com/incidents/Q0000000000001',
        status: 'triggered',
        urgency: 'high',
        createdAt: Date.UTC(2026, 0, 2, 3),
        changedAt: Date.UTC(2026, 0, 2, 3),
        policyId: 'PPOLICY',
      },
      attempts: 1,
    });
  });

  test.each([
    ['the newest, open or not', 'shop', INCIDENT_STATUSES, undefined, '3'],
    ['an open one', 'shop', OPEN, undefined, undefined],
    ['of a service', 'shop', INCIDENT_STATUSES, 'PSEARCH', '2'],
    ['another key', 'shop-2', INCIDENT_STATUSES, undefined, undefined],
    ['an empty key would find everything', '', INCIDENT_STATUSES, undefined, undefined],
    ['a blank one, too', ' ', INCIDENT_STATUSES, undefined, undefined],
  ])('%s', async (_, key, statuses, serviceId, number) => {
    let at = Date.UTC(2026, 0, 2);
    const { context, enqueue } = await begin({ clock: () => (at += 1_000) });
    const resolve = { event_action: 'resolve' };
    for (const fields of [
      {},
      resolve,
      { routing_key: SEARCH_KEY },
      { routing_key: SEARCH_KEY, ...resolve },
      {},
      resolve,
    ])
      await enqueue(fields);
    await enqueue({ dedup_key: 'other' });
    const answer = await findIncident({ key, statuses, ...(serviceId === undefined ? {} : { serviceId }) }, context);
    expect('value' in answer ? answer.value?.number : answer).toBe(number);
  });

  test.each<[string, object | undefined, string | undefined]>([
    ['the key', { incident_key: 'other' }, undefined],
    ['no key', { incident_key: null }, 'Q1'],
    ['the service', { service: { id: 'PSEARCH' } }, undefined],
    ['everything', {}, 'Q1'],
    ['no list', undefined, undefined],
  ])('an answer that heeds %s only in part closes nobody else’s: %j', async (_, changes, id) => {
    const { emulator, context } = await begin();
    const sought = { id: 'Q1', status: 'triggered', incident_key: 'shop', service: { id: 'PSHOPDB' } };
    const incidents = changes && [
      { ...sought, id: 'Q0', incident_key: 'nobodys' },
      { ...sought, ...changes },
    ];
    emulator.fault({ status: 200, body: { incidents } });
    const answer = await findIncident({ key: 'shop', statuses: OPEN, serviceId: 'PSHOPDB' }, context);
    expect('value' in answer ? answer.value?.id : answer).toBe(id);
  });

  test('however old it is', async () => {
    let at = Date.UTC(2025, 0, 2);
    const { context, enqueue } = await begin({ clock: () => at });
    await enqueue();
    at = Date.UTC(2026, 0, 2);
    expect(await findIncident({ key: 'shop', statuses: OPEN }, context)).toMatchObject({ value: { number: '1' } });
  });

  test.each<[string, object]>([
    ['no id', { status: 'triggered' }],
    ['an unknown status', { id: 'Q1', status: 'snoozed' }],
  ])('an incident with %s is none', async (_, incident) => {
    const { emulator, context } = await begin();
    emulator.fault({ status: 200, body: { incidents: [incident] } });
    expect(await findIncident({ key: 'shop', statuses: OPEN }, context)).toEqual({ value: undefined, attempts: 1 });
  });

  test.each([['javascript:alert(1)'], ['/incidents/Q1'], [null]])(
    'a link that is none (%s) is left out',
    async html_url => {
      const { emulator, context } = await begin();
      emulator.fault({ status: 200, body: { incidents: [{ id: 'Q1', status: 'triggered', html_url }] } });
      expect(await findIncident({ key: 'shop', statuses: OPEN }, context)).toMatchObject({ value: { url: '' } });
    },
  );
});

describe('who is on call', () => {
  const levels = (...users: string[][]) => ({ policy: { levels: users.map(ids => ({ users: ids })) } });
  test.each([
    ['the first level', levels(['PANNA01'], ['POMAR02']), 1, ['Anna Berg']],
    ['several on it', levels(['PANNA01', 'POMAR02'], ['POMAR02']), 1, ['Omar Haddad', 'Anna Berg']],
    ['an empty first level', levels([], ['POMAR02']), 2, ['Omar Haddad']],
    ['nobody', levels([], []), 0, []],
  ])('%s', async (_, changes, level, names) => {
    const { context } = await begin({ account: exampleAccount(changes) });
    expect(await listOnCall('PPOLICY', context)).toEqual({ value: { level, names }, attempts: 1 });
  });

  test('rows of another policy do not count', async () => {
    const { emulator, context } = await begin();
    const row = { escalation_policy: { id: 'POTHER' }, escalation_level: 1, user: { summary: 'Eve' } };
    emulator.fault({ status: 200, body: { oncalls: [row] } });
    expect(await listOnCall('PPOLICY', context)).toEqual({ value: { level: 0, names: [] }, attempts: 1 });
  });
});

describe('an incident', () => {
  test('is opened with key, urgency and text, and without an assignment', async () => {
    const { emulator, context } = await begin();
    expect(await openIncident({ ...NEW, urgency: 'low' }, context)).toEqual({ value: 'opened', attempts: 1 });
    expect(emulator.requests[0]?.body).toEqual({
      incident: {
        type: 'incident',
        title: 'Migration failed',
        service: { id: 'PSHOPDB', type: 'service_reference' },
        urgency: 'low',
        incident_key: 'shop',
        body: { type: 'incident_body', details: 'Error' },
      },
    });
    const [incident] = emulator.incidents();
    expect(incident).toMatchObject({
      service: 'PSHOPDB',
      urgency: 'low',
      dedupKey: 'shop',
      assignee: null,
      status: 'triggered',
    });
  });

  test('that is open already is not opened again', async () => {
    const { emulator, context } = await begin();
    await openIncident(NEW, context);
    expect(await openIncident(NEW, context)).toEqual({ value: 'already-open', attempts: 1 });
    expect(emulator.incidents()).toHaveLength(1);
  });

  test('whose answer was lost was opened once', async () => {
    const { emulator, context } = await begin();
    emulator.fault({ kind: 'reset', applied: true });
    expect(await openIncident(NEW, context)).toEqual({ value: 'already-open', attempts: 2 });
    expect(emulator.incidents()).toHaveLength(1);
  });

  test.each<[string, FaultScript | undefined, string, object]>([
    [
      'an unknown service has the same code',
      undefined,
      'PNONE',
      { status: 400, code: '2002', explanation: 'HTTP 400: Arguments Caused Error; Service not found' },
    ],
    [
      'a refusal',
      { status: 403, body: { error: { message: 'Access Denied', code: 2010 } } },
      'PSHOPDB',
      { status: 403, code: '2010' },
    ],
  ])('%s', async (_, fault, serviceId, failure) => {
    const { emulator, context } = await begin();
    if (fault !== undefined) emulator.fault(fault);
    expect(await openIncident({ ...NEW, serviceId }, context)).toMatchObject({ failure });
  });

  test('is acknowledged, noted and resolved; resolving it twice is no failure', async () => {
    const { emulator, context } = await begin();
    await openIncident(NEW, context);
    const id = 'Q0000000000001';
    const answers = [
      await setStatus(id, 'acknowledged', context),
      await addNote(id, 'Failed again', context),
      await setStatus(id, 'resolved', context),
      await setStatus(id, 'resolved', context),
    ];
    expect(answers.map(answer => 'value' in answer)).toEqual([true, true, true, true]);
    const [incident] = emulator.incidents();
    expect(incident?.log.map(entry => entry.type)).toEqual(['trigger', 'acknowledge', 'resolve']);
    expect(incident?.notes).toMatchObject([{ content: 'Failed again', user: 'PANNA01' }]);
  });

  test.each([
    ['no From', '', '2016'],
    ['a malformed From', 'anna', '1028'],
    ['an unknown From', 'eve@example.com', '1008'],
  ])('%s is a failure with its code', async (_, from, code) => {
    const { emulator } = await begin();
    const answer = await openIncident(NEW, restContext(emulator.url, { from }));
    expect(answer).toMatchObject({ failure: { status: 400, code, final: true } });
  });
});
