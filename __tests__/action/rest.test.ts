import { describe, expect, test } from '@jest/globals';
import { runMain, type Stage } from '../../demo/runner.ts';
import { type Emulator, exampleAccount } from '../../emulator/emulator.ts';
import { rest, SHOP_KEY, start } from '../emulator/calls.ts';
import { startJob } from './job.ts';

const HOUR = 3_600_000;
const REST = {
  'routing-key': '',
  'api-token': 'account-key-0000001+',
  from: 'anna@example.com',
  service: 'Shop database',
};
const BOTH = { ...REST, 'routing-key': SHOP_KEY };
const ERROR = { migration: '005_add_payment_table', error: 'relation "userz" does not exist' };
const PUBLIC = { repository: { full_name: 'acme/shop', private: false } };

async function startPagerDuty({ account = exampleAccount() } = {}): Promise<Emulator> {
  return start({ account });
}

/** Makes the open incident look an hour old to who asks for it next, after `passing` other calls of incidents. */
async function age(pagerduty: Emulator, passing: number): Promise<void> {
  const { body } = await rest(`${pagerduty.url}/incidents`);
  const [incident] = (body as { incidents: object[] }).incidents;
  const old = { ...incident, created_at: new Date(Date.now() - HOUR).toISOString() };
  const passed = Array.from({ length: passing }, () => ({ kind: 'pass', path: '/incidents' }) as const);
  pagerduty.fault([...passed, { status: 200, path: '/incidents', body: { incidents: [old] } }]);
}

/** One run of the step in a job of its own. */
async function report(
  pagerduty: Emulator,
  inputs: Record<string, string>,
  { attempt = '1', event }: { attempt?: string; event?: unknown } = {},
): Promise<Stage> {
  const environment = { GITHUB_RUN_ATTEMPT: attempt };
  const job = await startJob({ pagerduty, environment, ...(event === undefined ? {} : { event }) });
  const stage = await job.uses({ ...ERROR, ...inputs });
  await job.end();
  return stage;
}
const incidentOutputs = ({ outputs }: Stage) => [
  outputs['incident-number'],
  outputs['incident-url'],
  outputs['on-call'],
];
const calls = ({ requests }: Emulator) => requests.map(each => `${each.method} ${each.path}`);

describe('without a routing key, through the REST API', () => {
  test('a production failure opens one incident, a second one adds a note, the success closes it', async () => {
    const pagerduty = await startPagerDuty();
    const first = await report(pagerduty, { ...REST, status: 'failure', runbooks: 'https://runbooks.acme.example/m' });
    expect([first.exitCode, first.outputs.delivery]).toEqual([0, 'accepted']);
    expect(pagerduty.incidents()).toMatchObject([
      {
        service: 'PSHOPDB',
        urgency: 'high',
        status: 'triggered',
        assignee: null,
        dedupKey: first.outputs['dedup-key'],
        summary: '[PRODUCTION] Migration 005_add_payment_table failed: relation "userz" does not exist',
        log: [
          {
            event: {
              body: {
                details: expect.stringMatching(
                  /^Runbook: https:\/\/runbooks\.acme\.example\/m\n[\s\S]*\nerror: relation "userz" does not exist\n/,
                ),
              },
            },
          },
        ],
      },
    ]);

    await age(pagerduty, 1);
    const second = await report(pagerduty, { ...REST, status: 'failure' }, { attempt: '2' });
    expect(second.outputs.delivery).toBe('accepted');
    expect(pagerduty.incidents()).toMatchObject([
      {
        status: 'triggered',
        notes: [
          {
            content: expect.stringMatching(
              /^Failed again \(attempt 2\): relation "userz" does not exist https:\/\/github\.com\/acme\/shop\/actions\/runs\/4711\/attempts\/2$/,
            ),
          },
        ],
      },
    ]);

    const third = await report(pagerduty, { ...REST, status: 'success' }, { attempt: '3' });
    expect(third.outputs.delivery).toBe('accepted');
    expect(pagerduty.incidents()).toMatchObject([{ status: 'resolved', notes: [{}] }]);
    for (const stage of [first, second, third])
      expect(incidentOutputs(stage).slice(0, 2)).toEqual([
        '1',
        'https://example.pagerduty.com/incidents/Q0000000000001',
      ]);
    expect(pagerduty.requests.filter(each => each.path.startsWith('/v2/'))).toEqual([]);
  });

  test('staging does not ring the phone, unless the severities say so', async () => {
    const pagerduty = await startPagerDuty();
    await report(pagerduty, { ...REST, status: 'failure', environment: 'staging' });
    await report(pagerduty, {
      ...REST,
      status: 'failure',
      environment: 'staging',
      migration: '006',
      severity: 'staging: critical',
    });
    expect(pagerduty.incidents().map(each => each.urgency)).toEqual(['low', 'high']);
  });

  test('what is refused is an error with its remedy, and the file can be sent later', async () => {
    const pagerduty = await startPagerDuty();
    const stage = await report(pagerduty, { ...REST, status: 'failure', service: 'Shop databse' });
    expect([stage.exitCode, stage.outputs.delivery]).toEqual([0, 'rejected']);
    expect(stage.stdout).toMatch(/::error title=[^:]*::Nobody has been paged: .*no service is called "Shop databse"/);
    expect(stage.outputs['undelivered-file']).toMatch(/undelivered-/);
  });

  test('what main could not deliver, the post step does', async () => {
    const pagerduty = await startPagerDuty();
    const job = await startJob({ pagerduty });
    pagerduty.fault({ kind: 'reset', times: 'always' });
    const main = await job.uses({ ...REST, ...ERROR, status: 'failure', timeout: '1' });
    expect(main.outputs.delivery).toBe('unreachable');
    pagerduty.reset();
    const [post] = await job.end();
    expect(post?.stdout).toMatch(/second try succeeded: 127\.0\.0\.1:\d+ accepted the trigger/);
    expect(pagerduty.incidents()).toMatchObject([{ status: 'triggered', routingKey: null }]);
  });

  test('a dry run asks for nothing', async () => {
    const pagerduty = await startPagerDuty();
    const stage = await report(pagerduty, { ...REST, status: 'failure', 'dry-run': 'true' });
    expect([stage.outputs.delivery, pagerduty.requests]).toEqual(['dry-run', []]);
  });
});

