import type { Category } from './error-type.ts';
import type { DatabaseState } from './evidence.ts';
import type { Tool } from './tools/rule.ts';

/**
 * What to do next with this tool and this failure, in a sentence or two. A failure that came before any migration
 * calls for another remedy than one within it.
 */
export function nameNextStep(
  tool: Tool,
  failure: { readonly category: Category; readonly state: DatabaseState; readonly migration: string | undefined },
): string {
  const again = `\`${tool.again}\``;
  const { category, state } = failure;
  const name = failure.migration || 'the failed migration';
  switch (category) {
    case 'ConnectionError':
      return `Check that the database server runs and can be reached from the runner, and that host, port and database are right; then ${again}`;
    case 'ChecksumError':
      return `${tool.afterChecksum ?? 'Restore the migration files as they were applied'}; then ${again}`;
    case 'ConfigurationError':
      return `Correct the configuration or the command; then ${again}`;
    case 'LockError':
      if (state === 'unchanged') return `Wait for the other run that holds the lock, or end it; then ${again}`;
      break;
    default:
      break;
  }
  if (tool.afterFailure !== undefined && state !== 'unchanged' && state !== 'rolled-back') {
    return tool.afterFailure.replaceAll('{migration}', name);
  }
  return `${look(state, name)}${remedy(category, name)}; then ${again}`;
}

function look(state: DatabaseState, name: string): string {
  return state === 'unknown' ? `Check what ${name} left behind and undo it by hand. ` : '';
}

function remedy(category: Category, name: string): string {
  switch (category) {
    case 'PermissionError':
      return `Give the migration's database user the right that it lacks, or let another user apply ${name}`;
    case 'LockError':
      return `Find the session that holds the lock (pg_stat_activity, pg_locks), or run when it is idle`;
    case 'TimeoutError':
      return `Find what makes the statement slow, or raise its timeout`;
    case 'ConstraintError':
      return `Mend the rows that break the constraint, or ${name}`;
    default:
      return `Mend ${name}`;
  }
}

/** What to do when the output stops within a migration. */
export function nameStepAfterCut(tool: Tool, migration: string | undefined): string {
  const name = migration || 'the last migration';
  return tool.afterCut ?? `Check whether ${name} was applied and what it left behind; then \`${tool.again}\``;
}
