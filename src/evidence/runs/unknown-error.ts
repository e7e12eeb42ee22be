import { type Category, categorise, type DatabaseError, findErrors } from '../databases/databases.ts';
import { cleanError, findSqlstate } from '../databases/error-text.ts';
import { readFields } from '../databases/fields.ts';
import type { Line } from '../lines/lines.ts';
import { findLastAnswer } from './database-answers.ts';
import { findLastWords, isAtEnd } from './last-words.ts';

/** An error that no tool's rule knows: in a database's own words, else the last words of the output. */
export interface UnknownError {
  readonly error: string;
  readonly errorType?: string;
  readonly sqlstate?: string;
  readonly category: Category;
  /** The output ends in it. */
  readonly isLast: boolean;
  readonly neverStarted: boolean;
  /** A caller says that the command failed, and nobody says why: its words are no error to show. */
  readonly bare?: true;
  /** Only a logger's level says that it is an error: no last word of the output's. */
  readonly logged?: true;
  /** It only sounds like a failure. */
  readonly sounds?: true;
  /** Indices of its lines. */
  readonly lines: readonly number[];
}

// Errors that stand nearer to each other are of one failure: a cause, and what followed from it.
const NEAR = 40;

/** The error of the last failure that `lines` tell; undefined where they tell none. Never throws; linear. */
export function findUnknownError(lines: readonly Line[]): UnknownError | undefined {
  const errors = findErrors(lines);
  const found = chooseCause(errors);
  if (found === undefined) return describeLastWords(lines);
  const last = errors.at(-1) ?? found;
  const end = last.lines.at(-1) ?? last.at;
  const isLast = isAtEnd(lines, end) && !(last.category === 'ConnectionError' && findLastAnswer(lines) > end);
  // An error of a database that something went well after is history; the end of the process is not.
  const ended = isLast ? undefined : describeLastWords(lines);
  if (ended?.bare === true) return describe(found, ended.isLast);
  if (ended?.lines.every(index => index > last.at)) return ended;
  return describe(found, isLast);
}

/** The same in a database's own words; undefined where none speaks. */
export function findDatabaseError(lines: readonly Line[]): UnknownError | undefined {
  const found = chooseCause(findErrors(lines));
  return found === undefined ? undefined : describe(found, false);
}

function describe(found: DatabaseError, isLast: boolean): UnknownError {
  const errorType = found.type ?? found.sqlstate ?? found.code;
  return {
    error: found.text,
    ...(errorType === undefined ? {} : { errorType }),
    ...(found.sqlstate === undefined ? {} : { sqlstate: found.sqlstate }),
    category: found.category,
    isLast,
    neverStarted: false,
    lines: found.lines.length === 0 ? [found.at] : found.lines,
  };
}

/** Of the errors that end the output the first with a code, else the first: what follows a cause repeats it or falls out of it. */
function chooseCause(errors: readonly DatabaseError[]): DatabaseError | undefined {
  let from = errors.length - 1;
  while (from > 0 && (errors[from]?.at ?? 0) - (errors[from - 1]?.at ?? 0) <= NEAR) from -= 1;
  const near = errors.slice(Math.max(0, from));
  return near.find(error => error.sqlstate !== undefined || error.code !== undefined) ?? near[0];
}

function describeLastWords(lines: readonly Line[]): UnknownError | undefined {
  const words = findLastWords(lines);
  if (words === undefined) return undefined;
  const { error, type, index, neverStarted, bare, logged, sounds } = words;
  // The words may be in any language: the fields below them are not.
  const { told } = readFields(lines, index);
  const sqlstate = findSqlstate(error) ?? told.sqlstate;
  const code = told.code ?? type ?? '';
  const category = words.category ?? categorise({ code, sqlstate: sqlstate ?? '', message: error });
  const errorType = type ?? sqlstate;
  return {
    error: cleanError(error) || error,
    ...(errorType === undefined ? {} : { errorType }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
    category,
    isLast: logged === undefined && isAtEnd(lines, index),
    neverStarted,
    ...(bare === undefined ? {} : { bare }),
    ...(logged === undefined ? {} : { logged }),
    ...(sounds === undefined ? {} : { sounds }),
    lines: [index],
  };
}
