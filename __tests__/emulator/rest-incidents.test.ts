import { describe, expect, test } from '@jest/globals';
import { type Emulator, exampleAccount } from '../../emulator/emulator.ts';
import { post, rest, SEARCH_KEY, SHOP_KEY, start, trigger, triggerWith } from './calls.ts';

const account = exampleAccount();
const NOW = Date.parse('2026-01-09T10:00:00.123Z');
const at = '2026-01-09T10:00:00Z';
const clock = () => NOW;
const service = { id: 'PSHOPDB', type: 'service_reference' };
const shopEvent = (fields: Record<string, unknown> = {}) => trigger({ routing_key: SHOP_KEY, ...fields });
const reference = (url: string, type: string, path: string, summary: string) => ({
  id: path.split('/').at(-1),
  type: `${type}_reference`,
  summary,
  self: `${url}/${path}`,
  html_url: `https://example.pagerduty.com/${path}`,
});

/** An incident that Anna, on call, has got, as the REST API writes it. */
function shape(url: string, number: number, title: string): Record<string, unknown> {
  const id = `Q000000000000${number}`;
  return {
    id,
    type: 'incident',
    summary: `[#${number}] ${title}`,
    self: `${url}/incidents/${id}`,
    html_url: `https://example.pagerduty.com/incidents/${id}`,
    incident_number: number,
    title,
    description: title,
    created_at: at,
    updated_at: at,
    resolved_at: null,
    status: 'triggered',
    incident_key: null,
    urgency: 'high',
    service: reference(url, 'service', 'services/PSHOPDB', 'Shop database'),
    escalation_policy: reference(url, 'escalation_policy', 'escalation_policies/PPOLICY', 'Shop on call'),
    assigned_via: 'escalation_policy',
    assignments: [{ at, assignee: reference(url, 'user', 'users/PANNA01', 'Anna Berg') }],
    acknowledgements: [],
    last_status_change_at: at,
    last_status_change_by: reference(url, 'service', 'services/PSHOPDB', 'Shop database'),
    alert_counts: { all: 1, triggered: 1, resolved: 0 },
    is_mergeable: true,
    priority: null,
    teams: [],
    pending_actions: [],
  };
}

const create = (url: string, incident: unknown) => rest(`${url}/incidents`, { method: 'POST', body: { incident } });
const update = (url: string, id: string, incident: unknown) =>
  rest(`${url}/incidents/${id}`, { method: 'PUT', body: { incident } });
const lines = (emulator: Emulator) =>
  emulator
    .incidents()
    .map(each => `${each.status}: ${each.log.map(({ type, channel }) => `${type} by ${channel}`).join(', ')}`);

describe('an event of a known key is an incident of its service', () => {
  test('as a list, by id, by number, and its alert', async () => {
    const { url } = await start({ account, clock });
    const links = [{ href: 'https://example.com/run', text: 'Run' }];
    const { payload } = triggerWith({ custom_details: { migration: '005' } });
    await post(`${url}/v2/enqueue`, shopEvent({ payload, links }));
    const incident = shape(url, 1, 'Migration failed');
    const list = { incidents: [incident], limit: 25, offset: 0, more: false, total: null };
    expect((await rest(`${url}/incidents?incident_key=shop`)).body).toEqual(list);
    expect((await rest(`${url}/incidents/Q0000000000001`)).body).toEqual({ incident });
    expect((await rest(`${url}/incidents/1`)).body).toEqual({ incident });
    const path = 'services/PSHOPDB/integrations/PINTEG1';
    const alert = {
      id: 'Q0000000000001A',
      type: 'alert',
      summary: 'Migration failed',
      self: `${url}/incidents/Q0000000000001/alerts/Q0000000000001A`,
      html_url: 'https://example.pagerduty.com/incidents/Q0000000000001/alerts/Q0000000000001A',
      created_at: at,
      status: 'triggered',
      alert_key: 'shop',
      service: reference(url, 'service', 'services/PSHOPDB', 'Shop database'),
      incident: reference(url, 'incident', 'incidents/Q0000000000001', '[#1] Migration failed'),
      integration: reference(url, 'events_api_v2_inbound_integration', path, 'GitHub Actions'),
      suppressed: false,
      severity: 'critical',
      body: { type: 'alert_body', details: { migration: '005' }, contexts: [{ type: 'link', ...links[0] }] },
    };
    const alerts = { alerts: [alert], limit: 25, offset: 0, more: false, total: null };
    expect((await rest(`${url}/incidents/Q0000000000001/alerts?alert_key=shop`)).body).toEqual(alerts);
  });

  test('resolved by an event', async () => {
    const { url } = await start({ account, clock });
    await post(`${url}/v2/enqueue`, shopEvent());
    await post(`${url}/v2/enqueue`, shopEvent({ event_action: 'resolve' }));
    expect((await rest(`${url}/incidents/1`)).body).toEqual({
      incident: {
        ...shape(url, 1, 'Migration failed'),
        status: 'resolved',
        resolved_at: at,
        assignments: [],
        alert_counts: { all: 1, triggered: 0, resolved: 1 },
      },
    });
    expect((await rest(`${url}/incidents/1/alerts?statuses[]=triggered`)).body).toHaveProperty('alerts', []);
    expect((await rest(`${url}/incidents/1/alerts`)).body).toHaveProperty('alerts.0.status', 'resolved');
  });

  test('whoever is on call first has got it', async () => {
    const levels = [{ users: [] }, { users: ['POMAR02'] }];
    const { url } = await start({ account: exampleAccount({ policy: { levels } }) });
    await post(`${url}/v2/enqueue`, shopEvent());
    const { body } = await rest(`${url}/incidents/1`);
    expect(body).toHaveProperty('incident.assignments.length', 1);
    expect(body).toHaveProperty('incident.assignments.0.assignee.summary', 'Omar Haddad');
  });

  test('an event of a key outside the account is none', async () => {
    const emulator = await start({ account, knownKeys: 'any' });
    await post(`${emulator.url}/v2/enqueue`, trigger());
    expect(emulator.incidents().map(each => each.service)).toEqual([null]);
    expect((await rest(`${emulator.url}/incidents`)).body).toHaveProperty('incidents', []);
    expect((await rest(`${emulator.url}/incidents/1`)).status).toBe(404);
  });
});

