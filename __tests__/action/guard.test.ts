import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Stage } from '../../demo/runner.ts';
import { type Inputs, type Job, startJob } from './job.ts';
import { annotations, said } from './said.ts';

const CASE = 'confiture-acme/shop-migrate.yml-migrate-production';
const BEGUN = '🔒 Acquired migration lock\n📦 Found 1 pending migration(s)\n\n⚡ Applying 002_add_payment_table... ';
const APPLIED = `${BEGUN}✅\n✅ Successfully applied migrations!\n`;
const FAILED = `${BEGUN}❌\n  Database Error: relation "userz" does not exist\n`;

async function guarded(inputs: Inputs = {}): Promise<Job> {
  const job = await startJob();
  await job.uses({ when: 'job-end', ...inputs });
  return job;
}

test('main only registers, and says so in a line', async () => {
  const job = await startJob();
  const main = await job.uses({ when: 'job-end' });
  expect(said(main)).toMatch(/^[^\n]*the guard is registered, and reports when the job has ended\.\n$/);
  expect({ exitCode: main.exitCode, summary: main.summary, action: main.outputs.action }).toEqual({
    exitCode: 0,
    summary: '',
    action: 'none',
  });
  expect(job.told().events).toEqual([]);
});

describe('the post step reports how the job ended', () => {
  test.each([
    { status: 'success', log: undefined, named: false, events: ['resolve'], why: 'nothing says otherwise' },
    { status: 'success', log: APPLIED, named: true, events: ['resolve'], why: 'the migration succeeded' },
    { status: 'success', log: undefined, named: true, events: [], why: 'whether the migration ran is not known' },
    {
      status: 'success',
      log: FAILED,
      named: true,
      events: ['trigger'],
      why: 'but Confiture says that the migration failed',
    },
    {
      status: 'failure',
      log: undefined,
      named: false,
      events: ['trigger'],
      why: 'the job failed, and whether the migration ran is not known (status failure)',
    },
    { status: 'failure', log: undefined, named: true, events: ['trigger'], why: 'seems not to have started' },
    { status: 'failure', log: FAILED, named: true, events: ['trigger'], why: 'the migration failed (status failure)' },
    { status: 'failure', log: APPLIED, named: true, events: ['trigger'], why: 'applied, and the job failed later' },
    {
      status: 'cancelled',
      log: undefined,
      named: false,
      events: [],
      why: 'no migration is known to have been interrupted',
    },
    {
      status: 'cancelled',
      log: APPLIED,
      named: true,
      events: [],
      why: 'no migration is known to have been interrupted',
    },
    { status: 'cancelled', log: BEGUN, named: true, events: ['trigger'], why: 'cancelled while the migration ran' },
  ] as const)('$status, $why', async ({ status, log, named, events, why }) => {
    const job = await guarded(named ? { log: 'migrate.log' } : {});
    if (log !== undefined) job.write('migrate.log', log);
    job.status = status;
    const [post] = await job.end();
    expect(job.told().events).toEqual(events.map(event => `${event} 202`));
    expect(said(post ?? { stdout: '' })).toContain(why);
    expect(post?.exitCode).toBe(0);
  });
});

test('what was written after main registered is read, and what is older than the job is not', async () => {
  const job = await guarded({ report: 'report.json', log: 'migrate.log' });
  const report = {
    success: true,
    applied: [{ version: '1', name: 'old' }],
    errors: [],
    command: 'migrate up',
    ok: true,
  };
  job.write('report.json', JSON.stringify(report));
  const anHourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(join(job.workspace, 'report.json'), anHourAgo, anHourAgo);
  job.write('migrate.log', FAILED);
  job.status = 'failure';
  const [post] = await job.end();
  expect(annotations(post ?? { stdout: '' })).toEqual([
    expect.stringMatching(
      /^warning: report: expected a regular text file of this job at report\.json, but it was last written at/,
    ),
  ]);
  expect(job.pagerduty.incidents().map(({ summary }) => summary)).toEqual([
    '[PRODUCTION] Migration 002_add_payment_table failed: relation "userz" does not exist',
  ]);
});

test('nothing of the user is deleted or changed', async () => {
  const job = await guarded({ report: 'report.json', log: 'migrate.log' });
  job.write('report.json', '{}');
  job.write('migrate.log', FAILED);
  job.status = 'failure';
  await job.end();
  expect(readdirSync(job.workspace).sort()).toEqual(['migrate.log', 'report.json']);
});

describe('beside a wrapper whose step may fail (continue-on-error), in a job that ends in success', () => {
  test.each([
    { commands: ['exit 1'], events: ['trigger 202'], incidents: ['triggered'] },
    {
      commands: ['test -f mended', 'touch mended', 'test -f mended'],
      events: ['trigger 202', 'resolve 202'],
      incidents: ['resolved'],
    },
  ])('after $commands', async ({ commands, events, incidents }) => {
    const job = await guarded();
    for (const run of commands) await job.uses({ run });
    job.status = 'success';
    await job.end();
    expect(job.told().events).toEqual(events);
    expect(job.pagerduty.incidents().map(({ status }) => status)).toEqual(incidents);
  });
});

