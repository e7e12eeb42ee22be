import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FaultScript } from '../../emulator/emulator.ts';
import type { GithubApiOptions } from '../../emulator/github-api.ts';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { type Inputs, type Job, startJob, TOKEN } from './job.ts';
import { annotations } from './said.ts';

const step = (name: string, from: string, to: string, conclusion = 'success') => ({
  name,
  conclusion,
  started_at: `2026-01-02T03:00:${from}Z`,
  completed_at: `2026-01-02T03:00:${to}Z`,
});
const STEPS = [step('Test', '05', '09'), step('Migrate', '10', '12', 'failure'), step('Clean up', '13', '14')];
const FAILED = sketchJob({ id: 51, name: 'migrate', conclusion: 'failure', steps: STEPS });
const NEEDS = { migrate: 'failure', test: 'success' };

const stamp = (second: string, lines: readonly string[]): string =>
  lines.map(line => `2026-01-02T03:00:${second}.1234567Z ${line}\n`).join('');
const heading = (script: string): string[] => [`##[group]Run ${script}`, 'shell: /usr/bin/bash -e {0}', '##[endgroup]'];
/** A job's log as GitHub keeps it, in which a step printed `lines` within seconds 10 to 12. */
const logOf = (...lines: string[]): string =>
  [
    stamp('01', ['Current runner version: 2.334.0']),
    stamp('05', [...heading('npm test'), 'Applying: 9_other.sql', 'Error: pq: relation "of_a_test" does not exist']),
    stamp('10', [...heading('dbmate up'), ...lines]),
    stamp('12', ['##[error]Process completed with exit code 1.']),
    stamp('13', [...heading('df'), 'psql:x.sql:1: ERROR:  relation "of_another_step" does not exist']),
  ].join('');
const DBMATE = [
  'Applying: 1_users.sql',
  'Applied: 1_users.sql in 5ms',
  'Applying: 2_pay.sql',
  'Error: pq: relation "userz" does not exist',
];
const FROM_THE_LOG = {
  migration: '2_pay',
  error: 'relation "userz" does not exist',
  tool: 'dbmate',
  database_state: 'partial (1 applied)',
  failed_step: 'Migrate',
};
const WITHOUT = {
  migration: undefined,
  error: undefined,
  tool: undefined,
  database_state: 'unknown',
  failed_step: 'Migrate',
};

async function fanIn(needs: Readonly<Record<string, string>>, github: GithubApiOptions, inputs: Inputs = {}) {
  const job = await startJob({ environment: { GITHUB_JOB: 'page' }, github, context: { checkRunId: '99' } });
  const results = Object.fromEntries(Object.entries(needs).map(([id, result]) => [id, { result }]));
  const main = () => job.uses({ status: JSON.stringify(results), ...inputs });
  return { job, main };
}

function detailsOf(job: Job) {
  const body: unknown = job.pagerduty.requests[0]?.body;
  const { payload } = body as { payload: { custom_details: Record<string, unknown> } };
  const { migration, error, tool, database_state, failed_step } = payload.custom_details;
  return { migration, error, tool, database_state, failed_step };
}

const asked = (job: Job): string[] => job.github.requests.map(({ path, status }) => `${path} ${status}`);
const JOBS = '/repos/acme/shop/actions/runs/4711/attempts/1/jobs 200';
const NOTES = '/repos/acme/shop/check-runs/51/annotations 200';
const LOG = '/repos/acme/shop/actions/jobs/51/logs';

describe('a fan-in reads the log of the failed job', () => {
  test('the part of its failed step, without the token where the redirect leads', async () => {
    const { job, main } = await fanIn(NEEDS, { jobs: [FAILED], logs: { 51: logOf(...DBMATE) } });
    expect(annotations(await main())).toEqual([]);
    expect(detailsOf(job)).toEqual(FROM_THE_LOG);
    expect(asked(job)).toEqual([JOBS, NOTES, `${LOG} 302`, '/blobs/job-51.txt 200']);
    expect(job.github.requests.map(({ headers }) => headers.authorization)).toEqual([
      ...Array<string>(3).fill(`token ${TOKEN}`),
      undefined,
    ]);
  });

  test('once more after two seconds where it is not there yet', async () => {
    const { job, main } = await fanIn(NEEDS, { jobs: [FAILED], logs: { 51: logOf(...DBMATE) } });
    job.github.fault({ path: LOG, status: 404, body: { message: 'Not Found' } });
    expect((await main()).durationMs).toBeGreaterThan(2_000);
    expect(detailsOf(job)).toEqual(FROM_THE_LOG);
  });

  test('those of the legs of a matrix, each by itself', async () => {
    const legs = [61, 62, 63].map(id =>
      sketchJob({ id, name: `migrate (shard-${id})`, conclusion: id === 62 ? 'success' : 'failure', steps: STEPS }),
    );
    const logs = { 61: logOf(...DBMATE), 63: logOf(...DBMATE) };
    const { job, main } = await fanIn(NEEDS, { jobs: legs, logs });
    await main();
    expect(detailsOf(job)).toEqual({ ...FROM_THE_LOG, database_state: expect.stringMatching(/^partial/) });
    expect(
      asked(job)
        .filter(each => each.includes('/blobs/'))
        .sort(),
    ).toEqual(['/blobs/job-61.txt 200', '/blobs/job-63.txt 200']);
  });

  test('not where the user names a log', async () => {
    const { job, main } = await fanIn(NEEDS, { jobs: [FAILED], logs: { 51: logOf(...DBMATE) } }, { log: 'own.log' });
    job.write('own.log', 'Applying: 7_own.sql\nError: pq: relation "own" does not exist\n');
    await main();
    expect(detailsOf(job)).toMatchObject({ migration: '7_own', error: 'relation "own" does not exist' });
    expect(asked(job)).toEqual([JOBS, NOTES]);
  });
});

