import { describe, expect, test } from '@jest/globals';
import type { GithubApiOptions } from '../../emulator/github-api.ts';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { type Inputs, type Job, startJob } from './job.ts';
import { annotations } from './said.ts';

const CASE = 'confiture-acme/shop-migrate.yml-production';
const RUN_URL = 'https://github.com/acme/shop/actions/runs/8001';

/** What GitHub sends with `workflow_run`, as far as it bears on the action: https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run */
function workflowRun(fields: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    action: 'completed',
    repository: { full_name: 'acme/shop', private: true },
    workflow_run: {
      id: 8001,
      name: 'Migrate',
      path: '.github/workflows/migrate.yml',
      run_number: 7,
      run_attempt: 2,
      event: 'push',
      status: 'completed',
      conclusion: 'failure',
      workflow_id: 3,
      html_url: RUN_URL,
      head_branch: 'main',
      head_sha: '1111111111111111111111111111111111111111',
      actor: { login: 'hubot' },
      triggering_actor: { login: 'octocat' },
      head_repository: { full_name: 'acme/shop' },
      ...fields,
    },
  };
}

const OWN = {
  GITHUB_EVENT_NAME: 'workflow_run',
  GITHUB_JOB: 'page',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/listener.yml@refs/heads/main',
};

async function listen(
  event: unknown,
  inputs: Inputs = {},
  github: GithubApiOptions = {},
): Promise<{ job: Job; outputs: Readonly<Record<string, string>>; notes: string[] }> {
  const job = await startJob({ environment: OWN, event, github, context: { checkRunId: '99' } });
  const main = await job.uses({ when: 'run-completed', ...inputs });
  return { job, outputs: main.outputs, notes: annotations(main) };
}

describe('the conclusion of the run is the status', () => {
  test.each([
    { conclusion: 'success', action: 'resolve' },
    { conclusion: 'failure', action: 'trigger' },
    { conclusion: 'timed_out', action: 'trigger' },
    { conclusion: 'startup_failure', action: 'trigger' },
    { conclusion: 'cancelled', action: 'none' },
    { conclusion: 'action_required', action: 'none' },
    { conclusion: 'skipped', action: 'none' },
    { conclusion: 'neutral', action: 'none' },
    { conclusion: 'stale', action: 'none' },
  ])('$conclusion: $action', async ({ conclusion, action }) => {
    const { job, outputs, notes } = await listen(workflowRun({ conclusion }));
    expect({ action: outputs.action, key: outputs['dedup-key'] }).toEqual({ action, key: CASE });
    const silentCancel = expect.stringMatching(
      /^warning: The run was cancelled, and PagerDuty is not told\. It is not known/,
    );
    const unread = 'notice: The page does not say which step failed, nor what it printed: GitHub did not answer that. ';
    const expected: Readonly<Record<string, unknown[]>> = {
      cancelled: [silentCancel],
      failure: [expect.stringContaining(unread)],
      timed_out: [expect.stringContaining(unread)],
    };
    expect(notes).toEqual(expected[conclusion] ?? []);
    expect(job.told().events).toEqual(action === 'none' ? [] : [`${action} 202`]);
  });

  test.each([{ status: 'success' }, { 'event-action': 'trigger' }])(
    'the input status does not count, event-action does: %o',
    async inputs => {
      const { outputs } = await listen(workflowRun({ conclusion: 'skipped' }), inputs);
      expect(outputs.action).toBe('status' in inputs ? 'none' : 'trigger');
    },
  );
});

test("run, attempt, workflow, branch, commit, actor and links are the run's that was listened to", async () => {
  const { job } = await listen(workflowRun());
  expect(job.pagerduty.requests[0]?.body).toMatchObject({
    dedup_key: CASE,
    client_url: `${RUN_URL}/attempts/2`,
    links: [
      { text: 'Workflow run', href: `${RUN_URL}/attempts/2` },
      { text: 'Commit', href: `https://github.com/acme/shop/commit/${'1'.repeat(40)}` },
    ],
    payload: {
      summary: '[PRODUCTION] Workflow migrate.yml failed in acme/shop: whether the migration ran is not known',
      custom_details: {
        repository: 'acme/shop',
        workflow: 'migrate.yml',
        ref: 'main',
        commit: '1'.repeat(40),
        actor: 'octocat',
        attempt: 2,
      },
    },
  });
  expect(job.pagerduty.requests[0]?.body).not.toHaveProperty('payload.custom_details.job');
});

test('a run without path and attempt, as old servers send it, is named by what there is', async () => {
  const { job, outputs } = await listen(
    workflowRun({ path: undefined, run_attempt: undefined, head_branch: null, triggering_actor: null }),
  );
  expect(outputs['dedup-key']).toBe('confiture-acme/shop-Migrate-production');
  expect(job.pagerduty.requests[0]?.body).toMatchObject({
    client_url: RUN_URL,
    payload: { custom_details: { actor: 'hubot' } },
  });
});

