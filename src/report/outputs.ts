import { stringifyRedacted } from '../redaction/redaction.ts';
import type { Result } from './result.ts';

/** The action's outputs by name, as action.yml declares them. Every one is set; empty where it has no value. */
export function toOutputs(result: Result): Readonly<Record<string, string>> {
  const silent = result.action === 'none';
  return {
    action: result.action,
    reason: result.reason,
    delivery: result.delivery,
    'dedup-key': result.dedupKey,
    severity: silent ? '' : result.severity,
    migration: result.migration,
    'error-type': result.errorType,
    'database-state': silent ? '' : result.databaseState,
    event: result.event === undefined ? '' : stringifyRedacted(result.event),
    attempts: result.attempts === 0 ? '' : String(result.attempts),
    'undelivered-file': result.undeliveredFile,
    'incident-url': result.incident?.url ?? '',
    'incident-number': result.incident?.number ?? '',
    'on-call': result.incident?.onCall ?? '',
  };
}
