import { categorise } from '../databases/category.ts';
import { cleanError } from '../databases/error-text.ts';
import { countApplied, judgeFailure, REHEARSED } from '../runs/database-state.ts';
import type { RunOutcome } from '../runs/outcome.ts';
import { confiture, SUPERUSER_REMEDY } from '../tools/confiture.ts';
import { nameNextStep } from '../tools/next-step.ts';
import { cutLines, isObject, nothingPending, type Report, textOf } from './report.ts';

/**
 * Confiture's JSON, versions 0.5 to 1.29: result objects, the error envelope, dry runs, and other commands. Undefined when `document` is none.
 * `success` decides: from 1.x on `ok: true` stands in failed results too.
 * https://github.com/fraiseql/confiture/tree/main/docs/reference/json-schemas
 */
export function readConfiture(document: unknown): Report | undefined {
  if (!isObject(document)) return undefined;
  if (isEnvelope(document)) return describeEnvelope(document);
  const applied = document.applied ?? document.migrations_applied;
  if (typeof document.success === 'boolean' && Array.isArray(applied) && document.flywayVersion === undefined) {
    return isOtherCommand(document) ? other() : describeResult(document, applied);
  }
  if (
    typeof document.mode === 'string' &&
    typeof document.migration_id === 'string' &&
    Array.isArray(document.migrations)
  ) {
    return { tool: 'Confiture', verdict: 'dry-run', databaseState: 'unchanged', applied: [] };
  }
  const isStatus = typeof document.tracking_table === 'string' && Array.isArray(document.migrations);
  const isVerify = typeof document.verified_count === 'number' && typeof document.failed_count === 'number';
  const isDown = Array.isArray(document.rolled_back) && typeof document.success === 'boolean';
  return isStatus || isVerify || isDown || isOtherCommand(document) ? other() : undefined;
}

function other(): Report {
  return { tool: 'Confiture', verdict: 'other-command', databaseState: 'unknown', applied: [] };
}

// `command` names the command since 1.x.
function isOtherCommand(document: Readonly<Record<string, unknown>>): boolean {
  const command = textOf(document.command);
  return /^[a-z-]+(?: [a-z-]+)*$/.test(command) && command !== 'migrate up' && typeof document.ok === 'boolean';
}

function isEnvelope(document: Readonly<Record<string, unknown>>): boolean {
  return (
    document.ok === false &&
    isObject(document.error) &&
    typeof document.error.code === 'string' &&
    'actionable' in document.error
  );
}

function describeEnvelope(document: Readonly<Record<string, unknown>>): Report {
  const failure = isObject(document.error) ? document.error : {};
  const message = textOf(failure.message);
  if (isOtherCommand(document) || /^Failed to rollback migration /.test(message)) return other();
  const type = textOf(failure.code);
  const error = cleanError(message);
  const category = categorise({ code: type, message });
  const migration = textOf(failure.migration) || nameInMessage(message);
  // Since 1.x every file is loaded before the first migration runs; before, those that loaded had run.
  const before = /^(?:CONFIG|VALID|LOCK)_|^MIGR_106$/.test(type) || category === 'ChecksumError';
  const loading = type === 'MIGR_001' && /^Failed to load migration /.test(message) && document.command !== undefined;
  const databaseState = before || loading ? 'unchanged' : 'unknown';
  const actionable = textOf(failure.actionable).replace(/\.$/, '');
  const advice = category === 'ConfigurationError' && actionable !== '' ? actionable : undefined;
  return {
    tool: 'Confiture',
    verdict: 'failure',
    ...(migration === '' ? {} : { migration }),
    ...(error === '' ? {} : { error }),
    errorType: type,
    category,
    databaseState,
    nextStep: nameNextStep(confiture, {
      category,
      state: databaseState,
      migration,
      pieces: databaseState === 'unknown',
      advice,
    }),
    applied: [],
    excerpt: cutLines(message),
  };
}

function nameInMessage(message: string): string {
  return (
    /^Failed to load migration (?:.*[/\\])?([\w.-]+?)(?:\.up)?\.(?:py|sql):/.exec(message)?.[1] ??
    /^Checksum verification failed for \d+ migration\(s\): ([\w.-]*\w)/.exec(message)?.[1] ??
    /^Duplicate migration versions detected: ([\w.-]*\w)/.exec(message)?.[1] ??
    ''
  );
}