describe('with a routing key and a token', () => {
  test('outputs and summary name the incident and who was paged', async () => {
    const pagerduty = await startPagerDuty();
    const stage = await report(pagerduty, { ...BOTH, status: 'failure' });
    expect(incidentOutputs(stage)).toEqual([
      '1',
      'https://example.pagerduty.com/incidents/Q0000000000001',
      'Anna Berg',
    ]);
    expect(stage.summary).toContain('<a href="https://example.pagerduty.com/incidents/Q0000000000001">#1</a>');
    expect(stage.summary).toMatch(/On(?: |&nbsp;)call<\/th><td>Anna Berg<\/td>/);
  });

  test('on a public repository only the outputs do', async () => {
    const pagerduty = await startPagerDuty();
    const stage = await report(pagerduty, { ...BOTH, status: 'failure' }, { event: PUBLIC });
    expect(incidentOutputs(stage)).toEqual([
      '1',
      'https://example.pagerduty.com/incidents/Q0000000000001',
      'Anna Berg',
    ]);
    expect(stage.summary + stage.stdout).not.toMatch(/Anna|example\.pagerduty\.com|Q0000000000001/);
  });

  test('a re-run that fails again adds a note', async () => {
    const pagerduty = await startPagerDuty();
    await report(pagerduty, { ...BOTH, status: 'failure' });
    await age(pagerduty, 0);
    await report(pagerduty, { ...BOTH, status: 'failure' }, { attempt: '2' });
    expect(pagerduty.incidents()).toMatchObject([
      { notes: [{ content: expect.stringContaining('Failed again (attempt 2)') }] },
    ]);
  });

  test('the page is out before anything else is asked, and a refused token changes nothing', async () => {
    const pagerduty = await startPagerDuty();
    const stage = await report(pagerduty, { ...BOTH, status: 'failure', 'api-token': '00000000000000000000' });
    expect([stage.exitCode, stage.outputs.delivery, incidentOutputs(stage)]).toEqual([0, 'accepted', ['', '', '']]);
    expect(calls(pagerduty)[0]).toBe('POST /v2/enqueue');
    expect(stage.stdout).toMatch(
      /::notice title=[^:]*::PagerDuty accepted the event, but the incident could not be looked up: .*HTTP 401/,
    );
    expect(stage.stdout).not.toMatch(/::(?:error|warning)/);
  });

  test('an API that hangs does not hold the job for more than ten seconds', async () => {
    const pagerduty = await startPagerDuty();
    pagerduty.fault([{ kind: 'pass' }, { kind: 'hang', times: 'always' }]);
    const stage = await report(pagerduty, { ...BOTH, status: 'failure' });
    expect(stage.outputs.delivery).toBe('accepted');
    expect(stage.durationMs).toBeLessThan(18_000);
  });

  test('the token is masked, and nowhere to be read', async () => {
    const pagerduty = await startPagerDuty();
    pagerduty.fault([{ kind: 'pass' }, { status: 400, body: { error: { message: `bad ${REST['api-token']}` } } }]);
    const { stdout, summary, outputs } = await report(pagerduty, { ...BOTH, status: 'failure' });
    expect(stdout).toContain(`::add-mask::${REST['api-token']}\n`);
    const seen = JSON.stringify({ stdout: stdout.replace(/^::add-mask::.*\n/gm, ''), summary, outputs });
    expect(seen).not.toContain(REST['api-token']);
  });
});

