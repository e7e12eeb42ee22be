import type { Category, Dialect } from '../databases/databases.ts';
import type { DatabaseState } from '../tools/rule.ts';

/** How one run of a tool ended, by its own words. */
export type RunVerdict =
  | 'success' // migrations were applied, or nothing was pending
  | 'failure' // by a rule of the tool or its report; a failed rollback, too
  | 'client-failure' // a database client's own error line: psql, mysql, sqlcmd
  | 'dry-run' // nothing was meant to be applied, and the rehearsal went well
  | 'dry-run-failure'
  | 'other-command' // status, info, validate, down …: it says nothing about migrating up; with an `error`, a check that failed
  | 'unfinished' // it was at work, it says when it is done, and did not
  | 'unknown'; // it was recognised, or nobody was, and how it ended was not said

/** What one run said: one command against one database. Every text is raw and has to be redacted before it leaves. */
export interface RunOutcome {
  readonly source: 'report' | 'log-json' | 'log-text';
  /** The tool's name as people write it, e.g. `Confiture`, `golang-migrate`; empty: none that is known, only its error is. */
  readonly tool: string;
  readonly verdict: RunVerdict;
  /** The database, tenant or schema of the run, where its output names it. */
  readonly database?: string;
  /** Its server, URL or environment, and its schema: where they differ, so do the databases; where not, nothing is known. */
  readonly server?: string;
  readonly schema?: string;
  /** The container that printed it, in a log of several. */
  readonly stream?: string;
  readonly dialect?: Dialect;
  /** The failed (or unfinished, or else last applied) migration as a person names it, e.g. `20260102120000_add_payment_table`. */
  readonly migration?: string;
  /**
   * The error alone, without the tool's preamble, SQL statement or hint; its first line is fit for the page's title. Beside another verdict
   * than a failure it is what databases and last words tell: it counts where the status is a failure, and never makes a success one.
   */
  readonly error?: string;
  /** The tool's code, else the SQLSTATE, else the exception class: e.g. `CONFIG_006`, `42P01`, `UndefinedTable`. */
  readonly errorType?: string;
  readonly sqlstate?: string;
  readonly category?: Category;
  readonly databaseState: DatabaseState;
  /** The run went well, or seems to have, and applied nothing: nothing was pending. */
  readonly nothingPending?: true;
  /** Beside `success`: the tool's last word was that the whole run is done. Without it a failed job is never "applied". */
  readonly saidDone?: true;
  /** Beside `unfinished`: the tool says when a migration or a run has ended, so that its silence tells. */
  readonly endsAloud?: true;
  /** The run is a rollback: `down`, `undo`. Its failure is a failure. */
  readonly rollback?: true;
  /** The error comes from no rule: the output ends in it. */
  readonly lastWords?: 'error';
  /** E.g. `1 of 3 applied`, beside `partial`, and beside `unknown` where the output was cut off; only what the tool tells. */
  readonly stateDetail?: string;
  /** What to do next with this tool and this error, one sentence or command. */
  readonly nextStep?: string;
  /** Names of the migrations applied in this run, in order. */
  readonly applied: readonly string[];
  readonly durationMs?: number;
  /** The lines about the error, at most 20; in a log marked within what stands around them. */
  readonly excerpt?: string;
}

/** How all runs together ended: as a run does, or */
export type Verdict = RunVerdict | 'some-failed'; // a run failed, and a later one, which need not be its retry, went well: several databases

/** What the migration itself said: the run that matters most, and what all runs come to. */
export interface Evidence extends Omit<RunOutcome, 'verdict'> {
  readonly verdict: Verdict;
  /** Beside `success`: runs before it failed, and it is their retry. */
  readonly mended?: true;
  /** Every run, in order; those of other commands and dry runs, too. */
  readonly runs: readonly RunOutcome[];
  /** Where each database has files of its own: how each of them fared, first those that failed; the first is told of. */
  readonly databases?: readonly DatabaseOutcome[];
}

/** One of several databases, each with a report or a log of its own. Texts are raw. */
export interface DatabaseOutcome {
  /** As its files are called. */
  readonly name: string;
  readonly ending: DatabaseEnding;
  readonly state: DatabaseState;
  /** As of a run, e.g. `1 of 3 applied`. */
  readonly stateDetail?: string;
  readonly migration?: string;
  readonly error?: string;
}

/** How the runs of one database ended. */
export type DatabaseEnding =
  | 'done' // everything was applied, or nothing was pending
  | 'failed'
  | 'unfinished' // its output ends before the tool says that it is done
  | 'error' // no tool says that it failed, but its output ends in an error
  | 'rehearsed' // a dry run or another command
  | 'unknown'; // its files are empty, cannot be read, or say nothing of a migration
