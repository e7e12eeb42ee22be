import { type Dialect, rollsBackDdl } from '../databases/databases.ts';
import type { DatabaseState, Transaction } from '../tools/rule.ts';

/** What a failed run tells that bears on the state of the database. */
export interface Traces {
  readonly transaction: Transaction;
  /** The database, if the output tells: it decides whether what is rolled back is gone. */
  readonly dialect?: Dialect | undefined;
  /** Migrations that ended well, and how many of them are known to have been committed, and undone. */
  readonly done: readonly string[];
  readonly committed: number;
  readonly reverted: readonly string[];
  /** The state that the failure itself tells, if nothing had been applied before it. */
  readonly told: DatabaseState | undefined;
  readonly rolledBack: 'migration' | 'run' | undefined;
  /** The failed migration ran outside a transaction, or on a database that cannot roll DDL back. */
  readonly pieces: boolean;
  /** The database could not be reached. */
  readonly neverConnected: boolean;
  /** No migration is known to have begun, or not which began before it: of none it can be said that it was rolled back. */
  readonly noneKnown?: boolean;
  /** The tool tells of each beginning, and told of none. */
  readonly nothingBegun: boolean;
}

/** What state a failed run left the database in, and which migrations stayed. What the traces do not tell is `unknown`. */
export function judgeFailure(traces: Traces): Judgement {
  // What fails after the last migration takes none of them back.
  if (traces.told === 'applied') return { state: 'applied', applied: traces.done, pieces: false, byDefault: false };
  const applied = appliedBefore(traces);
  const first = judgeFirst(traces);
  const state = applied.length > 0 ? 'partial' : first;
  return { state, applied, pieces: first === 'unknown', byDefault: state === 'rolled-back' && restsOnDefault(traces) };
}

/** What a failed run left behind. */
export interface Judgement {
  readonly state: DatabaseState;
  /** The migrations of the run that stayed. */
  readonly applied: readonly string[];
  /** The failed migration may have left something behind. */
  readonly pieces: boolean;
  /** The claim rests on the tool's default, of which a migration may opt out without a trace in the output. */
  readonly byDefault: boolean;
}

/** What stands beside such a claim. */
export const BY_DEFAULT = 'unless a setting changes its transactions';

/** A rehearsal leaves nothing. */
export const REHEARSED: Judgement = { state: 'unchanged', applied: [], pieces: false, byDefault: false };

function appliedBefore(traces: Traces): readonly string[] {
  const { transaction, done, committed, reverted, rolledBack } = traces;
  if (keepsDdl(traces)) return done.filter(name => !reverted.includes(name));
  if (rolledBack === 'run' || transaction === 'all' || transaction === 'all-by-default')
    return done.slice(0, committed);
  if (transaction === 'all-or-each') return done.slice(0, committed);
  return done.filter(name => !reverted.includes(name));
}

function judgeFirst(traces: Traces): DatabaseState {
  if (traces.told !== undefined) return traces.told;
  if (traces.neverConnected || traces.nothingBegun) return 'unchanged';
  if (traces.pieces || keepsDdl(traces)) return 'unknown';
  const undone = isUndone(traces);
  return undone ? 'rolled-back' : 'unknown';
}

// MySQL and Oracle commit before and after each statement that changes the schema, whatever the tool says of its transaction.
function keepsDdl({ dialect }: Traces): boolean {
  return rollsBackDdl(dialect) === false;
}

function isUndone({ transaction, rolledBack, noneKnown, dialect }: Traces): boolean {
  if (rolledBack !== undefined) return true;
  // A transaction proves nothing where the database may be one that commits each statement.
  if (rollsBackDdl(dialect) !== true) return false;
  if (transaction.startsWith('each')) return noneKnown !== true;
  return transaction === 'all' || transaction === 'all-by-default';
}

function restsOnDefault({ transaction, told, rolledBack }: Traces): boolean {
  if (told !== undefined) return false;
  // What is known of the failed migration is not known of those before it.
  return transaction === 'all-by-default'
    ? rolledBack !== 'run'
    : transaction === 'each-by-default' && rolledBack === undefined;
}

/** `1 of 3 applied`, as far as the tool tells how many were pending. */
export function countApplied(applied: number, pending: number | undefined): string {
  return pending === undefined || pending < applied ? `${applied} applied` : `${applied} of ${pending} applied`;
}
