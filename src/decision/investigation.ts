import type { Evidence, EvidencePaths, EvidenceReading } from '../evidence/evidence.ts';
import { type ExplainedExit, explainExit } from '../evidence/tools/exit-codes.ts';
import type { FindCutOff, FindFailedWork } from '../github/failed-work.ts';
import type { JobQuery } from '../github/jobs.ts';
import type { FindSource } from '../github/migration-source.ts';
import { cutOffDecides, type Decision, decide } from './decision.ts';
import { isFanIn } from './fan-in.ts';
import { type JobLogPorts, readJobLogs } from './job-log-evidence.ts';
import { categoriseOwn, describeMigration } from './migration-facts.ts';
import type { DecidedRun, MigrationRun } from './migration-run.ts';
import { type Outcome, readOutcome } from './outcome.ts';
import { searchSource } from './source-search.ts';
import { isFailure } from './story.ts';

/** What is asked, and touches the world. */
export interface EvidencePorts extends JobLogPorts {
  readonly findFailedWork: FindFailedWork;
  readonly findCutOff: FindCutOff;
  readonly findSource: FindSource;
}

/** Finds out what happened: status, evidence, decision; and where a page goes out, what GitHub says of the failed work. */
export async function investigate(run: MigrationRun, ports: EvidencePorts): Promise<DecidedRun> {
  const { inputs, facts, command, status, jobStatus } = run;
  const { allowedFailures, allowedSkips } = inputs;
  const startFailure = command?.startFailure ?? '';
  const { outcome: stated, problem } = readOutcome({ status, jobStatus, allowedFailures, allowedSkips });
  const own = startFailure === '' ? await read(run, ports) : NO_READING;
  const query = jobQuery(run, stated);
  const asks = query !== undefined && stated.status === 'cancelled' && cutOffDecides(inputs, facts);
  const cutOff = asks ? await ports.findCutOff(query) : undefined;
  const outcome: Outcome = cutOff === undefined ? stated : { ...stated, status: 'timed_out' };
  const decideBy = ({ evidence, logMissing }: EvidenceReading): Decision =>
    decide({
      outcome,
      evidence,
      logMissing: startFailure !== '' || (command === undefined && logMissing),
      running: command?.running ?? false,
      pullRequest: facts.pullRequest,
      policy: inputs,
    });
  const first = decideBy(own);
  // GitHub is asked once: of a job that was cancelled and not cut off nothing has failed.
  const seeks = query !== undefined && first.action === 'trigger' && !asks;
  const searching = searchSource(run, { decision: first, reading: own }, ports.findSource);
  const failed = seeks ? await ports.findFailedWork(query) : cutOff;
  const logged = await readJobLogs(run, { query, decision: first, failed, own: own.evidence }, ports);
  const reading = logged ?? own;
  const { evidence } = reading;
  const decision = logged === undefined ? first : decideBy(logged);
  const source = await (logged === undefined ? searching : searchSource(run, { decision, reading }, ports.findSource));
  // A log that is missing may have been named wrongly: it proves nothing about the database.
  const started = startFailure === '' && outcome.status !== 'startup_failure';
  const fallbackError = startFailure || failed?.message || '';
  const ownCategory = categoriseOwn(inputs, evidence, fallbackError);
  return {
    ...run,
    problems: [...run.problems, ...(problem === undefined ? [] : [problem]), ...reading.problems],
    outcome,
    evidence,
    tail: reading.tail ?? '',
    migration: describeMigration(inputs, evidence, {
      started,
      failed: isFailure(outcome),
      fallbackError,
      ownCategory,
      exit: started ? explainEnd(run, evidence) : undefined,
    }),
    decision,
    failed,
    source,
  };
}

function explainEnd({ command, inputs }: MigrationRun, evidence: Evidence | undefined): ExplainedExit | undefined {
  return command?.exitCode === undefined ? undefined : explainExit(command.exitCode, evidence?.tool ?? '', inputs.run);
}

async function read(run: MigrationRun, ports: EvidencePorts): Promise<EvidenceReading> {
  const { report, log } = run;
  const captured = run.command?.captured ?? '';
  const jobStartedAt = isFanIn(run.status) ? undefined : run.jobStartedAt;
  const dated = jobStartedAt === undefined ? {} : { jobStartedAt };
  const first = await readIfNamed({ report, log: log || captured, ...dated }, ports);
  if (log === '' || captured === '' || !first.logMissing) return first;
  return { ...(await readIfNamed({ report, log: captured, ...dated }, ports)), problems: first.problems };
}

const NO_READING: EvidenceReading = { evidence: undefined, problems: [], logMissing: false };

async function readIfNamed(paths: EvidencePaths, ports: EvidencePorts): Promise<EvidenceReading> {
  return paths.report === '' && paths.log === '' ? NO_READING : ports.readEvidence(paths);
}

// A step asks for its own job, a fan-in and a listener for all jobs of the attempt.
function jobQuery({ inputs, facts, status, runnerName }: MigrationRun, { jobs }: Outcome): JobQuery | undefined {
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