describe('incidents are found', () => {
  test.each<[string, number[]]>([
    ['', [3, 4]],
    ['?date_range=all', [1, 2, 3, 4]],
    ['?since=2025-11-20T00:00:00Z', [2, 3, 4]],
    ['?since=2025-11-20T00:00:00Z&until=2025-12-31T00:00:00Z', [2]],
    ['?incident_key=a', [3]],
    ['?incident_key=a&date_range=all', [1, 3]],
    ['?incident_key=unknown', []],
    ['?incident_key=', [3]],
    ['?statuses[]=resolved', [4]],
    ['?statuses[]=triggered&statuses[]=acknowledged', [3]],
    ['?service_ids[]=PSEARCH&date_range=all', [2]],
    ['?service_ids[]=PSHOPDB&service_ids[]=PSEARCH', [3, 4]],
    ['?urgencies[]=low', []],
    ['?date_range=all&sort_by=created_at:desc', [4, 3, 2, 1]],
    ['?date_range=all&limit=2&offset=1', [2, 3]],
  ])('%s', async (query, numbers) => {
    let now = Date.parse('2025-01-01T00:00:00Z');
    const { url } = await start({ account, clock: () => now });
    const send = (day: string, fields: Record<string, unknown>) => {
      now = Date.parse(`${day}T00:00:00Z`);
      return post(`${url}/v2/enqueue`, shopEvent(fields));
    };
    await send('2025-01-01', { dedup_key: 'a' });
    await send('2025-01-02', { dedup_key: 'a', event_action: 'resolve' });
    await send('2025-11-30', { dedup_key: 'b', routing_key: SEARCH_KEY });
    await send('2026-01-05', { dedup_key: 'a' });
    await send('2026-01-06', { dedup_key: 'c' });
    await send('2026-01-06', { dedup_key: 'c', event_action: 'resolve' });
    now = NOW;
    const { body } = await rest(`${url}/incidents${query}`);
    const incidents = numbers.map(each => expect.objectContaining({ incident_number: each }));
    expect(body).toHaveProperty('incidents', incidents);
  });

  test.each([
    ['?since=yesterday', 2004, "Invalid time values in 'since' and/or 'until' parameters"],
    ['?since=2026-01-10T00:00:00Z', 2004, "Invalid time values in 'since' and/or 'until' parameters"],
    ['?since=2025-01-01T00:00:00Z', 2005, 'Invalid Query Date Range'],
  ])('%s is refused', async (query, code, message) => {
    const { url } = await start({ account, clock });
    const { status, body } = await rest(`${url}/incidents${query}`);
    expect([status, body]).toEqual([400, { error: { message, code } }]);
  });
});

