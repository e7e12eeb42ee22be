import { type Message, readMessage } from './message.ts';
import { findSentence } from './sentences.ts';
import { LEVEL_ELSEWHERE } from './sqlserver-sentences.ts';
import { cutTail } from './tail.ts';

interface Line {
  readonly text: string;
}

interface Block {
  readonly message: Message;
  readonly lines: readonly number[];
}

const MSG =
  /\bMsg (?<code>\d{1,6}), Level (?<level>\d{1,2}), State \d{1,3}(?:, (?:Server|Procedure) [^,]{1,200})*,? ?(?:Line \d+)?:?\s*(?<text>.*)$/;
/** The same in the language of whoever prints it: the text is on the next line. */
const MSG_ELSEWHERE = new RegExp(
  `^[\\p{L}.]{2,12} (?<code>\\d{1,6})[,、，] ?${LEVEL_ELSEWHERE} (?<level>\\d{1,2})[,、，] ?`,
  'u',
);
const FLYWAY = /^Message\s{0,8}: (?<text>.+)$/;
const FLYWAY_FIELD = /^(?<name>SQL State|Error Code)\s{0,8}: (?<value>\S+)\s*$/;
const PRISMA_CODE = /^Database error code: (?<code>\S+)\s*$/;
const HIBERNATE = /\bSQL Error: (?<code>-?\d+), SQLState: (?<sqlstate>\w{5})\b/;
const SNOWFLAKE = /\b(?<code>\d{6}) \((?<sqlstate>\w{5})\): (?:[0-9a-f-]{36}: )?(?<text>SQL [a-z ]{4,30} error:)\s*$/;

/** An error that is told over several lines and begins or is told at `at`; undefined where none does. */
export function readBlock(lines: readonly Line[], at: number): Block | undefined {
  const text = lines[at]?.text ?? '';
  return (
    readMsg(lines, at, text) ??
    readSnowflake(lines, at, text) ??
    readPrisma(lines, at, text) ??
    readFlyway(lines, at, text) ??
    readHibernate(lines, at, text) ??
    readPgx(lines, at, text) ??
    readDuckdb(lines, at, text)
  );
}

// sqlcmd and the tools over ODBC set the text on the next line. Level 10 and below is information.
function readMsg(lines: readonly Line[], at: number, text: string): Block | undefined {
  const groups = (MSG.exec(text) ?? MSG_ELSEWHERE.exec(text))?.groups;
  if (groups === undefined || Number(groups.level) <= 10) return undefined;
  const own = groups.text?.trim() ?? '';
  const said = own === '' ? (lines[at + 1]?.text.trim() ?? '') : own;
  if (said === '') return undefined;
  return {
    message: { text: cutTail(said).text, code: groups.code, dialect: 'sqlserver' },
    lines: own === '' ? [at, at + 1] : [at],
  };
}

function readSnowflake(lines: readonly Line[], at: number, text: string): Block | undefined {
  const groups = SNOWFLAKE.exec(text)?.groups;
  const reason = lines[at + 1]?.text.trim() ?? '';
  if (groups?.text === undefined || reason === '') return undefined;
  return {
    message: { text: `${groups.text} ${reason}`, code: groups.code, sqlstate: groups.sqlstate, dialect: 'snowflake' },
    lines: [at, at + 1],
  };
}

// https://github.com/prisma/prisma-engines: user-facing-errors, ApplyMigrationError.
function readPrisma(lines: readonly Line[], at: number, text: string): Block | undefined {
  const code = PRISMA_CODE.exec(text)?.groups?.code;
  if (code === undefined) return undefined;
  let next = at + 1;
  while (next <= at + 5 && /^\s*(?:Database error:\s*)?$/.test(lines[next]?.text ?? 'x')) next += 1;
  const said = (lines[next]?.text ?? '').replace(/^Database error:\s*/, '').trim();
  if (said === '') return undefined;
  const dialect = findSentence(said.replace(/^ERROR: /, ''))?.dialect;
  const read = readMessage(said);
  const vendor = /^\d{1,4}$|^\d{5}$(?<!^[0-5]\d{4}$)/.test(code);
  return {
    message: {
      ...(read ?? { text: said.replace(/^ERROR: /, '') }),
      ...(vendor ? { code } : { sqlstate: code }),
      dialect: read?.dialect ?? dialect ?? (vendor ? undefined : 'postgresql'),
    },
    lines: [at, next],
  };
}

// Flyway's block: SQL State, Error Code, Message.
function readFlyway(lines: readonly Line[], at: number, text: string): Block | undefined {
  const head = FLYWAY.exec(text)?.groups?.text;
  if (head === undefined) return undefined;
  // Snowflake says on the next line what it is that did not compile.
  const said = head.endsWith(':') ? `${head} ${(lines[at + 1]?.text ?? '').trim()}`.trim() : head;
  const told = new Map<string, string>();
  let first = at;
  for (let before = at - 1; before >= at - 3; before -= 1) {
    const field = FLYWAY_FIELD.exec(lines[before]?.text ?? '')?.groups;
    if (field?.name === undefined || field.value === undefined) break;
    told.set(field.name, field.value);
    first = before;
  }
  if (first === at) return undefined;
  const read = readMessage(said) ?? { text: said.replace(/^(?:ERROR|FATAL): /, '') };
  const code = told.get('Error Code');
  const sqlstate = told.get('SQL State');
  return {
    message: {
      ...read,
      code: read.code ?? (code === '0' || code === 'null' ? undefined : code),
      sqlstate: sqlstate === 'null' ? undefined : sqlstate,
      dialect: read.dialect ?? (said.startsWith('ERROR: ') ? 'postgresql' : undefined),
    },
    lines: range(first, at),
  };
}

// SqlExceptionHelper tells the codes a line before the words.
function readHibernate(lines: readonly Line[], at: number, text: string): Block | undefined {
  const groups = HIBERNATE.exec(text)?.groups;
  const next = lines[at + 1]?.text ?? '';
  if (groups === undefined || next === '') return undefined;
  const said = next.replace(/^.{0,200}SqlExceptionHelper\s{0,40}: /, '').trim();
  const read = readMessage(said) ?? { text: said.replace(/^(?:ERROR|FATAL): /, '') };
  return {
    message: { ...read, code: groups.code === '0' ? undefined : groups.code, sqlstate: groups.sqlstate },
    lines: [at, at + 1],
  };
}

// pgx from 5.6: each address that was tried on a line of its own. https://github.com/jackc/pgx/blob/master/pgconn/errors.go
function readPgx(lines: readonly Line[], at: number, text: string): Block | undefined {
  const next = lines[at + 1]?.text ?? '';
  if (!/\bfailed to connect to `[^`]{1,300}`:$/.test(text) || !/^\s+\S/.test(next)) return undefined;
  const message = readMessage(`${text} ${next.trim()}`);
  return message === undefined ? undefined : { message, lines: [at, at + 1] };
}

// DuckDB's command line sets the kind of its error on a line of its own.
function readDuckdb(lines: readonly Line[], at: number, text: string): Block | undefined {
  const next = lines[at + 1]?.text.trim() ?? '';
  if (!/^(?:Catalog|Parser|Binder|Constraint|Conversion|Dependency|TransactionContext|IO) Error:$/.test(text))
    return undefined;
  if (next === '') return undefined;
  return { message: { text: `${text} ${next}`, dialect: 'duckdb' }, lines: [at, at + 1] };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
