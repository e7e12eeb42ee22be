import { connect, type GitHubAccess } from './client.ts';
import { splitLeg } from './job-names.ts';

/** Which work is asked for. */
export interface JobQuery extends GitHubAccess {
  readonly runId: string;
  readonly attempt: number;
  /** The job's REST id; empty: all jobs of the attempt. */
  readonly jobId: string;
  /** Where the REST id is not known: the job's id in the workflow; empty: all jobs of the attempt. */
  readonly jobName: string;
  /** The runner that this job runs on, which tells it from other legs of its matrix; empty when unknown. */
  readonly runnerName: string;
  /** A job that is not to be counted: the one that asks. */
  readonly exceptJobId: string;
  /** Ids, in the workflow, of the jobs that decided for the worse; empty: any. */
  readonly decisive: readonly string[];
  /** Ids, in the workflow, of the jobs that may fail. */
  readonly allowed: readonly string[];
}

/** A step of a job, as the API gives it, as far as it is used. */
export interface Step {
  readonly name: string;
  readonly number: number;
  readonly conclusion: string | null;
  readonly started_at?: string | null | undefined;
  readonly completed_at?: string | null | undefined;
}

/** A job as the API gives it, as far as it is used. https://docs.github.com/rest/actions/workflow-jobs */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
  readonly html_url: string | null;
  readonly started_at: string;
  readonly completed_at: string | null;
  readonly runner_name: string | null;
  readonly steps?: readonly Step[] | undefined;
}

/** The jobs that a query is about, those of a large run page by page. Rejects when GitHub can't or won't say. */
export async function listJobs(query: JobQuery, signal: AbortSignal): Promise<readonly Job[]> {
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
  if (query.jobName === '') return jobs.filter(job => String(job.id) !== query.exceptJobId);
  return narrow(jobs, [
    job => splitLeg(job.name).base === query.jobName,
    job => job.conclusion === null,
    job => job.runner_name === query.runnerName,
  ]);
}

// The first condition has to hold; each later one counts as long as it leaves something.
function narrow(jobs: readonly Job[], [first, ...rest]: readonly ((job: Job) => boolean)[]): readonly Job[] {
  return rest.reduce<readonly Job[]>(
    (left, holds) => (left.some(holds) ? left.filter(holds) : left),
    first === undefined ? jobs : jobs.filter(first),
  );
}

/** What the annotations of a job's failures say. Rejects as above, as without the permission `checks: read`. */
export async function readFailureMessages(job: Job, query: JobQuery, signal: AbortSignal): Promise<string[]> {
  const { octokit, owner, repo } = await connect(query, signal);
  const { data } = await octokit.rest.checks.listAnnotations({ owner, repo, check_run_id: job.id, per_page: 50 });
  return data
    .filter(annotation => annotation.annotation_level === 'failure')
    .map(annotation => annotation.message ?? '');
}

/** Whether a query is about one job, and not about all jobs of the attempt. */
export function isOneJob({ jobId, jobName }: JobQuery): boolean {
  return jobId !== '' || jobName !== '';
}