describe('the page goes out without a log', () => {
  const rows: readonly (readonly [string, GithubApiOptions, FaultScript | undefined, asks: number])[] = [
    ['that has expired', { jobs: [FAILED] }, undefined, 2],
    ['of a step that printed nothing', { jobs: [FAILED], logs: { 51: stamp('01', ['x']) } }, undefined, 1],
    ['that is empty', { jobs: [FAILED], logs: { 51: '' } }, undefined, 1],
    ['that is gone', { jobs: [FAILED] }, { path: LOG, times: 'always', status: 410, body: {} }, 1],
    ['behind an unsafe link', { jobs: [FAILED] }, redirectTo('http://example.com/log'), 1],
    ['behind a link to nowhere', { jobs: [FAILED] }, redirectTo('http://127.0.0.1:1/log'), 1],
    ['behind no link', { jobs: [FAILED] }, { path: LOG, times: 'always', status: 302, body: '' }, 1],
    ['that nobody may read', { jobs: [FAILED] }, { path: LOG, times: 'always', status: 403, body: {} }, 1],
    ['whose connection breaks', { jobs: [FAILED] }, { path: LOG, times: 'always', kind: 'reset' }, 1],
  ];
  test.each(rows)('%s', async (_, github, fault, asks) => {
    const { job, main } = await fanIn(NEEDS, github);
    if (fault !== undefined) job.github.fault(fault);
    const ended = await main();
    expect(annotations(ended)).toEqual([]);
    expect(detailsOf(job)).toEqual(WITHOUT);
    expect(asked(job).filter(each => each.startsWith(LOG))).toHaveLength(asks);
    expect(ended.durationMs).toBeLessThan(9_000);
  });

  test('where the token may read nothing: one question', async () => {
    const { job, main } = await fanIn(NEEDS, { jobs: [FAILED], permissions: { actions: 'none' } });
    await main();
    expect(asked(job)).toEqual([JOBS.replace('200', '403')]);
  });
});

// Held as a whole it would take over 400 MB; what the collector has not yet freed is at most some 80.
test('of a log of 80 MB the memory holds both ends', async () => {
  const line = `2026-01-02T03:00:11.1234567Z ${'x'.repeat(996)}\n`;
  function* streamed(): Generator<string> {
    yield logOf(...DBMATE).slice(0, -300);
    for (let count = 0; count < 80; count += 1) yield line.repeat(1_000);
    yield stamp('12', [DBMATE.at(-1) ?? '', '##[error]Process completed with exit code 1.']);
  }
  const job = await startJob({ github: { jobs: [FAILED], logs: { 51: { [Symbol.iterator]: streamed } } } });
  const measure = join(job.workspace, 'measure.cjs');
  const measured = join(job.workspace, 'measured');
  job.write(
    'measure.cjs',
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(measured)}, String(process.resourceUsage().maxRSS)))`,
  );
  const ended = await job.uses(
    { status: JSON.stringify({ migrate: { result: 'failure' } }) },
    { NODE_OPTIONS: `--require ${measure}` },
  );
  expect(detailsOf(job)).toMatchObject({ error: 'relation "userz" does not exist' });
  expect(Number(readFileSync(measured, 'utf8')) / 1024).toBeLessThan(320);
  expect(ended.durationMs).toBeLessThan(20_000);
});

describe('on success', () => {
  const GOOD = sketchJob({ id: 51, name: 'migrate', steps: [step('Migrate', '10', '12')] });
  const good = (...lines: string[]): GithubApiOptions => ({
    jobs: [GOOD, sketchJob({ id: 52, name: 'lint' })],
    logs: { 51: stamp('10', [...heading('migrate'), ...lines]), 52: stamp('10', DBMATE) },
  });

  test.each([
    ['a failure in the log never triggers', DBMATE, 'resolve'],
    ['nor does an error of nobody knows whom', ['FATAL: everything is lost'], 'resolve'],
    ['a dry run is no success', ['INFO  [alembic.runtime.migration] Generating static SQL', 'BEGIN;'], 'none'],
    ['nor is another command', ['Rolling back: 1_users.sql', 'Rolled back: 1_users.sql in 5ms'], 'none'],
  ])('%s', async (_, lines, action) => {
    const { main } = await fanIn({ migrate: 'success' }, good(...lines));
    const { outputs } = await main();
    expect(outputs.action).toBe(action);
  });

  test('without the permission it resolves, though the question is not answered', async () => {
    const { job, main } = await fanIn({ migrate: 'success' }, { permissions: { actions: 'none' } });
    const { outputs } = await main();
    expect([outputs.action, asked(job)]).toEqual(['resolve', [JOBS.replace('200', '403')]]);
  });
});

test('a guard names the failed step and its exit code', async () => {
  const running = sketchJob({ conclusion: null, steps: [STEPS[1] ?? {}] });
  const annotated = { 42: [sketchAnnotation('Process completed with exit code 3.')] };
  const job = await startJob({ github: { jobs: [running], annotations: annotated } });
  await job.uses({ when: 'job-end', status: () => job.status });
  job.status = 'failure';
  await job.end();
  expect(job.pagerduty.requests[0]?.body).toMatchObject({
    payload: {
      summary:
        '[PRODUCTION] Job migrate failed in acme/shop (migrate.yml): step "Migrate"; whether the migration ran is not known',
      custom_details: { failed_step: 'Migrate', exit_code: 3 },
    },
  });
});

function redirectTo(location: string): FaultScript {
  return { path: LOG, times: 'always', status: 302, body: '', headers: { location } };
}
