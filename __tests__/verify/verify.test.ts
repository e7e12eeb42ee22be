import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Emulator, type EmulatorOptions, exampleAccount, type FaultScript } from '../../emulator/emulator.ts';
import { send } from '../../src/http/transport.ts';
import { CHECKS } from '../../src/verify/check.ts';
import { SEARCH_KEY, SHOP_KEY, start } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { runVerify, statuses, type Verified, type Verifying } from './calls.ts';

const TOKEN = 'account-key-0000001+';
const SETUP = { 'routing-key': SHOP_KEY, 'api-token': TOKEN, from: 'anna@example.com', service: 'Shop database' };

interface Setting extends Verifying {
  readonly options?: EmulatorOptions;
  readonly faults?: FaultScript[];
}

/** Verifies against an emulator; `given` changes the inputs of a good set-up. */
async function check(
  given: Record<string, string> = {},
  { options = {}, faults = [], ...world }: Setting = {},
): Promise<Verified & { emulator: Emulator }> {
  const clock = fakeClock();
  const emulator = await start({ account: exampleAccount(), clock: () => clock.now(), ...options });
  for (const fault of faults) emulator.fault(fault);
  const verified = await runVerify({ 'api-url': emulator.url, ...SETUP, ...given }, { clock, ...world });
  return { ...verified, emulator };
}
const account = (changes: Parameters<typeof exampleAccount>[0]): Setting => ({
  options: { account: exampleAccount(changes) },
});
const failedOf = ({ checks }: Verified) => checks.filter(each => each.status === 'failed');

const GOOD = {
  'routing-key-form': 'passed',
  'routing-key-accepted': 'passed',
  'api-token': 'passed',
  service: 'passed',
  integration: 'passed',
  active: 'passed',
  maintenance: 'passed',
  'auto-resolve': 'passed',
  'acknowledgement-timeout': 'passed',
  'auto-pause': 'passed',
  'alert-grouping': 'passed',
  'on-call': 'passed',
  escalation: 'passed',
  schedules: 'passed',
  urgency: 'passed',
};

describe('where everything is set up well', () => {
  test('every check passes, and the step is green', async () => {
    const verified = await check();
    expect(statuses(verified)).toEqual(GOOD);
    expect([verified.outputs.passed, verified.outputs.failed, verified.exitCode, verified.annotations]).toEqual([
      '15',
      '0',
      0,
      '',
    ]);
    expect(verified.summary).toContain('🟢 The alarm would ring: 15 checks passed');
    expect(verified.summary).toContain('one person at level 1 (Anna Berg)');
    const text = (id: string) => verified.checks.find(each => each.id === id)?.text;
    expect(['acknowledgement-timeout', 'auto-pause', 'alert-grouping', 'escalation', 'schedules'].map(text)).toEqual([
      'an acknowledged incident rings again after 30 min',
      'no alert is held back',
      'every alert has an incident of its own',
      'the escalation policy has 2 levels, repeated 1 time',
      'every level of the escalation policy calls a schedule',
    ]);
  });

  test('the probe is quiet: no incident, no note, nothing but a resolve for a key that nobody has', async () => {
    const { emulator } = await check();
    expect(emulator.incidents()).toEqual([]);
    const written = emulator.requests.filter(each => each.method !== 'GET');
    expect(written.map(each => [each.path, each.body])).toEqual([
      [
        '/v2/enqueue',
        expect.objectContaining({
          event_action: 'resolve',
          dedup_key: expect.stringMatching(/^pagerduty-migration-alert-probe-\d+-\d+$/),
        }),
      ],
    ]);
  });

  test.each([['reading-key-0000001+'], ['users-key-000000001+'], ['pdus+example']])(
    'token %s is enough',
    async token => {
      expect(statuses(await check({ 'api-token': token }))).toEqual(GOOD);
    },
  );

  test('two keys are checked each', async () => {
    const [shop, search] = exampleAccount().services;
    if (shop === undefined || search === undefined) throw new Error('no services');
    const integrations = [
      ...shop.integrations,
      { id: 'PINTEG9', name: 'Second', key: 'abcdefabcdefabcdefabcdefabcdefab' },
    ];
    const verified = await check(
      { 'routing-key': `${SHOP_KEY}\nabcdefabcdefabcdefabcdefabcdefab` },
      account({ service: { integrations } }),
    );
    expect(verified.checks.map(each => each.id).filter(id => /key|integration/.test(id))).toEqual([
      'routing-key-form',
      'routing-key-accepted',
      'routing-key-form',
      'routing-key-accepted',
      'integration',
      'integration',
    ]);
    expect(failedOf(verified)).toEqual([]);
  });
});

