import { readBlock } from './blocks.ts';
import { type Category, categorise } from './category.ts';
import type { Dialect } from './dialect.ts';
import { readFields } from './fields.ts';
import { ASIDES, isAbortedTransaction } from './languages.ts';
import { type Message, readMessage } from './message.ts';
import { saysSomething } from './sqlstate.ts';

/** An error in a database's or its driver's own words. */
export interface DatabaseError {
  /** The message alone: no preamble of a tool, no statement, no hint, no `DETAIL`. Its first line is fit for a title. */
  readonly text: string;
  /** Only where it says more than HY000 does. */
  readonly sqlstate?: string;
  /** The vendor's: `1064`, `ER_DUP_FIELDNAME`, `ORA-00955`, `2714`, `SQLITE_BUSY`. */
  readonly code?: string;
  /** The exception's class, where it says more than that something failed: `UndefinedTable`. */
  readonly type?: string;
  readonly category: Category;
  readonly dialect?: Dialect;
  /** It stands in the server's own log: a tool may have expected it (a probe for its table) and gone on. */
  readonly fromServerLog?: true;
  /** Counts the given lines from 0: where the error is told first. */
  readonly at: number;
  /** All lines that belong to it, in order: its fields, what explains it, and where the same error is told again by whoever passed it on. */
  readonly lines: readonly number[];
}

interface Line {
  readonly text: string;
}

// Longer lines are read at both ends.
const LONGEST = 6_000;

/**
 * The errors that databases and their drivers report in `lines`, in order of appearance. An error that is thrown again and again up a
 * chain of exceptions is one. What only follows from an error before (an aborted transaction, a rollback that fails) belongs to that one.
 * Linear in the text; never throws.
 */
