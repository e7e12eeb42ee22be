import type { Category } from '../databases/category.ts';
import type { DatabaseState } from '../evidence.ts';

/** What a line of a tool's output says about the run that it belongs to. */
export type Says =
  | 'opens' // a run starts, no migration yet
  | 'again' // what fails from here on is another failure than the one before
  | 'present' // a frame of the tool in a traceback: what is thrown at its end is the tool's failure
  | 'begins' // a migration begins
  | 'ends' // a migration ended well
  | 'fails' // the run fails; a second such line is another run
  | 'fails-too' // the run fails, unless a line before has said so: then more about that failure
  | 'tells' // more about the failure that was or will be told
  | 'succeeds' // the run ended well
  | 'nothing-pending' // the run ended well and had nothing to do
  | 'commits' // what ended so far is kept
  | 'rolls-back' // the failed migration is undone, or (`whole`) everything of this run
  | 'leaves-pieces' // the failed migration ran outside a transaction
  | 'reverts' // a migration that had ended well is undone
  | 'rehearses' // a dry run
  | 'in-earnest' // no dry run after all
  | 'other-command'; // another command of the tool: nothing until its next `opens` or `begins` is about migrating up

/** The named groups that rules may have. `version` and `name` are joined to a migration's name. */
export type Group =
  | 'migration'
  /** A script that is called by its path. */
  | 'script'
  | 'version'
  | 'name'
  | 'error'
  | 'sqlstate'
  /** The tool's code or the exception class. */
  | 'type'
  /** A wider exception class, for want of a `type`. */
  | 'class'
  /** How many migrations were pending. */
  | 'pending'
  /** What the tool advises to do. */
  | 'advice'
  /** Milliseconds. */
  | 'ms';

/** One kind of line. Patterns see single lines; they are anchored where they can be, and never nest quantifiers. */
export interface Rule {
  readonly says: Says;
  readonly when: RegExp;
  /**
   * It counts only while a migration has begun and not ended; before any has begun; then or after a failure; while the run has not ended;
   * once a failure was told; in a dry run that executes nothing; or in a traceback with a frame of the tool.
   */
  readonly within?: 'migration' | 'start' | 'idle' | 'run' | 'failure' | 'analysis' | 'crash';
  /** The line before, blank ones aside, must fit. */
  readonly after?: RegExp;
  /** It counts only as the last line of a log that is this tool's: where it spoke before, or of a few lines. */
  readonly atEnd?: true;
  /** The error goes on over the next lines, up to one that fits. */
  readonly until?: RegExp;
  /** A run says it once: a second time it is another run. */
  readonly once?: true;
  /** Its fields take the place of those told before. */
  readonly overrules?: true;
  /** For `rolls-back`: everything of the run that was not committed. For `leaves-pieces`: every migration. For `rehearses`: executing. */
  readonly whole?: true;
  /** The failure need not be of the migration that began last. */
  readonly nameless?: true;
  /** What the line means, where no group tells. */
  readonly error?: string;
  readonly type?: string;
  readonly category?: Category;
  /** What to do next; `{migration}` is the failed one. */
  readonly remedy?: string;
  /** The state of the database after such a failure, when no migration had ended before it. */
  readonly state?: DatabaseState;
}

/** What a failed run leaves of the migrations, on a database with transactional DDL, unless the output says otherwise. */
export type Transaction =
  | 'each' // each migration in a transaction of its own: the failed one leaves nothing, those before it stay
  | 'each-by-default' // so, but a migration may opt out, and the output does not tell
  | 'all' // all of a run in one: nothing stays
  | 'all-by-default' // so, but a migration or the configuration may opt out, and the output does not tell
  | 'none' // no transaction: the failed one may leave pieces, those before it stay
  | 'unknown'; // the output does not tell which migrations stay

/** A row of the table of tools. */
export interface Tool {
  /** As people write it. */
  readonly name: string;
  readonly transaction: Transaction;
  /** The command that a person runs again after the fix. */
  readonly again: string;
  /** What has to be done after a failed migration, beside mending it; `{migration}` is its name. */
  readonly afterFailure?: string;
  /** What has to be done when an applied migration's file was changed. */
  readonly afterChecksum?: string;
  /** What has to be done when the output just stops. */
  readonly afterCut?: string;
  /** What to know where the output leaves that state open, and how to make sure. */
  readonly caveat?: { readonly state: DatabaseState; readonly note: string };
  /** The tool prints no line when a migration ends well: the next beginning says it. */
  readonly endsSilently?: true;
  /** Called as a library, the tool prints no line when a run has ended well: its silence does not tell. */
  readonly endsMutely?: true;
  /** The tool may print its line for a migration's end although the migration failed. */
  readonly endsTooSoon?: true;
  /** Its output is broken at 80 columns. */
  readonly wraps?: true;
  /** Makes the error of the rules shorter, before `cleanError`. */
  readonly shorten?: (error: string) => string;
  /** The rules in the order of a run. Every rule sees every line. */
  readonly rules: readonly Rule[];
}
