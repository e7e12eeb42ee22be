import { describe, expect, test } from '@jest/globals';
import type { FaultScript } from '../../emulator/emulator.ts';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { type Job, type JobOptions, startJob, TOKEN } from './job.ts';
import { annotations } from './said.ts';

const OWN = sketchJob({
  conclusion: null,
  steps: [
    { name: 'Check out' },
    {
      name: 'Migrate',
      conclusion: 'failure',
      started_at: '2026-01-02T03:00:00Z',
      completed_at: '2026-01-02T03:00:09Z',
    },
    { name: 'Tell PagerDuty', status: 'in_progress', conclusion: null, completed_at: null },
  ],
});
const JOB_LINK = { text: 'Job', href: 'https://github.com/acme/shop/actions/runs/4711/job/42' };
const COMMIT_LINK = {
  text: 'Commit',
  href: 'https://github.com/acme/shop/commit/8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
};
const RUN_LINK = { text: 'Workflow run', href: 'https://github.com/acme/shop/actions/runs/4711/attempts/1' };
const STEP_LINK = { text: 'Failed step', href: `${JOB_LINK.href}#step:2:1` };

function page(job: Job) {
  const body: unknown = job.pagerduty.requests[0]?.body;
  const { links, payload } = body as {
    links: unknown;
    payload: { summary: string; custom_details: Record<string, unknown> };
  };
  const { failed_step, failed_jobs, duration_ms, started_at, ended_at, error } = payload.custom_details;
  return { links, summary: payload.summary, failed_step, failed_jobs, duration_ms, started_at, ended_at, error };
}

function timestampOf(job: Job): string {
  const body: unknown = job.pagerduty.requests[0]?.body;
  return (body as { payload: { timestamp: string } }).payload.timestamp;
}

async function fail(options: JobOptions = {}): Promise<Job> {
  const job = await startJob(options);
  await job.uses({ status: 'failure', migration: '002' });
  return job;
}

const BARE = {
  links: [JOB_LINK, RUN_LINK, COMMIT_LINK],
  summary: '[PRODUCTION] Migration 002 failed',
  failed_step: undefined,
  failed_jobs: undefined,
  duration_ms: undefined,
  started_at: undefined,
  ended_at: undefined,
  error: undefined,
};
const WITH_STEP = {
  ...BARE,
  links: [STEP_LINK, RUN_LINK, COMMIT_LINK],
  summary: `${BARE.summary}: step "Migrate" failed`,
  failed_step: 'Migrate',
  duration_ms: 9_000,
  started_at: '2026-01-02T03:00:00.000Z',
  ended_at: '2026-01-02T03:00:09.000Z',
};

test('the failed step of this job is named and linked, with its duration and what it said; one call for each', async () => {
  const job = await fail({
    github: {
      jobs: [OWN],
      annotations: {
        42: [
          sketchAnnotation('Process completed with exit code 3.'),
          sketchAnnotation('relation "userz" does not exist'),
        ],
      },
    },
  });
  const error = 'relation "userz" does not exist';
  expect(page(job)).toEqual({ ...WITH_STEP, summary: `[PRODUCTION] Migration 002 failed: ${error}`, error });
  expect(job.github.requests.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
    ['GET', '/repos/acme/shop/actions/jobs/42', `token ${TOKEN}`],
    ['GET', '/repos/acme/shop/check-runs/42/annotations', `token ${TOKEN}`],
  ]);
});

test('a time that GitHub does not know is no time: the event is of now', async () => {
  const zero = '0001-01-01T00:00:00Z';
  const steps = (OWN.steps ?? []).map(step => ({ ...step, completed_at: zero }));
  const job = await fail({ github: { jobs: [{ ...OWN, steps }] } });
  expect(page(job)).toEqual({ ...WITH_STEP, duration_ms: undefined, ended_at: undefined });
  expect(Date.now() - Date.parse(timestampOf(job))).toBeLessThan(60_000);
});

test('the event is of the end of the failed step', async () => {
  expect(timestampOf(await fail({ github: { jobs: [OWN] } }))).toBe('2026-01-02T03:00:09.000Z');
});

test('nothing is asked on success', async () => {
  const job = await startJob({ github: { jobs: [OWN] } });
  await job.uses({ status: 'success' });
  await job.end();
  expect({ asked: job.github.requests.length, ...job.told() }).toEqual({
    asked: 0,
    events: ['resolve 202'],
    incidents: [],
  });
});

