import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobContext, runPost, type Stage, type Step, startMain } from '../demo/runner.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';

/** A routing key of the right shape, and a token: neither may ever be seen. */
export const KEY = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';
/** A second channel's address, whose path is its secret. */
export const WEBHOOK = 'https://hooks.chat.example/services/T000/B000/webhooksecret0123456789';
/** The dedup key of a step on a bench that names no migration. */
export const DEDUP_KEY = 'confiture-acme/shop-migrate.yml-migrate-production';

/** What stands under `with:`, beside the environment, the routing key and the emulator's `api-url`. */
export type Inputs = Readonly<Record<string, string>>;
/** The job as far as a stage sees it. */
export interface Surroundings {
  readonly status?: JobContext['status'];
  readonly environment?: Step['environment'];
  readonly event?: unknown;
}

/** The shipped bundle as GitHub's runner runs it in the job `migrate` of acme/shop, with folders of its own. */
export interface Job {
  readonly folder: string;
  main(inputs: Inputs, surroundings?: Surroundings): Promise<Stage>;
  /** Starts main, for those who do not wait for its end. */
  start(inputs: Inputs, surroundings?: Surroundings): ReturnType<typeof startMain>;
  /** Runs the post step with what main left. */
  post(main: Pick<Stage, 'state'>, inputs: Inputs, surroundings?: Surroundings): Promise<Stage>;
  /** Names of the events that wait to be sent. */
  waiting(): string[];
  /** Where any of the secrets can be seen: names of texts and files. */
  leaks(stages: readonly Stage[], secrets?: readonly string[]): string[];
  close(): Promise<void>;
}

/** A job, and a PagerDuty of its own. */
export interface Bench extends Job {
  readonly pagerduty: Emulator;
  /** Opens the incident of {@link DEDUP_KEY}, as an earlier run would have. */
  openIncident(): Promise<void>;
  /** Status of every incident, oldest first. */
  incidents(): string[];
}

/** Opens a bench; whoever opens it closes it. */
export async function openBench(options: EmulatorOptions = {}): Promise<Bench> {
  const pagerduty = await startEmulator(options);
  const job = openJob(pagerduty.url);
  return {
    ...job,
    pagerduty,
    async openIncident() {
      const payload = { summary: 'Failed before', source: 'acme/shop', severity: 'critical' };
      const event = { routing_key: KEY, event_action: 'trigger', dedup_key: DEDUP_KEY, payload };
      const answer = await fetch(`${pagerduty.url}/v2/enqueue`, { method: 'POST', body: JSON.stringify(event) });
      if (answer.status !== 202) throw new Error(`the emulator answered ${answer.status}`);
    },
    incidents: () => pagerduty.incidents().map(incident => incident.status),
    async close() {
      await pagerduty.close();
      await job.close();
    },
  };
}

/** Opens a job whose PagerDuty is at `apiUrl`; whoever opens it closes it. */
export function openJob(apiUrl: string): Job {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const [workspace, temp] = [join(folder, 'workspace'), join(folder, 'temp')];
  for (const each of [workspace, temp]) mkdirSync(each);
  const stepOf = (inputs: Inputs, { status = 'failure', environment, event }: Surroundings = {}): Step => ({
    with: { environment: 'production', 'routing-key': KEY, 'api-url': apiUrl, 'github-token': '', ...inputs },
    job: { status, checkRunId: '42', matrix: null, token: TOKEN },
    environment: { ...VARIABLES, ...environment },
    event: event ?? { repository: { full_name: 'acme/shop', private: true } },
    workspace,
    temp,
    longestMs: 240_000,
  });
  const start: Job['start'] = (inputs, surroundings) => startMain(stepOf(inputs, surroundings));
  return {
    folder,
    start,
    main: (inputs, surroundings) => start(inputs, surroundings).ended,
    async post(main, inputs, surroundings) {
      const stage = await runPost(stepOf(inputs, surroundings), main);
      if (stage === undefined) throw new Error('action.yml: expected a post step');
      return stage;
    },
    waiting: () => filesBelow(temp).filter(name => /undelivered-[^/]*\.json$/.test(name)),
    leaks(stages, secrets = [KEY, TOKEN]) {
      const seen = [...stages.flatMap(textsOf), ...filesBelow(folder).map(name => [name, readFileSync(name, 'utf8')])];
      return seen
        .filter(([, text = '']) => secrets.some(secret => text.includes(secret)))
        .map(([name = '']) => name.replace(`${folder}/`, ''));
    },
    async close() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The log as the runner keeps it: the lines that name the masks are commands, and never printed. */
export function withoutMasks({ stdout, stderr }: Pick<Stage, 'stdout' | 'stderr'>): string {
  return stdout.replace(/^::add-mask::.*$/gm, '') + stderr;
}

/** The levels of the annotations of a stage, in order. */
export function annotationsOf({ stdout }: Pick<Stage, 'stdout'>): string[] {
  return [...stdout.matchAll(/^::(error|warning|notice) /gm)].map(([, level]) => level ?? '');
}

/** Runs `tasks`, at most `width` at a time, and gives what they gave, in order. Rejects as soon as one does. */
export async function inPool<T>(width: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < tasks.length; index = next++) {
      const result = await tasks[index]?.();
      if (result !== undefined) results[index] = result;
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}

function textsOf(stage: Stage): [name: string, text: string][] {
  const named = (group: string, texts: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(texts).map(([name, text]) => [`${group} ${name}`, text]);
  return [
    ['log', withoutMasks(stage)],
    ['summary', stage.summary],
    ...named('output', stage.outputs),
    ...named('state', stage.state),
  ];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

const VARIABLES: Step['environment'] = {
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
