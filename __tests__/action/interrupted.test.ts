import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { type Inputs, type Job, type JobOptions, printed, startJob } from './job.ts';
import { annotations, said } from './said.ts';

const BEGUN = '🔒 Acquired migration lock\n📦 Found 1 pending migration(s)\n\n⚡ Applying 002_add_payment_table... ';
const DONE = `Migrating schema "public" to version "2 - pay"
Successfully applied 1 migration to schema "public", now at version v2 (execution time 00:00.012s)
`;
const CUT_OFF = '[PRODUCTION] Migration 002_add_payment_table was cancelled while it ran';
const STOPPED = '[PRODUCTION] Migration 002_add_payment_table was stopped while it ran';

const titlesOf = (job: Job): string[] => job.pagerduty.incidents().map(({ summary }) => summary);

/** A shell that runs a program; both say which signals they get, and the program does what `onSignal` says. */
interface Migration extends JobOptions {
  readonly onSignal: string;
  readonly says?: string;
  readonly with?: Inputs;
}

/** Starts the wrapper over a migration, and waits until it runs. The patience of the runner is cut to a fifth. */
async function wrap({ onSignal, says = BEGUN, with: inputs = {}, ...options }: Migration) {
  const job = await startJob({ patience: 0.2, ...options });
  job.write(
    'program.mjs',
    `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { console.log('the program got ' + signal); ${onSignal} });
     console.log(${JSON.stringify(says)} + 'it runs as', process.pid, '.'); setTimeout(() => process.exit(), 20_000);`,
  );
  const traps = ['INT', 'TERM'].map(signal => `trap 'echo the shell got SIG${signal}' ${signal}`).join('; ');
  const run = `${traps}; '${process.execPath}' program.mjs`;
  const stage = job.start({ run, ...inputs });
  await printed(stage, ' .\n');
  const [, pid] = /it runs as (\d+)/.exec(stage.printed()) ?? [];
  return { job, stage, run, pid: Number(pid) };
}

