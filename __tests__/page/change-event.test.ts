import { describe, expect, test } from '@jest/globals';
import type { FaultScript } from '../../emulator/emulator.ts';
import { investigate } from '../../src/decision/investigation.ts';
import type { Story } from '../../src/decision/story.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { readRunFacts } from '../../src/github/run-facts.ts';
import { send } from '../../src/http/transport.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { toChangeEvent, wasApplied } from '../../src/page/change-event.ts';
import { recordChange } from '../../src/pagerduty/change-events-api.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { KEY, start } from '../emulator/calls.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { alertEvent, vouch } from '../pagerduty/alert-events.ts';

const evidence = (verdict: Evidence['verdict'], databaseState: Evidence['databaseState'] = 'unknown'): Evidence => ({
  source: 'report',
  tool: 'Confiture',
  verdict,
  databaseState,
  applied: [],
  runs: [],
  ...(verdict === 'success' ? { saidDone: true } : {}),
});

/** What is found of a run with these inputs, this evidence and this kind of event. */
async function findings(
  given: Record<string, string>,
  { found, logMissing = false, event = 'push' }: { found?: Evidence; logMissing?: boolean; event?: string } = {},
) {
  const { inputs } = await readInputs(name => ({ environment: 'production', log: 'x', ...given })[name] ?? '');
  const environment = { GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_NAME: event };
  const facts = readRunFacts({ environment, payload: undefined, matrix: '', jobId: '' });
  return investigate(
    {
      inputs,
      problems: [],
      facts,
      status: inputs.status,
      jobStatus: inputs.jobStatus,
      report: inputs.report,
      log: inputs.log,
      runnerName: '',
      command: undefined,
      jobStartedAt: undefined,
    },
    {
      readEvidence: async () => ({ evidence: found, problems: [], logMissing, files: logMissing ? 'lost' : 'none' }),
      findFailedWork: async () => undefined,
      findCutOff: async () => undefined,
      fetchJobLogs: async () => [],
      findSource: async () => undefined,
      findSucceededJobs: async () => undefined,
      explainExit: async () => undefined,
    },
  );
}

describe('a migration was applied', () => {
  test.each<[string, boolean, Record<string, string>, Parameters<typeof findings>[1]]>([
    ['a success of which nothing more is known', true, { status: 'success' }, {}],
    ['a success, and the tool says so', true, { status: 'success' }, { found: evidence('success', 'applied') }],
    ['a success, and the tool was recognised', true, { status: 'success' }, { found: evidence('unknown') }],
    ['a success that a person is to close', true, { status: 'success', 'auto-resolve': 'false' }, {}],
    ['applied, and the job failed later', true, { status: 'failure' }, { found: evidence('success', 'applied') }],
    [
      'a success of a tool that does not say when it ends',
      true,
      { status: 'success' },
      { found: evidence('unfinished') },
    ],
    ['nothing was pending', false, { status: 'success' }, { found: { ...evidence('success'), nothingPending: true } }],
    [
      'nothing was pending, and the job failed later',
      false,
      { status: 'failure' },
      { found: { ...evidence('success'), nothingPending: true } },
    ],
    [
      'nothing began, of a tool that does not say when it ends',
      false,
      { status: 'success' },
      { found: { ...evidence('unknown'), nothingPending: true } },
    ],
    [
      'a green job whose log ends while the migration runs',
      false,
      { status: 'success' },
      { found: { ...evidence('unfinished'), endsAloud: true } },
    ],
    ['a dry run', false, { status: 'success' }, { found: evidence('dry-run') }],
    ['another command', false, { status: 'success' }, { found: evidence('other-command') }],
    ['a green job that hides a failure', false, { status: 'success' }, { found: evidence('failure') }],
    ['the log does not exist', false, { status: 'success' }, { logMissing: true }],
    ['a failure', false, { status: 'failure' }, {}],
    ['cancelled', false, { status: 'cancelled' }, {}],
    ['skipped', false, { status: 'skipped' }, {}],
    ['an unreadable status of a green job', false, { status: 'sucess', 'job-status': 'success' }, {}],
    ['a pull request', false, { status: 'success' }, { event: 'pull_request' }],
    ['an environment that does not alert', false, { status: 'success', environment: 'dev' }, {}],
  ])('%s: %s', async (_, applied, given, rest) => {
    expect(wasApplied(await findings(given, rest))).toBe(applied);
  });
});

