import type { Category } from './category.ts';
import { categorise } from './category.ts';
import type { Dialect } from './dialect.ts';
import { cleanError, findSqlstate } from './error-text.ts';

export type { Category } from './category.ts';
export { categorise } from './category.ts';
export { type Dialect, rollsBackDdl } from './dialect.ts';

/** An error in a database's or its driver's own words. */
export interface DatabaseError {
  /** The message alone: no preamble of a tool, no statement, no hint, no row values. Its first line is fit for a title. */
  readonly text: string;
  readonly sqlstate?: string;
  /** The vendor's: `1064`, `ER_DUP_FIELDNAME`, `ORA-00955`, `2714`, `SQLITE_BUSY`. */
  readonly code?: string;
  /** The exception's class, where it says more than that something failed. */
  readonly type?: string;
  readonly category: Category;
  readonly dialect?: Dialect;
  /** Counts the given lines from 0: the first line of the error. */
  readonly at: number;
  /** All lines that belong to it. */
  readonly lines: readonly number[];
}

/** The errors of databases in `lines`, in order of appearance. Linear; never throws. */
export function findErrors(lines: readonly { readonly text: string }[]): readonly DatabaseError[] {
  const errors: DatabaseError[] = [];
  for (const [at, { text }] of lines.entries()) {
    const message = /(?:\b(?:ERROR|FATAL): |\bpq: |Error \d{4}(?: \(\w{5}\))?: )(.*)$/.exec(text)?.[1];
    if (message === undefined) continue;
    const sqlstate = findSqlstate(text);
    const category = categorise({ sqlstate: sqlstate ?? '', message });
    if (category === 'DatabaseError' && sqlstate === undefined) continue;
    const known = sqlstate === undefined ? {} : { sqlstate };
    errors.push({ text: cleanError(message), ...known, category, at, lines: [at] });
  }
  return errors;
}

/** The database that the whole of `lines` speaks of; undefined when none can be told. */
export function findDialect(lines: readonly { readonly text: string }[]): Dialect | undefined {
  for (const { text } of lines) {
    const scheme =
      /\b(?:jdbc:)?(postgres(?:ql)?|mysql|mariadb|sqlserver|oracle|sqlite|clickhouse|snowflake|mongodb):/.exec(
        text,
      )?.[1];
    if (scheme !== undefined) return scheme.startsWith('postgres') ? 'postgresql' : SCHEMES.get(scheme);
  }
  return undefined;
}

const SCHEMES: ReadonlyMap<string, Dialect> = new Map([
  ['mysql', 'mysql'],
  ['mariadb', 'mariadb'],
  ['sqlserver', 'sqlserver'],
  ['oracle', 'oracle'],
  ['sqlite', 'sqlite'],
  ['clickhouse', 'clickhouse'],
  ['snowflake', 'snowflake'],
  ['mongodb', 'mongodb'],
]);
