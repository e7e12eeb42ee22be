import { askGitHub } from './client.ts';
import { hasFailed, namesOf } from './failed-work.ts';
import { idInName, joinLegs } from './job-names.ts';
import { type Job, type JobQuery, listJobs } from './jobs.ts';

/**
 * Finds the jobs that failed although `needs` calls them a success, as it does with `continue-on-error`. `needed`: the ids that
 * `needs` gives. Gives their names; undefined when GitHub can't or won't say in time. Never throws.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontinue-on-error
 */
export type FindHiddenFailures = (query: JobQuery, needed: readonly string[]) => Promise<readonly string[] | undefined>;

export const findHiddenFailures: FindHiddenFailures = (query, needed) =>
  askGitHub(async signal => {
    const jobs = await listJobs(query, signal);
    const failed = jobs.filter(job => hasFailed(job.conclusion) && !query.allowed.includes(idInName(job.name)));
    const own = failed.filter(job => needed.includes(idInName(job.name)));
    return joinLegs(namesOf(own.length > 0 ? own : ofOtherNames(failed, jobs, needed)), namesOf(jobs));
  });

// Where a needed job has a name of its own, any that failed may be it.
function ofOtherNames(failed: readonly Job[], jobs: readonly Job[], needed: readonly string[]): readonly Job[] {
  const ids = new Set(jobs.map(job => idInName(job.name)));
  return needed.every(id => ids.has(id)) ? [] : failed;
}