describe('the change event', () => {
  const { links, payload } = alertEvent();

  test('says what was applied, with links and details', () => {
    expect(toChangeEvent(alertEvent(), 'applied')).toEqual({
      payload: {
        summary: 'Migration 005 applied to production',
        source: 'acme/shop',
        timestamp: '2026-01-02T03:04:05.000Z',
        custom_details: payload.custom_details,
      },
      links,
    });
  });

  const PLACE = { environment: 'staging', repository: 'acme/shop', workflow: 'migrate.yml' };
  test.each<[Story, Readonly<Record<string, string>>, string]>([
    ['applied', PLACE, 'Database migration applied to staging (acme/shop)'],
    ['applied', { ...PLACE, migration: '005' }, 'Migration 005 applied to staging'],
    ['applied-then-failed', { ...PLACE, migration: '005' }, 'Migration 005 applied to staging'],
    ['applied-then-tool-failed', { ...PLACE, migration: '005' }, 'Migration 005 applied to staging'],
    ['succeeded', PLACE, 'Database migration succeeded in staging (acme/shop)'],
    ['succeeded', { ...PLACE, migration: '005' }, 'Migration 005 succeeded in staging'],
    ['job-succeeded', { ...PLACE, job: 'deploy', migration: '005' }, 'Job deploy succeeded in staging (acme/shop)'],
    ['job-succeeded', PLACE, 'Workflow migrate.yml succeeded in staging (acme/shop)'],
    ['job-succeeded', { environment: 'staging' }, 'The workflow succeeded in staging'],
  ])('claims no more than is known: %s, %j', (story, details, expected) => {
    const custom_details = Object.fromEntries(Object.entries(details).map(([name, text]) => [name, vouch(text)]));
    expect(toChangeEvent(alertEvent({}, { custom_details }), story).payload.summary).toBe(expected);
  });
});

describe('recording', () => {
  const change = toChangeEvent(alertEvent(), 'applied');
  const record = async (url: string, ...keys: string[]) =>
    recordChange(change, {
      routingKeys: keys.map(key => new Secret(key)),
      destination: { region: 'us', apiUrl: url, budgetMs: 60_000 },
      send,
      clock: fakeClock(),
    });
  const warning = (message: RegExp) => ({ level: 'warning', message: expect.stringMatching(message) });

  test('reaches every service, and opens no incident', async () => {
    const emulator = await start();
    const other = KEY.replace('0', '9');
    expect(await record(emulator.url, KEY, other)).toEqual([]);
    expect(emulator.changes().map(each => [each.routingKey, each.event.payload, each.event.links])).toEqual([
      [KEY, change.payload, change.links],
      [other, change.payload, change.links],
    ]);
    expect(emulator.incidents()).toEqual([]);
  });

  test.each<[string, string[], FaultScript | undefined, RegExp]>([
    [
      'the key of an orchestration',
      ['R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN'],
      undefined,
      /orchestration \(R…\), which accepts no change events/,
    ],
    ['no key', [], undefined, /expected a routing key; got none/],
    ['a refusal', ['short'], undefined, /got HTTP 400: Event object is invalid; Length of 'routing_key'/],
    ['PagerDuty is away', [KEY], { status: 503, times: 'always' }, /got HTTP 503/],
  ])('%s is a warning', async (_, keys, fault, message) => {
    const emulator = await start();
    if (fault !== undefined) emulator.fault(fault);
    expect(await record(emulator.url, ...keys)).toEqual([warning(message)]);
    expect(emulator.changes()).toEqual([]);
  });

  test('a key of an orchestration is not even tried', async () => {
    const emulator = await start();
    await record(emulator.url, 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN');
    expect(emulator.requests).toEqual([]);
  });
});
