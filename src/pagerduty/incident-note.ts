import { type AlertEvent, detailText } from '../page/alert-event.ts';
import { cutRedacted, firstRedactedLine, type Redacted, redacted } from '../redaction/redaction.ts';

/** Ours, in characters: PagerDuty documents no limit for the text of a note. */
const NOTE_LIMIT = 1_024;

/** The note for an incident that was open when the migration failed again: attempt, error and link. */
export function describeRepetition(event: AlertEvent): Redacted {
  const { client_url, links, payload } = event;
  const { attempt } = payload.custom_details;
  const count = typeof attempt === 'number' ? redacted` (attempt ${attempt})` : redacted``;
  const cause = firstRedactedLine(detailText(event, 'error')) || payload.summary;
  const link = links.find(({ text }) => text === 'Workflow run')?.href ?? client_url ?? redacted``;
  return cutRedacted(redacted`Failed again${count}: ${cutRedacted(cause, NOTE_LIMIT / 2)} ${link}`, NOTE_LIMIT);
}
