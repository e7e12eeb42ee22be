import { describe, expect, test } from '@jest/globals';
import { exampleAccount } from '../../emulator/emulator.ts';
import { post, rest, SHOP_KEY, start, trigger } from './calls.ts';

const clock = () => Date.parse('2026-01-09T10:20:30Z');
const page = { limit: 25, offset: 0, more: false, total: null };

/** A thing as PagerDuty names it. */
const named = (url: string, type: string, path: string, summary: string) => ({
  id: path.split('/').at(-1),
  type,
  summary,
  self: `${url}/${path}`,
  html_url: `https://example.pagerduty.com/${path}`,
});
const shop = (url: string) => named(url, 'service_reference', 'services/PSHOPDB', 'Shop database');
const search = (url: string) => named(url, 'service_reference', 'services/PSEARCH', 'Shop search');
const policy = (url: string) =>
  named(url, 'escalation_policy_reference', 'escalation_policies/PPOLICY', 'Shop on call');
const anna = (url: string) => named(url, 'user_reference', 'users/PANNA01', 'Anna Berg');
const omar = (url: string) => named(url, 'user_reference', 'users/POMAR02', 'Omar Haddad');
const leads = (url: string) => named(url, 'schedule_reference', 'schedules/PSCHED2', 'Leads');
const rotation = (url: string) => named(url, 'schedule_reference', 'schedules/PSCHED1', 'Shop rotation');
const fullPolicy = (url: string) => ({
  ...policy(url),
  type: 'escalation_policy',
  name: 'Shop on call',
  description: null,
  num_loops: 1,
  on_call_handoff_notifications: 'if_has_services',
  escalation_rules: [
    { id: 'PPOLICY1', escalation_delay_in_minutes: 30, targets: [rotation(url)] },
    { id: 'PPOLICY2', escalation_delay_in_minutes: 30, targets: [leads(url)] },
  ],
  services: [shop(url), search(url)],
  teams: [],
});

