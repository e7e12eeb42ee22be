import { type Category, categorise, type Dialect } from '../databases/databases.ts';
import {
  cleanError,
  findSqlstate,
  isFromOtherDatabase,
  isInsideTransaction,
  isOutsideTransaction,
} from '../databases/error-text.ts';
import { markExcerpt } from '../lines/excerpt.ts';
import { type Line, restoreMiddle } from '../lines/lines.ts';
import { nameNextStep } from '../tools/next-step.ts';
import { BY_DEFAULT, countApplied, type Judgement, judgeFailure, REHEARSED } from './database-state.ts';
import { chooseExcerpt, chooseLastLines } from './excerpt-lines.ts';
import type { RunOutcome } from './outcome.ts';
import type { PlacedRun } from './placed-run.ts';
import type { Failure } from './run.ts';
import { findDatabaseError, findUnknownError } from './unknown-error.ts';

type FailureFacts = Omit<RunOutcome, 'source' | 'tool' | 'verdict'>;

/** What a run that failed says; where its rules know no error, with that of the databases or the last words of its lines. */
export function describeFailure(placed: PlacedRun, own: Failure, dialect: Dialect | undefined): FailureFacts {
  const { tool, run, lines, texts } = placed;
  const { failure, read } = complete(placed, own);
  const raw = restoreMiddle(failure.error ?? '', lines);
  const error = cleanError(tool.shorten?.(raw) ?? raw);
  const sqlstate = failure.sqlstate ?? findSqlstate(raw);
  const type = nameType(failure);
  const message = [raw, ...asides(lines, read)].join('\n');
  const told = { code: type ?? '', sqlstate: sqlstate ?? '', message };
  const category = failure.category ?? categorise({ ...told, ...(dialect === undefined ? {} : { dialect }) });
  const near = chooseExcerpt(lines, read);
  const shown = !placed.shows ? [] : near.length === 0 ? chooseLastLines(lines, ...placed.own) : near;
  const judged = judge(placed, failure, { raw, category, dialect, sqlstate, near: textAt(lines, near) });
  const { state, applied, pieces, byDefault } = judged;
  // What failed after the last migration is told of that one.
  const last = state === 'applied' ? applied.at(-1) : undefined;
  // A beginning that came late names it better than a frame of its file.
  const late = run.late ? run.begun?.migration : undefined;
  const migration = late || failure.migration || last || undefined;
  const advice = adviceOf(failure, migration);
  return {
    ...(migration === undefined ? {} : { migration }),
    ...(error === '' ? {} : { error }),
    ...(type === undefined && sqlstate === undefined ? {} : { errorType: type ?? sqlstate ?? '' }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
    category,
    databaseState: state,
    ...(state === 'partial' ? { stateDetail: countApplied(applied.length, run.pending) } : {}),
    ...(byDefault ? { stateDetail: BY_DEFAULT } : {}),
    nextStep: nameNextStep(tool, {
      category,
      state,
      migration,
      pieces,
      byDefault,
      advice,
      rollback: run.other === 'rollback',
    }),
    applied,
    ...(shown.length === 0 ? {} : { excerpt: markExcerpt(texts, shown) }),
  };
}

/** The failure with the error that no rule of the tool knows, and the lines to show of it. */
function complete({ run, lines, own: [, end] }: PlacedRun, failure: Failure): { failure: Failure; read: number[] } {
  const read = [...run.lines];
  const isVague = failure.vague === true;
  if (failure.error !== undefined && !isVague) return { failure, read };
  const from = Math.max(0, read[0] ?? run.from);
  const own = lines.slice(from, end);
  const found = isVague ? findDatabaseError(own) : findUnknownError(own);
  if (found === undefined || found.bare === true) return { failure, read };
  read.push(...found.lines.map(index => index + from));
  const { error, errorType, sqlstate, category } = found;
  const facts: Failure = {
    error,
    category,
    ...(errorType === undefined || errorType === sqlstate ? {} : { type: errorType }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
  };
  return { failure: { ...facts, ...failure, ...(isVague ? { error } : {}) }, read };
}

interface Clues {
  readonly raw: string;
  readonly category: Category;
  readonly dialect: Dialect | undefined;
  readonly sqlstate: string | undefined;
  /** The lines about the failure. */
  readonly near: string;
}

function judge({ tool, run }: PlacedRun, failure: Failure, clues: Clues): Judgement {
  if (run.rehearsal !== 'none') return REHEARSED;
  const { raw, category, dialect, sqlstate, near } = clues;
  const announces = tool.rules.some(rule => rule.says === 'begins');
  const isEarly = !failure.migration && !run.moved;
  const isBefore = category === 'ChecksumError' || category === 'ConfigurationError';
  const usual = (dialect === undefined ? undefined : tool.transactionOn?.[dialect]) ?? tool.transaction;
  // What a rollback took back before it failed stays so, unless all of it is one transaction.
  const tookBack = run.other === 'rollback' && run.done.length > 0 && !usual.startsWith('all');
  const told = failure.state ?? (run.other === 'check' || (isEarly && isBefore) ? 'unchanged' : undefined);
  return judgeFailure({
    // Outside of any transaction each migration that ended well stays.
    transaction: run.piecesAlways ? 'none' : usual,
    dialect,
    done: run.other === 'no' ? run.done : [],
    committed: run.committed,
    reverted: run.reverted,
    told: tookBack ? 'unknown' : told,
    rolledBack: run.rolledBack ?? (isInsideTransaction(raw) ? 'migration' : undefined),
    pieces: run.pieces || isFromOtherDatabase(near) || isOutsideTransaction(near),
    neverConnected: !failure.migration && (isRefused(raw) || (isEarly && sqlstate?.startsWith('28') === true)),
    noneKnown: isEarly || (announces && tool.endsSilently === true && !run.announced),
    nothingBegun: run.opened && !run.moved && announces && run.other === 'no',
  });
}

// The tool's code, else the exception class: the last word of `psycopg2.errors.UndefinedTable`, all of `PG::UndefinedTable`.
function nameType({ type, sqlstate, class: wider }: Failure): string | undefined {
  const name = type ?? (sqlstate === undefined ? wider : undefined);
  return name?.split('.').at(-1);
}

/** Whether the words are those of a connection that was never made: nothing can have run then. */
function isRefused(error: string): boolean {
  return /refused|php_network_getaddresses|name resolution|Unknown (?:MySQL|MariaDB) server host|connection not available|\[HY000\] \[\d{4}\]|could not connect|failed to connect|unable to connect|connection to server|no such host|could not translate|ENOTFOUND|EAI_AGAIN|can't reach|connection attempt failed|authentication failed|^\W*(?:\w+: +)*database "[^"]*" does not exist/i.test(
    error,
  );
}

// What the table knows of this failure, else what the tool advises.
function adviceOf(failure: Failure, migration: string | undefined): string | undefined {
  return failure.remedy?.replaceAll('{migration}', migration ?? 'the migration') ?? failure.advice;
}

function asides(lines: readonly Line[], read: readonly number[]): string[] {
  return read.map(index => lines[index]?.text ?? '').filter(text => /already exists|DETAIL/.test(text));
}

function textAt(lines: readonly Line[], indices: readonly number[]): string {
  return indices.map(index => lines[index]?.text ?? '').join('\n');
}