describe('a job that is cancelled', () => {
  test('signals reach the whole process group, and the post step tells', async () => {
    const { job, stage } = await wrap({ onSignal: 'process.exit(7)' });
    const main = await job.cancel(stage);
    expect(said(main)).toMatch(/the program got SIGINT\n.*the shell got SIGINT\n/s);
    expect(said(main)).not.toContain('SIGTERM');
    expect({
      exitCode: main.exitCode,
      action: main.outputs.action,
      reason: main.outputs.reason,
      summary: main.summary,
    }).toEqual({
      exitCode: 7,
      action: 'none',
      reason: 'the command was interrupted, and the post step reports',
      summary: '',
    });
    expect(job.told().events).toEqual([]);
    const [post] = await job.end();
    expect({ events: job.told().events, titles: titlesOf(job) }).toEqual({
      events: ['trigger 202'],
      titles: [CUT_OFF],
    });
    expect(post?.summary).toContain('cancelled while it ran');
  });

  test.each([
    { what: 'it ends well and says so', onSignal: "console.log('✅'); process.exit(0)", exitCode: 0, titles: [] },
    { what: 'it ends well and says nothing', onSignal: 'process.exit(0)', exitCode: 0, titles: [CUT_OFF] },
    {
      what: 'it waits for SIGTERM',
      onSignal: "if (signal === 'SIGTERM') process.exit(8)",
      exitCode: 8,
      titles: [CUT_OFF],
    },
    { what: 'it minds no signal and is killed', onSignal: '', exitCode: -1, titles: [CUT_OFF] },
  ])('$what', async ({ onSignal, exitCode, titles }) => {
    const { job, stage, pid } = await wrap({ onSignal });
    const main = await job.cancel(stage);
    end(pid);
    expect(main.exitCode).toBe(exitCode);
    await job.end();
    expect(titlesOf(job)).toEqual(titles);
  });

  test.each([
    { what: 'cancelled', end: 'cancel', how: 'was cancelled while it ran', why: '' },
    { what: 'out of time', end: 'timeOut', how: 'was stopped while it ran', why: ' (step timeout)' },
  ] as const)('$what behind a first success: what else it did is not known', async ({ end, how, why }) => {
    const { job, stage } = await wrap({ onSignal: 'process.exit(7)', says: DONE });
    await job[end](stage);
    await job.end();
    expect(titlesOf(job)).toEqual([
      `[PRODUCTION] Database migration ${how}${why} in acme/shop (migrate.yml, job migrate)`,
    ]);
    const body: unknown = job.pagerduty.requests[0]?.body;
    expect(body).toHaveProperty('payload.custom_details.database_state', 'unknown (1 applied)');
  });

  test.each([
    { with: { 'on-cancelled': 'none' }, titles: [], asked: 0 },
    { with: { 'on-cancelled': 'trigger' }, titles: [CUT_OFF], asked: 1 },
    { with: { environment: 'development' }, titles: [], asked: 0 },
    { with: { 'event-action': 'acknowledge' }, titles: [], asked: 0 },
  ])('with $with, and GitHub is not asked for what changes nothing', async ({ with: inputs, titles, asked }) => {
    const { job, stage } = await wrap({ onSignal: 'process.exit(7)', with: inputs });
    await job.cancel(stage);
    await job.end();
    expect(titlesOf(job)).toEqual(titles);
    expect(job.github.requests.length).toBe(asked);
  });

  test('a pull request is left alone', async () => {
    const { job, stage } = await wrap({
      onSignal: 'process.exit(7)',
      environment: { GITHUB_EVENT_NAME: 'pull_request' },
    });
    await job.cancel(stage);
    await job.end();
    expect(job.told().events).toEqual([]);
  });

  test.each([
    'The job has exceeded the maximum execution time of 1h0m0s',
    'The runner has received a shutdown signal. This can happen when the runner service is stopped.',
    'The self-hosted runner: builder-7 lost communication with the server. Verify the machine is running.',
  ])('GitHub says it was no person: %s', async message => {
    const github = {
      jobs: [
        sketchJob({ conclusion: null, steps: [{ name: 'Check out' }, { name: 'Migrate', conclusion: 'cancelled' }] }),
      ],
      annotations: { 42: [sketchAnnotation('something else', 'warning'), sketchAnnotation(message)] },
    };
    const { job, stage } = await wrap({ onSignal: 'process.exit(7)', github });
    await job.cancel(stage);
    await job.end();
    expect(titlesOf(job)).toEqual([`${STOPPED}: ${message}`]);
    expect(job.github.requests.map(({ path }) => path)).toEqual([
      '/repos/acme/shop/actions/jobs/42',
      '/repos/acme/shop/check-runs/42/annotations',
    ]);
    expect(job.pagerduty.requests[0]?.body).toHaveProperty('payload.custom_details.failed_step', 'Migrate');
  });
});

describe('a step that takes too long', () => {
  test.each([
    { what: 'ended by SIGINT', onSignal: 'process.exit(7)' },
    { what: 'killed', onSignal: '' },
  ])('$what: the post step pages', async ({ onSignal }) => {
    const { job, stage, pid } = await wrap({ onSignal });
    await job.timeOut(stage);
    end(pid);
    expect(job.told().events).toEqual([]);
    await job.end();
    expect(titlesOf(job)).toEqual([`${STOPPED} (step timeout)`]);
  });

  test('with continue-on-error the job is a success, and the post step pages all the same', async () => {
    const { job, stage } = await wrap({ onSignal: 'process.exit(7)' });
    await job.timeOut(stage);
    job.status = 'success';
    await job.end();
    expect(titlesOf(job)).toEqual([`${STOPPED} (step timeout)`]);
  });
});

