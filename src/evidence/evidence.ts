import type { Category } from './databases/category.ts';

/** How the last run of the tool ended, by the tool's own words. */
export type Verdict =
  | 'success' // migrations were applied, or nothing was pending
  | 'failure'
  | 'dry-run' // nothing was meant to be applied, and the rehearsal went well
  | 'dry-run-failure'
  | 'other-command' // a report of `down`, `status`, `verify`: it says nothing about `up`
  | 'unfinished' // a migration had begun and neither end was written
  | 'unknown'; // the tool was recognised, its end was not

/** What state the migration left the database in. What the tool does not tell is `unknown`. */
export type DatabaseState = 'applied' | 'partial' | 'rolled-back' | 'unchanged' | 'unknown';

/** What the migration itself said. Every text is raw and has to be redacted before it leaves. */
export interface Evidence {
  readonly source: 'report' | 'log-json' | 'log-text';
  /** The tool's name as people write it, e.g. `Confiture`, `golang-migrate`; empty: none that is known, only its error is. */
  readonly tool: string;
  readonly verdict: Verdict;
  /** The failed (or unfinished, or else last applied) migration as a person names it, e.g. `20260102120000_add_payment_table`. */
  readonly migration?: string;
  /** The error alone, without the tool's preamble, SQL statement or hint; its first line is fit for the page's title. */
  readonly error?: string;
  /** The tool's code, else the SQLSTATE, else the exception class: e.g. `CONFIG_006`, `42P01`, `UndefinedTable`. */
  readonly errorType?: string;
  readonly sqlstate?: string;
  readonly category?: Category;
  readonly databaseState: DatabaseState;
  /** The run went well, or seems to have, and applied nothing: nothing was pending. */
  readonly nothingPending?: true;
  /** Beside `unfinished`: the tool says when a migration or a run has ended, so that its silence tells. */
  readonly endsAloud?: true;
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
