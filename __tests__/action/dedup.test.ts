import { describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type Inputs, type JobOptions, startJob } from './job.ts';

const LISTENED = {
  repository: { full_name: 'acme/shop', private: true },
  workflow_run: {
    id: 8001,
    path: '.github/workflows/deploy.yml',
    event: 'push',
    head_repository: { full_name: 'acme/shop' },
    html_url: 'https://github.com/acme/shop/actions/runs/8001',
  },
};

type End = 'success' | 'failure';
interface Way {
  readonly inputs: (end: End) => Inputs;
  readonly options?: (end: End) => JobOptions;
}

/** Every way of use, each in a workflow and a job of its own. */
const WAYS: Readonly<Record<string, Way>> = {
  step: { inputs: end => ({ status: end }) },
  guard: { inputs: () => ({ when: 'job-end' }), options: () => ({ environment: { GITHUB_JOB: 'deploy' } }) },
  wrapper: {
    inputs: end => ({ run: end === 'success' ? 'true' : 'false' }),
    options: () => ({ environment: { GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/wrap.yml@refs/heads/main' } }),
  },
  'fan-in': {
    inputs: end => ({ status: JSON.stringify({ migrate: { result: end } }) }),
    options: () => ({ environment: { GITHUB_JOB: 'page' } }),
  },
  'fan-in of one result': {
    inputs: end => ({ status: end }),
    options: () => ({ environment: { GITHUB_JOB: 'page-one' } }),
  },
  listener: {
    inputs: () => ({ when: 'run-completed' }),
    options: end => ({
      environment: { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_JOB: 'listen' },
      event: { ...LISTENED, workflow_run: { ...LISTENED.workflow_run, conclusion: end } },
    }),
  },
};

/** A job that goes one way, to its end. */
async function go(way: Way, end: End, pagerduty: Emulator, shared: Inputs): Promise<void> {
  const job = await startJob({ ...way.options?.(end), pagerduty });
  await job.uses({ ...way.inputs(end), ...shared });
  job.status = end;
  await job.end();
}

describe.each([
  {
    shared: { migration: '005_add_payment_table', database: 'postgres://u:p@db.example.com/shop' },
    key: 'confiture-005_add_payment_table-production-acme/shop-db.example.com/shop',
  },
  { shared: { 'dedup-key': 'shop-{environment}' }, key: 'shop-production' },
])('with $shared', ({ shared, key }) => {
  test('what one way opens, each other way closes', async () => {
    const pagerduty = await startEmulator();
    const names = Object.keys(WAYS);
    const pairs = names.map((name, index) => [name, names[(index + 1) % names.length] ?? ''] as const);
    for (const [opens, closes] of pairs) {
      await go(WAYS[opens] ?? { inputs: () => ({}) }, 'failure', pagerduty, shared);
      await go(WAYS[closes] ?? { inputs: () => ({}) }, 'success', pagerduty, shared);
    }
    await pagerduty.close();
    expect(
      pagerduty.incidents().map(({ dedupKey, status, log }) => [dedupKey, status, ...log.map(entry => entry.type)]),
    ).toEqual(names.map(() => [key, 'resolved', 'trigger', 'resolve']));
  }, 60_000);
});

test('without it, ways in different jobs and workflows open incidents of their own', async () => {
  const pagerduty = await startEmulator();
  for (const way of Object.values(WAYS)) await go(way, 'failure', pagerduty, {});
  await pagerduty.close();
  expect(pagerduty.incidents().map(({ dedupKey }) => dedupKey)).toEqual([
    'confiture-acme/shop-migrate.yml-migrate-production',
    'confiture-acme/shop-migrate.yml-deploy-production',
    'confiture-acme/shop-wrap.yml-migrate-production',
    'confiture-acme/shop-migrate.yml-page-production',
    'confiture-acme/shop-migrate.yml-page-one-production',
    'confiture-acme/shop-deploy.yml-production',
  ]);
}, 60_000);

test('in a matrix each leg has an incident of its own, the fan-in one for all', async () => {
  const pagerduty = await startEmulator();
  const shared = { migration: '005' };
  for (const shard of ['a', 'b']) {
    const job = await startJob({ pagerduty, context: { matrix: { region: 'eu', shard } } });
    await job.uses({ status: shard === 'a' ? 'failure' : 'success', ...shared });
  }
  const page = await startJob({ pagerduty, context: { matrix: { region: 'eu' } } });
  await page.uses({ status: '{"migrate":{"result":"failure"}}', ...shared });
  await pagerduty.close();
  expect(pagerduty.incidents().map(({ dedupKey, status }) => [dedupKey, status])).toEqual([
    ['confiture-005-production-acme/shop-eu-a', 'triggered'],
    ['confiture-005-production-acme/shop', 'triggered'],
  ]);
});

test('the acknowledge of a re-run meets the incident that its job opened and closes', async () => {
  const pagerduty = await startEmulator();
  const first = await startJob({ pagerduty });
  await first.uses({ run: 'false' });
  const second = await startJob({ pagerduty, environment: { GITHUB_RUN_ATTEMPT: '2' } });
  await second.uses({ 'event-action': 'acknowledge' });
  expect(pagerduty.incidents().map(({ status }) => status)).toEqual(['acknowledged']);
  await second.uses({ run: 'true' });
  await second.end();
  await pagerduty.close();
  expect(pagerduty.incidents().map(({ status, log }) => [status, ...log.map(entry => entry.type)])).toEqual([
    ['resolved', 'trigger', 'acknowledge', 'resolve'],
  ]);
});

test('two commands of one job have an incident each, whatever steps are inserted', async () => {
  const pagerduty = await startEmulator();
  const run = async (commands: Readonly<Record<string, string>>) => {
    const job = await startJob({ pagerduty });
    for (const [step, command] of Object.entries(commands)) await job.uses({ run: command }, { GITHUB_ACTION: step });
    return pagerduty.incidents().map(({ dedupKey, status }) => `${dedupKey} ${status}`);
  };
  const key = 'confiture-acme/shop-migrate.yml-migrate-production';
  expect(await run({ schema: 'true', data: 'false' })).toEqual([`${key}-data triggered`]);
  expect(await run({ schema: 'true', __acme_alert: 'true', __acme_alert_2: 'false' })).toEqual([
    `${key}-data triggered`,
    `${key}-2 triggered`,
  ]);
  expect(await run({ data: 'true', __acme_alert_2: 'true' })).toEqual([`${key}-data resolved`, `${key}-2 resolved`]);
  await pagerduty.close();
}, 60_000);