describe('a step that never told how it ended, before another one', () => {
  test.each([
    ['that did the same with success: nobody is paged', (run: string) => run, ['resolve 202']],
    ['that did something else: the post step pages', (run: string) => `${run}; true`, ['resolve 202', 'trigger 202']],
    ['that failed, too: one page is enough', (run: string) => `${run}; exit 3`, ['trigger 202']],
  ] as const)('%s', async (_, retry, events) => {
    const { job, stage, run, pid } = await wrap({ onSignal: '' });
    await pause(500);
    stage.signal('SIGKILL');
    await stage.ended;
    end(pid);
    job.write('program.mjs', '');
    await job.uses({ run: retry(run) });
    job.status = 'success';
    await job.end();
    expect(job.told().events).toEqual(events);
  });
});

test('when main is killed on the spot, the post step pages', async () => {
  const { job, stage, pid } = await wrap({ onSignal: '' });
  // What is printed is on its way to the captured log, too.
  await pause(500);
  stage.signal('SIGKILL');
  expect(await stage.ended).toMatchObject({ exitCode: -1, state: { progress: expect.stringContaining('"running"') } });
  end(pid);
  await job.end();
  expect(titlesOf(job)).toEqual([STOPPED]);
});

describe('cancelled after the command had ended', () => {
  test('what is told is how it ended, not that it was cut off', async () => {
    const job = await startJob({ patience: 0.2 });
    job.github.fault({ kind: 'hang', times: 'always' });
    const stage = job.start({ run: `printf '%s' '${BEGUN}'; echo ended; exit 3` });
    await printed(stage, 'ended\n');
    await pause(500);
    const main = await job.cancel(stage);
    expect(main).toMatchObject({ exitCode: -1, state: { progress: expect.stringContaining('"ended"') } });
    await job.end();
    expect(titlesOf(job)).toEqual(['[PRODUCTION] Migration 002_add_payment_table failed: exit code 3']);
  });

  test('what its exit code means is told, too', async () => {
    const job = await startJob({ patience: 0.2 });
    job.github.fault({ kind: 'hang', times: 'always' });
    const stage = job.start({ run: 'confiture() { echo ended; exit 6; }\nconfiture migrate up' });
    await printed(stage, 'ended\n');
    await pause(500);
    await job.cancel(stage);
    await job.end();
    expect(titlesOf(job)).toEqual([
      '[PRODUCTION] Database migration failed in acme/shop (migrate.yml, job migrate): Confiture ended with exit code 6: another run holds the migration lock',
    ]);
  });

  test.each([
    ['fits into the hands of the post step: no file', 10, []],
    ['is too large for them: a file holds all of it', 1_000, [expect.stringMatching(/^undelivered-\w+\.json$/)]],
  ])('main is killed while it sends what %s', async (_, details, files) => {
    const job = await startJob();
    job.pagerduty.fault({ kind: 'hang' });
    const map = Array.from({ length: details }, (_, index) => `detail ${index}: ${'value '.repeat(9)}`).join('\n');
    const stage = job.start({ run: 'exit 3', 'custom-details': map });
    for (let waited = 0; job.pagerduty.requests.length === 0 && waited < 5_000; waited += 20) await pause(20);
    stage.signal('SIGKILL');
    await stage.ended;
    const folder = join(job.temp, 'pagerduty-migration-alert');
    const kept = (): string[] => (existsSync(folder) ? readdirSync(folder).filter(name => /^undel/.test(name)) : []);
    expect(kept()).toEqual(files);
    await job.end();
    expect({ events: job.told().events, kept: kept() }).toEqual({ events: ['trigger null', 'trigger 202'], kept: [] });
  });

  test('a resolve that was under way is sent again', async () => {
    const job = await startJob({ patience: 0.2 });
    job.pagerduty.fault({ kind: 'hang' });
    const stage = job.start({ run: 'echo migrated' });
    for (let waited = 0; job.pagerduty.requests.length === 0 && waited < 5_000; waited += 20) await pause(20);
    await job.cancel(stage);
    const [post] = await job.end();
    expect(job.told().events).toEqual(['resolve null', 'resolve 202']);
    expect(annotations(post ?? { stdout: '' })).toEqual([
      expect.stringMatching(/^notice: The second try succeeded: .* accepted the resolve\./),
    ]);
  });
});

/** Ends a program that its runner left behind, as the runner does at the end of a job. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
