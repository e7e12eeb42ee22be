import type { DatabaseEvidence } from './runs/database-outcomes.ts';
import { isFailing } from './runs/mending.ts';
import type { RunOutcome } from './runs/outcome.ts';
import { joinRuns } from './runs/verdict.ts';
import { isSameRun, joinReport } from './same-run.ts';

/** The runs that one file tells of. */
export interface FileRuns {
  readonly report: boolean;
  /** Its database; empty: the file is of all of them. */
  readonly name: string;
  readonly runs: readonly RunOutcome[];
}

/** The databases by name, and the runs of files that are of all, where no database has them already. */
export interface DatabaseRuns {
  readonly databases: readonly DatabaseEvidence[];
  readonly others: readonly RunOutcome[];
}

/** The runs of both: what a report says of a run in the log is joined with it; of the rest a success came first, a failure last. */
export function joinSources(reported: readonly RunOutcome[], logged: readonly RunOutcome[]): readonly RunOutcome[] {
  const runs = reported.length === 0 ? [...logged] : logged.filter(({ tool }) => tool !== '');
  const first: RunOutcome[] = [];
  const last: RunOutcome[] = [];
  for (const report of reported) {
    const at = runs.findLastIndex(run => run.source !== 'report' && isSameRun(report, run));
    const told = runs[at];
    if (told !== undefined) runs[at] = joinReport(report, told);
    else if (report.verdict === 'failure') last.push(report);
    else first.push(report);
  }
  return [...first, ...runs, ...last];
}

/**
 * Sorts the runs of many files by database: report and log of one name are of the same. A run in a file of all is joined with the database
 * that failed alike; one that failed alone is a database of its own.
 */
export function sortByDatabase(files: readonly FileRuns[]): DatabaseRuns {
  const shared = files.filter(({ name }) => name === '').flatMap(({ runs }) => runs);
  const own = files.filter(({ name }) => name !== '');
  const names = [...new Set(own.map(({ name }) => name))].sort((one, other) => (one < other ? -1 : 1));
  const groups = names.map(name => {
    const ofName = own.filter(file => file.name === name);
    const pick = (report: boolean): RunOutcome[] =>
      ofName.filter(file => file.report === report).flatMap(({ runs }) => runs);
    return { name, runs: [...joinSources(pick(true), pick(false))] };
  });
  const left = takeKnown(groups, shared);
  const alone = joinRuns(left.filter(({ tool }) => tool !== ''));
  const databases = groups.map(({ name, runs }) => ({ name, evidence: joinRuns(runs) }));
  if (alone === undefined || !FAILED.includes(alone.verdict)) return { databases, others: left };
  const name = alone.database ?? alone.stream ?? 'another database';
  return { databases: [...databases, { name, evidence: alone }], others: [] };
}

const FAILED: readonly string[] = ['failure', 'client-failure', 'some-failed', 'unfinished'];

/** Takes from `shared` what the databases tell themselves, and gives the rest. What failed in the same words is joined. */
function takeKnown(groups: readonly { readonly runs: RunOutcome[] }[], shared: readonly RunOutcome[]): RunOutcome[] {
  const left = [...shared];
  const taken = new Set<RunOutcome>();
  for (const fits of [isSameFailure, isLike]) {
    for (const { runs } of groups) {
      for (const [index, run] of runs.entries()) {
        const at = taken.has(run) ? -1 : left.findLastIndex(other => fits(run, other));
        const [other] = at === -1 ? [] : left.splice(at, 1);
        if (other === undefined) continue;
        // Of two that are only alike, the words may be of another database.
        const joined = fits === isSameFailure ? joinBoth(run, other) : run;
        runs[index] = joined;
        taken.add(joined);
      }
    }
  }
  return left;
}

function joinBoth(run: RunOutcome, other: RunOutcome): RunOutcome {
  return other.source === 'report' ? joinReport(other, run) : joinReport(run, other);
}

function isLike(one: RunOutcome, other: RunOutcome): boolean {
  return one.source === 'report' ? isSameRun(one, other) : isSameRun(other, one);
}

function isSameFailure(one: RunOutcome, other: RunOutcome): boolean {
  if (!isFailing(one) || !isFailing(other) || one.tool !== other.tool) return false;
  if (one.migration !== undefined && other.migration !== undefined && one.migration !== other.migration) return false;
  const [first = '', second = ''] = [one, other].map(({ error = '' }) => error.split('\n', 1)[0]);
  return first !== '' && second !== '' && (first.includes(second) || second.includes(first));
}