describe('an incident by hand', () => {
  const title = 'Migration 005 failed';

  test('with a key', async () => {
    const emulator = await start({ account, clock });
    const given = {
      type: 'incident',
      title,
      service,
      incident_key: 'shop',
      urgency: 'low',
      body: { type: 'incident_body', details: 'x' },
    };
    const { status, body } = await create(emulator.url, given);
    const expected = {
      ...shape(emulator.url, 1, title),
      incident_key: 'shop',
      urgency: 'low',
      alert_counts: { all: 0, triggered: 0, resolved: 0 },
    };
    expect([status, body]).toEqual([201, { incident: expected }]);
    expect((await rest(`${emulator.url}/incidents?incident_key=shop`)).body).toHaveProperty('incidents', [expected]);
    expect((await rest(`${emulator.url}/incidents/1/alerts`)).body).toHaveProperty('alerts', []);
    expect(lines(emulator)).toEqual(['triggered: trigger by rest']);
  });

  test('without a key gets one', async () => {
    const emulator = await start({ account });
    await create(emulator.url, { title, service });
    await create(emulator.url, { title, service, incident_key: '' });
    const keys = emulator.incidents().map(each => each.dedupKey);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(new Set(keys).size).toBe(2);
  });

  const open = {
    message: 'Arguments Caused Error',
    code: 2002,
    errors: ['Open incident with matching dedup key already exists on this service'],
  };
  test('an open key of the service is refused, however it was opened', async () => {
    const emulator = await start({ account });
    const incident = { title, service, incident_key: 'shop' };
    await create(emulator.url, incident);
    expect((await create(emulator.url, incident)).body).toEqual({ error: open });
    await update(emulator.url, '1', { type: 'incident_reference', status: 'resolved' });
    expect((await create(emulator.url, incident)).status).toBe(201);
    expect((await create(emulator.url, { ...incident, service: { ...service, id: 'PSEARCH' } })).status).toBe(201);
    await post(`${emulator.url}/v2/enqueue`, shopEvent({ dedup_key: 'other' }));
    expect((await create(emulator.url, { ...incident, incident_key: 'other' })).body).toEqual({ error: open });
  });

  const invalid = (...errors: string[]) => ({ message: 'Invalid Input Provided', code: 2001, errors });
  test.each<[string, unknown, unknown]>([
    ['no wrapper', { type: 'incident', title, service }, invalid('Title cannot be empty.')],
    ['a list', { incident: [{ title, service }] }, invalid('params must be a Hash')],
    ['no title', { incident: { service } }, invalid('Title cannot be empty.')],
    ['a blank title', { incident: { title: ' ', service } }, invalid('Title cannot be empty.')],
    ['no service', { incident: { title } }, invalid('Service cannot be empty.')],
    [
      'an unknown service',
      { incident: { title, service: { id: 'PNONE' } } },
      { message: 'Arguments Caused Error', code: 2002, errors: ['Service not found'] },
    ],
    ['an empty body', { incident: { title, service, body: {} } }, invalid('Body is invalid.')],
    ['a body of objects', { incident: { title, service, body: { details: {} } } }, invalid('Body is invalid.')],
    ['urgency critical', { incident: { title, service, urgency: 'critical' } }, invalid('Urgency is invalid.')],
    [
      'an unknown policy',
      { incident: { title, service, escalation_policy: { id: 'PNONE' } } },
      { message: 'Escalation Policy Not Found', code: 1014 },
    ],
    [
      'an unknown person',
      { incident: { title, service, assignments: [{ assignee: { id: 'PNONE' } }] } },
      { message: 'Assigned To User Not Found', code: 1007 },
    ],
    [
      'policy and person',
      {
        incident: {
          title,
          service,
          escalation_policy: { id: 'PPOLICY' },
          assignments: [{ assignee: { id: 'PANNA01' } }],
        },
      },
      invalid('Assignments cannot be specified if an escalation policy is given.'),
    ],
  ])('%s is refused', async (_, body, error) => {
    const emulator = await start({ account });
    const answer = await rest(`${emulator.url}/incidents`, { method: 'POST', body });
    expect([answer.status, answer.body]).toEqual([400, { error }]);
    expect(emulator.incidents()).toEqual([]);
  });

  test.each([
    ['no content type', null],
    ['a form', 'application/x-www-form-urlencoded'],
  ])('%s is refused', async (_, contentType) => {
    const { url } = await start({ account });
    const answer = await rest(`${url}/incidents`, {
      method: 'POST',
      contentType,
      body: { incident: { title, service } },
    });
    expect([answer.status, answer.body]).toEqual([400, { error: invalid('params must be a Hash') }]);
  });

  test.each<[string, string, string]>([
    ['somebody else', 'POMAR02', 'triggered'],
    ['oneself, which acknowledges', 'PANNA01', 'acknowledged'],
  ])('assigned to %s', async (_, id, status) => {
    const { url } = await start({ account });
    const { body } = await create(url, { title, service, assignments: [{ assignee: { id, type: 'user_reference' } }] });
    const assignee = expect.objectContaining({ id });
    const expected = {
      status,
      assigned_via: 'direct_assignment',
      assignments: [expect.objectContaining({ assignee })],
    };
    expect(body).toEqual({ incident: expect.objectContaining(expected) });
  });
});

