import { isSqlstate } from './sqlstate.ts';
import { cutTail } from './tail.ts';

// What tools and drivers put before the message of the server.
const PREAMBLES: readonly RegExp[] = [
  /^(?:liquibase\.exception\.\w+|org\.postgresql\.util\.PSQLException|[\w.]*SQLException): /,
  /^(?:error|Error|ERROR|FATAL|PANIC|QueryFailedError|PostgresError|DatabaseError|StandardError):\s+/,
  /^(?:pq|pgx?|sql\/migrate): /,
  /^Failed to connect to database: /,
  /^connection failed: (?=connection to server)/,
  /^line: \d+, column: \d+, position: \d+: /,
  /^[0-9][0-9A-Z]{4}: (?=\S)/,
  /^failed to (?:run|execute) (?:SQL|Go|go) (?:migration|query)(?: "[^\n]*")?: /,
];

// Lines that explain or point: none of them is the error.
const ASIDES = /^\s*(?:LINE \d+:|\^|Position:|Is the server running)/;
// What holds row values and statements, and goes on over as many lines as they have, up to the next word of the server.
const PASSAGES = /^\s*(?:DETAIL|Detail|CONTEXT|QUERY|STATEMENT):/;
const WORDS_OF_SERVER = /^\s*(?:LINE \d+|LOCATION|Position|ERROR|FATAL|PANIC|WARNING|NOTICE): /;

/**
 * The error alone: without the tool's preamble, the SQLSTATE at its end, `LINE 1:` and its caret, `DETAIL:` and `Hint:`.
 * At most 20 lines; the first is fit for the page's title. Empty when nothing is left.
 */
export function cleanError(text: string): string {
  const lines: string[] = [];
  let aside = false;
  for (const line of text.trim().split('\n', 200)) {
    if (/^\s*(?:HINT|Hint):/.test(line)) break;
    if (PASSAGES.test(line)) aside = true;
    else if (WORDS_OF_SERVER.test(line)) aside = false;
    if (!aside && !ASIDES.test(line) && line.trim() !== '') lines.push(line.trimEnd());
  }
  const [first = '', ...rest] = lines.slice(0, 20);
  return [stripFirst(first.trim()), ...rest].join('\n').trim();
}

// How MySQL's drivers for Python print an error: `(1146, "Table 'shop.userz' doesn't exist")`.
const TUPLE = /^\(\d{3,5}, (["'])(.*)\1\)$/;
// And pyodbc: `('42S02', "[42S02] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Invalid object name 'userz'. (208) (SQLExecDirectW)")`.
const ODBC_TUPLE =
  /^\('\w{5}', (["'])(?:\[\w{5}\] ?)?(?:\[[^\]]{1,80}\]){1,4}([^[].*?)(?: \(\d{1,6}\))? \(SQL\w{1,40}\)(?:; \[.*)?\1\)$/;

function stripFirst(line: string): string {
  let left = TUPLE.exec(line)?.[2] ?? ODBC_TUPLE.exec(line)?.[2] ?? line;
  for (let [before, round] = ['', 0]; before !== left && round < MOST_LAYERS; round += 1) {
    before = left;
    for (const preamble of PREAMBLES) left = left.replace(preamble, '');
    // A text that is all preamble is the message.
    if (left === '') return before;
  }
  return cutTail(left).text.trim();
}

// Programs that hand on each other's error, each with its own preamble: each layer costs a look at the whole line.
const MOST_LAYERS = 20;

/** The SQLSTATE that `text` quotes as `(SQLSTATE 42P01)`, `(42P01)` at the end of a line, or `ERROR:  42P01: …`. */
export function findSqlstate(text: string): string | undefined {
  const match = /\(SQLSTATE ([0-9A-Z]{5})\)|\(([0-9A-Z]{5})\)(?=$|\n)|(?:ERROR|FATAL):\s+([0-9A-Z]{5}): /.exec(text);
  const found = match?.[1] ?? match?.[2] ?? match?.[3];
  return found !== undefined && isSqlstate(found) ? found : undefined;
}

/** Whether the error comes from a database where DDL cannot be rolled back, so that a failed migration may have left something behind. */
export function isFromOtherDatabase(text: string): boolean {
  return /\bER_[A-Z_]{3,}|\bError(?: number:)? ?1\d{3}\b|SQL syntax; check the manual|MySQL|MariaDB|Mysql2::|\bORA-\d{5}|SQLSTATE\[HY000\]/.test(
    text,
  );
}

/** Whether the error proves that the failed migration ran in a transaction. */
export function isInsideTransaction(text: string): boolean {
  return INSIDE.test(text);
}

const INSIDE = /cannot (?:run|be executed) (?:inside|within) a transaction block/i;

/** Whether the error came out of a statement that PostgreSQL runs outside transactions only. */
export function isOutsideTransaction(text: string): boolean {
  return (
    /\bCONCURRENTLY\b|\bALTER SYSTEM\b|\bVACUUM\b|\b(?:CREATE|DROP) (?:DATABASE|TABLESPACE)\b/i.test(text) &&
    !INSIDE.test(text)
  );
}
