import { describe, expect, test } from '@jest/globals';
import { isAccount, type Service } from '../../emulator/account.ts';
import { exampleAccount } from '../../emulator/emulator.ts';
import { urgencyOf } from '../../emulator/urgency.ts';
import { post, rest, SEARCH_KEY, SHOP_KEY, start, trigger } from './calls.ts';

const [example] = exampleAccount().services;

describe('urgency', () => {
  const constant = (urgency: 'high' | 'low' | 'severity_based') => ({ type: 'constant' as const, urgency });
  const hours = {
    type: 'use_support_hours',
    during_support_hours: constant('severity_based'),
    outside_support_hours: constant('low'),
  } as const;
  const supportHours = {
    type: 'fixed_time_per_day',
    time_zone: 'America/Lima',
    start_time: '09:00:00',
    end_time: '17:00:00',
    days_of_week: [1, 2, 3, 4, 5],
  } as const;
  const friday = '2026-01-09T';
  test.each<[string, Partial<Service>, string | undefined, string, 'high' | 'low']>([
    ['no rule', {}, 'info', `${friday}12:00:00Z`, 'high'],
    ['always low', { urgencyRule: constant('low') }, 'critical', `${friday}12:00:00Z`, 'low'],
    ['critical', { urgencyRule: constant('severity_based') }, 'critical', `${friday}12:00:00Z`, 'high'],
    ['error', { urgencyRule: constant('severity_based') }, 'error', `${friday}12:00:00Z`, 'high'],
    ['warning', { urgencyRule: constant('severity_based') }, 'warning', `${friday}12:00:00Z`, 'low'],
    ['info', { urgencyRule: constant('severity_based') }, 'info', `${friday}12:00:00Z`, 'low'],
    ['no severity', { urgencyRule: constant('severity_based') }, undefined, `${friday}12:00:00Z`, 'high'],
    ['just before hours', { urgencyRule: hours, supportHours }, 'critical', `${friday}13:59:59Z`, 'low'],
    ['hours begin', { urgencyRule: hours, supportHours }, 'critical', `${friday}14:00:00Z`, 'high'],
    ['by severity in hours', { urgencyRule: hours, supportHours }, 'info', `${friday}14:00:00Z`, 'low'],
    ['hours end', { urgencyRule: hours, supportHours }, 'critical', `${friday}22:00:00Z`, 'low'],
    ['Saturday', { urgencyRule: hours, supportHours }, 'critical', '2026-01-10T15:00:00Z', 'low'],
    ['no hours set', { urgencyRule: hours }, 'critical', `${friday}15:00:00Z`, 'low'],
  ])('%s', (_, changes, severity, at, urgency) => {
    const service = example === undefined ? undefined : { ...example, ...changes };
    expect(urgencyOf(service, severity, Date.parse(at))).toBe(urgency);
  });

  test('is that of the incident', async () => {
    const emulator = await start({ account: exampleAccount({ service: { urgencyRule: constant('low') } }) });
    await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY }));
    await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: SEARCH_KEY }));
    const service = { id: 'PSHOPDB', type: 'service_reference' };
    await rest(`${emulator.url}/incidents`, { method: 'POST', body: { incident: { title: 'x', service } } });
    expect(emulator.incidents().map(each => [each.service, each.urgency])).toEqual([
      ['PSHOPDB', 'low'],
      ['PSEARCH', 'high'],
      ['PSHOPDB', 'low'],
    ]);
  });
});

describe('a service that does not ring takes events in silence', () => {
  const window = {
    id: 'PMW1',
    description: 'Move',
    services: ['PSHOPDB'],
    start: '2026-01-09T10:00:00Z',
    end: '2026-01-09T11:00:00Z',
  };
  test.each<[string, Parameters<typeof exampleAccount>[0], string, number]>([
    ['disabled', { service: { status: 'disabled' } }, '10:30', 0],
    ['set to maintenance', { service: { status: 'maintenance' } }, '10:30', 0],
    ['before a maintenance window', { maintenanceWindows: [window] }, '09:59', 1],
    ['in a maintenance window', { maintenanceWindows: [window] }, '10:30', 0],
    ['after a maintenance window', { maintenanceWindows: [window] }, '11:00', 1],
    ['with open incidents', { service: { status: 'critical' } }, '10:30', 1],
  ])('%s', async (_, changes, time, count) => {
    const clock = () => Date.parse(`2026-01-09T${time}:00Z`);
    const emulator = await start({ account: exampleAccount(changes), clock });
    expect((await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY }))).status).toBe(202);
    expect(emulator.incidents()).toHaveLength(count);
    const service = { id: 'PSHOPDB', type: 'service_reference' };
    const answer = await rest(`${emulator.url}/incidents`, {
      method: 'POST',
      body: { incident: { title: 'x', service } },
    });
    const refused = { error: { message: 'Incident could not be created', code: 2001 } };
    expect([answer.status, answer.status === 400 ? answer.body : refused]).toEqual([count === 1 ? 201 : 400, refused]);
  });

  test('maintenance still lets an open incident end', async () => {
    let now = Date.parse('2026-01-09T09:00:00Z');
    const emulator = await start({ account: exampleAccount({ maintenanceWindows: [window] }), clock: () => now });
    await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY }));
    now = Date.parse('2026-01-09T10:30:00Z');
    await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY, event_action: 'resolve' }));
    expect(emulator.incidents().map(each => each.status)).toEqual(['resolved']);
  });
});

describe('the keys of the account', () => {
  const ORCHESTRATION = 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN';
  const orchestrations = [{ key: ORCHESTRATION, service: 'PSEARCH' }];

  test('are the ones that exist', async () => {
    const { url } = await start({ account: exampleAccount() });
    const { status, body } = await post(`${url}/v2/enqueue`, trigger({ routing_key: 'a'.repeat(32) }));
    expect([status, body]).toEqual([
      400,
      { status: 'invalid event', message: 'Event object is invalid', errors: ['Invalid routing key'] },
    ]);
  });

  test('an orchestration leads to its service, which does not list the key', async () => {
    const emulator = await start({ account: exampleAccount({ orchestrations }) });
    expect((await post(`${emulator.url}/v2/enqueue`, trigger({ routing_key: ORCHESTRATION }))).status).toBe(202);
    expect(emulator.incidents().map(each => each.service)).toEqual(['PSEARCH']);
    const { body } = await rest(`${emulator.url}/services/PSEARCH?include[]=integrations`);
    expect(body).toHaveProperty('service.integrations.length', 1);
    expect(body).toHaveProperty('service.integrations.0.integration_key', SEARCH_KEY);
    expect((await rest(`${emulator.url}/incidents/1/alerts`)).body).toHaveProperty('alerts.0.integration', null);
  });
});

test.each<[string, unknown, boolean]>([
  ['the example', exampleAccount(), true],
  ['the example, from a file', JSON.parse(JSON.stringify(exampleAccount())), true],
  ['a list', [], false],
  ['an account without users', { ...exampleAccount(), users: undefined }, false],
  ['null', null, false],
])('%s is an account: %#', (_, json, expected) => {
  expect(isAccount(json)).toBe(expected);
});
