import type { Evidence, EvidencePaths, EvidenceReading } from '../evidence/evidence.ts';
import type { FailedWork } from '../github/failed-work.ts';
import type { FetchJobLogs, LogPart } from '../github/job-log-download.ts';
import type { JobQuery } from '../github/jobs.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Decision } from './decision.ts';
import { type MigrationRun, reportsOnOtherJobs } from './migration-run.ts';

/** What reads the logs of other jobs. */
export interface JobLogPorts {
  readonly fetchJobLogs: FetchJobLogs;
  readonly readEvidence: (paths: EvidencePaths) => Promise<EvidenceReading>;
}

/** What is known before the logs of other jobs are read. */
export interface JobLogSetting {
  readonly query: JobQuery | undefined;
  readonly decision: Pick<Decision, 'action'>;
  readonly failed: FailedWork | undefined;
  /** The logs of the jobs that succeeded. */
  readonly succeeded: readonly LogPart[];
  /** What a report of the user's says. */
  readonly own: Evidence | undefined;
}

/**
 * What the jobs that a fan-in or a listener reports on printed, where GitHub lets it be read and the user names no log.
 * Of a failure the failed steps' parts. Of a success only that it was a dry run or another command, where a tool says so:
 * a whole log holds negative tests and other people's errors. Undefined: nothing that counts.
 */
export async function readJobLogs(
  run: MigrationRun,
  { query, decision, failed, succeeded, own }: JobLogSetting,
  ports: JobLogPorts,
): Promise<EvidenceReading | undefined> {
  const { inputs, report, log } = run;
  if (query === undefined || log !== '' || !reportsOnOtherJobs(run)) return undefined;
  const resolves = decision.action === 'resolve' && inputs.eventAction === 'auto';
  if (resolves ? own !== undefined : failed === undefined) return undefined;
  const parts = resolves ? succeeded : (failed?.logs ?? []);
  const logs = parts.length === 0 ? [] : await ports.fetchJobLogs(query, parts);
  if (logs.length === 0) return undefined;
  const reading = await ports.readEvidence({ report, log: '', jobLogs: logs });
  return resolves && !isRehearsal(reading.evidence) ? undefined : reading;
}

/** Says that GitHub told nothing of the failed jobs that a fan-in or a listener reports on, and the likely remedy; nothing where that is not so. */
export function describeSilence(
  run: MigrationRun,
  { decision, failed, own }: Pick<JobLogSetting, 'decision' | 'failed' | 'own'>,
): Problem[] {
  if (decision.action !== 'trigger' || !reportsOnOtherJobs(run) || run.status === 'startup_failure') return [];
  if (run.log !== '' || own !== undefined || failed !== undefined) return [];
  const message =
    'The page does not say which step failed, nor what it printed: GitHub did not answer that. ' +
    'Give this job the permission actions: read, or name a log.';
  return [{ level: 'notice', message }];
}

function isRehearsal(evidence: Evidence | undefined): boolean {
  return evidence?.verdict === 'dry-run' || evidence?.verdict === 'other-command';
}