describe('a change of an incident', () => {
  test.each<[string, string[], number, string]>([
    ['resolved', ['resolved'], 200, 'resolved: trigger by events, resolve by rest'],
    ['acknowledged', ['acknowledged'], 200, 'acknowledged: trigger by events, acknowledge by rest'],
    ['opened again', ['resolved', 'triggered'], 200, 'triggered: trigger by events, resolve by rest, trigger by rest'],
    ['resolved twice', ['resolved', 'resolved'], 400, 'resolved: trigger by events, resolve by rest'],
  ])('%s', async (_, statuses, last, line) => {
    const emulator = await start({ account });
    await post(`${emulator.url}/v2/enqueue`, shopEvent());
    let answer = 0;
    for (const status of statuses)
      answer = (await update(emulator.url, '1', { type: 'incident_reference', status })).status;
    expect([answer, lines(emulator)]).toEqual([last, [line]]);
    const ended = emulator.incidents().map(each => each.resolvedAt !== null);
    expect(ended).toEqual([line.startsWith('resolved')]);
  });

  test('an event after a resolve by hand opens a new one', async () => {
    const emulator = await start({ account });
    await post(`${emulator.url}/v2/enqueue`, shopEvent());
    await update(emulator.url, '1', { type: 'incident_reference', status: 'resolved' });
    await post(`${emulator.url}/v2/enqueue`, shopEvent({ event_action: 'resolve' }));
    await post(`${emulator.url}/v2/enqueue`, shopEvent());
    expect(lines(emulator)).toEqual(['resolved: trigger by events, resolve by rest', 'triggered: trigger by events']);
  });

  test('the title', async () => {
    const { url } = await start({ account, clock });
    await post(`${url}/v2/enqueue`, shopEvent());
    const { body } = await update(url, 'Q0000000000001', { type: 'incident', title: 'Other' });
    expect(body).toEqual({ incident: shape(url, 1, 'Other') });
  });

  test.each<[string, unknown, unknown]>([
    [
      'an unknown status',
      { incident: { type: 'incident', status: 'closed' } },
      { message: 'Invalid Status Provided', code: 1003 },
    ],
    [
      'no type',
      { incident: { status: 'resolved' } },
      { message: 'Invalid Input Provided', code: 2001, errors: ['Type is invalid.'] },
    ],
    [
      'no wrapper',
      { type: 'incident', status: 'resolved' },
      { message: 'Invalid Input Provided', code: 2001, errors: ['params must be a Hash'] },
    ],
  ])('%s is refused', async (_, body, error) => {
    const emulator = await start({ account });
    await post(`${emulator.url}/v2/enqueue`, shopEvent());
    const answer = await rest(`${emulator.url}/incidents/1`, { method: 'PUT', body });
    expect([answer.status, answer.body]).toEqual([400, { error }]);
    expect(lines(emulator)).toEqual(['triggered: trigger by events']);
  });
});

describe('a note', () => {
  test('is added by its author, with a 200', async () => {
    const emulator = await start({ account, clock });
    const { url } = emulator;
    await post(`${url}/v2/enqueue`, shopEvent());
    const call = { method: 'POST', body: { note: { content: 'Failed again' } } };
    const { status, body } = await rest(`${url}/incidents/Q0000000000001/notes`, { ...call, from: 'omar@example.com' });
    const note = {
      id: 'Q0000000000001N1',
      user: reference(url, 'user', 'users/POMAR02', 'Omar Haddad'),
      channel: { summary: 'The PagerDuty website or APIs' },
      content: 'Failed again',
      created_at: at,
    };
    expect([status, body]).toEqual([200, { note }]);
    expect((await rest(`${url}/incidents/1/notes`)).body).toEqual({ notes: [note] });
    expect(emulator.incidents().map(each => each.notes)).toEqual([
      [{ id: note.id, at: new Date(NOW).toISOString(), content: 'Failed again', user: 'POMAR02' }],
    ]);
  });

  test.each<[string, unknown, string]>([
    ['nothing in it', { note: { content: ' ' } }, 'Content cannot be empty.'],
    ['no wrapper', { content: 'x' }, 'params must be a Hash'],
  ])('with %s is refused', async (_, body, detail) => {
    const { url } = await start({ account });
    await post(`${url}/v2/enqueue`, shopEvent());
    const answer = await rest(`${url}/incidents/1/notes`, { method: 'POST', body });
    const error = { message: 'Invalid Input Provided', code: 2001, errors: [detail] };
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });
});
