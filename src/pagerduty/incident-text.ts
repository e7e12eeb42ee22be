import { type AlertEvent, detailText } from '../page/event.ts';
import {
  cutRedacted,
  firstRedactedLine,
  joinRedacted,
  listRedacted,
  type Redacted,
  redacted,
} from '../redaction/redaction.ts';

/** Ours: PagerDuty documents no limit for the text of an incident or of a note. */
const DETAILS_LIMIT = 16_384;
const NOTE_LIMIT = 1_024;

/** The text of an incident that is opened by REST, which takes neither links nor details: links first, then the details. */
export function describeIncident({ links, payload }: AlertEvent): Redacted {
  const lines = links.map(({ text, href }) => redacted`${text}: ${href}`);
  return cutRedacted(joinRedacted([...lines, listRedacted(payload.custom_details)], '\n'), DETAILS_LIMIT);
}

/** The note for an incident that was open when the migration failed again: attempt, error and link. */
export function describeRepetition(event: AlertEvent): Redacted {
  const { client_url, links, payload } = event;
  const { attempt } = payload.custom_details;
  const count = typeof attempt === 'number' ? redacted` (attempt ${attempt})` : redacted``;
  const cause = firstRedactedLine(detailText(event, 'error')) || payload.summary;
  const link = links.find(({ text }) => text === 'Workflow run')?.href ?? client_url ?? redacted``;
  return cutRedacted(redacted`Failed again${count}: ${cutRedacted(cause, NOTE_LIMIT / 2)} ${link}`, NOTE_LIMIT);
}
