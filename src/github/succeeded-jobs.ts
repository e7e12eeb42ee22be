import { askGitHub } from './client.ts';
import { hasFailed, namesOf } from './failed-work.ts';
import { type LogPart, MOST_LOGS } from './job-log-download.ts';
import { idInName, joinLegs } from './job-names.ts';
import { type Job, type JobQuery, listJobs } from './jobs.ts';

/** What GitHub shows of the jobs of a run that is said to be a success. */
export interface SucceededJobs {
  /** Names of the jobs that failed although `needs` calls them a success, as it does with `continue-on-error`. */
  readonly hiddenFailures: readonly string[];
  /** The logs of those that succeeded. Empty where they are too many to read all. */
  readonly logs: readonly LogPart[];
}

/**
 * Looks at the jobs that a success is of. `needed`: the ids that `needs` gives; empty: all jobs of the run. Undefined when GitHub
 * can't or won't say in time. Never throws.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontinue-on-error
 */
export type FindSucceededJobs = (query: JobQuery, needed: readonly string[]) => Promise<SucceededJobs | undefined>;

export const findSucceededJobs: FindSucceededJobs = (query, needed) =>
  askGitHub(async signal => {
    const jobs = await listJobs(query, signal);
    return { hiddenFailures: nameHiddenFailures(jobs, query, needed), logs: listLogs(jobs, needed) };
  });

function nameHiddenFailures(jobs: readonly Job[], { allowed }: JobQuery, needed: readonly string[]): string[] {
  const failed = jobs.filter(job => hasFailed(job.conclusion) && !allowed.includes(idInName(job.name)));
  const own = failed.filter(job => needed.includes(idInName(job.name)));
  return joinLegs(namesOf(own.length > 0 ? own : ofOtherNames(failed, jobs, needed)), namesOf(jobs));
}

// Where a needed job has a name of its own, any that failed may be it.
function ofOtherNames(failed: readonly Job[], jobs: readonly Job[], needed: readonly string[]): readonly Job[] {
  const ids = new Set(jobs.map(job => idInName(job.name)));
  return needed.every(id => ids.has(id)) ? [] : failed;
}

function listLogs(jobs: readonly Job[], needed: readonly string[]): LogPart[] {
  const succeeded = jobs.filter(
    ({ conclusion, name }) => conclusion === 'success' && (needed.length === 0 || needed.includes(idInName(name))),
  );
  return succeeded.length > MOST_LOGS ? [] : succeeded.map(({ id, name }) => ({ jobId: id, job: name }));
}
