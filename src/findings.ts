import { type Decision, decide } from './decision.ts';
import type { Problem } from './errors.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { EvidencePaths, EvidenceReading } from './evidence/reading.ts';
import type { FailedWork, FindCutOff, FindFailedWork, JobQuery } from './github-jobs.ts';
import type { Inputs } from './inputs/inputs.ts';
import { describeMigration, type MigrationFacts } from './migration-facts.ts';
import { isFanIn, type Outcome, readOutcome } from './outcome.ts';
import type { RunFacts } from './run-facts.ts';

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
  const { inputs, facts, running, startFailure, status, jobStatus } = situation;
  const { allowedFailures, allowedSkips } = inputs;
  const { outcome: stated, problem } = readOutcome({ status, jobStatus, allowedFailures, allowedSkips });
  const jobStartedAt = isFanIn(status) ? undefined : situation.jobStartedAt;
  const reading = await readIfNamed(
    { report: situation.report, log: situation.log, ...(jobStartedAt === undefined ? {} : { jobStartedAt }) },
    sources,
  );
  const { evidence, logMissing } = reading;
  const query = jobQuery(situation);
  const asksForCutOff = stated.status === 'cancelled' && inputs.onCancelled === 'auto' && !facts.pullRequest;
  const cutOff = asksForCutOff && query !== undefined ? await sources.findCutOff(query) : undefined;
  const outcome: Outcome = cutOff === undefined ? stated : { ...stated, status: 'timed_out' };
  const decision = decide({
    outcome,
    evidence,
    logMissing: logMissing || startFailure !== '',
    running,
    pullRequest: facts.pullRequest,
    policy: inputs,
  });
  const pages = decision.action === 'trigger' && query !== undefined;
  const failed = pages ? await sources.findFailedWork(query) : undefined;
  const started = decision.story !== 'not-started';
  return {
    inputs,
    facts,
    outcome,
    evidence,
    migration: describeMigration(inputs, evidence, {
      started,
      fallbackError: startFailure || cutOff || failed?.message || '',
    }),
    decision,
    failed,
    problems: [...(problem === undefined ? [] : [problem]), ...reading.problems],
  };
}

async function readIfNamed(paths: EvidencePaths, sources: Sources): Promise<EvidenceReading> {
  const named = paths.report !== '' || paths.log !== '';
  return named ? sources.readEvidence(paths) : { evidence: undefined, problems: [], logMissing: false };
}

// A step asks for its own job, a fan-in and a listener for all jobs of the attempt.
function jobQuery({ inputs, facts, status }: Situation): JobQuery | undefined {
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
    exceptJobId: facts.jobId,
  };
}
