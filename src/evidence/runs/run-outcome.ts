import { type Category, categorise } from '../databases/category.ts';
import {
  cleanError,
  findSqlstate,
  isFromOtherDatabase,
  isInsideTransaction,
  isOutsideTransaction,
} from '../databases/error-text.ts';
import type { Evidence, Verdict } from '../evidence.ts';
import { markExcerpt } from '../lines/excerpt.ts';
import { joinWrapped, type LogLine, restoreMiddle, shortenForRules } from '../lines/lines.ts';
import { nothingPending } from '../reports/report.ts';
import { nameNextStep, nameStepAfterCut } from '../tools/next-step.ts';
import type { Tool } from '../tools/rule.ts';
import { TOOLS } from '../tools/tools.ts';
import { BY_DEFAULT, countApplied, judgeFailure, REHEARSED } from './database-state.ts';
import type { Failure, Run } from './run.ts';
import { readRuns } from './run-reader.ts';

/** Evidence, and the line of the log where its last word stands. */
export interface TextEvidence {
  readonly evidence: Evidence;
  readonly at: number;
}

/**
 * What the last outcome in a log says, by the rules of the tool that said it; undefined when no tool is recognised.
 * `lines` are cleaned.
 */
export function readText(lines: readonly string[]): TextEvidence | undefined {
  const plain = readable(lines.map((text, at) => ({ text, at })));
  let best: (TextEvidence & { readonly rank: number }) | undefined;
  for (const tool of TOOLS) {
    const candidate = chooseWord(tool, tool.wraps === true ? readable(joinWrapped(plain.whole)) : plain);
    if (candidate.at === -1) continue;
    // On equal terms the earlier row of the table has it.
    if (best === undefined || candidate.rank > best.rank || (candidate.rank === best.rank && candidate.at > best.at)) {
      best = candidate;
    }
  }
  return best;
}

/** Lines as they are, and as rules look at them. */
interface Lines {
  readonly whole: readonly LogLine[];
  readonly short: readonly LogLine[];
}

function readable(whole: readonly LogLine[]): Lines {
  return { whole, short: shortenForRules(whole) };
}

/** What counts of a tool's words: an outcome more than another command, that more than a mere beginning. */
function chooseWord(tool: Tool, lines: Lines): TextEvidence & { readonly rank: number } {
  const { run, openedAt, otherCommandAt } = readRuns(tool, lines.short);
  if (run !== undefined) return { evidence: describeRun(tool, run, lines.whole), at: run.at, rank: 2 };
  const said = { source: 'log-text', tool: tool.name, databaseState: 'unknown', applied: [] } as const;
  return otherCommandAt === -1
    ? { evidence: { ...said, verdict: 'unknown', ...nothingPending(announces(tool)) }, at: openedAt, rank: 0 }
    : { evidence: { ...said, verdict: 'other-command' }, at: otherCommandAt, rank: 1 };
}

function describeRun(tool: Tool, run: Run, lines: readonly LogLine[]): Evidence {
  const verdict = judgeRun(run);
  const common = { source: 'log-text', tool: tool.name, verdict } as const;
  if (run.failure !== undefined) return { ...common, ...describeFailure(tool, run, run.failure, lines) };
  const duration = run.ms === undefined ? {} : { durationMs: run.ms };
  if (verdict === 'dry-run') return { ...common, databaseState: 'unchanged', applied: [], ...duration };
  const migration = run.begun?.migration || run.done.at(-1);
  const named = migration ? { migration } : {};
  if (verdict === 'success') {
    const none = nothingPending(run.ended === 'nothing-pending');
    return { ...common, ...named, databaseState: 'applied', applied: run.done, ...none, ...duration };
  }
  // Cut off: what stayed of it only the database knows.
  const kept = tool.transaction.startsWith('each') ? run.done : [];
  const detail = kept.length > 0 ? { stateDetail: countApplied(kept.length, run.pending) } : {};
  const nextStep = nameStepAfterCut(tool, migration);
  const aloud = endsAloud(tool) ? { endsAloud: true as const } : {};
  return { ...common, ...named, databaseState: 'unknown', applied: kept, ...detail, ...aloud, nextStep };
}

/** Whether the tool always prints a line when a migration or the whole run has ended well. */
function endsAloud(tool: Tool): boolean {
  return tool.endsMutely !== true && tool.rules.some(rule => rule.says === 'ends' || rule.says === 'succeeds');
}

