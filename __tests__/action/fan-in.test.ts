import { describe, expect, test } from '@jest/globals';
import { type JobSketch, sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { type Inputs, type Job, type JobOptions, startJob } from './job.ts';
import { annotations } from './said.ts';

const CASE = 'confiture-acme/shop-migrate.yml-page-production';
const PAGE = { GITHUB_JOB: 'page' };

/** The job that waits for others, with what `toJSON(needs)` gives. */
async function fanIn(
  results: Readonly<Record<string, string>>,
  { inputs = {}, ...options }: JobOptions & { readonly inputs?: Inputs } = {},
): Promise<{ job: Job; outputs: Readonly<Record<string, string>>; stdout: string }> {
  const job = await startJob({
    ...options,
    environment: { ...PAGE, ...options.environment },
    context: { checkRunId: '99' },
  });
  const needs = Object.fromEntries(Object.entries(results).map(([id, result]) => [id, { result, outputs: SECRET }]));
  const { outputs, stdout } = await job.uses({ status: JSON.stringify(needs, null, 2), ...inputs });
  return { job, outputs, stdout };
}

const detailsOf = (job: Job): unknown => job.pagerduty.requests[0]?.body;

const SECRET = { connection: 'an-output-of-a-job-that-must-not-be-shown' };

describe('the worst result decides', () => {
  test.each([
    { results: { a: 'success', b: 'success' }, inputs: {}, action: 'resolve' },
    { results: { a: 'success', b: 'failure' }, inputs: {}, action: 'trigger' },
    { results: { a: 'cancelled', b: 'failure' }, inputs: {}, action: 'trigger' },
    { results: { a: 'success', b: 'cancelled' }, inputs: {}, action: 'none' },
    { results: { a: 'success', b: 'skipped' }, inputs: {}, action: 'none' },
    { results: { a: 'success', b: 'skipped' }, inputs: { 'allowed-skips': 'b' }, action: 'resolve' },
    { results: { a: 'success', b: 'skipped' }, inputs: { 'allowed-failures': 'b' }, action: 'none' },
    { results: { a: 'success', b: 'failure' }, inputs: { 'allowed-failures': 'a, b' }, action: 'resolve' },
    { results: { a: 'failure', b: 'failure' }, inputs: { 'allowed-failures': 'b' }, action: 'trigger' },
    { results: { a: 'skipped', b: 'skipped' }, inputs: { 'allowed-skips': 'a,b' }, action: 'none' },
    { results: { a: 'success', b: 'cancelled' }, inputs: { 'on-cancelled': 'trigger' }, action: 'trigger' },
  ])('$results $inputs', async ({ results, inputs, action }) => {
    const { job, outputs } = await fanIn(results, { inputs });
    expect(outputs.action).toBe(action);
    expect(job.told().events).toEqual(action === 'none' ? [] : [`${action} 202`]);
  });

  test('one result as a word', async () => {
    const job = await startJob({ environment: PAGE });
    const { outputs } = await job.uses({ status: 'failure' });
    expect({ action: outputs.action, key: outputs['dedup-key'] }).toEqual({ action: 'trigger', key: CASE });
  });

  test.each(['{', '{}', '{"a":{"result":"strange"}}'])(
    'what is no needs context is an error, and the status of the job stands in: %s',
    async status => {
      const job = await startJob({ environment: PAGE });
      const main = await job.uses({ status });
      expect(main.outputs.action).toBe('none');
      expect(annotations(main)).toEqual([
        expect.stringMatching(
          /^error: status: expected the JSON of the needs context, toJSON\(needs\); got .* a failure pages, a success closes nothing\.$/,
        ),
      ]);
    },
  );
});

test("the jobs' outputs are never shown", async () => {
  const { job, outputs, stdout } = await fanIn({ a: 'failure' });
  expect(JSON.stringify([outputs, stdout, job.pagerduty.requests])).not.toContain(SECRET.connection);
});

describe('the failed jobs are named', () => {
  const titleOf = (job: Job): string => job.pagerduty.incidents()[0]?.summary ?? '';
  const NOT_KNOWN = 'whether the migration ran is not known';

  test('by their ids where GitHub does not tell', async () => {
    const { job } = await fanIn(
      { shop: 'failure', billing: 'failure', search: 'success' },
      { github: { permissions: { actions: 'none' } } },
    );
    expect(titleOf(job)).toBe(`[PRODUCTION] Jobs shop, billing failed in acme/shop (migrate.yml): ${NOT_KNOWN}`);
    expect(detailsOf(job)).toHaveProperty('payload.custom_details.failed_jobs', 'shop, billing');
  });

  test('with the failed legs of a matrix, and the step, its link, how long it took and what it said', async () => {
    const jobs = Array.from({ length: 12 }, (_, index) =>
      sketchJob({
        id: 100 + index,
        name: `migrate (shard-${index + 1})`,
        conclusion: [2, 6].includes(index) ? 'failure' : 'success',
        steps: [
          { name: 'Check out' },
          {
            name: 'Migrate',
            conclusion: [2, 6].includes(index) ? 'failure' : 'success',
            started_at: '2026-01-02T03:00:00Z',
            completed_at: '2026-01-02T03:00:07Z',
          },
        ],
      }),
    );
    const github = {
      jobs,
      annotations: {
        102: [
          sketchAnnotation('Process completed with exit code 3.'),
          sketchAnnotation('relation "userz" does not exist'),
        ],
      },
    };
    const { job } = await fanIn({ migrate: 'failure' }, { github });
    expect(titleOf(job)).toBe(
      `[PRODUCTION] Job migrate (shard-3, shard-7 of 12) failed in acme/shop (migrate.yml): step "Migrate"; relation "userz" does not exist; ${NOT_KNOWN}`,
    );
    expect(detailsOf(job)).toMatchObject({
      links: [
        { text: 'Failed step', href: 'https://github.com/acme/shop/actions/runs/4711/job/102#step:2:1' },
        { text: 'Workflow run', href: 'https://github.com/acme/shop/actions/runs/4711/attempts/1' },
        { text: 'Commit', href: 'https://github.com/acme/shop/commit/8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7' },
      ],
      payload: {
        custom_details: { failed_jobs: 'migrate (shard-3, shard-7 of 12)', failed_step: 'Migrate', duration_ms: 7_000 },
      },
    });
  });

  test('in a matrix of 256, page by page', async () => {
    const jobs = Array.from({ length: 256 }, (_, index) =>
      sketchJob({
        id: 1_000 + index,
        name: `migrate (shard-${index + 1})`,
        conclusion: index === 255 ? 'failure' : 'success',
      }),
    );
    const { job } = await fanIn({ migrate: 'failure' }, { github: { jobs } });
    expect(titleOf(job)).toBe(
      `[PRODUCTION] Job migrate (shard-256 of 256) failed in acme/shop (migrate.yml): ${NOT_KNOWN}`,
    );
    expect(job.github.requests.map(({ path, query }) => path + query).slice(0, 3)).toEqual(
      ['?per_page=100', '?per_page=100&page=2', '?per_page=100&page=3'].map(
        query => `/repos/acme/shop/actions/runs/4711/attempts/1/jobs${query}`,
      ),
    );
  });

  test.each([
    {
      what: 'what may fail is not named',
      names: ['lint', 'migrate'],
      results: { lint: 'failure', migrate: 'failure' },
      named: 'migrate',
    },
    {
      what: 'what nobody waited for is not named',
      names: ['deploy', 'migrate'],
      results: { migrate: 'failure' },
      named: 'migrate',
    },
    {
      what: 'a job of a reusable workflow',
      names: ['migrate / run (a)', 'lint / run'],
      results: { migrate: 'failure' },
      named: 'migrate / run (a of 1)',
    },
    {
      what: 'jobs with names of their own',
      names: ['Shop', 'Billing'],
      results: { shop: 'failure', billing: 'failure' },
      named: 'Shop, Billing',
    },
    {
      what: 'what may fail beside a job with a name of its own',
      names: ['lint', 'Shop'],
      results: { lint: 'failure', shop: 'failure' },
      named: 'Shop',
    },
    {
      what: 'several jobs',
      names: ['shop', 'billing (eu)', 'billing (us)'],
      results: { shop: 'failure', billing: 'failure' },
      named: 'shop, billing (eu, us of 2)',
    },
  ])('$what', async ({ names, results, named }) => {
    const jobs = names.map((name, index) => sketchJob({ id: 100 + index, name, conclusion: 'failure' }));
    const { job } = await fanIn(results, { github: { jobs }, inputs: { 'allowed-failures': 'lint' } });
    expect(detailsOf(job)).toHaveProperty('payload.custom_details.failed_jobs', named);
  });

  test('a job of another attempt is not asked about', async () => {
    const jobs = [
      sketchJob({ id: 1, run_attempt: 1, conclusion: 'failure', name: 'old' }),
      sketchJob({ id: 2, run_attempt: 2, conclusion: 'failure', name: 'new' }),
    ];
    const { job } = await fanIn({ any: 'failure' }, { github: { jobs }, environment: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(detailsOf(job)).toHaveProperty('payload.custom_details.failed_jobs', 'new');
  });
});

describe('a cancel', () => {
  const cancelled = (id: number, minutes: number, step: string) =>
    sketchJob({
      id,
      name: `migrate (shard-${id})`,
      conclusion: 'cancelled',
      completed_at: `2026-01-02T03:${String(minutes).padStart(2, '0')}:05Z`,
      steps: [{ name: 'Check out' }, { name: step, conclusion: 'cancelled' }],
    });
  const TIMEOUT = 'The job has exceeded the maximum execution time of 1h0m0s';

  test('that was a timeout in truth counts as a failure; the job that ran longest is told of', async () => {
    const jobs = [
      sketchJob({ id: 7, name: 'lint' }),
      ...[10, 11, 12, 13, 59].map((minutes, index) => cancelled(index + 1, minutes, `Migrate ${index + 1}`)),
    ];
    const { job, outputs } = await fanIn(
      { migrate: 'cancelled' },
      { github: { jobs, annotations: { 5: [sketchAnnotation(TIMEOUT)] } } },
    );
    expect({ action: outputs.action, reason: outputs.reason }).toEqual({
      action: 'trigger',
      reason: 'the job failed, and whether the migration ran is not known (status timed_out)',
    });
    expect(job.pagerduty.requests[0]?.body).toMatchObject({
      links: [{ text: 'Failed step', href: 'https://github.com/acme/shop/actions/runs/4711/job/5#step:2:1' }, {}, {}],
      payload: {
        summary: `[PRODUCTION] Job migrate (shard-5 of 5) failed in acme/shop (migrate.yml): step "Migrate 5"; ${TIMEOUT}; whether the migration ran is not known`,
        custom_details: { failed_jobs: 'migrate (shard-5 of 5)', failed_step: 'Migrate 5', error: TIMEOUT },
      },
    });
    expect(job.github.requests.map(({ path }) => path.replace('/repos/acme/shop/', ''))).toEqual([
      'actions/runs/4711/attempts/1/jobs',
      'check-runs/5/annotations',
      'check-runs/4/annotations',
      'check-runs/3/annotations',
      'check-runs/2/annotations',
      'check-runs/1/annotations',
      'actions/jobs/5/logs',
      'actions/jobs/5/logs',
    ]);
  });

  /** A job that was cancelled; the longer ones are looked at first. */
  const ended = (id: number, name: string, minutes: number, conclusion: JobSketch['conclusion'] = 'cancelled') =>
    sketchJob({ ...cancelled(id, minutes, 'Work'), name, conclusion });
  const others = (names: readonly string[], conclusion?: JobSketch['conclusion']) =>
    names.map((name, index) => ended(60 + index, name, 59, conclusion));
  const LOST = [sketchAnnotation('The self-hosted runner: builder-7 lost communication with the server.')];
  const UNREAD = /annotations could not all be read/;

  test.each([
    { what: 'beside longer jobs that are not needed', jobs: others(['e2e-1', 'e2e-2', 'e2e-3', 'e2e-4']) },
    {
      what: 'beside longer jobs that are not needed, and failed',
      jobs: others(['e2e-1', 'e2e-2', 'e2e-3'], 'failure'),
    },
    {
      what: 'beside longer legs of its own matrix',
      jobs: others(Array.from({ length: 9 }, (_, at) => `migrate (${at})`)),
    },
    { what: 'of a name of its own', name: 'Move the tables', jobs: others(['e2e-1', 'e2e-2', 'e2e-3', 'e2e-4']) },
    {
      what: 'of a name of its own, beside one that is known',
      name: 'Move the tables',
      needs: { migrate: 'cancelled', seed: 'cancelled' },
      jobs: others(['seed', 'e2e-1', 'e2e-2']),
    },
    {
      what: 'beside one that may fail',
      needs: { migrate: 'cancelled', e2e: 'failure' },
      inputs: { 'allowed-failures': 'e2e' },
      jobs: others(['e2e (1)', 'e2e (2)', 'e2e (3)'], 'failure'),
    },
  ])('the lost runner of a needed job pages: $what', async ({ name = 'migrate', needs, inputs = {}, jobs }) => {
    const github = { jobs: [ended(1, name, 5), ...jobs], annotations: { 1: LOST } };
    const { job, outputs } = await fanIn(needs ?? { migrate: 'cancelled' }, { inputs, github });
    expect(outputs.action).toBe('trigger');
    expect(detailsOf(job)).toHaveProperty('payload.custom_details.failed_jobs', expect.stringContaining(name));
  });

  test.each([
    { what: 'that is not needed', jobs: [ended(1, 'migrate', 5)] },
    { what: 'that may fail', inputs: { 'allowed-failures': 'e2e' }, needs: { e2e: 'cancelled' }, jobs: [] },
    { what: 'that runs', conclusion: null, jobs: [ended(1, 'migrate', 5)] },
  ])('the lost runner of a job pages nobody: one $what', async ({ needs, inputs = {}, conclusion, jobs }) => {
    const lost = ended(2, 'e2e', 59, conclusion === undefined ? 'cancelled' : conclusion);
    const github = { jobs: [...jobs, lost], annotations: { 2: LOST } };
    const { outputs, stdout } = await fanIn(needs ?? { migrate: 'cancelled' }, { inputs, github });
    expect(outputs.action).toBe('none');
    expect(stdout).not.toMatch(UNREAD);
  });

  test.each([
    { jobs: 30, warns: false },
    { jobs: 31, warns: true },
  ])('of $jobs jobs, what is not looked at is said: $warns', async ({ jobs: count, warns }) => {
    const jobs = Array.from({ length: count }, (_, at) => ended(100 + at, `migrate (${at})`, 5));
    const { outputs, stdout } = await fanIn({ migrate: 'cancelled' }, { github: { jobs } });
    expect(outputs.action).toBe('none');
    expect(UNREAD.test(stdout)).toBe(warns);
  });

  test('by a person is left to on-cancelled, and GitHub is asked once', async () => {
    const { job, outputs } = await fanIn({ migrate: 'cancelled' }, { github: { jobs: [cancelled(1, 10, 'Migrate')] } });
    expect(outputs.action).toBe('none');
    expect(job.github.requests.length).toBe(2);
  });

  test.each([
    { what: 'does not answer', fault: { kind: 'hang', times: 'always' } },
    { what: 'may not be asked', fault: { status: 403, times: 'always' } },
  ] as const)('when GitHub $what, the cancel stands, within two seconds', async ({ fault }) => {
    const job = await startJob({ environment: PAGE });
    job.github.fault(fault);
    const main = await job.uses({ status: '{"migrate":{"result":"cancelled"}}' });
    expect(main.outputs.action).toBe('none');
    expect(main.durationMs).toBeLessThan(9_000);
    expect(job.github.requests.length).toBe(1);
  });
});
