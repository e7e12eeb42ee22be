import { connect, type GitHubAccess } from './github-client.ts';

/** What GitHub's REST API says of the work that failed. Texts are raw. */
export interface FailedWork {
  /** The failed step's name; empty when unknown. */
  readonly step: string;
  /** The failed step in the log, else the failed job; empty when unknown. */
  readonly url: string;
  /** Names of the failed jobs; legs of a matrix together, e.g. `migrate (shard-3, shard-7 of 12)`. */
  readonly jobs: readonly string[];
  readonly durationMs?: number;
  /** The message of the failure's annotation; empty when there is none or `checks: read` is missing. */
  readonly message: string;
}

/** Which work is asked for. */
export interface JobQuery extends GitHubAccess {
  readonly runId: string;
  readonly attempt: number;
  /** The job's REST id; empty: all jobs of the attempt. */
  readonly jobId: string;
  /** Where the REST id is not known: the job's id in the workflow; empty: all jobs of the attempt. */
  readonly jobName: string;
  /** A job that is not to be counted: the one that asks. */
  readonly exceptJobId: string;
}

/** Finds the failed job and step. Undefined when GitHub can't or won't say in time. Never throws. */
export type FindFailedWork = (query: JobQuery) => Promise<FailedWork | undefined>;
/** Whether a cancelled job was in truth timed out or lost its runner: only its annotations tell. Never throws. */
export type FindCutOff = (query: JobQuery) => Promise<string | undefined>;

/** Milliseconds that GitHub may take: a page does not wait longer for an ornament. */
export const GITHUB_BUDGET_MS = 2_000;
const MOST_JOBS_ANNOTATED = 3;

interface Step {
  readonly name: string;
  readonly number: number;
  readonly conclusion: string | null;
  readonly started_at?: string | null | undefined;
  readonly completed_at?: string | null | undefined;
}

/** A job as the API gives it, as far as it is used. https://docs.github.com/rest/actions/workflow-jobs */
interface Job {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
  readonly html_url: string | null;
  readonly steps?: readonly Step[] | undefined;
}

export const findFailedWork: FindFailedWork = query =>
  within(GITHUB_BUDGET_MS, async signal => {
    const jobs = await listJobs(query, signal);
    // The job that asks is still running: its failed step is known, its own conclusion is not.
    const failed = jobs.filter(job => hasFailed(job.conclusion) || (isOneJob(query) && failedStep(job) !== undefined));
    const first = failed[0];
    if (first === undefined) return undefined;
    const step = failedStep(first);
    const messages = await annotationsOf(query, failed.slice(0, 1), signal).catch(() => []);
    return {
      step: step?.name ?? '',
      url: linkTo(first, step),
      jobs: isOneJob(query) ? [] : nameJobs(failed, jobs),
      message: messages.find(message => !/^Process completed with exit code/.test(message)) ?? '',
      ...durationOf(step),
    };
  });

export const findCutOff: FindCutOff = query =>
  within(GITHUB_BUDGET_MS, async signal => {
    const jobs = await listJobs(query, signal);
    const ended = jobs.filter(job => job.conclusion !== 'success' && job.conclusion !== 'skipped');
    const messages = await annotationsOf(query, ended.slice(0, MOST_JOBS_ANNOTATED), signal);
    return messages.find(message => CUT_OFF.test(message));
  });

// The runner's and the server's own words: "has exceeded the maximum execution time of 1h0m0s", "lost communication with the server".
const CUT_OFF = /exceeded the maximum execution time|lost communication with the server|received a shutdown signal/i;

async function listJobs(query: JobQuery, signal: AbortSignal): Promise<readonly Job[]> {
  const { octokit, owner, repo } = await connect(query, signal);
  if (query.jobId !== '') {
    const { data } = await octokit.rest.actions.getJobForWorkflowRun({ owner, repo, job_id: Number(query.jobId) });
    return [data];
  }
  const jobs: readonly Job[] = await octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
    owner,
    repo,
    run_id: Number(query.runId),
    attempt_number: query.attempt,
    per_page: 100,
  });
  return jobs.filter(job =>
    query.jobName === '' ? String(job.id) !== query.exceptJobId : splitLeg(job.name).base === query.jobName,
  );
}

async function annotationsOf(query: JobQuery, jobs: readonly Job[], signal: AbortSignal): Promise<string[]> {
  const { octokit, owner, repo } = await connect(query, signal);
  const pages = await Promise.all(
    jobs.map(job => octokit.rest.checks.listAnnotations({ owner, repo, check_run_id: job.id, per_page: 50 })),
  );
  return pages
    .flatMap(page => page.data)
    .filter(annotation => annotation.annotation_level === 'failure')
    .map(annotation => annotation.message ?? '');
}

async function within<T>(budgetMs: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  try {
    return await ask(AbortSignal.timeout(budgetMs));
  } catch {
    return undefined;
  }
}

function isOneJob({ jobId, jobName }: JobQuery): boolean {
  return jobId !== '' || jobName !== '';
}

function hasFailed(conclusion: string | null): boolean {
  return conclusion === 'failure' || conclusion === 'timed_out';
}

function failedStep(job: Job): Step | undefined {
  return job.steps?.find(step => hasFailed(step.conclusion));
}

// The anchor of a step is not documented, but it is what GitHub's own pages link to.
function linkTo(job: Job, step: Step | undefined): string {
  const url = job.html_url ?? '';
  return url === '' || step === undefined ? url : `${url}#step:${step.number}:1`;
}

function durationOf(step: Step | undefined): { durationMs?: number } {
  const durationMs = Date.parse(step?.completed_at ?? '') - Date.parse(step?.started_at ?? '');
  return Number.isNaN(durationMs) ? {} : { durationMs };
}

/** `migrate (shard-3)` and `migrate (shard-7)` of twelve become `migrate (shard-3, shard-7 of 12)`. */
function nameJobs(failed: readonly Job[], all: readonly Job[]): string[] {
  const groups = Map.groupBy(failed, job => splitLeg(job.name).base);
  return [...groups].map(([base, jobs]) => {
    const legs = jobs.map(job => splitLeg(job.name).leg).filter(leg => leg !== '');
    const total = all.filter(job => splitLeg(job.name).base === base).length;
    return legs.length === 0 ? base : `${base} (${legs.join(', ')} of ${total})`;
  });
}

function splitLeg(name: string): { base: string; leg: string } {
  const match = /^(.*?) \((.*)\)$/.exec(name);
  return { base: match?.[1] ?? name, leg: match?.[2] ?? '' };
}