describe('the page goes out without', () => {
  const limited = {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '1767326400',
    'retry-after': '60',
  };
  const faults: readonly (readonly [string, FaultScript])[] = [
    ['no such job', { status: 404, body: { message: 'Not Found' } }],
    ['over the rate limit', { status: 403, body: { message: 'API rate limit exceeded' }, headers: limited }],
    [
      'over the secondary rate limit',
      { status: 429, body: { message: 'You have exceeded a secondary rate limit' }, headers: limited },
    ],
    ['bad credentials', { status: 401, body: { message: 'Bad credentials' } }],
    ['GitHub broken', { status: 502, body: '<html>Unicorn</html>', headers: { 'content-type': 'text/html' } }],
    ['no JSON', { status: 200, body: '<html>login</html>', headers: { 'content-type': 'text/html' } }],
    ['other JSON', { status: 200, body: { jobs: 'none' } }],
    ['null', { status: 200, body: 'null' }],
    ['a redirect to nowhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
    ['a broken connection', { kind: 'reset' }],
    ['half an answer', { kind: 'partial', body: { id: 42 } }],
    ['no answer', { kind: 'hang' }],
    ['an answer without end', { kind: 'drip' }],
  ];
  test.each(faults)('%s', async (_, fault) => {
    const job = await startJob({ github: { jobs: [OWN] } });
    job.github.fault({ times: 'always', ...fault });
    const main = await job.uses({ status: 'failure', migration: '002' });
    expect(page(job)).toEqual(BARE);
    expect(annotations(main)).toEqual([]);
    expect(main.exitCode).toBe(0);
    expect(main.durationMs).toBeLessThan(9_000);
  });

  test('GitHub down', async () => {
    const job = await startJob({ environment: { GITHUB_API_URL: 'http://127.0.0.1:1' } });
    const main = await job.uses({ status: 'failure', migration: '002' });
    expect(page(job)).toEqual(BARE);
    expect(main.durationMs).toBeLessThan(9_000);
  });

  test('permission to read actions', async () => {
    expect(page(await fail({ github: { jobs: [OWN], permissions: { actions: 'none' } } }))).toEqual(BARE);
  });

  test('permission to read checks: the step is named all the same', async () => {
    expect(page(await fail({ github: { jobs: [OWN], permissions: { checks: 'none' } } }))).toEqual(WITH_STEP);
  });

  test('annotations in time: the step is named all the same', async () => {
    const job = await startJob({ github: { jobs: [OWN] } });
    job.github.fault({ kind: 'hang', path: '/repos/acme/shop/check-runs', times: 'always' });
    const main = await job.uses({ status: 'failure', migration: '002' });
    expect(page(job)).toEqual(WITH_STEP);
    expect(main.durationMs).toBeLessThan(9_000);
  });

  test('a token', async () => {
    const job = await startJob({ github: { jobs: [OWN] } });
    await job.uses({ status: 'failure', migration: '002', 'github-token': '' });
    expect({ ...page(job), asked: job.github.requests.length }).toEqual({ ...BARE, asked: 0 });
  });

  test('a failed step', async () => {
    const job = await fail({ github: { jobs: [sketchJob({ conclusion: null, steps: [{ name: 'Migrate' }] })] } });
    expect(page(job)).toEqual(BARE);
  });
});

describe('where GitHub gives no id (GitHub Enterprise Server), the job is found by its name and its runner', () => {
  const leg = (id: number, name: string, runner: string, step: string) => ({
    ...OWN,
    id,
    name,
    runner_name: runner,
    html_url: `https://ghes.example.com/acme/shop/actions/runs/4711/job/${id}`,
    steps: sketchJob({ steps: [{ name: step, conclusion: 'failure' }] }).steps ?? [],
  });
  const names = (job: Job) => page(job).failed_step;
  const context = { checkRunId: '' };

  test.each([
    {
      what: 'one job',
      jobs: [leg(1, 'lint', 'builder-1', 'Lint'), leg(2, 'migrate', 'builder-2', 'Migrate')],
      expected: 'Migrate',
    },
    {
      what: 'legs of a matrix at the same time',
      jobs: [leg(1, 'migrate (a)', 'builder-1', 'Other'), leg(2, 'migrate (b)', 'GitHub Actions 1', 'Own')],
      expected: 'Own',
    },
    {
      what: 'legs of a matrix after one another',
      jobs: [
        { ...leg(1, 'migrate (a)', 'GitHub Actions 1', 'Other'), conclusion: 'failure' as const },
        leg(2, 'migrate (b)', 'GitHub Actions 1', 'Own'),
      ],
      expected: 'Own',
    },
    {
      what: 'a job with a name of its own',
      jobs: [leg(1, 'Database', 'GitHub Actions 1', 'Migrate')],
      expected: undefined,
    },
  ])('$what', async ({ jobs, expected }) => {
    const job = await fail({ context, github: { jobs } });
    expect(names(job)).toBe(expected);
    expect(job.github.requests[0]?.path).toBe('/repos/acme/shop/actions/runs/4711/attempts/1/jobs');
  });
});
