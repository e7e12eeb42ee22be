import { type Redacted, redacted } from '../redaction/redaction.ts';
import { describeDelivery } from './delivery-text.ts';
import type { Result } from './result.ts';

/** What was done, in one line for the log. */
export function toLogLine(result: Result): Redacted {
  const slow = result.slow ? redacted` ${result.slow}` : redacted``;
  if (result.action === 'none') return redacted`Nothing sent to PagerDuty: ${result.reason}.${slow}`;
  return redacted`${describeDelivery(result)} Reason: ${result.reason}. Dedup key: ${result.dedupKey}.${slow}`;
}
