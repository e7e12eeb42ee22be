import type { AlertEvent } from './event.ts';
import { type Redacted, redacted } from './redaction.ts';

/** What it means that an event did not arrive, at some service or at any. */
export function consequenceOf(action: AlertEvent['event_action'], someAccepted: boolean): Redacted {
  switch (action) {
    case 'trigger':
      return someAccepted ? redacted`Not everybody has been paged` : redacted`Nobody has been paged`;
    case 'acknowledge':
      return redacted`The incident is not acknowledged`;
    case 'resolve':
      return redacted`The incident may still be open`;
    default:
      return action satisfies never;
  }
}
