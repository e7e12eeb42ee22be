import type { Evidence, EvidencePaths, EvidenceReading } from '../evidence/evidence.ts';
import type { FailedWork, FindCutOff, FindFailedWork, JobQuery } from '../github/jobs.ts';
import type { RunFacts } from '../github/run-facts.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Problem } from '../primitives/errors.ts';
import { cutOffDecides, type Decision, decide, isFailure } from './decision.ts';
import { categoriseOwn, describeMigration, type MigrationFacts } from './migration.ts';
import { isFanIn, type Outcome, readOutcome } from './outcome.ts';

/** What a way of use knows before anything is looked up. */
export interface Situation {
  readonly inputs: Inputs;
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
  /** What the wrapper kept of its command's output, for where no other log is; undefined when no command was started. */
  readonly captured: string | undefined;
  /** The wrapper's command still ran when the job was cut off. */
  readonly running: boolean;
  /** Why the wrapper's command could not be started; empty when it could. */
  readonly startFailure: string;
  /** Reports that are older belong to another job; undefined: any age will do. */
  readonly jobStartedAt: Date | undefined;
}

/** What happened, what is done about it, and everything known of it. Texts are raw. */
export interface Findings {
  readonly inputs: Inputs;
  readonly facts: RunFacts;
  readonly outcome: Outcome;
  readonly evidence: Evidence | undefined;
  /** The end of a log that no rule understands; empty where there is evidence. */
  readonly tail: string;
  readonly migration: MigrationFacts;
  readonly decision: Decision;
  readonly failed: FailedWork | undefined;
  readonly problems: readonly Problem[];
}

/** The parts of the world that are asked. */
export interface Sources {
  readonly readEvidence: (paths: EvidencePaths) => Promise<EvidenceReading>;
  readonly findFailedWork: FindFailedWork;
  readonly findCutOff: FindCutOff;
}

/** Finds out what happened: status, evidence, decision; and where a page goes out, what GitHub says of the failed work. */
export async function examine(situation: Situation, sources: Sources): Promise<Findings> {
  const { inputs, facts, captured, running, startFailure, status, jobStatus } = situation;
  const { allowedFailures, allowedSkips } = inputs;
  const { outcome: stated, problem } = readOutcome({ status, jobStatus, allowedFailures, allowedSkips });
  const reading = startFailure === '' ? await read(situation, sources) : NO_READING;
  const { evidence, logMissing } = reading;
  const query = jobQuery(situation, stated);
  const asks = query !== undefined && stated.status === 'cancelled' && cutOffDecides(inputs, facts);
  const cutOff = asks ? await sources.findCutOff(query) : undefined;
  const outcome: Outcome = cutOff === undefined ? stated : { ...stated, status: 'timed_out' };
  const decision = decide({
    outcome,
    evidence,
    logMissing: startFailure !== '' || (captured === undefined && logMissing),
    running,
    pullRequest: facts.pullRequest,
    policy: inputs,
  });
  // GitHub is asked once: of a job that was cancelled and not cut off nothing has failed.
  const seeks = query !== undefined && decision.action === 'trigger' && !asks;
  const failed = seeks ? await sources.findFailedWork(query) : cutOff;
  // A log that is missing may have been named wrongly: it proves nothing about the database.
  const started = startFailure === '' && outcome.status !== 'startup_failure';
  const fallbackError = startFailure || failed?.message || '';
  const ownCategory = await categoriseOwn(inputs, evidence, fallbackError);
  return {
    inputs,
    facts,
    outcome,
    evidence,
    tail: reading.tail ?? '',
    migration: describeMigration(inputs, evidence, { started, failed: isFailure(outcome), fallbackError, ownCategory }),
    decision,
    failed,
    problems: [...(problem === undefined ? [] : [problem]), ...reading.problems],
  };
}

async function read(situation: Situation, sources: Sources): Promise<EvidenceReading> {
  const { report, log, captured = '' } = situation;
  const jobStartedAt = isFanIn(situation.status) ? undefined : situation.jobStartedAt;
  const dated = jobStartedAt === undefined ? {} : { jobStartedAt };
  const first = await readIfNamed({ report, log: log || captured, ...dated }, sources);
  if (log === '' || captured === '' || !first.logMissing) return first;
  return { ...(await readIfNamed({ report, log: captured, ...dated }, sources)), problems: first.problems };
}

const NO_READING: EvidenceReading = { evidence: undefined, problems: [], logMissing: false };

async function readIfNamed(paths: EvidencePaths, sources: Sources): Promise<EvidenceReading> {
  return paths.report === '' && paths.log === '' ? NO_READING : sources.readEvidence(paths);
}

// A step asks for its own job, a fan-in and a listener for all jobs of the attempt.
function jobQuery({ inputs, facts, status, runnerName }: Situation, { jobs }: Outcome): JobQuery | undefined {
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