test('without a token no REST call is made, whatever happens', async () => {
  const pagerduty = await startPagerDuty();
  const { 'api-token': _, ...withoutToken } = BOTH;
  for (const status of ['failure', 'success', 'cancelled', 'failure'])
    await report(pagerduty, { ...withoutToken, status });
  expect(new Set(calls(pagerduty))).toEqual(new Set(['POST /v2/enqueue']));
});

describe('change events', () => {
  test('a success records one, beside the resolve', async () => {
    const pagerduty = await startPagerDuty();
    await report(pagerduty, { 'routing-key': SHOP_KEY, status: 'success', 'change-event': 'true' });
    expect(pagerduty.changes().map(each => each.event)).toMatchObject([
      {
        payload: { summary: 'Migration 005_add_payment_table succeeded in production', source: 'acme/shop' },
        links: expect.arrayContaining([
          { href: 'https://github.com/acme/shop/actions/runs/4711/attempts/1', text: 'Workflow run' },
        ]),
      },
    ]);
    expect(calls(pagerduty).toSorted()).toEqual(['POST /v2/change/enqueue', 'POST /v2/enqueue']);
  });

  test.each<[string, Record<string, string>]>([
    ['nothing is recorded unless asked for', { status: 'success' }],
    ['nor when the migration failed', { status: 'failure', 'change-event': 'true' }],
    ['nor in a dry run', { status: 'success', 'change-event': 'true', 'dry-run': 'true' }],
  ])('%s', async (_, inputs) => {
    const pagerduty = await startPagerDuty();
    await report(pagerduty, { 'routing-key': SHOP_KEY, ...inputs });
    expect(pagerduty.changes()).toEqual([]);
  });

  test('the key of an orchestration is a warning', async () => {
    const key = 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN';
    const pagerduty = await startPagerDuty({
      account: exampleAccount({ orchestrations: [{ key, service: 'PSHOPDB' }] }),
    });
    const stage = await report(pagerduty, { 'routing-key': key, status: 'success', 'change-event': 'true' });
    expect([stage.outputs.delivery, pagerduty.changes()]).toEqual(['accepted', []]);
    expect(stage.stdout).toMatch(/::warning title=[^:]*::change-event: .*orchestration/);
  });
});

describe('the verify action, as it is shipped', () => {
  const verify = async (pagerduty: Emulator, given: Record<string, string>) => {
    const { workspace, temp } = await startJob({ pagerduty });
    return runMain({
      action: 'verify',
      with: { 'api-url': pagerduty.url, ...given },
      job: { status: 'success', checkRunId: '42', matrix: null, token: 'ghs_0123456789abcdefghijABCDEFGHIJ012345' },
      environment: {
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/verify.yml@refs/heads/main',
      },
      event: { repository: { full_name: 'acme/shop', private: true } },
      workspace,
      temp,
    });
  };

  test('is green where the alarm would ring, and wakes nobody', async () => {
    const pagerduty = await startPagerDuty();
    const stage = await verify(pagerduty, BOTH);
    expect([stage.exitCode, stage.outputs.passed, stage.outputs.failed]).toEqual([0, '15', '0']);
    expect(Object.keys(stage.outputs)).toEqual(['passed', 'failed', 'checks']);
    expect([pagerduty.incidents(), stage.stderr]).toEqual([[], '']);
    expect(stage.summary).toContain('🟢 The alarm would ring');
  });

  test('is red where it would not', async () => {
    const pagerduty = await startPagerDuty({ account: exampleAccount({ service: { status: 'disabled' } }) });
    const stage = await verify(pagerduty, BOTH);
    expect([stage.exitCode, stage.outputs.failed]).toEqual([1, '1']);
    expect(stage.stdout).toMatch(/::error title=[^:]*::FAILED +The service is active: .*Enable the service\./);
  });
});