function judgeRun(run: Run): Verdict {
  if (run.failure !== undefined) return run.rehearsal === 'none' ? 'failure' : 'dry-run-failure';
  if (run.rehearsal !== 'none') return 'dry-run';
  if (run.ended !== undefined) return 'success';
  if (run.begun !== undefined) return 'unfinished';
  if (run.done.length === 0) return 'unknown';
  return run.pending !== undefined && run.done.length < run.pending ? 'unfinished' : 'success';
}

type FailureFacts = Omit<Evidence, 'source' | 'tool' | 'verdict'>;

function describeFailure(tool: Tool, run: Run, failure: Failure, lines: readonly LogLine[]): FailureFacts {
  const raw = restoreMiddle(failure.error ?? '', lines);
  const shortened = tool.shorten?.(raw) ?? raw;
  const error = cleanError(shortened);
  const sqlstate = failure.sqlstate ?? findSqlstate(raw);
  const type = nameType(failure);
  const category =
    failure.category ??
    categorise({ code: type ?? '', sqlstate: sqlstate ?? '', message: [raw, ...asides(lines, run.lines)].join('\n') });
  const texts = lines.map(line => line.text);
  const shown = chooseExcerpt(lines, run.lines);
  const told = shown.map(place => texts[place] ?? '').join('\n');
  const { state, applied, pieces, byDefault } =
    run.rehearsal === 'none'
      ? judgeFailure({
          transaction: tool.transaction,
          done: run.done,
          committed: run.committed,
          reverted: run.reverted,
          told: failure.state,
          rolledBack: run.rolledBack ?? (isInsideTransaction(raw) ? 'migration' : undefined),
          pieces: run.pieces || isFromOtherDatabase(told) || isOutsideTransaction(told),
          neverConnected: !failure.migration && isRefused(raw),
          nothingBegun: run.opened && !run.moved && announces(tool),
        })
      : REHEARSED;
  const migration = failure.migration || (run.late ? run.begun?.migration : undefined) || undefined;
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
      advice: adviceOf(failure, category, migration),
    }),
    applied,
    ...(run.ms === undefined ? {} : { durationMs: run.ms }),
    ...(shown.length === 0 ? {} : { excerpt: markExcerpt(texts, shown) }),
  };
}

// The tool's code, else the exception class: the last word of `psycopg2.errors.UndefinedTable`, all of `PG::UndefinedTable`.
function nameType({ type, sqlstate, class: wider }: Failure): string | undefined {
  const name = type ?? (sqlstate === undefined ? wider : undefined);
  return name?.split('.').at(-1);
}

/** Whether the words are those of a connection that was never made: nothing can have run then. */
function isRefused(error: string): boolean {
  return /refused|could not connect|failed to connect|unable to connect|connection to server|no such host|could not translate|ENOTFOUND|EAI_AGAIN|can't reach|authentication failed|^\W*(?:\w+: +)*database "[^"]*" does not exist/i.test(
    error,
  );
}

// A tool knows its own configuration best; of databases it knows no more than we.
function adviceOf(failure: Failure, category: Category, migration: string | undefined): string | undefined {
  const advice = category === 'ConfigurationError' ? failure.advice : undefined;
  return failure.remedy?.replaceAll('{migration}', migration ?? 'the migration') ?? advice;
}

/** Whether the tool prints a line as a migration begins. */
function announces(tool: Tool): boolean {
  return tool.rules.some(rule => rule.says === 'begins');
}

function asides(lines: readonly LogLine[], read: readonly number[]): string[] {
  const wanted = new Set(read);
  return lines.filter(({ at, text }) => wanted.has(at) && /already exists|DETAIL/.test(text)).map(line => line.text);
}

const MOST_LINES = 20;
const FRAME = /^\s*(?:at |File "|\^+\s*$|\.\.\. \d+ )|^\/.*:\d+:in /;

/** Where the lines about the error stand: those that rules read, and what stands right around them; at most 20, without frames of a stack. */
function chooseExcerpt(lines: readonly LogLine[], read: readonly number[]): readonly number[] {
  const wanted = new Set<number>();
  const places = new Map(lines.map(({ at }, place) => [at, place]));
  for (const at of read) {
    const place = places.get(at) ?? at;
    for (let near = place - 1; near <= place + 4; near += 1) wanted.add(near);
  }
  const telling = [...wanted].sort((a, b) => a - b).filter(place => isTelling(lines[place]?.text ?? ''));
  // The end tells most; the beginning names the migration.
  return telling.length <= MOST_LINES ? telling : [...telling.slice(0, 4), ...telling.slice(4 - MOST_LINES)];
}

function isTelling(line: string): boolean {
  return line.trim() !== '' && !FRAME.test(line);
}
