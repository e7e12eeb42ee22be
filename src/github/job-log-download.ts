import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import { isLoopback } from '../inputs/destination.ts';
import { connect, type GitHubAccess } from './client.ts';
import { cutJobLog, type LogSpan } from './job-log-part.ts';

/** A part of a job's log: that of its failed step, or all of it. */
export interface LogPart extends LogSpan {
  readonly jobId: number;
  /** The job's name; raw. */
  readonly job: string;
}

/** What a job printed. Raw. */
export interface JobLog {
  readonly job: string;
  readonly text: string;
}

/** Fetches parts of jobs' logs, in the order given; those that there are and that come in time. Never throws. */
export type FetchJobLogs = (access: GitHubAccess, parts: readonly LogPart[]) => Promise<readonly JobLog[]>;

/** What fetching needs of the world. */
export interface LogPorts {
  readonly send: Send;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** Milliseconds that all logs together may take. */
const LOGS_BUDGET_MS = 15_000;
/** Logs that are read of a run. */
export const MOST_LOGS = 5;
/** The log of a job that has just ended may not be there yet. */
const RETRY_AFTER_MS = 2_000;
/** Which tool ran stands at the head, how it ended at the tail. */
const HEAD_BYTES = 1_048_576;
const TAIL_BYTES = 8 * 1_048_576;
const MOST_REDIRECTS = 3;

/** {@link FetchJobLogs} over `ports`: at most five logs within 15 s, of each the first 1 MB and the last 8 MB. */
export function createFetchJobLogs(ports: LogPorts): FetchJobLogs {
  return async (access, parts) => {
    const deadline = ports.clock.now() + LOGS_BUDGET_MS;
    const fetching = parts.slice(0, MOST_LOGS).map(async ({ jobId, job, ...span }) => {
      const log = await fetchLog({ access, jobId, deadline }, ports).catch(() => undefined);
      const text = log === undefined ? '' : cutJobLog(log, span);
      return text.trim() === '' ? [] : [{ job, text }];
    });
    return (await Promise.all(fetching)).flat();
  };
}

interface LogRequest {
  readonly access: GitHubAccess;
  readonly jobId: number;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

async function fetchLog(request: LogRequest, ports: LogPorts): Promise<string | undefined> {
  const first = await tryLog(request, ports);
  if (typeof first === 'string' || first !== 404) return typeof first === 'string' ? first : undefined;
  if (request.deadline - ports.clock.now() <= RETRY_AFTER_MS) return undefined;
  await ports.clock.sleep(RETRY_AFTER_MS);
  const second = await tryLog(request, ports);
  return typeof second === 'string' ? second : undefined;
}

/** The log, or the status that stands for it. Throws when GitHub can't be reached. */
async function tryLog({ access, jobId, deadline }: LogRequest, { send, clock }: LogPorts): Promise<string | number> {
  const left = (): number => Math.max(1, deadline - clock.now());
  let url = await locateLog(access, jobId, AbortSignal.timeout(left()));
  for (let redirects = 0; typeof url === 'string' && redirects < MOST_REDIRECTS; redirects += 1) {
    if (!isSafe(url)) return 0;
    // Without the token: the link speaks for itself, and leads to another host.
    const limits = { mostBytes: HEAD_BYTES, tailBytes: TAIL_BYTES, timeoutMs: left() };
    const answer = await send({ method: 'GET', url, headers: {}, ...limits });
    if ('failure' in answer) return 0;
    if (answer.status === 200) return answer.body;
    const location = answer.header('location') ?? '';
    if (answer.status < 300 || answer.status > 399 || !URL.canParse(location, url)) return answer.status;
    url = new URL(location, url).href;
  }
  return typeof url === 'string' ? 0 : url;
}

/**
 * The address of a job's log, which is good for a minute, or the status without one.
 * https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
 * Octokit would follow it and hold the log in memory several times.
 */
async function locateLog(access: GitHubAccess, jobId: number, signal: AbortSignal): Promise<string | number> {
  try {
    const { octokit, owner, repo } = await connect(access, signal);
    const { headers } = await octokit.rest.actions.downloadJobLogsForWorkflowRun({
      owner,
      repo,
      job_id: jobId,
      request: { redirect: 'manual' },
    });
    return headers.location ?? 0;
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 0;
    return typeof status === 'number' ? status : 0;
  }
}

/** Whether nobody on the way can read along: https, or this machine. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