describe('services', () => {
  test('one, whole', async () => {
    const { url } = await start({ account: exampleAccount(), clock });
    const integration = named(
      url,
      'events_api_v2_inbound_integration_reference',
      'services/PSHOPDB/integrations/PINTEG1',
      'GitHub Actions',
    );
    const service = {
      ...shop(url),
      type: 'service',
      name: 'Shop database',
      description: null,
      created_at: '2025-01-06T09:00:00Z',
      status: 'active',
      auto_resolve_timeout: null,
      acknowledgement_timeout: 1_800,
      alert_creation: 'create_alerts_and_incidents',
      alert_grouping_parameters: { type: null, config: null },
      auto_pause_notifications_parameters: { enabled: false, timeout: null },
      incident_urgency_rule: { type: 'constant', urgency: 'high' },
      support_hours: null,
      scheduled_actions: [],
      escalation_policy: policy(url),
      integrations: [integration],
      teams: [],
      addons: [],
      last_incident_timestamp: null,
    };
    expect((await rest(`${url}/services/PSHOPDB`)).body).toEqual({ service });
    const query = 'name=Shop database&include[]=integrations&include[]=escalation_policies';
    const full = {
      ...integration,
      type: 'events_api_v2_inbound_integration',
      name: 'GitHub Actions',
      service: shop(url),
      created_at: '2025-01-06T09:00:00Z',
      vendor: null,
      integration_key: SHOP_KEY,
    };
    expect((await rest(`${url}/services?${query}`)).body).toEqual({
      services: [{ ...service, integrations: [full], escalation_policy: fullPolicy(url) }],
      ...page,
    });
    expect((await rest(`${url}/services/PSHOPDB/integrations/PINTEG1`)).body).toEqual({ integration: full });
  });

  test.each([
    ['', ['Shop database', 'Shop search']],
    ['?query=shop', ['Shop database', 'Shop search']],
    ['?query=DATA', ['Shop database']],
    ['?query=none', []],
    ['?name=Shop', []],
    ['?name=shop search', []],
    ['?name=Shop search', ['Shop search']],
  ])('%s finds %j', async (query, names) => {
    const { url } = await start({ account: exampleAccount() });
    const { body } = await rest(`${url}/services${query}`);
    expect(body).toEqual({ services: names.map(name => expect.objectContaining({ name })), ...page });
  });

  test('what is planted is shown', async () => {
    const urgency_rule = { type: 'constant', urgency: 'low' } as const;
    const service = {
      status: 'disabled',
      autoResolveTimeout: 14_400,
      acknowledgementTimeout: null,
      autoPause: { enabled: true, timeout: 300 },
      alertGrouping: { type: 'time', config: { timeout: 5 } },
      urgencyRule: urgency_rule,
    } as const;
    const { url } = await start({ account: exampleAccount({ service }) });
    const { body } = await rest(`${url}/services/PSHOPDB`);
    expect(body).toHaveProperty('service.status', 'disabled');
    expect(body).toHaveProperty('service.auto_resolve_timeout', 14_400);
    expect(body).toHaveProperty('service.incident_urgency_rule', urgency_rule);
    expect(body).toHaveProperty('service.acknowledgement_timeout', null);
    expect(body).toHaveProperty('service.auto_pause_notifications_parameters', { enabled: true, timeout: 300 });
    expect(body).toHaveProperty('service.alert_grouping_parameters', { type: 'time', config: { timeout: 5 } });
  });

  test('a grouping setting of its own', async () => {
    const alertGrouping = { id: 'PGROUP1', type: 'intelligent', config: { time_window: 300 } } as const;
    const { url } = await start({ account: exampleAccount({ service: { alertGrouping } }) });
    expect((await rest(`${url}/services/PSHOPDB`)).body).toHaveProperty(
      'service.alert_grouping_parameters',
      named(url, 'alert_grouping_setting_reference', 'alert_grouping_settings/PGROUP1', 'Alert grouping'),
    );
    expect((await rest(`${url}/alert_grouping_settings/PGROUP1`)).body).toEqual({
      alert_grouping_setting: { ...alertGrouping, services: [{ id: 'PSHOPDB', name: 'Shop database' }] },
    });
    expect((await rest(`${url}/alert_grouping_settings/PNONE`)).status).toBe(404);
  });

  test('the status follows the incidents', async () => {
    const { url } = await start({ account: exampleAccount() });
    const status = async () => (await rest(`${url}/services/PSHOPDB`)).body;
    const seen: unknown[] = [await status()];
    for (const event_action of ['trigger', 'acknowledge', 'resolve']) {
      await post(`${url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY, event_action }));
      seen.push(await status());
    }
    const expected = ['active', 'critical', 'warning', 'active'];
    expect(seen).toEqual(expected.map(each => ({ service: expect.objectContaining({ status: each }) })));
    expect((await rest(`${url}/services/PSEARCH`)).body).toHaveProperty('service.status', 'active');
  });
});

describe('escalation policies', () => {
  test('one, whole', async () => {
    const { url } = await start({ account: exampleAccount() });
    expect((await rest(`${url}/escalation_policies/PPOLICY`)).body).toEqual({ escalation_policy: fullPolicy(url) });
  });

  test.each([
    ['', 1],
    ['?query=ON CALL', 1],
    ['?query=none', 0],
    ['?user_ids[]=POMAR02', 1],
    ['?user_ids[]=PNONE', 0],
  ])('%s finds %d', async (query, count) => {
    const { url } = await start({ account: exampleAccount() });
    const { body } = await rest(`${url}/escalation_policies${query}`);
    expect(body).toEqual({ escalation_policies: Array(count).fill(fullPolicy(url)), ...page });
  });
});

describe('on call', () => {
  const first = (url: string) => ({
    escalation_policy: policy(url),
    escalation_level: 1,
    schedule: rotation(url),
    user: anna(url),
    start: '2026-01-09T10:00:00Z',
    end: '2026-01-10T10:00:00Z',
  });
  const second = (url: string) => ({
    escalation_policy: policy(url),
    escalation_level: 2,
    schedule: leads(url),
    user: omar(url),
    start: '2026-01-09T10:00:00Z',
    end: '2026-01-10T10:00:00Z',
  });

  test.each<[string, (typeof first | typeof second)[]]>([
    ['', [second, first]],
    ['?escalation_policy_ids[]=PPOLICY', [second, first]],
    ['?escalation_policy_ids[]=PNONE', []],
    ['?escalation_policy_ids=PNONE', [second, first]],
    ['?escalation_policy_ids[]=*', []],
    ['?user_ids[]=PANNA01', [first]],
    ['?schedule_ids[]=PSCHED1', [first]],
  ])('%s, the last level first', async (query, expected) => {
    const { url } = await start({ account: exampleAccount(), clock });
    const { body } = await rest(`${url}/oncalls${query}`);
    expect(body).toEqual({ oncalls: expected.map(each => each(url)), ...page });
  });

  test('users in full', async () => {
    const { url } = await start({ account: exampleAccount() });
    const { body } = await rest(`${url}/oncalls?include[]=users&user_ids[]=POMAR02`);
    const user = { name: 'Omar Haddad', email: 'omar@example.com', type: 'user' };
    expect(body).toEqual({ oncalls: [expect.objectContaining({ user: expect.objectContaining(user) })], ...page });
  });

  test('nobody on the first level', async () => {
    const levels = [{ users: [], schedule: { id: 'PSCHED1', name: 'Shop rotation' } }, { users: ['POMAR02'] }];
    const { url } = await start({ account: exampleAccount({ policy: { levels } }) });
    const direct = { ...second(url), schedule: null, start: null, end: null };
    expect((await rest(`${url}/oncalls`)).body).toEqual({ oncalls: [direct], ...page });
  });
});

test('maintenance windows', async () => {
  const window = { id: 'PMW1', description: 'Move', services: ['PSHOPDB'] };
  const maintenanceWindows = [
    { ...window, start: '2026-01-09T10:00:00Z', end: '2026-01-09T11:00:00Z' },
    { ...window, id: 'PMW2', start: '2026-01-09T11:00:00Z', end: '2026-01-09T12:00:00Z' },
  ];
  const { url } = await start({ account: exampleAccount({ maintenanceWindows }), clock });
  const expectIds = async (query: string, ids: string[]) => {
    const { body } = await rest(`${url}/maintenance_windows${query}`);
    expect(body).toHaveProperty(
      'maintenance_windows',
      ids.map(id => expect.objectContaining({ id })),
    );
  };
  await expectIds('', ['PMW1', 'PMW2']);
  await expectIds('?service_ids[]=PSHOPDB&filter=ongoing', ['PMW1']);
  await expectIds('?service_ids[]=PSEARCH', []);
  expect((await rest(`${url}/maintenance_windows?filter=ongoing`)).body).toEqual({
    maintenance_windows: [
      {
        ...named(url, 'maintenance_window', 'maintenance_windows/PMW1', 'Move'),
        sequence_number: 1,
        start_time: '2026-01-09T10:00:00Z',
        end_time: '2026-01-09T11:00:00Z',
        description: 'Move',
        services: [shop(url)],
        teams: [],
      },
    ],
    ...page,
  });
  expect((await rest(`${url}/services/PSHOPDB`)).body).toHaveProperty('service.status', 'maintenance');
});