describe('runs that neither break nor mend an environment are left alone', () => {
  test.each([
    { what: 'a pull request', fields: { event: 'pull_request' } },
    { what: 'a pull request with secrets', fields: { event: 'pull_request_target' } },
    { what: 'a fork', fields: { head_repository: { full_name: 'mallory/shop' } } },
    { what: 'a fork that is gone', fields: { head_repository: null } },
  ])('$what', async ({ fields }) => {
    for (const conclusion of ['failure', 'success', 'cancelled']) {
      const { job, outputs } = await listen(workflowRun({ ...fields, conclusion }));
      expect({ action: outputs.action, events: job.told().events, asked: job.github.requests.length }).toEqual({
        action: 'none',
        events: [],
        asked: 0,
      });
    }
  });
});

describe('what GitHub knows of the run', () => {
  test('the failed job and step are named and linked; the listener is on another run', async () => {
    const jobs = [
      sketchJob({ id: 99, run_id: 4711, name: 'page', conclusion: null }),
      sketchJob({ id: 5, run_id: 8001, run_attempt: 1, name: 'old', conclusion: 'failure' }),
      sketchJob({ id: 6, run_id: 8001, run_attempt: 2, name: 'build' }),
      sketchJob({
        id: 7,
        run_id: 8001,
        run_attempt: 2,
        name: 'migrate',
        conclusion: 'failure',
        steps: [{}, { name: 'Migrate', conclusion: 'failure' }],
      }),
    ];
    const { job } = await listen(
      workflowRun(),
      {},
      { jobs, annotations: { 7: [sketchAnnotation('relation "userz" does not exist')] } },
    );
    expect(job.pagerduty.requests[0]?.body).toMatchObject({
      links: [
        { text: 'Failed step', href: `${RUN_URL}/job/7#step:2:1` },
        { text: 'Workflow run', href: `${RUN_URL}/attempts/2` },
        { text: 'Commit', href: `https://github.com/acme/shop/commit/${'1'.repeat(40)}` },
      ],
      payload: {
        summary:
          '[PRODUCTION] Job migrate failed in acme/shop (migrate.yml): step "Migrate"; relation "userz" does not exist; whether the migration ran is not known',
        custom_details: { failed_jobs: 'migrate', failed_step: 'Migrate' },
      },
    });
  });

  test.each([
    'The job has exceeded the maximum execution time of 30m0s',
    'The self-hosted runner: builder-7 lost communication with the server.',
    'The runner has received a shutdown signal. This can happen when the runner service is stopped, or a manually started runner is canceled.',
  ])('a cancel that was none: %s', async message => {
    const jobs = [sketchJob({ id: 7, run_id: 8001, run_attempt: 2, conclusion: 'cancelled' })];
    const { job, outputs } = await listen(
      workflowRun({ conclusion: 'cancelled' }),
      {},
      { jobs, annotations: { 7: [sketchAnnotation(message)] } },
    );
    expect({ action: outputs.action, reason: outputs.reason }).toEqual({
      action: 'trigger',
      reason: 'the job failed, and whether the migration ran is not known (status timed_out)',
    });
    expect(job.pagerduty.incidents()[0]?.summary).toBe(
      `[PRODUCTION] Job migrate failed in acme/shop (migrate.yml): ${message.replace(/\.$/, '')}; whether the migration ran is not known`,
    );
  });
});

describe('where there is nothing to listen to', () => {
  test.each([
    { what: 'another event', event: { repository: { full_name: 'acme/shop' } } },
    { what: 'no event at all', event: 'nothing' },
    { what: 'a run that has only begun', event: workflowRun({ status: 'in_progress', conclusion: null }) },
  ])('$what: an error says so, and nothing is sent', async ({ event }) => {
    const { job, outputs, notes } = await listen(event);
    expect({ action: outputs.action, events: job.told().events, notes }).toEqual({
      action: 'none',
      events: [],
      notes: [
        expect.stringMatching(
          /^error: when: expected run-completed only in a workflow that is started by "on: workflow_run" with "types: \[completed\]"; got [^\n%]*so nothing is sent\.$/,
        ),
      ],
    });
  });
});

test("files of the listener's own job say nothing about the other run", async () => {
  const job = await startJob({ environment: OWN, event: workflowRun({ conclusion: 'success' }) });
  job.write('migrate.log', '📦 Found 1 pending migration(s)\n⚡ Applying 002_add_payment_table... ❌\n');
  const main = await job.uses({ when: 'run-completed', log: 'migrate.log', report: 'migrate.log' });
  expect(main.outputs.action).toBe('resolve');
});

test('without when: run-completed a job that was started by workflow_run reports its own status and run', async () => {
  const job = await startJob({
    environment: { ...OWN, GITHUB_JOB: 'migrate' },
    event: workflowRun({ conclusion: 'success' }),
  });
  const main = await job.uses({ status: 'failure' });
  expect({ action: main.outputs.action, key: main.outputs['dedup-key'] }).toEqual({
    action: 'trigger',
    key: 'confiture-acme/shop-listener.yml-migrate-production',
  });
  expect(job.pagerduty.requests[0]?.body).toHaveProperty(
    'client_url',
    'https://github.com/acme/shop/actions/runs/4711/attempts/1',
  );
});
