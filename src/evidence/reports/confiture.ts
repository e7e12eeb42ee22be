import { confiture } from '../tools/confiture.ts';
import { nameNextStep } from '../tools/next-step.ts';
import type { DatabaseState } from '../tools/rule.ts';
import { isOtherShape } from './confiture-commands.ts';
import { findProblem, readMessage } from './confiture-failure.ts';
import { describeResult } from './confiture-up.ts';
import { cutLines, isObject, type Report, textOf } from './report.ts';

/**
 * Confiture's JSON, versions 0.5 to 1.29: results of `migrate up`, the error envelope, dry runs, and other commands, which are known by their
 * `command` or their shape. Undefined when `document` is none. Only the shape of `migrate up` is ever a migration's success.
 * https://github.com/fraiseql/confiture/tree/main/docs/reference/json-schemas
 */
export function readConfiture(document: unknown): Report | undefined {
  if (!isObject(document)) return undefined;
  const command = nameCommand(document);
  if (isEnvelope(document)) return describeEnvelope(document, command);
  if (command === '' || command === 'migrate up') {
    const applied = document.applied ?? document.migrations_applied;
    if (typeof document.success === 'boolean' && Array.isArray(applied) && document.flywayVersion === undefined)
      return describeResult(document, applied);
    // A refusal, up to 0.44.
    if (document.success === false && Array.isArray(document.irreversible_versions))
      return describeResult(document, []);
    if (isPlan(document)) return { tool: 'Confiture', verdict: 'dry-run', databaseState: 'unchanged', applied: [] };
  }
  const isOther = (command !== '' && command !== 'migrate up') || isOtherShape(document) || isParserStamped(document);
  return isOther ? describeOther(document, command) : undefined;
}

// `command` names the command since 1.20.
function nameCommand(document: Readonly<Record<string, unknown>>): string {
  const command = textOf(document.command);
  return /^[a-z\d-]+(?: [a-z\d-]+)*$/.test(command) && typeof document.ok === 'boolean' ? command : '';
}

function isPlan({ mode, migration_id: id, migrations }: Readonly<Record<string, unknown>>): boolean {
  const isRollback = typeof id === 'string' && id.startsWith('dry_run_rollback');
  return typeof mode === 'string' && typeof id === 'string' && Array.isArray(migrations) && !isRollback;
}

// Since 1.0 every document says which parser of SQL was used.
function isParserStamped({ parser }: Readonly<Record<string, unknown>>): boolean {
  return isObject(parser) && 'pglast' in parser;
}

function isEnvelope(document: Readonly<Record<string, unknown>>): boolean {
  return (
    document.ok === false &&
    isObject(document.error) &&
    typeof document.error.code === 'string' &&
    'actionable' in document.error
  );
}

function describeEnvelope(document: Readonly<Record<string, unknown>>, command: string): Report {
  const { message, code } = findProblem(document);
  const isRollback = /^migrate down/.test(command) || ROLLBACK.test(message);
  if (!isRollback && command !== '' && command !== 'migrate up') return describeOther(document, command);
  const { reached, category } = readMessage(message, code);
  // Since 1.0 what fails within a migration is in the result; before, files were loaded one by one, and those that loaded had run.
  const late = LOADING.test(message) && !isParserStamped(document) && command === '';
  const isBefore =
    /^(?:CONFIG|VALID|LOCK|POOL|PRECON|ROLLBACK)_|^MIGR_1(?:00|06)$/.test(code) || category === 'ChecksumError';
  const unchanged = isBefore || (reached === 'before' && !late) || command === 'migrate up';
  return {
    ...describeProblem(document, unchanged ? 'unchanged' : 'unknown', command || (isRollback ? 'migrate down' : '')),
    verdict: 'failure',
    ...(isRollback ? { rollback: true as const } : {}),
  };
}

const ROLLBACK = /^(?:Failed to rollback |Cannot roll back to |Revision \S+ is newer than |Unknown revision: )/;
const LOADING =
  /^(?:Failed to load migration|Cannot load migration|SQL migration |No Migration subclass|Unknown migration)/;

// Commands that change the database: what one that failed left behind nobody tells.
const CHANGING =
  /^(?:migrate (?:up|down|down-to|baseline|reinit|rebuild|apply-as|steps|squash-ledger)|seed apply|restore|bootstrap|sync)$/;
const CHANGES = [
  'schemas_dropped',
  'deleted_count',
  'failed_files',
  'applied_by',
  'rolled_back',
  'migrations_rolled_back',
];

function describeOther(document: Readonly<Record<string, unknown>>, command: string): Report {
  const reverted = document.rolled_back ?? document.migrations_rolled_back;
  const isRollback = Array.isArray(reverted) && reverted.length > 0 && document.dry_run !== true;
  const common = { verdict: 'other-command', ...(isRollback ? { rollback: true as const } : {}) } as const;
  if (document.success !== false && document.ok !== false)
    return { tool: 'Confiture', ...common, databaseState: 'unknown', applied: [] };
  const changes = CHANGING.test(command) || CHANGES.some(key => key in document);
  return { ...describeProblem(document, changes ? 'unknown' : 'unchanged', command), ...common };
}

/** What a document that failed says of its problem, and which command to run again; the verdict is the caller's. */
function describeProblem(
  document: Readonly<Record<string, unknown>>,
  databaseState: DatabaseState,
  command: string,
): Omit<Report, 'verdict'> {
  const problem = findProblem(document);
  const { message, code, actionable } = problem;
  const { error, category, migration: named } = readMessage(message, code);
  const migration = named.startsWith(problem.migration) ? named : problem.migration;
  const pieces = databaseState === 'unknown';
  const advice = actionable === '' ? undefined : actionable;
  const tool = command === '' ? confiture : { ...confiture, again: `confiture ${command}` };
  return {
    tool: 'Confiture',
    ...(migration === '' ? {} : { migration }),
    ...(error === '' ? {} : { error }),
    ...(code === '' ? {} : { errorType: code }),
    category,
    databaseState,
    nextStep: nameNextStep(tool, { category, state: databaseState, migration, pieces, advice }),
    applied: [],
    ...(message === '' ? {} : { excerpt: cutLines(message) }),
  };
}
