import type { Category, Dialect } from '../databases/databases.ts';

/** What state the migration left the database in. What tool and database do not make certain is `unknown`. */
export type DatabaseState = 'applied' | 'partial' | 'rolled-back' | 'unchanged' | 'unknown';

/**
 * What a line of a tool's output says about the run that it belongs to. Of a failure that no rule knows, the layer of databases and the
 * last words of the output tell the error: a row needs rules for where a run and a migration begin and end, and for the errors that
 * are the tool's own.
 */
export type Says =
  | 'opens' // a run starts, no migration yet; one rule a line: a rule that fits a second time opens another run
  | 'target' // names the `database` (tenant, schema) of what follows; another name than before is another run
  | 'begins' // a migration begins; the name of one that has ended before is another run, on another database
  | 'ends' // a migration ended well
  | 'succeeds' // the run ended well
  | 'nothing-pending' // the run ended well and had nothing to do
  | 'fails' // the run fails; a second such line is another try
  | 'fails-too' // the run fails, unless a line before has said so: then more about that failure
  | 'tells' // more about the failure that was or will be told
  | 'again' // what fails from here on is another failure than the one before
  | 'present' // a frame of the tool in a traceback: what is thrown at its end is the tool's failure
  | 'commits' // what ended so far is kept
  | 'rolls-back' // the failed migration is undone, or (`whole`) everything of this run
  | 'leaves-pieces' // the failed migration ran outside a transaction
  | 'reverts' // a migration that had ended well is undone, as the tool cleans up after a failure
  | 'rehearses' // a dry run, a plan, SQL printed and not run
  | 'in-earnest' // no dry run after all: the same run goes on
  | 'down' // a command that takes migrations back (down, undo, rollback): what fails from here is a failed rollback
  | 'other-command'; // status, info, history, validate, repair …: what fails from here is a check, and nothing is applied

/** The named groups that patterns may have. */
export type Group =
  | 'migration' // its name or file; endings such as `.up.sql` are dropped
  | 'script' // a script that is called by its path
  | 'version' // joined with `name` to a migration's name
  | 'name'
  | 'error'
  | 'sqlstate'
  | 'type' // the tool's code or the exception class
  | 'class' // a wider exception class, for want of a `type`
  | 'pending' // how many migrations were pending
  | 'database' // the database, tenant or schema that the run is on
  | 'server' // its server, URL or environment: another one is another database, the same one may hold several
  | 'schema' // or the name of a database that others may share: as `server`
  | 'advice' // what the tool advises to do
  | 'ms'; // milliseconds

/** Where in a run a rule counts. */
export type Within =
  | 'migration' // while a migration has begun and not ended
  | 'start' // in a run that has opened, before any migration and any failure
  | 'before' // while no migration of the run has begun, whether it has opened or not
  | 'idle' // as `start`, or after a failure
  | 'run' // while the run has not ended
  | 'failure' // once a failure was told
  | 'rollback' // in a run that takes migrations back
  | 'analysis' // in a dry run that executes nothing
  | 'printed' // in a dry run that executes nothing and has not opened: its plan alone stands in the log
  | 'crash'; // in a Python traceback with a `present` line

/** One kind of line. Patterns see single lines without carriers and trailing blanks; they never nest quantifiers. */
export interface Rule {
  readonly says: Says;
  readonly when: RegExp;
  readonly within?: Within;
  /** The line before, blank ones aside, must fit. */
  readonly after?: RegExp;
  /** It counts only as the last line of a log that is this tool's: where it spoke before, or of a few lines. */
  readonly atEnd?: true;
  /** The error goes on over the next lines, up to one that fits: Flyway's block, Liquibase's list of checksums. */
  readonly until?: RegExp;
  /** A run says it once: a second time it is another try. */
  readonly once?: true;
  /** No dry run prints it: after a plan it belongs to a run in earnest. */
  readonly earnest?: true;
  /** Its fields take the place of those told before. */
  readonly overrules?: true;
  /** For `rolls-back`: everything of the run that was not committed. For `leaves-pieces`: every migration. For `rehearses`: executing. */
  readonly whole?: true;
  /** The error is the tool's own wording: that of the database, where one is found near it, says more. */
  readonly vague?: true;
  /** The failure need not be of the migration that began last. */
  readonly nameless?: true;
  /** The database that prints such a line. */
  readonly dialect?: Dialect;
  /** What the line means, where no group tells. */
  readonly error?: string;
  readonly type?: string;
  readonly category?: Category;
  /** What to do next; `{migration}` is the failed one. */
  readonly remedy?: string;
  /** The state of the database after such a failure, when no migration had ended before it: `unchanged` where nothing can have begun. */
  readonly state?: DatabaseState;
}

