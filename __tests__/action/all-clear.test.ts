import { describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { type Inputs, type Job, type JobOptions, printed, startJob } from './job.ts';
import { annotations } from './said.ts';

const KEY = 'confiture-acme/shop-migrate.yml-migrate-production';
const CONTINUES = '⚡ Applying 002_add_payment_table... ';
const APPLIED = `🔒 Acquired migration lock\n📦 Found 1 pending migration(s)\n\n${CONTINUES}✅\n✅ Successfully applied migrations!\n`;
const FAILED = `📦 Found 1 pending migration(s)\n\n${CONTINUES}❌\n  Database Error: relation "userz" does not exist\n`;

const titles = (job: Job): string[] => job.pagerduty.incidents().map(({ summary }) => summary);
const closing = (key: string) => `To close it by hand, run a step with event-action: resolve and dedup-key: ${key}`;
const detail = (job: Job, name: string): unknown => {
  const body = job.pagerduty.requests.at(-1)?.body as { payload: { custom_details: Record<string, unknown> } };
  return body.payload.custom_details[name];
};

/** Runs steps of one job one after the other, then the post steps in reverse; a failed step does not fail the job. */
async function runJob(steps: readonly Inputs[], options: JobOptions = {}, end: Job['status'] = 'success') {
  const job = await startJob(options);
  const stages = [];
  for (const inputs of steps) {
    stages.push(await job.uses(inputs));
    job.status = 'success';
  }
  job.status = end;
  stages.push(...(await job.end()));
  return { job, notes: stages.flatMap(annotations) };
}

describe('no success closes what another step of the same job opened', () => {
  const guard = { when: 'job-end' };
  test.each<[string, readonly Inputs[], readonly string[]]>([
    ['a guard, what a step opened', [guard, { status: 'failure' }], ['triggered']],
    ['a guard, what a wrapper opened', [guard, { run: 'exit 3' }], ['triggered']],
    [
      'a fan-in, what a step opened',
      [{ status: 'failure' }, { status: '{"migrate":{"result":"success"}}' }],
      ['triggered'],
    ],
    ['a step, what a step opened', [{ status: 'failure' }, { status: 'success' }], ['triggered']],
    ['a wrapper, what another command opened', [{ run: 'exit 3' }, { run: 'true' }], ['triggered']],
    [
      'but a retry by the same command',
      [guard, { run: 'test -f done' }, { run: 'touch done', migration: 'other' }, { run: 'test -f done' }],
      ['resolved'],
    ],
    [
      'but a wrapper with the same migration',
      [guard, { run: 'exit 3', migration: '5' }, { run: 'true', migration: '5' }],
      ['resolved'],
    ],
    ['but a word of a person', [guard, { status: 'failure' }, { 'event-action': 'resolve' }], ['resolved']],
  ])('%s', async (_, steps, states) => {
    const { job } = await runJob(steps);
    expect(job.pagerduty.incidents().map(({ status }) => status)).toEqual(states);
  });

  test('and the warning prints the key that closes it, which does', async () => {
    const { job, notes } = await runJob([{ when: 'job-end' }, { status: 'failure' }]);
    expect(notes.at(-1)).toMatch(
      /^warning: An open incident stays open: another step of this job has opened the incident/,
    );
    const [, key = ''] = /dedup-key: (\S+)$/.exec(notes.at(-1) ?? '') ?? [];
    const byHand = await startJob({ pagerduty: job.pagerduty, environment: { GITHUB_JOB: 'close' } });
    await byHand.uses({ 'event-action': 'resolve', 'dedup-key': key });
    expect(job.told().incidents).toEqual([`${KEY} resolved`]);
  });
});

describe('a success closes only what it proves', () => {
  /** What a job that failed leaves open; then one that reports `log` with success. */
  async function succeed(log: string | undefined, inputs: Inputs = {}) {
    const pagerduty: Emulator = await startEmulator();
    const failed = await startJob({ pagerduty });
    await failed.uses({ status: 'failure' });
    const job = await startJob({ pagerduty, environment: { GITHUB_RUN_ATTEMPT: '2' } });
    if (log !== undefined) job.write('migrate.log', log);
    const stage = await job.uses({ status: 'success', log: 'migrate.log', ...inputs });
    const states = pagerduty.incidents().map(({ status }) => status);
    await pagerduty.close();
    return { states, notes: annotations(stage), title: stage.outputs.event ?? '' };
  }

  test.each<[string, string | undefined, Inputs, RegExp]>([
    [
      'the error of an unknown tool',
      'running\nBUILD FAILURE\nerror: could not migrate\n',
      {},
      /the output ends in an error/,
    ],
    [
      'a migration without an end',
      `📦 Found 1 pending migration(s)\n\n${CONTINUES}`,
      {},
      /the log ends while Confiture applies 002/,
    ],
    ['no log', undefined, {}, /no log of this job could be read/],
    ['a log that is a directory', undefined, { log: '.' }, /no log of this job could be read/],
    ['a binary log', '\0\u0001\u0002'.repeat(99), {}, /no log of this job could be read/],
  ])('%s: the incident stays open, and a warning says why and what closes it', async (_, log, inputs, why) => {
    const { states, notes } = await succeed(log, inputs);
    expect(states).toEqual(['triggered']);
    expect(notes.join('\n')).toMatch(why);
    expect(notes.join('\n')).toContain(closing(KEY));
  });

  test('a success in the report never hides a failure in the log', async () => {
    const job = await startJob();
    job.write(
      'report.json',
      JSON.stringify({
        success: true,
        applied: [{ version: '1', name: 'old' }],
        errors: [],
        command: 'migrate up',
        ok: true,
      }),
    );
    job.write('migrate.log', FAILED);
    await job.uses({ status: 'success', report: 'report.json', log: 'migrate.log' });
    expect(titles(job)).toEqual([
      '[PRODUCTION] Migration 002_add_payment_table failed: relation "userz" does not exist (the job is green)',
    ]);
  });

  test.each<[string, string | undefined, Inputs, string]>([
    ['a log that tells of it', APPLIED, {}, '[PRODUCTION] Migration 002_add_payment_table applied'],
    [
      'a log of which no rule knows',
      'all is well\n',
      {},
      '[PRODUCTION] Job migrate succeeded in acme/shop (migrate.yml)',
    ],
    [
      'a report that was not written',
      undefined,
      { log: '', report: 'gone.json' },
      '[PRODUCTION] Job migrate succeeded in acme/shop (migrate.yml)',
    ],
  ])('but %s closes, and says what is known', async (_, log, inputs, title) => {
    const { states, title: event } = await succeed(log, inputs);
    expect(states).toEqual(['resolved']);
    expect(JSON.parse(event)).toHaveProperty('payload.summary', title);
  });

  test('our own bash knows the exit code: the wrapper closes, with a warning', async () => {
    const run = "echo 'error: could not look up the weather'";
    const { job, notes } = await runJob([{ run }]);
    expect(job.told().events).toEqual(['resolve 202']);
    expect(notes).toEqual([
      expect.stringMatching(
        /^warning: The incident is closed because the command ended with exit code 0, although the output ends in an error/,
      ),
    ]);
    const other = await runJob([{ run, shell: 'sh' }]);
    expect(other.job.told().events).toEqual([]);
  });

  test('needs calls a job with continue-on-error a success', async () => {
    const jobs = [
      sketchJob({ id: 1, name: 'migrate (eu)', conclusion: 'failure' }),
      sketchJob({ id: 2, name: 'migrate (us)' }),
    ];
    const fanIn = { status: '{"migrate":{"result":"success"}}' };
    const seen = await runJob([fanIn], { github: { jobs } });
    expect(seen.job.told().events).toEqual([]);
    expect(seen.notes).toEqual([expect.stringMatching(/migrate \(eu of 2\) failed \(continue-on-error\)/)]);
    const unseen = await runJob([fanIn], { github: { jobs, permissions: { actions: 'none' } } });
    expect(unseen.job.told().events).toEqual(['resolve 202']);
    const allowed = await runJob([{ ...fanIn, 'allowed-failures': 'migrate' }], { github: { jobs } });
    expect(allowed.job.told().events).toEqual(['resolve 202']);
  });
});

describe('pull requests', () => {
  const event = (merged: boolean, head = 'acme/shop') => ({
    action: 'closed',
    repository: { full_name: 'acme/shop', private: true },
    pull_request: { merged, head: { repo: { full_name: head } } },
  });
  const of = (name: string, payload: unknown = event(false)) => ({
    environment: { GITHUB_EVENT_NAME: name },
    event: payload,
  });

  test.each<[string, JobOptions, Inputs, readonly string[], RegExp | undefined]>([
    ['merged: a deployment', of('pull_request', event(true)), {}, ['trigger 202'], undefined],
    [
      'closed without a merge',
      of('pull_request'),
      {},
      [],
      /^warning: PagerDuty was not told of a failure: a pull request/,
    ],
    ['a merge queue', of('merge_group'), {}, [], /^warning: PagerDuty was not told of a failure/],
    [
      'merged, of a fork: no secrets',
      of('pull_request', event(true, 'mona/shop')),
      { 'routing-key': '' },
      [],
      /^error: routing-key: .* merged pull request of a fork.* push .* pull_request_target: closed/,
    ],
  ])('%s', async (_, options, inputs, events, note) => {
    const { job, notes } = await runJob([{ status: 'failure', ...inputs }], options);
    expect(job.told().events).toEqual(events);
    expect(notes).toEqual(note === undefined ? [] : [expect.stringMatching(note)]);
  });
});

describe('a claim is made only of what is known', () => {
  test.each<[string, Inputs, string, Readonly<Record<string, unknown>>]>([
    [
      'killed',
      { run: 'kill -9 $$' },
      'Database migration ended with exit code 137 (killed) in acme/shop (migrate.yml, job migrate)',
      { exit_code: 137, error: 'exit code 137 (killed)', database_state: 'unknown' },
    ],
    [
      'yes | migrate',
      { run: 'printf \'%s\' "$APPLIED"; exit 141' },
      'Migration 002_add_payment_table ended with exit code 141 (broken pipe)',
      { exit_code: 141, database_state: 'unknown (1 applied)' },
    ],
    [
      'a command that is not there',
      { run: 'no-such-tool up' },
      'Database migration did not start in acme/shop (migrate.yml, job migrate): no-such-tool: command not found',
      { exit_code: 127, database_state: 'unchanged' },
    ],
    [
      'a file that is not there',
      { run: './migrate.sh' },
      'Database migration did not start in acme/shop (migrate.yml, job migrate): ./migrate.sh: No such file or directory',
      { exit_code: 127, database_state: 'unchanged' },
    ],
  ])('%s', async (_, inputs, title, details) => {
    const { job } = await runJob([inputs], { environment: { APPLIED } });
    expect(titles(job)).toEqual([`[PRODUCTION] ${title}`]);
    expect(Object.fromEntries(Object.keys(details).map(name => [name, detail(job, name)]))).toEqual(details);
  });

  test('a guard whose smoke test failed, with and without the log of the migration', async () => {
    const github = {
      jobs: [sketchJob({ conclusion: null, steps: [{ name: 'Migrate' }, { name: 'Smoke', conclusion: 'failure' }] })],
    };
    const alone = await runJob([{ when: 'job-end' }], { github }, 'failure');
    expect(titles(alone.job)).toEqual([
      '[PRODUCTION] Job migrate failed in acme/shop (migrate.yml): step "Smoke"; whether the migration ran is not known',
    ]);
    const job = await startJob({ github });
    await job.uses({ when: 'job-end', log: 'migrate.log' });
    job.write('migrate.log', APPLIED);
    job.status = 'failure';
    await job.end();
    expect(titles(job)).toEqual([
      '[PRODUCTION] Migration 002_add_payment_table applied, but the job failed later in step "Smoke"',
    ]);
  });

  test('the leg of a matrix is in the title and the details', async () => {
    const { job } = await runJob([{ run: 'exit 3' }], { context: { matrix: { tenant: 'acme' } } });
    expect(titles(job)).toEqual([
      '[PRODUCTION] tenant acme: Database migration failed in acme/shop (migrate.yml, job migrate): exit code 3',
    ]);
    expect(detail(job, 'matrix')).toBe('tenant acme');
  });

  test('a step that runs out of time, and what to look at', async () => {
    const job = await startJob({ patience: 0.2 });
    const running = job.start({ run: `echo; printf '%s' '${CONTINUES}'; echo; sleep 20` });
    await printed(running, CONTINUES);
    await job.timeOut(running);
    await job.end();
    expect(titles(job)).toEqual([expect.stringMatching(/was stopped while it ran \(step timeout\)/)]);
    expect(detail(job, 'next_step')).toMatch(/sessions and locks/);
  });
});

describe('a cancel that pages nobody says what it could not know', () => {
  const job = (annotation?: string) => ({
    jobs: [sketchJob({ conclusion: 'cancelled', name: 'migrate' })],
    ...(annotation === undefined ? {} : { annotations: { 42: [sketchAnnotation(annotation)] } }),
  });

  test.each<[string, JobOptions['github'], readonly RegExp[]]>([
    ['no log', job(), [/It is not known whether a migration was running: the input log is empty\.$/]],
    [
      'nor checks: read',
      { ...job(), permissions: { checks: 'none' } },
      [/the input log is empty.*nor whether it was a timeout or a lost runner/],
    ],
  ])('%s', async (_, github, notes) => {
    const played = await runJob([{ status: 'cancelled' }], { github: github ?? {} });
    expect(played.job.told().events).toEqual([]);
    expect(played.notes).toEqual(notes.map(note => expect.stringMatching(note)));
  });

  test('a job that no runner took did not start', async () => {
    const words = 'The job was not acquired by Runner of type hosted even after multiple attempts';
    const played = await runJob([{ status: '{"migrate":{"result":"cancelled"}}' }], {
      github: job(words),
      context: { checkRunId: '43' },
    });
    expect(titles(played.job)).toEqual([
      `[PRODUCTION] Database migration did not start in acme/shop (migrate.yml): ${words}`,
    ]);
    expect(detail(played.job, 'database_state')).toBe('unchanged');
  });
});
