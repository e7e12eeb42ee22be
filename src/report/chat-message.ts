import { type Redacted, redacted } from '../redaction/redaction.ts';
import { describeDelivery } from './delivery-text.ts';
import type { Result } from './result.ts';

/** What the fallback webhook's chat is told when PagerDuty could not be. */
export function toChatMessage(result: Result): Redacted {
  const { event } = result;
  const page = event === undefined ? redacted`A database migration` : event.payload.summary;
  const link = event?.client_url === undefined ? redacted`` : redacted` ${event.client_url}`;
  // A title ends in the error's own words, which may have a stop of their own.
  const stop = /[.?!…]$/.test(page) ? redacted`` : redacted`.`;
  return redacted`This did not reach PagerDuty: ${page}${stop} ${describeDelivery(result)}${link}`;
}