/** What a failed run leaves of the migrations where DDL can be rolled back, unless the output says otherwise. */
export type Transaction =
  | 'each' // each migration in a transaction of its own: the failed one leaves nothing, those before it stay
  | 'each-by-default' // so, but a migration may opt out, and the output does not tell
  | 'all' // all of a run in one: nothing stays
  | 'all-by-default' // so, but a migration or the configuration may opt out, and the output does not tell
  | 'all-or-each' // one or the other by version or setting, and the output does not tell: nothing is claimed where DDL can be rolled back
  | 'none' // no transaction: the failed one may leave pieces, those before it stay
  | 'unknown'; // the output does not tell which migrations stay

/** What an exit code of a tool means. */
export interface ExitCode {
  readonly category: Category;
  /** The state of the database after it, when no migration had ended before; absent: not known. */
  readonly state?: DatabaseState;
  /** In a few words that stand after `ended with exit code 6: `. */
  readonly meaning: string;
}

/** A row of the table of tools: see docs/architecture.md, "To add a tool". */
export interface Tool {
  /** As people write it. */
  readonly name: string;
  /** On a dialect that rolls DDL back; where it does not, a failed migration may leave pieces whatever this says. */
  readonly transaction: Transaction;
  /** Where a dialect differs. Of a dialect without transactional DDL only `each…` (each migration ends on its own) and `unknown` have a meaning. */
  readonly transactionOn?: Readonly<Partial<Record<Dialect, Transaction>>>;
  /** The dialect of a tool that knows only one. Absent: the output has to tell. */
  readonly dialect?: Dialect;
  /** A database's client (psql, mysql): its errors count where no migration tool ran. */
  readonly client?: true;
  /** The command that a person runs again after the fix. */
  readonly again: string;
  /** What has to be done after a failed migration, beside fixing it; `{migration}` is its name. */
  readonly afterFailure?: string;
  /** What has to be done when an applied migration's file was changed. */
  readonly afterChecksum?: string;
  /** What has to be done when the output just stops. */
  readonly afterCut?: string;
  /** What to know where the output leaves that state open, and how to make sure. */
  readonly caveat?: { readonly state: DatabaseState; readonly note: string };
  /**
   * What a good run always prints: `run`, a line of `succeeds` or `nothing-pending`, so that a run without is cut off; `migration`, a line
   * of `ends` for each migration; `nothing`, its silence tells nothing. Absent: `migration` where there is an `ends` rule, `run` where
   * there is only `succeeds`, else `nothing`.
   */
  readonly saysEnd?: 'run' | 'migration' | 'nothing';
  /** The tool prints no line when a migration ends well: the next beginning says it. */
  readonly endsSilently?: true;
  /** The tool may print its line for a migration's end although the migration failed. */
  readonly endsTooSoon?: true;
  /** What its exit codes mean where its words do not tell: its documented contract. A code that means several things is left out. */
  readonly exitCodes?: Readonly<Record<number, ExitCode>>;
  /** Its output is broken at 80 columns. */
  readonly wraps?: true;
  /** Makes the error of the rules shorter, before `cleanError`. */
  readonly shorten?: (error: string) => string;
  /** The rules in the order of a run. Every rule sees every line. */
  readonly rules: readonly Rule[];
}