export function findErrors(lines: readonly Line[]): readonly DatabaseError[] {
  const errors: Told[] = [];
  const taken = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    const text = lines[at]?.text ?? '';
    if (taken.has(at) || !MAY_BE.test(text) || ASIDES.test(text)) continue;
    const line = text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`;
    const block = readBlock(lines, at);
    const message = block?.message ?? readMessage(line);
    if (message === undefined) continue;
    const told = block?.lines ?? [at];
    const fields = readFields(lines, told.at(-1) ?? at);
    const error = describe({ ...message, ...fields.told, ...definedOf(message) }, line, [...told, ...fields.lines]);
    const last = errors.at(-1);
    if (last !== undefined && belongs(last, error, lines, line)) join(last, error);
    else errors.push(error);
    for (const own of error.lines) taken.add(own);
  }
  return errors.map(finish);
}

/** An error while it may still be told again. */
interface Told {
  text: string;
  sqlstate: string | undefined;
  code: string | undefined;
  type: string | undefined;
  category: Category;
  dialect: Dialect | undefined;
  readonly fromServerLog: boolean;
  readonly at: number;
  readonly lines: number[];
}

function finish({ text, sqlstate, code, type, category, dialect, fromServerLog, at, lines }: Told): DatabaseError {
  return {
    text,
    ...(sqlstate === undefined ? {} : { sqlstate }),
    ...(code === undefined ? {} : { code }),
    ...(type === undefined ? {} : { type }),
    category,
    ...(dialect === undefined ? {} : { dialect }),
    ...(fromServerLog ? { fromServerLog } : {}),
    at,
    lines,
  };
}

// Words and signs of which every error has one: a look that costs little, since most lines of a log have none.
const MAY_BE =
  /^Message|: {2}|FEHLER|rror|ERR|ail|FAIL|FATAL|xception|xist|iolat|SQLSTATE|ORA-|TNS-|SP2-|PLS-|Msg \d|, (?:Ebene|Niveau|Nivel|[Ll]ivello) \d|Code: ?\d|no such|denied|annot|ould not|an't|uplicate|nvalid|nknown|ncorrect|onnection|ock|imeout|imed out|EOF|full|constraint|PG::|pq: |\(SQL|E11000|: \d{4} |aborted|many|must be|null value|NULL|[^\t -~]/;

function definedOf({ sqlstate, code, type }: Message): Partial<Record<'sqlstate' | 'code' | 'type', string>> {
  return {
    ...(sqlstate === undefined || !saysSomething(sqlstate) ? {} : { sqlstate }),
    ...(code === undefined ? {} : { code }),
    ...(type === undefined ? {} : { type }),
  };
}

// What every failure may be called. https://peps.python.org/pep-0249/#exceptions and the frameworks' own.
const SAYS_LITTLE =
  /^(?:(?:\w*::)?(?:Statement(?:Invalid|Error)|StandardError|Error|Exception|SQL)|\w*(?:Operational|Programming|Internal|Database|Interface|QueryFailed|SequelizeDatabase|Query|Request|Libsql|Sqlite|DrizzleQuery|Postgres|Mongo\w*|Sql|Migration)Error|\w*(?:Driver|Query|SQL|PSQL|Sql|Database|SQLSyntaxError|SQLGrammar|Npgsql|Postgres|Jdbc\w*|Flyway\w*|Runtime|PDO|DB|DBAL|MigrateSql)Exception|SQL|SQLException)$/;

function describe(message: Message, line: string, lines: readonly number[]): Told {
  const { text, code, dialect } = message;
  const sqlstate = message.sqlstate !== undefined && saysSomething(message.sqlstate) ? message.sqlstate : undefined;
  const name = message.type?.split(/::|\./).at(-1);
  const type = name === undefined || SAYS_LITTLE.test(name) ? undefined : name;
  return {
    text,
    sqlstate,
    code: code === sqlstate ? undefined : code,
    type,
    category: categorise({
      sqlstate: sqlstate ?? '',
      code: code ?? '',
      class: type ?? '',
      message: text,
      ...(dialect === undefined ? {} : { dialect }),
    }),
    dialect,
    fromServerLog: SERVER_LOG.test(line),
    at: lines[0] ?? 0,
    lines: [...lines],
  };
}

// log_line_prefix of the server's images: stamp, zone, process; or the place that only the server's log tells.
const SERVER_LOG = /\b[A-Z]{2,5} \[\d+\](?: \S+@\S+)? (?:ERROR|FATAL|PANIC): | at character \d+$/;

// What stands between two tellings of one error.
const BETWEEN =
  /^\s|^$|^[\])}]|^(?:Caused by|The above exception|During handling|Traceback|Exception|at |\(|\[|Tasks:|(?:PG|Mysql2|ActiveRecord|Sequel)::|-- |bin\/rails|\/)/;
const FOLLOWS = /See previous errors|^The statement has been terminated|^ORA-06512|cannot rollback - no transaction/;
const ROLLBACK = /roll(?:ing)? ?back\b.{0,60}$/i;

function belongs(last: Told, error: Told, lines: readonly Line[], line: string): boolean {
  if (last.fromServerLog !== error.fromServerLog) return false;
  if (isAbortedTransaction(error.text) || FOLLOWS.test(error.text)) return true;
  const before = line.slice(0, line.indexOf(error.text.slice(0, 40)));
  if (ROLLBACK.test(before)) return true;
  if (!isSame(last, error)) return false;
  for (let at = (last.lines.at(-1) ?? 0) + 1; at < error.at; at += 1) {
    if (!BETWEEN.test(lines[at]?.text ?? '') && !ASIDES.test(lines[at]?.text ?? '')) return false;
  }
  return true;
}

function isSame(one: Told, other: Told): boolean {
  return one.text === other.text || one.text.endsWith(other.text) || other.text.endsWith(one.text);
}

/** `again` tells of the same error as `first`, or of what followed from it. */
function join(first: Told, again: Told): void {
  first.lines.push(...again.lines);
  if (!isSame(first, again)) return;
  if (again.text.length < first.text.length) first.text = again.text;
  if (first.category === 'DatabaseError') first.category = again.category;
  first.sqlstate ??= again.sqlstate;
  first.code ??= again.code;
  first.type ??= again.type;
  first.dialect ??= again.dialect;
}
