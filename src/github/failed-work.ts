import { askGitHub } from './client.ts';
import type { LogPart } from './job-log-download.ts';
import { idInName, joinLegs } from './job-names.ts';
import { isOneJob, type Job, type JobQuery, listJobs, readFailureMessages, type Step } from './jobs.ts';

/** What GitHub's REST API says of the work that failed. Texts are raw. */
export interface FailedWork {
  /** The failed step's name; empty when unknown. */
  readonly step: string;
  /** The failed step in the log, else the failed job; empty when unknown. */
  readonly url: string;
  /** Names of the failed jobs; legs of a matrix together, e.g. `migrate (shard-3, shard-7 of 12)`. */
  readonly jobs: readonly string[];
  /** When the failed step began and ended. */
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  /** The message of the failure's annotation; empty when there is none or `checks: read` is missing. */
  readonly message: string;
  /** What the failed step's command ended with, where an annotation tells; absent: nobody says, or failures of several steps differ. */
  readonly exitCode?: number;
  /** Where the logs of the failed jobs show the failed step; jobs without a step that has begun are left out. */
  readonly logs: readonly LogPart[];
  /** The job never started: no runner took it. */
  readonly neverStarted?: true;
}

/** Finds the failed job and step. Undefined when GitHub can't or won't say in time. Never throws. */
export type FindFailedWork = (query: JobQuery) => Promise<FailedWork | undefined>;
export const findFailedWork: FindFailedWork = query =>
  askGitHub(async signal => {
    const jobs = await listJobs(query, signal);
    // The job that asks is still running: its failed step is known, its own conclusion is not.
    const failed = jobs.filter(job => hasFailed(job.conclusion) || (isOneJob(query) && failedStep(job) !== undefined));
    const counted = isOneJob(query) ? failed : choose(failed, query);
    const [first] = counted;
    if (first === undefined) return undefined;
    const messages = await readFailureMessages(first, query, signal).catch(() => []);
    const message = messages.find(each => !EXIT_CODE.test(each)) ?? '';
    return describeWork(first, failedStep(first), {
      message,
      ...readExitCode(messages),
      logs: counted.flatMap(job => partOf(job, failedStep(job))),
      jobs: isOneJob(query) ? [] : joinLegs(namesOf(counted), namesOf(jobs)),
      ...(counted.length === 1 && NOT_ACQUIRED.test(message) ? { neverStarted: true } : {}),
    });
  });

/** GitHub's words for a job that no runner took: nothing of it ran. */
export const NOT_ACQUIRED = /was not acquired by runner/i;

// The runner's words for the end of a script: https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/ScriptHandler.cs
const EXIT_CODE = /^Process completed with exit code (-?\d{1,10})/;

// A step that was let fail leaves such a message, too, and none says of which step it is.
function readExitCode(messages: readonly string[]): Pick<FailedWork, 'exitCode'> {
  const codes = new Set(messages.flatMap(message => EXIT_CODE.exec(message)?.[1] ?? []));
  const [code] = codes;
  return code === undefined || codes.size > 1 ? {} : { exitCode: Number(code) };
}

/** Where the log of a job shows a step; none where the step has not begun. */
export function partOf({ id, name }: Job, step: Step | undefined): LogPart[] {
  const { startedAt, endedAt } = timesOf(step);
  if (startedAt === undefined) return [];
  return [{ jobId: id, job: name, from: startedAt, ...(endedAt === undefined ? {} : { to: endedAt }) }];
}

/** Other jobs of the run may have failed too: what decided counts. A job with a name of its own can't be told by its id. */
export function choose(failed: readonly Job[], { decisive, allowed }: JobQuery): readonly Job[] {
  const counted = countedOf(failed, allowed);
  const deciding = counted.filter(job => decisive.includes(idInName(job.name)));
  return deciding.length > 0 ? deciding : counted;
}

/** Without those that may fail. */
export function countedOf(jobs: readonly Job[], allowed: readonly string[]): readonly Job[] {
  return jobs.filter(job => !allowed.includes(idInName(job.name)));
}

/** Whether a job or step failed, by its conclusion. */
export function hasFailed(conclusion: string | null): boolean {
  return conclusion === 'failure' || conclusion === 'timed_out';
}

function failedStep(job: Job): Step | undefined {
  return job.steps?.find(step => hasFailed(step.conclusion));
}

/** What is known of a job and its step. */
export function describeWork(
  job: Job,
  step: Step | undefined,
  rest: Pick<FailedWork, 'jobs' | 'message' | 'exitCode' | 'logs' | 'neverStarted'>,
): FailedWork {
  return { step: step?.name ?? '', url: linkTo(job, step), ...rest, ...timesOf(step) };
}

// The anchor of a step is not documented, but it is what GitHub's own pages link to.
function linkTo(job: Job, step: Step | undefined): string {
  const url = job.html_url ?? '';
  return url === '' || step === undefined ? url : `${url}#step:${step.number}:1`;
}

function timesOf(step: Step | undefined): Pick<FailedWork, 'startedAt' | 'endedAt'> {
  const start = Date.parse(step?.started_at ?? '');
  const end = Date.parse(step?.completed_at ?? '');
  return {
    ...(isTime(start) ? { startedAt: new Date(start) } : {}),
    ...(isTime(end) ? { endedAt: new Date(end) } : {}),
  };
}

// A server may also give the year 1 for a time that it does not know.
function isTime(ms: number): boolean {
  return ms > 0;
}

/** The names of jobs. */
export function namesOf(jobs: readonly Job[]): string[] {
  return jobs.map(job => job.name);
}