function describeResult(document: Readonly<Record<string, unknown>>, list: readonly unknown[]): Report {
  const done = list.map(nameMigration).filter(name => name !== '');
  const rehearsal = document.dry_run === true || document.dry_run_execute === true;
  const ms = document.total_duration_ms ?? document.total_execution_time_ms;
  const common = { tool: 'Confiture', ...(typeof ms === 'number' ? { durationMs: ms } : {}) };
  if (document.success === true) {
    if (rehearsal) return { ...common, verdict: 'dry-run', databaseState: 'unchanged', applied: [] };
    const last = done.at(-1);
    return {
      ...common,
      verdict: 'success',
      ...(last === undefined ? {} : { migration: last }),
      databaseState: 'applied',
      applied: done,
      ...nothingPending(list.length === 0),
    };
  }
  const failure = readFailure(document);
  const { state, applied, pieces } = rehearsal
    ? REHEARSED
    : judgeFailure({
        transaction: 'each',
        done,
        committed: 0,
        reverted: [],
        told: failure.migration === '' || failure.halted ? (failure.halted ? 'unchanged' : 'unknown') : undefined,
        rolledBack: undefined,
        pieces: failure.pieces,
        neverConnected: false,
        nothingBegun: false,
      });
  const pending =
    Array.isArray(document.pending) && document.pending.length > 0 ? done.length + document.pending.length : undefined;
  const { category, migration, error } = failure;
  const advice = failure.halted ? SUPERUSER_REMEDY.replaceAll('{migration}', migration) : undefined;
  return {
    ...common,
    verdict: rehearsal ? 'dry-run-failure' : 'failure',
    ...(migration === '' ? {} : { migration }),
    ...(error === '' ? {} : { error }),
    category,
    databaseState: state,
    ...(state === 'partial' ? { stateDetail: countApplied(applied.length, pending) } : {}),
    nextStep: nameNextStep(confiture, { category, state, migration, pieces, advice }),
    applied,
    excerpt: cutLines(failure.message),
  };
}

interface ResultFailure {
  readonly message: string;
  readonly migration: string;
  readonly error: string;
  readonly category: NonNullable<RunOutcome['category']>;
  /** The failed migration ran outside the transaction that Confiture opens. */
  readonly pieces: boolean;
  /** It stopped before a migration that wants a superuser. */
  readonly halted: boolean;
}

function readFailure(document: Readonly<Record<string, unknown>>): ResultFailure {
  const errors = Array.isArray(document.errors) ? document.errors : [document.error];
  const message = errors.map(textOf).find(text => text !== '') ?? '';
  const skipped = Array.isArray(document.skipped_superuser) ? document.skipped_superuser : [];
  const halted = skipped.length > 0 && (message === '' || /requires_superuser/.test(message));
  if (halted) {
    const error = cleanError(message) || 'requires_superuser=True: it has to be applied separately as a superuser';
    return { message, migration: nameMigration(skipped[0]), error, category: 'PermissionError', pieces: false, halted };
  }
  const match = /^(?:Failed to apply (?:non-transactional )?migration|Migration) (\S+) \(([^)]*)\):? ?([\s\S]*)$/.exec(
    message,
  );
  const [, version = '', name = '', told = message] = match ?? [];
  const database = told.lastIndexOf(' | Error: ');
  const error = cleanError(
    database === -1 ? (match !== null && !message.startsWith('Failed') ? message : told) : told.slice(database + 10),
  );
  return {
    message,
    migration: joinName(version, name),
    error,
    category: categorise({ message: database === -1 ? told : told.slice(database + 10) }),
    pieces:
      /^Failed to apply non-transactional|Manual cleanup may be required|issued an explicit COMMIT or ROLLBACK/.test(
        message,
      ),
    halted,
  };
}

function nameMigration(item: unknown): string {
  return isObject(item) ? joinName(textOf(item.version), textOf(item.name)) : textOf(item);
}

function joinName(version: string, name: string): string {
  if (name === '' || name.startsWith(version)) return name || version;
  return version === '' ? name : `${version}_${name}`;
}
