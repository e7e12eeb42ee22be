import type { Category } from '../databases/category.ts';

import type { DatabaseState, Tool } from './rule.ts';

/** What is known of a failure that a next step depends on. */
export interface KnownFailure {
  readonly category: Category;
  readonly state: DatabaseState;
  readonly migration: string | undefined;
  /** The failed migration may have left something behind. */
  readonly pieces: boolean;
  /** The state rests on the tool's default, of which a migration may opt out. */
  readonly byDefault?: boolean;
  /** It was a rollback that failed. */
  readonly rollback?: boolean;
  /** What the tool itself advises, where it knows better. */
  readonly advice?: string | undefined;
}

/** What to do next with this tool and this failure, in a sentence or two. */
export function nameNextStep(tool: Tool, aftermath: KnownFailure): string {
  const { category, state, migration } = aftermath;
  const name = migration || 'the failed migration';
  const open = state !== 'rolled-back' || aftermath.byDefault === true;
  // What left pieces was not rolled back with all the others.
  const note = open && !aftermath.pieces && tool.caveat?.state === state ? `. ${tool.caveat.note}` : '';
  const leftovers = aftermath.pieces && tool.afterFailure !== undefined && !isBefore(category);
  if (leftovers) return (tool.afterFailure ?? '').replaceAll('{migration}', name) + note;
  const look = aftermath.pieces && !isBefore(category) ? `Check what ${name} left behind and undo it by hand. ` : '';
  const again = aftermath.rollback === true ? 'run the rollback again' : `run \`${tool.again}\``;
  return `${look}${aftermath.advice ?? remedy(tool, aftermath, name)}; then ${again}${note}`;
}

/** What to do when the output stops within a migration. */
export function nameStepAfterCut(tool: Tool, migration: string | undefined): string {
  const name = migration || 'the last migration';
  return tool.afterCut ?? `Check whether ${name} was applied and what it left behind; then run \`${tool.again}\``;
}

// Failures that come before any migration.
function isBefore(category: Category): boolean {
  return category === 'ConnectionError' || category === 'ChecksumError' || category === 'ConfigurationError';
}

function remedy(tool: Tool, { category, state }: KnownFailure, name: string): string {
  switch (category) {
    case 'ConnectionError':
      return 'Check that the database server runs and can be reached from the runner, and that host, port and database are right';
    case 'ChecksumError':
      return tool.afterChecksum ?? 'Restore the migration files as they were applied';
    case 'ConfigurationError':
      return 'Correct the configuration or the command';
    case 'LockError':
      return state === 'unchanged'
        ? 'Wait for the other run that holds the lock, or end it'
        : 'Find the session that holds the lock (pg_stat_activity, pg_locks), or run it when the database is idle';
    case 'PermissionError':
      return "Give the migration's database user the right that it lacks, or use another user";
    case 'TimeoutError':
      return 'Find what makes the statement slow, or raise its timeout';
    case 'ConstraintError':
      return `Fix the rows that break the constraint, or ${name}`;
    default:
      return `Fix ${name}`;
  }
}
