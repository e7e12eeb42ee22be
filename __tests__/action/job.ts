import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach } from '@jest/globals';
import { type JobContext, type RunningStage, runPost, type Stage, type Step, startMain } from '../../demo/runner.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../emulator/github-api.ts';

export const KEY = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';

/** What differs from the job `migrate` of a push to the main branch of acme/shop, run 4711. */
export interface JobOptions {
  /** Undefined leaves a variable out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly event?: unknown;
  readonly context?: Partial<Omit<JobContext, 'status'>>;
  /** What GitHub's REST API knows. */
  readonly github?: GithubApiOptions;
  /** Another job's PagerDuty, where both are to meet. */
  readonly pagerduty?: Emulator;
  /** How much of the runner's patience there is between its signals; default 1: all of it. */
  readonly patience?: number;
}

/**
 * A job as GitHub's runner runs it, as far as steps that use the action are concerned: they register their post step before main starts, a failed
 * main fails the job, and the post steps run last of all, the last registered first, their inputs evaluated anew.
 */
export interface Job {
  readonly pagerduty: Emulator;
  readonly github: GithubApi;
  readonly workspace: string;
  readonly temp: string;
  /** As `job.status` is now. */
  status: JobContext['status'];
  /** Runs a step to its end. */
  uses(inputs: Inputs, environment?: Environment): Promise<Stage>;
  /** Starts a step; the job goes on when its `ended` does. */
  start(inputs: Inputs, environment?: Environment): RunningStage;
  /** Cancels the job while a step runs, as the runner does; gives how the step ended. */
  cancel(running: RunningStage): Promise<Stage>;
  /** Lets a step run out of its time, as the runner does. */
  timeOut(running: RunningStage): Promise<Stage>;
  /** Writes a file into the workspace, as a step of the job. */
  write(path: string, content: string): void;
  /** Runs the post steps. */
  end(): Promise<readonly Stage[]>;
  /** `action status` of every event that PagerDuty got, in order, and the incidents' keys and states. */
  told(): { readonly events: readonly string[]; readonly incidents: readonly string[] };
}

type Environment = Readonly<Record<string, string | undefined>>;
/** What stands under `with:`; a function is evaluated anew for the post step. */
export type Inputs = Readonly<Record<string, string | (() => string)>>;

/** Between the signals of the runner, in milliseconds. */
const GRACE = [
  ['SIGINT', 7_500],
  ['SIGTERM', 2_500],
] as const;

const atEnd: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const tidy of atEnd.splice(0).reverse()) await tidy();
});

/** Starts a job, which ends with the test. */
export async function startJob(options: JobOptions = {}): Promise<Job> {
  const folder = mkdtempSync(join(tmpdir(), 'job-'));
  atEnd.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const pagerduty = options.pagerduty ?? (await startEmulator());
  const github = await startGithubApi(options.github);
  atEnd.push(() => github.close());
  if (options.pagerduty === undefined) atEnd.push(() => pagerduty.close());
  const [workspace, temp] = [join(folder, 'workspace'), join(folder, 'temp')];
  for (const each of [workspace, temp]) mkdirSync(each);
  const posts: (() => Promise<Stage | undefined>)[] = [];

  const stepOf = (inputs: Inputs, environment: Environment): Step => ({
    with: {
      environment: 'production',
      'routing-key': KEY,
      'api-url': pagerduty.url,
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [name, typeof value === 'string' ? value : value()]),
      ),
    },
    job: { status: job.status, checkRunId: '42', matrix: null, token: TOKEN, ...options.context },
    environment: { ...VARIABLES, GITHUB_API_URL: github.url, ...options.environment, ...environment },
    event: options.event ?? { repository: { full_name: 'acme/shop', private: true } },
    workspace,
    temp,
  });
  const job: Job = {
    pagerduty,
    github,
    workspace,
    temp,
    status: 'success',
    start(inputs, environment = {}) {
      const running = startMain(stepOf(inputs, environment));
      const ended = running.ended.then(stage => {
        if (stage.exitCode !== 0 && job.status === 'success') job.status = 'failure';
        return stage;
      });
      posts.push(async () => runPost(stepOf(inputs, environment), await ended));
      return { ...running, ended };
    },
    uses: (inputs, environment) => job.start(inputs, environment).ended,
    cancel(running) {
      job.status = 'cancelled';
      return endStage(running, options.patience);
    },
    timeOut(running) {
      job.status = 'failure';
      return endStage(running, options.patience);
    },
    write(path, content) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), content);
    },
    async end() {
      const stages: Stage[] = [];
      for (const post of posts.splice(0).reverse()) {
        const stage = await post();
        if (stage !== undefined) stages.push(stage);
      }
      return stages;
    },
    told: () => ({
      events: pagerduty.requests.map(({ body, status }) => `${actionOf(body)} ${status}`),
      incidents: pagerduty.incidents().map(({ dedupKey, status }) => `${dedupKey} ${status}`),
    }),
  };
  return job;
}

/** Waits until a stage has printed `text`; throws when it has not within fifteen seconds. */
export async function printed(running: RunningStage, text: string): Promise<void> {
  for (let waited = 0; !running.printed().includes(text); waited += 20) {
    if (waited > 15_000) throw new Error(`expected ${JSON.stringify(text)} in what was printed:\n${running.printed()}`);
    await pause(20);
  }
}

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation: SIGINT, 7.5 s, SIGTERM, 2.5 s, then it is killed.
async function endStage(running: RunningStage, patience = 1): Promise<Stage> {
  for (const [signal, ms] of GRACE) {
    running.signal(signal);
    const ended = await Promise.race([running.ended, pause(ms * patience)]);
    if (ended !== undefined) return ended;
  }
  running.signal('SIGKILL');
  return running.ended;
}

function actionOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'event_action' in body ? String(body.event_action) : '?';
}

const VARIABLES: Environment = {
  GITHUB_ACTOR: 'mona',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_JOB: 'migrate',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '4711',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
  GITHUB_TRIGGERING_ACTOR: 'mona',
  GITHUB_WORKFLOW: 'Migrate',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
  RUNNER_NAME: 'GitHub Actions 1',
};
