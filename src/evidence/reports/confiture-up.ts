import { countApplied, judgeFailure, REHEARSED } from '../runs/database-state.ts';
import { confiture } from '../tools/confiture.ts';
import { SUPERUSER_REMEDY } from '../tools/confiture-failures.ts';
import { nameNextStep } from '../tools/next-step.ts';
import { type ConfitureFailure, findProblem, nameMigration, readMessage } from './confiture-failure.ts';
import { cutLines, nothingPending, type Report } from './report.ts';

/**
 * What the result of `migrate up` says. `success` decides: from 1.x on `ok: true` stands in failed results too.
 * `applied` are the migrations that it lists.
 */
export function describeResult(document: Readonly<Record<string, unknown>>, applied: readonly unknown[]): Report {
  const done = applied.map(nameMigration);
  const rehearsal = document.dry_run === true || document.dry_run_execute === true;
  const ms = document.total_duration_ms ?? document.total_execution_time_ms;
  const common = { tool: 'Confiture', ...(typeof ms === 'number' ? { durationMs: ms } : {}) };
  if (document.success !== true) return { ...common, ...describeFailure(document, done, rehearsal) };
  if (rehearsal) return { ...common, verdict: 'dry-run', databaseState: 'unchanged', applied: [] };
  const last = done.at(-1);
  return {
    ...common,
    verdict: 'success',
    ...(last === undefined ? {} : { migration: last }),
    databaseState: 'applied',
    applied: done,
    ...nothingPending(done.length === 0),
  };
}

function describeFailure(
  document: Readonly<Record<string, unknown>>,
  done: readonly string[],
  rehearsal: boolean,
): Report {
  const halt = readHalt(document);
  const failure = halt ?? readMessage(findProblem(document).message);
  const { category, migration, error, message, reached } = failure;
  const { state, applied, pieces } = rehearsal
    ? REHEARSED
    : judgeFailure({
        transaction: 'each',
        dialect: 'postgresql',
        done,
        committed: 0,
        reverted: [],
        told: reached === 'before' ? 'unchanged' : undefined,
        rolledBack: undefined,
        pieces: reached === 'unknown',
        neverConnected: false,
        nothingBegun: false,
      });
  const pending =
    Array.isArray(document.pending) && document.pending.length > 0 ? done.length + document.pending.length : undefined;
  return {
    tool: 'Confiture',
    verdict: rehearsal ? 'dry-run-failure' : 'failure',
    ...(migration === '' ? {} : { migration }),
    ...(error === '' ? {} : { error }),
    category,
    databaseState: state,
    ...(state === 'partial' ? { stateDetail: countApplied(applied.length, pending) } : {}),
    nextStep: nameNextStep(confiture, { category, state, migration, pieces, advice: halt?.remedy }),
    applied,
    excerpt: cutLines(message),
  };
}

/** It stopped before a migration that wants a superuser; undefined when it did not. */
function readHalt(
  document: Readonly<Record<string, unknown>>,
): (ConfitureFailure & { readonly remedy: string }) | undefined {
  const skipped: readonly unknown[] = Array.isArray(document.skipped_superuser) ? document.skipped_superuser : [];
  const [halted] = skipped;
  const { message } = findProblem(document);
  if (halted === undefined || (message !== '' && !/requires_superuser/.test(message))) return undefined;
  const migration = nameMigration(halted);
  return {
    message,
    migration,
    error: readMessage(message).error || 'requires_superuser=True: it has to be applied separately as a superuser',
    category: 'PermissionError',
    reached: 'before',
    remedy: SUPERUSER_REMEDY.replaceAll('{migration}', migration),
  };
}