describe('each planted misconfiguration is found, and its remedy is named', () => {
  const schedule = { id: 'PSCHED1', name: 'Shop rotation' };
  const omar = { users: ['POMAR02'], schedule };
  const otherPolicy = { levels: [{ users: [], schedule }, omar] };
  const window = {
    id: 'PWINDOW',
    description: 'Move',
    services: ['PSHOPDB'],
    start: '2026-01-02T00:00:00Z',
    end: '2026-01-02T06:00:00Z',
  };
  const hours = (during: 'high' | 'low', outside: 'high' | 'low' | 'severity_based') => ({
    urgencyRule: {
      type: 'use_support_hours',
      during_support_hours: { type: 'constant', urgency: during },
      outside_support_hours: { type: 'constant', urgency: outside },
    } as const,
  });

  test.each<[string, Record<string, string>, Setting, string, RegExp, RegExp]>([
    [
      'a key that is too short',
      { 'routing-key': 'abc123' },
      {},
      'routing-key-form',
      /got 6 characters/,
      /copied whole\?.*Events API V2/,
    ],
    [
      'a key with a strange character',
      { 'routing-key': `${SHOP_KEY.slice(1)}-` },
      {},
      'routing-key-form',
      /neither letters nor digits/,
      /Events API V2/,
    ],
    [
      'a REST key in its place',
      { 'routing-key': TOKEN },
      {},
      'routing-key-form',
      /20 characters: that is a REST API key/,
      /Events API V2/,
    ],
    [
      'a key that is refused',
      { 'routing-key': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', service: '' },
      {},
      'routing-key-accepted',
      /Invalid routing key/,
      /deleted.*other region/,
    ],
    [
      'a proxy that answers',
      {},
      { faults: [{ path: '/v2', status: 202, body: 'Welcome' }] },
      'routing-key-accepted',
      /perhaps a proxy answered/,
      /api-url/,
    ],
    [
      'PagerDuty out of reach',
      {},
      { faults: [{ path: '/v2', kind: 'reset', times: 'always' }] },
      'routing-key-accepted',
      /no final answer/,
      /proxy, firewall.*status\.pagerduty\.com/,
    ],
    [
      'the key of another service',
      { 'routing-key': SEARCH_KEY },
      {},
      'integration',
      /it pages another service/,
      /Copy the integration key of the service Shop database/,
    ],
    [
      'no integration',
      {},
      { options: { account: exampleAccount({ service: { integrations: [] } }), knownKeys: 'any' } },
      'integration',
      /has no integration Events API V2/,
      /add the integration/,
    ],
    [
      'an integration of another kind',
      {},
      account({
        service: { integrations: [{ id: 'P1', name: 'x', key: SHOP_KEY, type: 'generic_email_inbound_integration' }] },
      }),
      'integration',
      /another kind \(generic_email/,
      /add the integration/,
    ],
    [
      'an unknown service',
      { service: 'Shop databse' },
      {},
      'service',
      /no service of the account is called "Shop databse"/,
      /exact name/,
    ],
    ['a service that is disabled', {}, account({ service: { status: 'disabled' } }), 'active', /is disabled/, /Enable/],
    [
      'a service in maintenance',
      {},
      account({ maintenanceWindows: [window] }),
      'maintenance',
      /until 2026-01-02T06:00:00Z/,
      /End the maintenance window/,
    ],
    [
      'a service that says it is in maintenance',
      {},
      account({ service: { status: 'maintenance' } }),
      'maintenance',
      /in maintenance: no incident opens/,
      /End the maintenance/,
    ],
    [
      'a timer of four hours',
      {},
      account({ service: { autoResolveTimeout: 14_400 } }),
      'auto-resolve',
      /after 4 h/,
      /switch auto-resolution off/,
    ],
    [
      'nobody on call at the first level',
      {},
      account({ policy: otherPolicy }),
      'on-call',
      /first level with anybody on call is level 2/,
      /Fill the gap/,
    ],
    [
      'nobody on call at all',
      {},
      account({
        policy: {
          levels: [
            { users: [], schedule },
            { users: [], schedule },
          ],
        },
      }),
      'on-call',
      /nobody is on call at any level/,
      /Fill the gap/,
    ],
    [
      'an incident that is acknowledged for ever',
      {},
      account({ service: { acknowledgementTimeout: null } }),
      'acknowledgement-timeout',
      /never rings again/,
      /acknowledgement timeout to 30 minutes/,
    ],
    [
      'an incident that is acknowledged for a day',
      {},
      account({ service: { acknowledgementTimeout: 86_400 } }),
      'acknowledgement-timeout',
      /rings again after 24 h, which is too late at night/,
      /acknowledgement timeout to 30 minutes/,
    ],
    [
      'alerts that are held back',
      {},
      account({ service: { autoPause: { enabled: true, timeout: 300 } } }),
      'auto-pause',
      /holds the alert back for 5 min$/,
      /switch auto-pause/,
    ],
    [
      'alerts that are held back as PagerDuty likes',
      {},
      account({ service: { autoPause: { enabled: true, timeout: 0 } } }),
      'auto-pause',
      /holds the alert back for a time that PagerDuty chooses/,
      /switch auto-pause/,
    ],
    [
      'alerts grouped by time',
      {},
      account({ service: { alertGrouping: { type: 'time', config: { timeout: 0 } } } }),
      'alert-grouping',
      /grouped \(time\): two failed migrations share one incident/,
      /delete the alert grouping/,
    ],
    [
      'alerts grouped by intelligence for long',
      {},
      account({ service: { alertGrouping: { type: 'intelligent', config: { time_window: 3_600 } } } }),
      'alert-grouping',
      /within 60 min: two failed migrations/,
      /15 minutes or less/,
    ],
    [
      'alerts grouped by a setting elsewhere, by its recommended window',
      {},
      account({
        service: {
          alertGrouping: {
            id: 'PGROUP1',
            type: 'intelligent',
            config: { time_window: 0, recommended_time_window: 1_800 },
          },
        },
      }),
      'alert-grouping',
      /within 30 min/,
      /15 minutes or less/,
    ],
    [
      'one level only',
      {},
      account({ policy: { levels: [{ users: ['PANNA01'], schedule }] } }),
      'escalation',
      /only one level/,
      /Add a second level/,
    ],
    [
      'a person on a level',
      {},
      account({ policy: { levels: [{ users: ['PANNA01'], schedule }, { users: ['POMAR02'] }] } }),
      'schedules',
      /^level 2 of the escalation policy calls only people/,
      /Put a schedule on the level/,
    ],
    [
      'persons on all levels',
      {},
      account({ policy: { levels: [{ users: ['PANNA01'] }, { users: ['POMAR02'] }] } }),
      'schedules',
      /^levels 1, 2 of the escalation policy call only people/,
      /Put a schedule on the level/,
    ],
    [
      'urgency by severity, and production is only a warning',
      { severity: 'production: warning\nstaging: error' },
      account({ service: { urgencyRule: { type: 'constant', urgency: 'severity_based' } } }),
      'urgency',
      /^the urgency is low always for production \(warning\): a page does not ring then$/,
      /only critical and error are high/,
    ],
    [
      'urgency by severity, and no environment rings',
      { environments: 'qa, demo' },
      account({ service: { urgencyRule: { type: 'constant', urgency: 'severity_based' } } }),
      'urgency',
      /^the urgency is low always for qa \(warning\), demo \(warning\)/,
      /only critical and error are high/,
    ],
    [
      'a severity that is none',
      { severity: 'urgent' },
      {},
      'inputs',
      /severity: expected critical, error, warning or info/,
      /Fix/,
    ],
    [
      'urgency low',
      {},
      account({ service: { urgencyRule: { type: 'constant', urgency: 'low' } } }),
      'urgency',
      /low always/,
      /choose high urgency/,
    ],
    [
      'urgency low at night',
      {},
      account({ service: hours('high', 'low') }),
      'urgency',
      /low outside support hours/,
      /choose high urgency/,
    ],
    [
      'a token that is refused',
      { 'api-token': '00000000000000000000' },
      {},
      'api-token',
      /HTTP 401/,
      /not an integration key/,
    ],
    [
      'a token without the scope',
      { 'api-token': 'pdus+less' },
      account({ tokens: [{ token: 'pdus+less', kind: 'oauth', scopes: ['incidents.read'] }] }),
      'api-token',
      /required scope services\.read/,
      /OAuth token the missing scope/,
    ],
    [
      'a token of the other region',
      {},
      { options: { account: exampleAccount(), wrongRegion: true } },
      'api-token',
      /HTTP 401/,
      /account's own region/,
    ],
    ['a region that is none', { region: 'europe' }, {}, 'inputs', /region: expected us or eu; got "europe"/, /Fix/],
    [
      'a backtest that is no number',
      { backtest: 'many' },
      {},
      'inputs',
      /backtest: expected whole days from 0 to 400/,
      /Fix/,
    ],
    [
      'an api-url that is unsafe',
      { 'api-url': 'http://pagerduty.example' },
      {},
      'inputs',
      /api-url: expected an https URL/,
      /Fix/,
    ],
  ])('%s', async (_, given, setting, id, text, remedy) => {
    const verified = await check(given, setting);
    expect(failedOf(verified)).toEqual([
      {
        id,
        title: CHECKS[id as keyof typeof CHECKS],
        status: 'failed',
        text: expect.stringMatching(text),
        remedy: expect.stringMatching(remedy),
        ...optional(verified),
      },
    ]);
    expect([verified.outputs.failed, verified.exitCode]).toEqual(['1', 1]);
    expect(verified.annotations).toMatch(remedy);
    expect(verified.log).toMatch(remedy);
    expect(verified.summary).toContain(`docs/verify.md#${id}">`);
    expect(verified.emulator.incidents()).toEqual([]);
  });

  /** Details are private, and not what these tests are about. */
  const optional = ({ checks }: Verified) => {
    const details = checks.find(each => each.status === 'failed')?.details;
    return details === undefined ? {} : { details };
  };

  test('a token of the other region, when PagerDuty can be asked there', async () => {
    const here = await start({ account: exampleAccount(), wrongRegion: true });
    const there = await start({ account: exampleAccount() });
    const verified = await runVerify(SETUP, {
      send: request =>
        send({
          ...request,
          url: request.url
            .replace('https://events.pagerduty.com', here.url)
            .replace('https://api.pagerduty.com', here.url)
            .replace('https://api.eu.pagerduty.com', there.url),
        }),
    });
    expect(failedOf(verified)).toMatchObject([
      { id: 'api-token', text: 'the token is of an account in the EU region', remedy: 'Set region: eu.' },
    ]);
  });

  test('all that is wrong is said at once', async () => {
    const service = {
      status: 'disabled',
      autoResolveTimeout: 60,
      urgencyRule: { type: 'constant', urgency: 'low' },
    } as const;
    const verified = await check({}, account({ service, policy: otherPolicy }));
    expect(failedOf(verified).map(each => each.id)).toEqual(['active', 'auto-resolve', 'on-call', 'urgency']);
    expect(verified.summary).toContain('🔴 The alarm would not ring: 4 of 15 checks failed');
  });
});

describe('settings that are as good', () => {
  test.each<[string, Parameters<typeof exampleAccount>[0], string, RegExp]>([
    ['a timer of a night and more', { service: { autoResolveTimeout: 86_400 } }, 'auto-resolve', /after 24 h/],
    [
      'urgency by severity',
      { service: { urgencyRule: { type: 'constant', urgency: 'severity_based' } } },
      'urgency',
      /^high for production \(critical\), staging \(error\)$/,
    ],
    [
      'urgency by severity outside support hours only',
      {
        service: {
          urgencyRule: {
            type: 'use_support_hours',
            during_support_hours: { type: 'constant', urgency: 'high' },
            outside_support_hours: { type: 'constant', urgency: 'severity_based' },
          },
        },
      },
      'urgency',
      /^high for production \(critical\), staging \(error\)$/,
    ],
    [
      'alerts grouped by intelligence for a short time',
      { service: { alertGrouping: { type: 'intelligent', config: { time_window: 300 } } } },
      'alert-grouping',
      /within 5 min$/,
    ],
    [
      'three levels, not repeated',
      {
        policy: {
          levels: [
            { users: ['PANNA01'], schedule: { id: 'P1', name: 'One' } },
            { users: ['POMAR02'], schedule: { id: 'P2', name: 'Two' } },
            { users: ['PANNA01'], schedule: { id: 'P3', name: 'Three' } },
          ],
          repeats: 0,
        },
      },
      'escalation',
      /^the escalation policy has 3 levels, not repeated$/,
    ],
    ['two people at level 1', { policy: { levels: [{ users: ['PANNA01', 'POMAR02'] }] } }, 'on-call', /^2 people/],
    [
      'a window that is over',
      {
        maintenanceWindows: [
          {
            id: 'P',
            description: '',
            services: ['PSHOPDB'],
            start: '2026-01-01T00:00:00Z',
            end: '2026-01-01T06:00:00Z',
          },
        ],
      },
      'maintenance',
      /no maintenance/,
    ],
    [
      'a window of another service',
      {
        maintenanceWindows: [
          {
            id: 'P',
            description: '',
            services: ['PSEARCH'],
            start: '2026-01-02T00:00:00Z',
            end: '2026-01-02T06:00:00Z',
          },
        ],
      },
      'maintenance',
      /no maintenance/,
    ],
  ])('%s', async (_, changes, id, text) => {
    const { checks } = await check({}, account(changes));
    expect(checks.find(each => each.id === id)).toMatchObject({ status: 'passed', text: expect.stringMatching(text) });
  });
});

describe('what can not be checked says why, and fails nothing', () => {
  test('without a token', async () => {
    const verified = await check({ 'api-token': '' });
    expect(statuses(verified)).toEqual({
      ...Object.fromEntries(Object.keys(GOOD).map(id => [id, 'not-checkable'])),
      'routing-key-form': 'passed',
      'routing-key-accepted': 'passed',
    });
    expect([verified.outputs.passed, verified.outputs.failed, verified.exitCode]).toEqual(['2', '0', 0]);
    expect(verified.emulator.requests.map(each => each.path)).toEqual(['/v2/enqueue']);
  });

  test('without a service', async () => {
    const verified = await check({ service: '' });
    expect(statuses(verified)).toMatchObject({
      'api-token': 'passed',
      service: 'not-checkable',
      'on-call': 'not-checkable',
    });
  });

  test('without a routing key, where incidents are opened by REST', async () => {
    const verified = await check({ 'routing-key': '' });
    expect(statuses(verified)).toEqual({
      ...GOOD,
      'routing-key-form': 'not-checkable',
      'routing-key-accepted': undefined,
      integration: 'not-checkable',
    });
    expect(verified.emulator.requests.filter(each => each.method !== 'GET')).toEqual([]);
  });

  test('the key of an event orchestration', async () => {
    const key = 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN';
    const verified = await check({ 'routing-key': key }, account({ orchestrations: [{ key, service: 'PSHOPDB' }] }));
    expect(statuses(verified)).toEqual({ ...GOOD, integration: 'not-checkable' });
  });

  test('a key of the wrong form is not sent: it may be another secret', async () => {
    const verified = await check({ 'routing-key': TOKEN });
    expect(statuses(verified)).toMatchObject({ 'routing-key-accepted': 'not-checkable' });
    expect(verified.emulator.requests.filter(each => each.path === '/v2/enqueue')).toEqual([]);
  });

  test.each<[string, FaultScript[], string, RegExp]>([
    ['PagerDuty does not answer', [{ path: '/services', status: 503, times: 'always' }], 'api-token', /HTTP 503/],
    [
      'the connection breaks',
      [{ path: '/services', kind: 'reset', times: 'always' }],
      'api-token',
      /127\.0\.0\.1:\d+ could not be asked: /,
    ],
    [
      'the integrations can not be read',
      [{ path: '/services/PSHOPDB', status: 403, body: { error: { message: 'Access Denied' } } }],
      'integration',
      /Access Denied/,
    ],
    [
      'the token does not see the keys',
      [
        {
          path: '/services/PSHOPDB',
          status: 200,
          body: { service: { integrations: [{ type: 'events_api_v2_inbound_integration' }] } },
        },
      ],
      'integration',
      /does not see the keys/,
    ],
    ['who is on call can not be read', [{ path: '/oncalls', status: 403 }], 'on-call', /HTTP 403/],
    ['the policy can not be read', [{ path: '/escalation_policies', status: 403 }], 'escalation', /HTTP 403/],
    ['nor its targets', [{ path: '/escalation_policies', status: 403 }], 'schedules', /HTTP 403/],
  ])('%s', async (_, faults, id, text) => {
    const { checks, exitCode } = await check({}, { faults });
    expect(checks.find(each => each.id === id)).toMatchObject({
      status: 'not-checkable',
      text: expect.stringMatching(text),
    });
    expect(exitCode).toBe(0);
  });

  test('a service without an urgency rule', async () => {
    const [service] = exampleAccount().services;
    const { checks } = await check(
      {},
      { faults: [{ path: '/services', status: 200, body: { services: [{ id: 'PSHOPDB', name: service?.name }] } }] },
    );
    const hidden = ['urgency', 'acknowledgement-timeout', 'auto-pause', 'alert-grouping'];
    expect(checks.filter(each => hidden.includes(each.id)).map(each => each.status)).toEqual(
      hidden.map(() => 'not-checkable'),
    );
  });

  test.each([
    [{ type: 'content_based', config: { fields: ['component', 'custom_details.host'] } }, /by component, custom_det/],
    [{ type: 'content_based_intelligent', config: {}, id: 'PGROUP1' }, /by certain fields/],
    [{ type: 'intelligent', config: {} }, /shows no time window/],
  ] as const)('alerts that are grouped by what they say: %j', async (alertGrouping, text) => {
    const { checks } = await check({}, account({ service: { alertGrouping } }));
    expect(checks.find(each => each.id === 'alert-grouping')).toMatchObject({
      status: 'not-checkable',
      text: expect.stringMatching(text),
    });
  });

  test.each<[string, string, RegExp]>([
    ['of a pattern, those that it means', '*', /^high for production \(critical\), staging \(error\)$/],
    ['of a pattern for production', 'prod-*', /^high for prod-\* \(critical\)$/],
    ['of a pattern that excludes', '*, !staging', /^high for production \(critical\)$/],
    [
      'one that is meant to be quiet',
      'production, qa',
      /^high for production \(critical\); low always for qa \(warning\), which does not ring$/,
    ],
  ])('the urgency of the environments that alert: %s', async (_, environments, text) => {
    const service = { urgencyRule: { type: 'constant', urgency: 'severity_based' } } as const;
    const { checks } = await check({ environments }, account({ service }));
    expect(checks.find(each => each.id === 'urgency')).toMatchObject({
      status: 'passed',
      text: expect.stringMatching(text),
    });
  });
});

test('nothing to check is a failure: most likely a misspelt secret', async () => {
  const verified = await runVerify({});
  expect(verified.checks).toMatchObject([
    { id: 'inputs', status: 'failed', remedy: expect.stringContaining('misspelt') },
  ]);
  expect(verified.exitCode).toBe(1);
});

test('keys are read from the environment as in the action', async () => {
  const verified = await check({ 'routing-key': '' }, { environment: { PAGERDUTY_ROUTING_KEY: ` "${SHOP_KEY}" ` } });
  expect(statuses(verified)).toEqual(GOOD);
});

describe('the drill', () => {
  test('opens a clearly marked incident, closes it, and says before that it may ring', async () => {
    const verified = await check({ drill: 'true' });
    expect(statuses(verified)).toEqual({ ...GOOD, 'drill-opened': 'passed', 'drill-closed': 'passed' });
    expect(verified.emulator.incidents()).toMatchObject([
      {
        status: 'resolved',
        urgency: 'high',
        summary: '[DRILL] This is only a test of the alarm for database migrations in acme/shop',
      },
    ]);
    expect(verified.log.split('\n')[0]).toMatch(
      /^Drill: .* may ring a phone\. Dedup key: pagerduty-migration-alert-drill-\d+-\d+$/,
    );
  });

  test('without a token says what it can not see', async () => {
    const verified = await check({ drill: 'true', 'api-token': '' });
    expect(verified.checks.filter(each => each.id.startsWith('drill'))).toMatchObject([
      { status: 'passed', text: expect.stringContaining('without a token of the REST API') },
      { status: 'passed', text: expect.stringContaining('without a token of the REST API') },
    ]);
    expect(verified.emulator.incidents().map(each => each.status)).toEqual(['resolved']);
  });

  test('by REST, where there is no routing key', async () => {
    const verified = await check({ drill: 'true', 'routing-key': '' });
    expect(statuses(verified)).toMatchObject({ 'drill-opened': 'passed', 'drill-closed': 'passed' });
    expect(verified.emulator.incidents()).toMatchObject([{ status: 'resolved', routingKey: null, assignee: null }]);
  });

  const closed = (text: RegExp) => ({
    id: 'drill-closed',
    status: 'failed',
    text: expect.stringMatching(text),
    remedy: expect.stringMatching(/by hand: its dedup key is pagerduty-migration-alert-drill-\d+-\d+/),
  });

  test('that does not close is a failed check that names its key', async () => {
    // The probe and the trigger pass; the resolve is taken and lost.
    const verified = await check(
      { drill: 'true' },
      {
        faults: [
          { path: '/v2', kind: 'pass', times: 2 },
          { path: '/v2', status: 202, body: { status: 'success' } },
        ],
      },
    );
    expect(failedOf(verified)).toMatchObject([closed(/still triggered/)]);
  });

  test('whose resolve is refused is a failed check that names its key', async () => {
    const verified = await check(
      { drill: 'true' },
      {
        faults: [
          { path: '/v2', kind: 'pass', times: 2 },
          { path: '/v2', status: 400, body: { errors: ['no'] } },
        ],
      },
    );
    expect(failedOf(verified)).toMatchObject([closed(/did not accept the resolve: HTTP 400: no/)]);
  });

  test.each<[string, Setting, Record<string, string>]>([
    [
      'that opens nothing',
      account({ service: { status: 'disabled' } }),
      { 'drill-opened': 'failed', 'drill-closed': 'not-checkable' },
    ],
    [
      'that rings nobody',
      account({ service: { urgencyRule: { type: 'constant', urgency: 'low' } } }),
      { 'drill-opened': 'failed', 'drill-closed': 'passed' },
    ],
    [
      'that is refused',
      {
        faults: [
          { path: '/v2', kind: 'pass' },
          { path: '/v2', status: 400, body: {} },
        ],
      },
      { 'drill-opened': 'failed', 'drill-closed': 'not-checkable' },
    ],
    [
      'that can not be looked at',
      { faults: [{ path: '/incidents', status: 403, times: 'always' }] },
      { 'drill-opened': 'not-checkable', 'drill-closed': 'not-checkable' },
    ],
  ])('%s', async (_, setting, expected) => {
    expect(statuses(await check({ drill: 'true' }, setting))).toMatchObject(expected);
  });

  test('whose trigger had no final answer is closed all the same: it may have arrived', async () => {
    const verified = await check(
      { drill: 'true' },
      {
        faults: [
          { path: '/v2', kind: 'pass' },
          { path: '/v2', kind: 'reset', applied: true, times: 20 },
        ],
      },
    );
    expect(statuses(verified)).toMatchObject({ 'drill-opened': 'failed' });
    expect(verified.emulator.incidents().map(each => each.status)).toEqual(['resolved']);
  });

  test('with a key of the wrong form sends nothing', async () => {
    const verified = await check({ drill: 'true', 'routing-key': TOKEN });
    expect(statuses(verified)).toMatchObject({ 'drill-opened': 'not-checkable' });
    expect(verified.emulator.requests.filter(each => each.method === 'POST')).toEqual([]);
  });

  test('does not happen without being asked for, nor with a wrong input', async () => {
    for (const given of [{ drill: 'yes' }, { drill: 'true', region: 'europe' }, { drill: 'false' }] as Record<
      string,
      string
    >[])
      expect((await check(given)).emulator.incidents()).toEqual([]);
  });
});

describe('who may read it', () => {
  const secrets = [SHOP_KEY, TOKEN];

  test('no secret is in log, outputs, summary or annotations, whatever PagerDuty echoes', async () => {
    const echo = { status: 400, body: { error: { message: `bad ${TOKEN}` }, errors: [`bad ${SHOP_KEY}`] } };
    const verified = await check(
      { drill: 'true' },
      {
        faults: [
          { ...echo, path: '/v2', times: 'always' },
          { ...echo, path: '/services' },
        ],
      },
    );
    const { log, summary, annotations, outputs, masked } = verified;
    expect(failedOf(verified).length).toBeGreaterThan(1);
    for (const secret of secrets) expect(JSON.stringify({ log, summary, annotations, outputs })).not.toContain(secret);
    expect(masked).toEqual(expect.arrayContaining(secrets));
  });

  test.each<[string, unknown]>([
    ['a public repository', { repository: { private: false } }],
    ['one of which nobody knows', {}],
  ])('on %s names and incidents are in the outputs only', async (_, payload) => {
    const { log, summary, annotations, outputs } = await check({ drill: 'true' }, { payload });
    expect(JSON.stringify({ log, summary, annotations })).not.toMatch(/Anna|Berg|example\.pagerduty\.com/);
    expect(outputs.checks).toMatch(/Anna Berg/);
    expect(outputs.checks).toMatch(/example\.pagerduty\.com/);
  });

  test('on a private one the reader sees who would be woken', async () => {
    const { log } = await check();
    expect(log).toMatch(/passed .*Somebody is on call at the first level: one person at level 1 \(Anna Berg\)\./);
  });

  test('foreign text can not act in the summary', async () => {
    const body = { errors: ['<img src=x onerror=alert(1)> | **bold**\n# Head'] };
    const { summary } = await check({}, { faults: [{ path: '/v2', status: 400, body }] });
    expect(summary).not.toContain('<img');
  });
});

test('every check has its section in the guide', () => {
  const guide = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'verify.md'), 'utf8');
  const headings = [...guide.matchAll(/^### `([a-z-]+)`/gm)].map(match => match[1]);
  expect(headings).toEqual(Object.keys(CHECKS));
});

test('redaction leaves our own words alone', async () => {
  for (const given of [
    {},
    { 'api-token': '' },
    { service: '' },
    { 'routing-key': '' },
    { drill: 'true', 'api-token': '' },
  ] as Record<string, string>[])
    expect((await check(given)).log).not.toContain('***');
});
