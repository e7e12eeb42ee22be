import { type Dialect, findDialect } from '../databases/databases.ts';
import { markExcerpt } from '../lines/excerpt.ts';
import { nameStepAfterCut } from '../tools/next-step.ts';
import type { Tool } from '../tools/rule.ts';
import { countApplied } from './database-state.ts';
import { chooseExcerpt, chooseLastLines } from './excerpt-lines.ts';
import { describeLaterError, type ToldError, tellsOfFailedMigrations } from './later-errors.ts';
import type { RunOutcome, RunVerdict } from './outcome.ts';
import type { PlacedRun } from './placed-run.ts';
import type { Run } from './run.ts';
import { describeFailure } from './run-failure.ts';
import { hasRule, whatSaysEnd } from './says-end.ts';
import { findUnknownError } from './unknown-error.ts';

/** What a run said, with what no rule of its tool knows: the error in a database's words, or the last words of its lines. */
export function describeRun(placed: PlacedRun): RunOutcome {
  const { tool, run } = placed;
  const verdict = judgeRun(tool, run);
  const dialect = findRunDialect(placed);
  const common = {
    source: 'log-text',
    tool: tool.name,
    verdict,
    ...(run.database === undefined ? {} : { database: run.database }),
    ...(run.server === undefined ? {} : { server: run.server }),
    ...(run.schema === undefined ? {} : { schema: run.schema }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(run.other === 'rollback' ? { rollback: true as const } : {}),
    ...(run.ms === undefined ? {} : { durationMs: run.ms }),
  } as const;
  if (run.failure !== undefined) return { ...common, ...describeFailure(placed, run.failure, dialect) };
  return { ...common, ...describeEnd(placed, verdict), ...describeLastWords(placed, verdict) };
}

function judgeRun(tool: Tool, run: Run): RunVerdict {
  if (run.failure !== undefined) {
    if (tool.client === true) return 'client-failure';
    if (run.other === 'check') return 'other-command';
    return run.rehearsal === 'none' ? 'failure' : 'dry-run-failure';
  }
  if (run.other !== 'no') return 'other-command';
  if (run.rehearsal !== 'none') return 'dry-run';
  if (run.ended !== undefined) return 'success';
  if (run.begun !== undefined) return 'unfinished';
  const aloud = whatSaysEnd(tool);
  if (run.done.length > 0) {
    const cut = aloud === 'run' || (run.pending !== undefined && run.done.length < run.pending);
    return cut ? 'unfinished' : 'success';
  }
  // A tool that says when nothing was pending had something to do.
  return run.opened && aloud !== 'nothing' && hasRule(tool, 'nothing-pending') ? 'unfinished' : 'unknown';
}

type End = Pick<
  RunOutcome,
  'databaseState' | 'applied' | 'migration' | 'nothingPending' | 'saidDone' | 'stateDetail' | 'endsAloud' | 'nextStep'
>;

function describeEnd(placed: PlacedRun, verdict: RunVerdict): End {
  const { tool, run } = placed;
  const isOfOthers = tellsOfFailedMigrations(placed);
  const migration = run.begun?.migration || run.done.at(-1);
  const named = migration ? { migration } : {};
  switch (verdict) {
    case 'dry-run':
      return { databaseState: 'unchanged', applied: [] };
    case 'success':
      return {
        ...named,
        databaseState: isOfOthers ? 'unknown' : 'applied',
        applied: run.done,
        ...(run.ended === 'nothing-pending' ? { nothingPending: true } : {}),
        ...(run.ended === undefined || isOfOthers ? {} : { saidDone: true }),
      };
    case 'unfinished': {
      // Cut off: what stayed of it only the database knows.
      const kept = tool.transaction.startsWith('each') ? run.done : [];
      // More were pending than the one that it stopped in.
      const isPartial = kept.length > 0 && kept.length + 1 < (run.pending ?? 0);
      const detail = countApplied(kept.length, run.pending);
      // One that ended well is not what it stopped in.
      const stopped = run.begun?.migration || undefined;
      return {
        ...(stopped === undefined ? {} : { migration: stopped }),
        databaseState: isPartial ? 'partial' : 'unknown',
        applied: kept,
        ...(kept.length > 0 ? { stateDetail: isPartial ? `at least ${detail}` : detail } : {}),
        ...(whatSaysEnd(tool) === 'nothing' ? {} : { endsAloud: true }),
        nextStep: nameStepAfterCut(tool, stopped),
      };
    }
    case 'unknown':
      // It opened, and began none of the migrations that it would have told of.
      return { databaseState: 'unknown', applied: [], ...(hasRule(tool, 'begins') ? { nothingPending: true } : {}) };
    default:
      return { ...named, databaseState: 'unknown', applied: [] };
  }
}

/** The error that no rule knows, for where the status is a failure. */
function describeLastWords(placed: PlacedRun, verdict: RunVerdict): ToldError {
  const { run, lines, texts, shows, own } = placed;
  const [from, end] = own;
  if (verdict === 'dry-run') return {};
  if (verdict === 'success' && run.ended !== undefined) return describeLaterError(placed);
  if (!shows) return {};
  const offset = Math.max(from, run.from);
  const found = findUnknownError(lines.slice(offset, end));
  if (found === undefined || found.bare === true) {
    const shown = verdict === 'unfinished' || verdict === 'unknown' ? chooseLastLines(lines, from, end) : [];
    return {
      ...(found?.isLast === true ? { lastWords: 'error' } : {}),
      ...(shown.length === 0 ? {} : { excerpt: markExcerpt(texts, shown) }),
    };
  }
  const { error, errorType, sqlstate, category } = found;
  const read = found.lines.map(index => index + offset);
  const shown = chooseExcerpt(lines, [...(run.at === -1 ? [] : [run.at]), ...read]);
  return {
    error,
    ...(errorType === undefined ? {} : { errorType }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
    category,
    ...(found.isLast ? { lastWords: 'error' } : {}),
    ...(hasBegunNothing(placed, verdict) && isBeforeAny(category) ? { databaseState: 'unchanged' as const } : {}),
    excerpt: markExcerpt(texts, shown),
  };
}

// It opened and stopped there, though it tells of each beginning.
function hasBegunNothing({ tool, run }: PlacedRun, verdict: RunVerdict): boolean {
  return verdict === 'unknown' || (verdict === 'unfinished' && !run.moved && hasRule(tool, 'begins'));
}

function isBeforeAny(category: RunOutcome['category']): boolean {
  return category === 'ConnectionError' || category === 'ConfigurationError' || category === 'ChecksumError';
}

function findRunDialect({ tool, run, lines, own, streamDialect }: PlacedRun): Dialect | undefined {
  return run.dialect ?? tool.dialect ?? findDialect(lines.slice(...own)) ?? streamDialect;
}
