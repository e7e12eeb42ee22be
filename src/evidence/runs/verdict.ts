import { joinStates } from './joined-state.ts';
import { isFailing, supersedes, wentWell } from './mending.ts';
import type { Evidence, RunOutcome, Verdict } from './outcome.ts';
import { isElsewhere } from './run.ts';

/**
 * What all `runs`, in the order of the log, come to: a failure that no later run mends, else the last outcome. Dry runs and other
 * commands count where nothing was done in earnest, a database's client where no migration tool ran. Undefined: there are no runs.
 */
export function joinRuns(runs: readonly RunOutcome[]): Evidence | undefined {
  const tools = runs.filter(({ verdict }) => verdict !== 'client-failure');
  const earnest = tools.filter(run => isFailing(run) || wentWell(run) || run.verdict === 'unfinished');
  if (earnest.length > 0) return withLastError(joinEarnest(earnest, runs), runs.at(-1));
  const rest = lastOf(tools, ['dry-run', 'dry-run-failure']) ?? lastOf(tools, ['other-command']) ?? tools.at(-1);
  const lastClient = runs.at(-1);
  if (rest === undefined) return lastClient === undefined ? undefined : { ...lastClient, runs };
  return withLastError({ ...rest, runs }, runs.at(-1));
}

function lastOf(runs: readonly RunOutcome[], verdicts: readonly Verdict[]): RunOutcome | undefined {
  return runs.findLast(({ verdict }) => verdicts.includes(verdict));
}

function joinEarnest(earnest: readonly RunOutcome[], runs: readonly RunOutcome[]): Evidence {
  const tries: RunOutcome[] = [];
  let mended = false;
  for (const run of earnest) {
    let retried: RunOutcome | undefined;
    for (let at = tries.length - 1; at >= 0; at -= 1) {
      const before = tries[at];
      if (before === undefined || !isFailing(before) || !supersedes(run, before)) continue;
      // A run is the retry of one database's.
      if (retried !== undefined && isElsewhere(retried, before)) continue;
      retried ??= before;
      tries.splice(at, 1);
      mended ||= wentWell(run);
    }
    tries.push(run);
  }
  const failed = chooseFailed(tries);
  if (failed !== undefined) return joinFailed(failed, tries, runs);
  const last = tries.findLast(({ verdict }) => verdict !== 'unknown') ?? tries.at(-1);
  if (last === undefined) throw new Error('there is no run');
  const dryRun = runs.at(-1)?.verdict === 'dry-run-failure' ? runs.at(-1) : undefined;
  if (dryRun !== undefined) return { ...dryRun, runs };
  const evidence: Evidence = { ...summarise(last, tries), ...(mended ? { mended: true } : {}), runs };
  return isTakenBack(last, runs) ? { ...evidence, verdict: 'other-command', databaseState: 'unknown' } : evidence;
}

/** The last run that failed and that nothing mended, before one that was cut off. */
function chooseFailed(tries: readonly RunOutcome[]): RunOutcome | undefined {
  return tries.findLast(({ verdict }) => verdict === 'failure') ?? tries.findLast(isFailing);
}

function joinFailed(failed: RunOutcome, tries: readonly RunOutcome[], runs: readonly RunOutcome[]): Evidence {
  const later = tries.slice(tries.indexOf(failed) + 1);
  // Of another tool it can be no retry.
  const wentOn = later.some(run => run.tool === failed.tool && wentWell(run));
  const verdict: Verdict = wentOn ? 'some-failed' : failed.verdict;
  return { ...failed, verdict, ...joinStates(failed, tries), runs };
}

/** A success of all: what holds of the last holds of all. */
function summarise(last: RunOutcome, tries: readonly RunOutcome[]): RunOutcome {
  if (last.verdict !== 'success') return last;
  const { nothingPending, saidDone, ...rest } = last;
  return {
    ...rest,
    ...(nothingPending === true && tries.every(run => run.nothingPending === true) ? { nothingPending } : {}),
    ...(saidDone === true && tries.every(run => run.verdict !== 'success' || run.saidDone === true)
      ? { saidDone }
      : {}),
  };
}

/** Whether a later rollback took back what was applied. */
function isTakenBack(last: RunOutcome, runs: readonly RunOutcome[]): boolean {
  const later = runs.slice(runs.indexOf(last) + 1);
  return last.verdict === 'success' && later.some(run => run.rollback === true && run.tool === last.tool);
}

/** The error of what ran last, behind the tool: a client that failed, where the tool has no error of its own; a seed or a check, where all went well. */
function withLastError(evidence: Evidence, last: RunOutcome | undefined): Evidence {
  const isSuccess = evidence.verdict === 'success';
  const isClient = last?.verdict === 'client-failure' && (isSuccess || evidence.error === undefined);
  const isCommand = last?.verdict === 'other-command' && isSuccess;
  if (last?.error === undefined || !(isClient || isCommand)) return evidence;
  const { error, errorType, sqlstate, category, excerpt } = last;
  return {
    ...evidence,
    error,
    ...(isClient ? { lastWords: 'error' } : {}),
    ...(errorType === undefined ? {} : { errorType }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
    ...(category === undefined ? {} : { category }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}
