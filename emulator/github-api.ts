import type { components } from '@octokit/openapi-types';
import { FaultPlan, type FaultScript } from './faults.ts';
import { answerHistory, type GithubCommit, type GithubPull } from './github-history.ts';
import { answerBlob, answerLog } from './github-logs.ts';
import { type GithubPermissions, refusal } from './github-refusals.ts';
import type { GithubRun } from './github-runs.ts';
import type { Call, Reply } from './http.ts';
import { type LoopbackOptions, listen, respond } from './loopback.ts';
import { type RecordedRequest, RequestLog } from './requests.ts';

/** A job as GitHub documents it, https://docs.github.com/rest/actions/workflow-jobs; its `id` is that of its check run, too. */
export type GithubJob = components['schemas']['job'] & { readonly id: number };
export type GithubAnnotation = components['schemas']['check-annotation'];

/** What the API knows, and what the token may see. */
export interface GithubApiOptions {
  readonly jobs?: readonly GithubJob[];
  /** Attempts of runs, newest run first, of one run the last attempt first. */
  readonly runs?: readonly GithubRun[];
  /** Annotations by the id of their job. */
  readonly annotations?: Readonly<Record<number, readonly GithubAnnotation[]>>;
  /** Logs by the id of their job; a job without has none, as while it runs and when its log has expired. An iterable is streamed. */
  readonly logs?: Readonly<Record<number, string | Iterable<string>>>;
  /** Commits by the path that they changed, newest first. */
  readonly commits?: Readonly<Record<string, readonly GithubCommit[]>>;
  /** Pull requests by the commit that they brought. */
  readonly pulls?: Readonly<Record<string, readonly GithubPull[]>>;
  /** What `permissions:` of the workflow leaves the token; default all. */
  readonly permissions?: GithubPermissions;
}

/** As much of GitHub's REST API as the action asks: runs and their attempts, the jobs of a run, the annotations and the log of a job, the commits of a path and their pull requests. */
export interface GithubApi {
  /** What `GITHUB_API_URL` is to be. */
  readonly url: string;
  /** All requests, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Makes the API know something else from here on. */
  know(options: GithubApiOptions): void;
  /** Plans misbehaviour for the next requests. */
  fault(script: FaultScript | readonly FaultScript[]): void;
  close(): Promise<void>;
}

/** Starts the API on the loopback, where it stands for api.github.com. */
export async function startGithubApi(
  options: GithubApiOptions = {},
  loopback: LoopbackOptions = {},
): Promise<GithubApi> {
  const requests = new RequestLog();
  const faults = new FaultPlan();
  let known = options;
  const { url, close } = await listen({ hosts: ['api.github.com'], ...loopback }, (call, response) =>
    respond({ requests, faults }, call, response, () => answer(known, call)),
  );
  return {
    url,
    requests: requests.all,
    know: others => {
      known = others;
    },
    fault: script => faults.add(script),
    close,
  };
}

function answer(known: GithubApiOptions, call: Call): Reply {
  const { jobs = [], annotations = {}, permissions = {} } = known;
  if (call.method !== 'GET') return refusal(404, 'Not Found');
  const blob = answerBlob(known, call);
  if (blob !== undefined) return blob;
  if (!/^(?:token|bearer) \S+$/i.test(call.headers.authorization ?? '')) return refusal(401, 'Bad credentials');
  const ofRuns = answerRuns(known, call);
  if (ofRuns !== undefined) return ofRuns;
  const ofHistory = answerHistory(known, call) ?? answerLog(known, call);
  if (ofHistory !== undefined) return ofHistory;
  const [, kind = '', id = '', attempt] =
    /^\/repos\/[^/]+\/[^/]+\/(actions\/jobs|actions\/runs|check-runs)\/(\d+)(?:\/attempts\/(\d+)\/jobs|\/annotations)?$/.exec(
      call.path,
    ) ?? [];
  const may = kind === 'check-runs' ? permissions.checks : permissions.actions;
  if (may === 'none') return refusal(403, 'Resource not accessible by integration');
  switch (kind) {
    case 'actions/runs': {
      const all = jobs.filter(job => String(job.run_id) === id && String(job.run_attempt) === attempt);
      return page(call, all, shown => ({ total_count: all.length, jobs: shown }));
    }
    case 'actions/jobs': {
      const job = jobs.find(each => String(each.id) === id);
      return job === undefined ? refusal(404, 'Not Found') : { status: 200, body: job };
    }
    case 'check-runs':
      return page(call, annotations[Number(id)] ?? [], shown => shown);
    default:
      return refusal(404, 'Not Found');
  }
}

// https://docs.github.com/rest/actions/workflow-runs: a list shows the last attempt of a run, the others are asked for one by one.
function answerRuns({ runs = [], permissions = {} }: GithubApiOptions, call: Call): Reply | undefined {
  const listed = /\/actions\/workflows\/([^/]+)\/runs$/.exec(call.path);
  const single = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(call.path);
  if (listed === null && single === null) return undefined;
  if (permissions.actions === 'none') return refusal(403, 'Resource not accessible by integration');
  if (single !== null) {
    const run = runs.find(each => String(each.id) === single[1] && String(each.run_attempt) === single[2]);
    return run === undefined ? refusal(404, 'Not Found') : { status: 200, body: run };
  }
  const own = runs.filter(each => each.path.endsWith(`/${listed?.[1]}`));
  const last = own.filter((each, index) => own.findIndex(other => other.id === each.id) === index);
  if (last.length === 0) return refusal(404, 'Not Found');
  return page(call, last, shown => ({ total_count: last.length, workflow_runs: shown }));
}

// https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
function page<T>(call: Call, all: readonly T[], show: (shown: readonly T[]) => unknown): Reply {
  const size = Math.min(Number(call.query.get('per_page') ?? 30), 100);
  const number = Number(call.query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number, rel: string): string =>
    `<${call.servername === undefined ? 'http' : 'https'}://${call.headers.host}${call.path}?per_page=${size}&page=${to}>; rel="${rel}"`;
  const headers = number < last ? { link: `${link(number + 1, 'next')}, ${link(last, 'last')}` } : {};
  return { status: 200, body: show(all.slice((number - 1) * size, number * size)), headers };
}
