import type { Evidence } from '../evidence/evidence.ts';
import type { FailedWork } from '../github/failed-work.ts';
import type { JobQuery } from '../github/jobs.ts';
import type { MigrationSource } from '../github/migration-source.ts';
import type { RunFacts } from '../github/run-facts.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Circumstances, Decision } from './circumstances.ts';
import { isFanIn } from './fan-in.ts';
import type { MigrationFacts } from './migration-facts.ts';
import type { Outcome } from './outcome.ts';

/** The run of a migration that is reported, as it is known before anything is looked up. Texts are raw; empty: not known. */
export interface MigrationRun {
  readonly inputs: Inputs;
  /** What is wrong with the inputs, and whatever else is to be announced. */
  readonly problems: readonly Problem[];
  readonly facts: RunFacts;
  /** One word, or the JSON of the needs context. */
  readonly status: string;
  /** What stands in for an unreadable status; empty: nothing. */
  readonly jobStatus: string;
  /** Paths of the report and of the output to read; empty: none. */
  readonly report: string;
  readonly log: string;
  /** The name of the runner; empty when unknown. */
  readonly runnerName: string;
  /** Reports that are older belong to another job; undefined: any age will do. */
  readonly jobStartedAt: Date | undefined;
  /** The wrapper's command; undefined when none was started. */
  readonly command: WrappedCommand | undefined;
}

/** What is known of the wrapper's command when it is reported. */
export interface WrappedCommand {
  /** Path of what it printed, for where no other log is; empty: nothing was kept. */
  readonly captured: string;
  /** It still ran when the job was cut off. */
  readonly running: boolean;
  /** Why it could not be started; empty when it could. */
  readonly startFailure: string;
  /** What it ended with; absent where it did not end, or could not be started. */
  readonly exitCode?: number;
  /** Beside `running`: the runner asked it to end, as it does when the step's time is up. */
  readonly asked?: boolean;
  /** Beside `asked`: then it ended with exit code 0. */
  readonly endedWell?: boolean;
  /** Where it never told how it ended: when it was started, in milliseconds since the epoch. */
  readonly startedAt?: number;
}

/** The same run, what became of it, what is done about it, and everything known of it. Texts are raw. */
export interface DecidedRun extends MigrationRun {
  readonly outcome: Outcome;
  readonly evidence: Evidence | undefined;
  /** The end of a log that no rule understands; empty where there is evidence. */
  readonly tail: string;
  readonly migration: MigrationFacts;
  readonly decision: Decision;
  /** What it was decided by, for who knows more. */
  readonly circumstances: Circumstances;
  /** What GitHub says of the failed work. */
  readonly failed: FailedWork | undefined;
  /** The failed migration's file. */
  readonly source: MigrationSource | undefined;
}

/** Whether a fan-in or a listener reports: on other jobs, not on its own. */
export function reportsOnOtherJobs({ inputs, status }: Pick<MigrationRun, 'inputs' | 'status'>): boolean {
  return isFanIn(status) || inputs.when === 'run-completed';
}

/** What GitHub is asked of: a step's own job, or all jobs of the attempt for a fan-in and a listener. Undefined where it cannot be asked. */
export function jobQuery({ inputs, facts, status, runnerName }: MigrationRun, { jobs }: Outcome): JobQuery | undefined {
  const { githubToken } = inputs;
  if (githubToken === undefined || facts.apiUrl === '' || facts.runId === '' || facts.attempt === 0) return undefined;
  const own = isFanIn(status) ? '' : facts.jobId;
  return {
    token: githubToken,
    apiUrl: facts.apiUrl,
    repository: facts.repository,
    runId: facts.runId,
    attempt: facts.attempt,
    jobId: own,
    jobName: own === '' && !isFanIn(status) ? facts.job : '',
    runnerName,
    exceptJobId: facts.jobId,
    decisive: jobs,
    allowed: inputs.allowedFailures,
  };
}
