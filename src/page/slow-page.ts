import type { MigrationFacts } from '../decision/migration-facts.ts';
import type { Dialect } from '../evidence/databases/dialect.ts';
import { findLockQuery } from '../evidence/databases/lock-query.ts';
import type { AlertEvent } from './alert-event.ts';
import { buildEvent } from './event-limits.ts';
import { composePage, type PageSetting } from './page.ts';
import type { PagedRun } from './page-words.ts';

/** A wrapped command that still runs, as far as it is told of. Texts are raw. */
export interface SlowRun extends Pick<PagedRun, 'inputs' | 'facts' | 'evidence' | 'tail' | 'command'> {
  /** Of the database that it works on; undefined: not known. */
  readonly dialect: Dialect | undefined;
}

/**
 * Writes the event that a command still runs (`trigger`), or does no longer (`resolve`). Its severity is `warning`, because
 * nothing has failed yet; it names a migration only where the user does, or where its tool says that one has begun, and would say that it has ended.
 */
export async function writeSlowPage(
  run: SlowRun,
  action: 'trigger' | 'resolve',
  { dedupKey, now, redactor }: Omit<PageSetting, 'severity'>,
): Promise<AlertEvent> {
  const paged: PagedRun = {
    ...run,
    outcome: { status: 'unknown', stated: false, jobs: [] },
    migration: describeRunning(run),
    failed: undefined,
    source: undefined,
    decision: { action, story: 'slow', reason: '', leftOut: false },
    severity: 'warning',
    now,
  };
  return buildEvent(await composePage(paged, dedupKey, redactor)).event;
}

function describeRunning({ inputs, facts, evidence, dialect }: SlowRun): MigrationFacts {
  // Of a tool that ends silently nobody knows whether it is the migration that runs, or what stands behind it.
  const begun = evidence?.verdict === 'unfinished' && evidence.endsAloud ? (evidence.migration ?? '') : '';
  return {
    name: inputs.migration || begun,
    error: '',
    errorType: '',
    sqlstate: '',
    category: undefined,
    tool: evidence?.tool ?? '',
    state: 'unknown',
    stateText: 'unknown (the command still runs)',
    nextStep: nameNextStep(dialect, facts.docsUrl),
  };
}

function nameNextStep(dialect: Dialect | undefined, docsUrl: string): string {
  const docs = docsUrl === '' ? 'docs/on-call.md of this action' : `${docsUrl}/on-call.md#still-running`;
  const query = findLockQuery(dialect);
  return query === undefined
    ? `See whether it waits for a lock, and who holds it: ${docs} has the queries`
    : `See whether it waits for a lock, and who holds it: ${query}. More queries: ${docs}`;
}
