import { askGitHub } from './client.ts';
import { choose, countedOf, describeWork, type FailedWork, NOT_ACQUIRED, namesOf, partOf } from './failed-work.ts';
import { idInName, joinLegs } from './job-names.ts';
import { isOneJob, type Job, type JobQuery, listJobs, readFailureMessages } from './jobs.ts';

/** What GitHub says of jobs that look cancelled. */
export interface CutOff {
  /** The job that was timed out, lost its runner or got none; undefined: none that GitHub knows of. */
  readonly work: FailedWork | undefined;
  /** The annotations of all jobs that count could be read: only they tell. */
  readonly looked: boolean;
}

/** Asks whether a job that looks cancelled was timed out or lost its runner. Undefined when GitHub can't or won't say in time. Never throws. */
export type FindCutOff = (query: JobQuery) => Promise<CutOff | undefined>;

/** Jobs whose annotations are asked for, a call for each: the legs of a large matrix must not use up the calls that a repository has. */
const MOST_JOBS_ANNOTATED = 30;

export const findCutOff: FindCutOff = query =>
  askGitHub(async signal => {
    const jobs = await listJobs(query, signal);
    const counted = isOneJob(query) ? jobs : chooseNeeded(jobs.filter(hasEndedBadly), query);
    // The job that ran longest is the likeliest.
    const likely = counted.toSorted((one, other) => elapsed(other) - elapsed(one)).slice(0, MOST_JOBS_ANNOTATED);
    const told = await Promise.all(
      likely.map(async job => ({
        job,
        messages: await readFailureMessages(job, query, signal).catch(() => undefined),
      })),
    );
    const readAll = told.length === counted.length && told.every(({ messages }) => messages !== undefined);
    const looked = readAll && (told.length > 0 || mayAllFail(query));
    for (const { job, messages = [] } of told) {
      const message = messages.find(each => CUT_OFF.test(each) || NOT_ACQUIRED.test(each));
      if (message === undefined) continue;
      const step = job.steps?.find(each => each.conclusion !== 'success' && each.conclusion !== 'skipped');
      const work = describeWork(job, step, {
        message,
        logs: partOf(job, step),
        jobs: isOneJob(query) ? [] : joinLegs([job.name], namesOf(jobs)),
        ...(counted.length === 1 && NOT_ACQUIRED.test(message) ? { neverStarted: true } : {}),
      });
      return { work, looked };
    }
    return { work: undefined, looked };
  });

function hasEndedBadly({ conclusion }: Job): boolean {
  return conclusion !== null && !['success', 'skipped', 'neutral'].includes(conclusion);
}

// As of failed jobs; but where one that decided has a name of its own, any may be it, and silence has to be of all that may.
function chooseNeeded(ended: readonly Job[], query: JobQuery): readonly Job[] {
  if (mayAllFail(query)) return [];
  const ids = new Set(ended.map(job => idInName(job.name)));
  const areAllKnown = query.decisive.every(id => ids.has(id));
  return areAllKnown ? choose(ended, query) : countedOf(ended, query.allowed);
}

function mayAllFail({ decisive, allowed }: JobQuery): boolean {
  return decisive.length > 0 && decisive.every(id => allowed.includes(id));
}

// The runner's and the server's own words: "has exceeded the maximum execution time of 1h0m0s", "lost communication with the server".
const CUT_OFF = /exceeded the maximum execution time|lost communication with the server|received a shutdown signal/i;

function elapsed({ started_at, completed_at }: Job): number {
  const ms = (completed_at === null ? Date.now() : Date.parse(completed_at)) - Date.parse(started_at);
  return Number.isNaN(ms) ? 0 : ms;
}
