import type { RunOutcome } from './outcome.ts';
import { isElsewhere } from './run.ts';

/** Whether a run failed, or was cut off where its tool would have said its end. */
export function isFailing({ verdict, endsAloud }: RunOutcome): boolean {
  return verdict === 'failure' || (verdict === 'unfinished' && endsAloud === true);
}

/** Whether a run went well as far as its tool says: a tool that ends silently went well by its silence. */
export function wentWell({ verdict, nothingPending, endsAloud }: RunOutcome): boolean {
  return verdict === 'success' || nothingPending === true || (verdict === 'unfinished' && endsAloud !== true);
}

/**
 * Whether `later` takes the place of `failed`, as the same run tried again: after a failure of connection, lock or time, or one that was cut
 * off; or with the same failure; or with a success of the same migration on what is known to be the same database.
 */
export function supersedes(later: RunOutcome, failed: RunOutcome): boolean {
  if (later.tool !== failed.tool || isOfAnotherDatabase(later, failed)) return false;
  if (isRetryable(failed)) return isFailing(later) || wentWell(later);
  if (isFailing(later)) return isSameFailure(later, failed);
  return wentWell(later) && isOfSameDatabase(later, failed);
}

// Failures that pass by themselves, or are over once somebody else has ended.
function isRetryable({ verdict, category }: RunOutcome): boolean {
  if (verdict === 'unfinished') return true;
  return category === 'ConnectionError' || category === 'LockError' || category === 'TimeoutError';
}

function isSameFailure(later: RunOutcome, failed: RunOutcome): boolean {
  return later.migration === failed.migration && firstLine(later.error) === firstLine(failed.error);
}

function firstLine(error: string | undefined): string | undefined {
  return error?.split('\n', 1)[0];
}

function isOfSameDatabase(later: RunOutcome, failed: RunOutcome): boolean {
  return later.database !== undefined && later.database === failed.database && later.stream === failed.stream;
}

/** Whether two runs are known to be on different databases: by name, server or schema, by container, or because both applied the same migration. */
export function isOfAnotherDatabase(later: RunOutcome, earlier: RunOutcome): boolean {
  if (isElsewhere(later, earlier)) return true;
  if (later.database !== undefined && earlier.database !== undefined) return false;
  if (workload(later.stream) !== workload(earlier.stream)) return true;
  // A rollback is about what was applied before.
  if (later.rollback === true || earlier.rollback === true) return false;
  if (later.applied.some(migration => migration !== '' && earlier.applied.includes(migration))) return true;
  if (isFailing(later) && later.migration !== undefined && earlier.applied.includes(later.migration)) return true;
  // A run that went well applied what was pending: the migration that had failed, too.
  const { migration } = earlier;
  const skipped = migration !== undefined && later.applied.length > 0 && !later.applied.includes(migration);
  return isFailing(earlier) && later.verdict === 'success' && skipped;
}

// A job of Kubernetes tries again in a new pod, `migrate-x7k2p`; compose numbers the containers of one service.
function workload(stream: string | undefined): string {
  return (stream ?? '').replace(/(?:[-_][a-z0-9]{5}|[-_]\d{1,3})$/, '');
}
