import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type JobContext, runMain, runPost, type Stage, type Step } from '../../demo/runner.ts';
import { type FaultScript, type Incident, type RecordedRequest, startEmulator } from '../../emulator/emulator.ts';
import { type GithubApiOptions, startGithubApi } from '../../emulator/github-api.ts';
import { sketchJob } from '../../emulator/github-jobs.ts';
import { impersonate, startProxy } from './proxy.ts';

/** A routing key, and a second one, of the right shape. */
export const KEY = '0123456789abcdef0123456789abcdef';
export const OTHER_KEY = 'fedcba9876543210fedcba9876543210';
export const REPOSITORY = 'acme/shop';

/** A step of the action in a job: what differs from a failed job on the main branch of acme/shop. */
export interface Scene {
  /** Beside `environment: production`, the routing key and the emulator's `api-url`. */
  readonly with?: Readonly<Record<string, string>>;
  readonly job?: Partial<JobContext>;
  /** Undefined leaves a variable out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly event?: unknown;
  /** Files of the workspace by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What GitHub's REST API knows, beside the failed job. */
  readonly github?: GithubApiOptions;
  /** What PagerDuty does to the next requests. */
  readonly faults?: FaultScript | readonly FaultScript[];
  /** PagerDuty is well again when the post step begins, and knows of nothing that went before. */
  readonly recovers?: boolean;
  /** False: the runner does not come to the post step. */
  readonly post?: boolean;
  /** PagerDuty is reached at its own host, through a proxy, and `api-url` is not given. */
  readonly proxy?: boolean;
}

/** What one stage did, and what it asked of whom. */
export interface Act extends Stage {
  readonly name: 'main' | 'post';
  readonly github: readonly RecordedRequest[];
  readonly pagerduty: readonly RecordedRequest[];
}

/** Everything that can be seen of a scenario from outside. */
export interface Transcript {
  readonly acts: readonly Act[];
  readonly incidents: readonly Incident[];
  /** The hosts that the proxy was asked for. */
  readonly hosts: readonly string[];
  /** What differs from run to run, and what stands for it. */
  readonly volatile: readonly (readonly [text: string, name: string])[];
}

/** The failed job as GitHub shows it while it still runs. */
const FAILED_JOB = sketchJob({
  conclusion: null,
  steps: [{ name: 'Check out' }, { name: 'Migrate the database', conclusion: 'failure' }],
});

/** Plays scenes one after the other against one PagerDuty: the shipped bundle, run as GitHub's runner does, post step included. */
export async function play(scenes: readonly Scene[]): Promise<Transcript> {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  const tls = scenes.some(scene => scene.proxy === true) ? await impersonate() : undefined;
  const pagerduty = await startEmulator(tls === undefined ? {} : { tls });
  const proxy = tls === undefined ? undefined : await startProxy(pagerduty.url);
  writeFileSync(join(folder, 'trusted.pem'), tls?.cert ?? '');
  const acts: Act[] = [];
  const volatile: [string, string][] = [
    [new URL(pagerduty.url).host, 'pagerduty.test'],
    [join(folder, 'workspace'), '/home/runner/work/shop/shop'],
    [folder, '/home/runner/work/_temp'],
  ];
  try {
    for (const scene of scenes) {
      const github = await startGithubApi({ jobs: [FAILED_JOB], ...scene.github });
      volatile.push([new URL(github.url).host, 'github.test']);
      for (const fault of [scene.faults ?? []].flat()) pagerduty.fault(fault);
      const step = stepOf(scene, {
        folder,
        apiUrl: scene.proxy === true ? '' : pagerduty.url,
        githubUrl: github.url,
        network: { HTTPS_PROXY: proxy?.url, NODE_EXTRA_CA_CERTS: join(folder, 'trusted.pem') },
      });
      const seen = { github: 0, pagerduty: pagerduty.requests.length };
      const record = (name: Act['name'], stage: Stage): Act => {
        const asked = {
          github: github.requests.slice(seen.github),
          pagerduty: pagerduty.requests.slice(seen.pagerduty),
        };
        seen.github = github.requests.length;
        seen.pagerduty = pagerduty.requests.length;
        return { name, ...stage, ...asked };
      };
      const main = await runMain(step);
      acts.push(record('main', main));
      if (scene.recovers === true) {
        pagerduty.reset();
        seen.pagerduty = 0;
      }
      const post = scene.post === false ? undefined : await runPost(step, main);
      if (post !== undefined) acts.push(record('post', post));
      await github.close();
    }
    return { acts, incidents: pagerduty.incidents(), hosts: proxy?.hosts ?? [], volatile };
  } finally {
    await proxy?.close();
    await pagerduty.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly apiUrl: string;
  readonly githubUrl: string;
  readonly network: Step['environment'];
}

function stepOf(scene: Scene, { folder, apiUrl, githubUrl, network }: Place): Step {
  const workspace = join(folder, 'workspace');
  const attempt = scene.environment?.GITHUB_RUN_ATTEMPT ?? '1';
  mkdirSync(workspace, { recursive: true });
  const step: Step = {
    with: { environment: 'production', 'routing-key': KEY, 'api-url': apiUrl, ...scene.with },
    job: {
      status: 'failure',
      checkRunId: '42',
      matrix: null,
      token: 'token-of-the-job',
      ...scene.job,
    },
    environment: {
      GITHUB_ACTOR: 'mona',
      GITHUB_API_URL: githubUrl,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_JOB: 'migrate',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ATTEMPT: attempt,
      GITHUB_RUN_ID: '4711',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
      GITHUB_TRIGGERING_ACTOR: 'mona',
      GITHUB_WORKFLOW: 'Migrate',
      GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/migrate.yml@refs/heads/main`,
      ...(scene.proxy === true ? network : {}),
      ...scene.environment,
    },
    event: scene.event ?? { repository: { full_name: REPOSITORY, private: true } },
    workspace,
    // The runner empties it between jobs, and so between attempts.
    temp: join(folder, `attempt-${attempt}`),
  };
  for (const [path, content] of Object.entries(scene.files ?? {})) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  return step;
}
