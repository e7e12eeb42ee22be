import type { Evidence, EvidenceReading } from '../evidence/evidence.ts';
import type { ExplainedExit } from '../evidence/tools/exit-codes.ts';
import type { CutOff, FindCutOff } from '../github/cut-off.ts';
import type { FindFailedWork } from '../github/failed-work.ts';
import type { JobQuery } from '../github/jobs.ts';
import type { FindSource } from '../github/migration-source.ts';
import type { FindSucceededJobs, SucceededJobs } from '../github/succeeded-jobs.ts';
import type { Circumstances } from './circumstances.ts';
import { cutOffDecides, decide } from './decision.ts';
import { describeExitCode } from './exit-code.ts';
import { isFanIn, neededJobs } from './fan-in.ts';
import { describeSilence, type JobLogPorts, readJobLogs } from './job-log-evidence.ts';
import { categoriseOwn, describeMigration } from './migration-facts.ts';
import { type DecidedRun, jobQuery, type MigrationRun, reportsOnOtherJobs } from './migration-run.ts';
import { type Outcome, readOutcome } from './outcome.ts';
import { searchSource } from './source-search.ts';
import { isFailure, neverBegan } from './story.ts';

/** What is asked, and touches the world. */
export interface EvidencePorts extends JobLogPorts {
  readonly findFailedWork: FindFailedWork;
  readonly findCutOff: FindCutOff;
  readonly findSource: FindSource;
  readonly findSucceededJobs: FindSucceededJobs;
  readonly explainExit: (exitCode: number, tool: string, command: string) => Promise<ExplainedExit | undefined>;
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
  const outcome: Outcome = cutOff?.work === undefined ? stated : { ...stated, status: 'timed_out' };
  const known = describeCircumstances(run, own, { outcome, cutOff });
  const { hiddenFailures, logs } = await findSucceeded(known, { query, run }, ports);
  const first = decide({ ...known, hiddenFailures });
  // GitHub is asked once: of a job that was cancelled and not cut off nothing has failed.
  const seeks = query !== undefined && first.action === 'trigger' && !asks;
  const searching = searchSource(run, { decision: first, reading: own }, ports.findSource);
  const failed = seeks ? await ports.findFailedWork(query) : cutOff?.work;
  const asked = { query, decision: first, failed, succeeded: logs, own: own.evidence };
  const logged = await readJobLogs(run, asked, ports);
  const reading = logged ?? own;
  const { evidence } = reading;
  const circumstances: Circumstances = {
    ...known,
    ...(logged === undefined ? {} : describeCircumstances(run, logged, { outcome, cutOff })),
    hiddenFailures,
    neverStarted: known.neverStarted || failed?.neverStarted === true,
  };
  const decision = decide(circumstances);
  const source = await (logged === undefined ? searching : searchSource(run, { decision, reading }, ports.findSource));
  // A log that is missing may have been named wrongly: it proves nothing about the database.
  const started = !neverBegan(circumstances) && outcome.status !== 'startup_failure';
  const fallbackError = startFailure || failed?.message || describeExitCode(command?.exitCode);
  const surroundings = {
    started,
    failed: isFailure(outcome),
    exitCode: command?.exitCode,
    stopped: ['stopped', 'cut-off', 'ended'].includes(decision.story),
    fallbackError,
    ownCategory: categoriseOwn(inputs, evidence, fallbackError),
  };
  return {
    ...run,
    problems: [
      ...run.problems,
      ...(problem === undefined ? [] : [problem]),
      ...reading.problems,
      ...describeSilence(run, asked),
    ],
    outcome,
    evidence,
    tail: reading.tail ?? '',
    migration: describeMigration(inputs, evidence, {
      ...surroundings,
      exit: started ? await explainEnd(run, evidence, ports) : undefined,
    }),
    decision,
    circumstances,
    failed,
    source,
  };
}

async function explainEnd(
  { command, inputs }: MigrationRun,
  evidence: Evidence | undefined,
  ports: EvidencePorts,
): Promise<ExplainedExit | undefined> {
  if (command?.exitCode === undefined) return undefined;
  return ports.explainExit(command.exitCode, evidence?.tool ?? '', inputs.run);
}

function describeCircumstances(
  { inputs, facts, command, status }: MigrationRun,
  { evidence, logMissing, files }: EvidenceReading,
  { outcome, cutOff }: { readonly outcome: Outcome; readonly cutOff: CutOff | undefined },
): Circumstances {
  const reported = command !== undefined ? 'command' : isOfJobs(inputs, status) ? 'job' : 'step';
  return {
    outcome,
    evidence,
    reported,
    named: inputs.error !== '' || (reported === 'step' && inputs.migration + inputs.errorType !== ''),
    logMissing: command === undefined && logMissing,
    neverStarted: (command?.startFailure ?? '') !== '',
    running: command?.running ?? false,
    endedWell: command?.endedWell === true,
    exitCode: command?.exitCode,
    timedOut: cutOff?.work !== undefined,
    pullRequest: facts.pullRequest,
    mergeUnknown: facts.mergeUnknown,
    policy: inputs,
    files,
    exitCodeCounts: command?.exitCode !== undefined && inputs.shell.trim() === 'bash',
    openedElsewhere: false,
    hiddenFailures: [],
    cancelExplained: cutOff?.looked === true,
  };
}

// The status of a guard, a fan-in and a listener is of whatever ran in those jobs.
function isOfJobs({ when }: MigrationRun['inputs'], status: string): boolean {
  return when !== 'now' || isFanIn(status);
}

// Asked of a fan-in and a listener only, and only where their success would close an incident.
async function findSucceeded(
  known: Circumstances,
  { query, run }: { readonly query: JobQuery | undefined; readonly run: MigrationRun },
  ports: EvidencePorts,
): Promise<SucceededJobs> {
  const asks = reportsOnOtherJobs(run);
  const closes = known.policy.eventAction === 'auto' && decide(known).action === 'resolve';
  if (query === undefined || !asks || !closes) return NO_JOBS;
  return (await ports.findSucceededJobs(query, neededJobs(run.status))) ?? NO_JOBS;
}

const NO_JOBS: SucceededJobs = { hiddenFailures: [], logs: [] };

async function read(run: MigrationRun, { readEvidence }: EvidencePorts): Promise<EvidenceReading> {
  const { report, log, command, status } = run;
  const captured = command?.captured ?? '';
  if (report + log + captured === '') return NO_READING;
  return readEvidence({ report, log, captured, jobStartedAt: isFanIn(status) ? undefined : run.jobStartedAt });
}

const NO_READING: EvidenceReading = { evidence: undefined, problems: [], logMissing: false, files: 'none' };