describe('it stays silent only if a step of the same job delivered the same action for the same key', () => {
  test.each([
    { step: { status: 'failure' }, status: 'failure', events: ['trigger 202'] },
    { step: { status: 'success' }, status: 'success', events: ['resolve 202'] },
    { step: { status: 'success' }, status: 'failure', events: ['resolve 202', 'trigger 202'] },
    { step: { status: 'failure', migration: '002' }, status: 'failure', events: ['trigger 202', 'trigger 202'] },
    { step: { status: 'failure', environment: 'staging' }, status: 'failure', events: ['trigger 202', 'trigger 202'] },
    { step: { 'event-action': 'acknowledge' }, status: 'failure', events: ['acknowledge 202', 'trigger 202'] },
    { step: { status: 'failure', 'dry-run': 'true' }, status: 'failure', events: ['trigger 202'] },
  ] as const)('a step with $step, a job that ends in $status', async ({ step, status, events }) => {
    const job = await guarded();
    await job.uses(step);
    job.status = status;
    await job.end();
    expect(job.told().events).toEqual(events);
  });

  test('a step that PagerDuty refused has delivered nothing', async () => {
    const job = await guarded();
    job.pagerduty.fault({ status: 400, body: { errors: ['no'] } });
    await job.uses({ status: 'failure' });
    job.status = 'failure';
    await job.end();
    expect(job.told().events).toEqual(['trigger 400', 'trigger 202']);
  });

  test('another attempt on the same machine has delivered nothing', async () => {
    const job = await guarded();
    await job.uses({ status: 'failure' }, { GITHUB_RUN_ATTEMPT: '2' });
    job.status = 'failure';
    await job.end();
    expect(job.told().events).toEqual(['trigger 202', 'trigger 202']);
  });
});

test('when main was killed before it could register, the post step reports all the same', async () => {
  const job = await startJob();
  const main = job.start({ when: 'job-end' });
  main.signal('SIGKILL');
  expect((await main.ended).state).toEqual({});
  await job.end();
  expect(job.told()).toEqual({ events: ['trigger 202'], incidents: [`${CASE} triggered`] });
});

test('the problems of the inputs are told once', async () => {
  const job = await startJob();
  const main = await job.uses({ when: 'job-end', severity: 'loud' });
  job.status = 'failure';
  const [post] = await job.end();
  expect(annotations(main)).toEqual([expect.stringMatching(/^warning: severity: expected .*; got "loud"/)]);
  expect(annotations(post ?? { stdout: '' })).toEqual([]);
});

test('a problem that an input has at the end alone, as an output of a later step may, is told then', async () => {
  const later = { environment: 'Production', severity: '' };
  const job = await startJob();
  const main = await job.uses({
    when: 'job-end',
    region: 'mars',
    environment: () => later.environment,
    severity: () => later.severity,
  });
  Object.assign(later, { environment: '', severity: 'sev1' });
  job.status = 'failure';
  const [post] = await job.end();
  const inputs = (stage: Pick<Stage, 'stdout'>): string[] =>
    annotations(stage).flatMap(note =>
      [...note.matchAll(/(?:^warning: |\n)([a-z-]+): expected/g)].map(([, name]) => `${name}`),
    );
  expect({ main: inputs(main), post: inputs(post ?? { stdout: '' }) }).toEqual({
    main: ['region'],
    post: ['environment', 'severity'],
  });
  expect(job.told().incidents).toEqual(['confiture-acme/shop-migrate.yml-migrate-unset triggered']);
});

test('what PagerDuty would not take is an annotation and stands in the job summary: no later step can send it', async () => {
  const job = await guarded();
  job.pagerduty.fault({ status: 400, body: { errors: ["Length of 'routing_key' is incorrect"] } });
  job.status = 'failure';
  const [post] = await job.end();
  expect(annotations(post ?? { stdout: '' })).toEqual([expect.stringMatching(/^error: .*Nobody has been paged/)]);
  expect(post?.summary).toContain('Send the event by hand');
  expect(post?.summary).toContain(`&#34;dedup_key&#34;:&#34;${CASE}&#34;`);
  expect(post?.exitCode).toBe(0);
});

test('a job that is cancelled leaves the post step a few seconds: it gives up on a dead PagerDuty within them', async () => {
  const job = await guarded({ log: 'migrate.log' });
  job.pagerduty.fault({ kind: 'hang', times: 'always' });
  job.write('migrate.log', BEGUN);
  job.status = 'cancelled';
  const [post] = await job.end();
  expect(post?.durationMs).toBeLessThan(15_000);
  expect(post?.summary).toContain('Send the event by hand');
}, 30_000);
