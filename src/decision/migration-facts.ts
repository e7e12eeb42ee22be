import { type Category, categorise } from '../evidence/databases/category.ts';
import { isSqlstate } from '../evidence/databases/sqlstate.ts';
import type { DatabaseState, Evidence } from '../evidence/evidence.ts';
import type { ExplainedExit } from '../evidence/tools/exit-codes.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { saysAllDone } from './story.ts';

/** What is known of the migration: the user's inputs, and where they are silent, what the tool said. Raw texts; empty: not known. */
export interface MigrationFacts {
  readonly name: string;
  readonly error: string;
  readonly errorType: string;
  readonly sqlstate: string;
  readonly category: Category | undefined;
  readonly tool: string;
  readonly state: DatabaseState;
  /** The state as a person reads it, e.g. `partial (1 of 3 applied)`. */
  readonly stateText: string;
  readonly nextStep: string;
}

/** What the user's own words say of the error's category, with the tool's where one is not given; undefined where the user says nothing. */
export function categoriseOwn(
  { error, errorType }: Pick<Inputs, 'error' | 'errorType'>,
  evidence: Evidence | undefined,
  fallbackError: string,
): Category | undefined {
  if (error === '' && errorType === '') return undefined;
  return categorise({
    code: errorType || evidence?.errorType || '',
    message: error || evidence?.error || fallbackError,
  });
}

/** What else bears on the migration. */
export interface Surroundings {
  /** False when the migration is known not to have been started. */
  readonly started: boolean;
  /** The status is a failure: then what the output ends with is its error, and a success without a last word is none. */
  readonly failed?: boolean;
  /** What the wrapper's command ended with. */
  readonly exitCode?: number | undefined;
  /** The migration was stopped or killed: sessions and locks may be left of it. */
  readonly stopped?: boolean;
  /** GitHub's word for what failed, for when nobody else says anything. */
  readonly fallbackError: string;
  /** See {@link categoriseOwn}. */
  readonly ownCategory: Category | undefined;
  /** What the exit code of the wrapped command means, where its tool documents it. */
  readonly exit?: ExplainedExit | undefined;
}

/** Joins inputs and evidence, field by field. */
export function describeMigration(
  inputs: Inputs,
  evidence: Evidence | undefined,
  surroundings: Surroundings,
): MigrationFacts {
  const { started, fallbackError, ownCategory, exit } = surroundings;
  const failed = surroundings.failed === true;
  const told = weighStatus(evidence, surroundings);
  const state = started ? weighState(told, exit) : 'unchanged';
  const detail = started ? told?.stateDetail : undefined;
  const error = inputs.error || told?.error || describeExit(exit) || fallbackError;
  const errorType = inputs.errorType || told?.errorType || '';
  return {
    name: inputs.migration || (wentOnBehind(evidence, surroundings) ? '' : (evidence?.migration ?? '')),
    error,
    errorType,
    sqlstate: isSqlstate(inputs.errorType) ? inputs.errorType : (told?.sqlstate ?? ''),
    category: ownCategory ?? weighCategory(told, exit, failed),
    tool: evidence?.tool || (exit?.tool ?? ''),
    state,
    stateText: detail === undefined ? state : `${state} (${detail})`,
    nextStep: started ? nameNextStep(evidence, surroundings) : (evidence?.nextStep ?? ''),
  };
}

/** The state that the output tells; where it tells none, and nothing was applied, that of the exit code. */
function weighState(told: Evidence | undefined, exit: ExplainedExit | undefined): DatabaseState {
  const state = told?.databaseState ?? 'unknown';
  const isOpen = state === 'unknown' && told?.verdict !== 'unfinished' && (told?.applied.length ?? 0) === 0;
  return isOpen ? (exit?.state ?? state) : state;
}

/** The category that the output tells; where it tells nothing more than that something failed, that of the exit code. */
function weighCategory(
  told: Evidence | undefined,
  exit: ExplainedExit | undefined,
  failed: boolean,
): Category | undefined {
  if (told?.category !== undefined && told.category !== 'DatabaseError') return told.category;
  // A tool that was cut off within a migration said nothing of why.
  return exit?.category ?? told?.category ?? (failed && told?.verdict === 'unfinished' ? 'DatabaseError' : undefined);
}

function describeExit(exit: ExplainedExit | undefined): string {
  return exit === undefined ? '' : `${exit.tool} ended with exit code ${exit.exitCode}: ${exit.meaning}`;
}

/** What the evidence means beside the status: the output's last words are an error of a failed status only. */
function weighStatus(evidence: Evidence | undefined, surroundings: Surroundings): Evidence | undefined {
  const { failed, exitCode = 0 } = surroundings;
  if (evidence?.verdict !== 'success') return evidence;
  const wentOn = wentOnBehind(evidence, surroundings);
  if (failed !== true && !wentOn) {
    const { error: _, errorType: _type, sqlstate: _sqlstate, category: _category, ...rest } = evidence;
    return rest;
  }
  // A tool that fails has not done what it says, or not all of it.
  if (saysAllDone(evidence) && exitCode === 0 && !wentOn) return evidence;
  const { stateDetail, ...rest } = evidence;
  const { length } = evidence.applied;
  const detail = evidence.databases === undefined && length > 0 ? `${length} applied` : stateDetail;
  return { ...rest, databaseState: 'unknown', ...(detail === undefined ? {} : { stateDetail: detail }) };
}

/** Whether the command was stopped while it did something behind all that is told of: another database, or no migration at all. */
function wentOnBehind(evidence: Evidence | undefined, { stopped, exitCode }: Surroundings): boolean {
  return stopped === true && exitCode === undefined && evidence?.verdict === 'success';
}

function nameNextStep(evidence: Evidence | undefined, { stopped, exit }: Surroundings): string {
  const own = evidence?.nextStep ?? exit?.nextStep ?? '';
  if (stopped !== true) return own;
  return [LOOK[evidence?.dialect ?? ''] ?? LOOK_ANYWHERE, own].filter(text => text !== '').join('. ');
}

const LOOK_ANYWHERE = 'Look for sessions and locks that the stopped migration left in the database, and end them';
const LOOK_MYSQL = `${LOOK_ANYWHERE} (SHOW PROCESSLIST, performance_schema.metadata_locks, KILL)`;
/** Where each database shows its sessions and locks. */
const LOOK: Readonly<Record<string, string>> = {
  postgresql: `${LOOK_ANYWHERE} (pg_stat_activity, pg_locks, pg_terminate_backend)`,
  mysql: LOOK_MYSQL,
  mariadb: LOOK_MYSQL,
  sqlserver: `${LOOK_ANYWHERE} (sys.dm_exec_sessions, sys.dm_tran_locks, KILL)`,
  oracle: `${LOOK_ANYWHERE} (V$SESSION, V$LOCK, ALTER SYSTEM KILL SESSION)`,
};

/** The names under which the policy maps are searched: the error's type, its category, and `DatabaseError` for any error. */
export function policyTypes({ errorType, category }: MigrationFacts): readonly string[] {
  return [errorType, category ?? '', 'DatabaseError'].filter(type => type !== '');
}
