import type { Severity } from '../inputs/severity.ts';
import { textAt } from '../primitives/json.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';

/** JSON whose every text is redacted. */
export type RedactedJson = Redacted | number | boolean | null | readonly RedactedJson[] | RedactedMap;
/** A JSON object of that kind. */
export interface RedactedMap {
  readonly [key: string]: RedactedJson | undefined;
}

/** Custom details by the keys that routing rules match on. Empty ones are left out. */
export interface Details {
  readonly [key: string]: RedactedJson | undefined;
  readonly error?: Redacted;
  /** The excerpt of the log: the first thing to shrink when the event is too large. */
  readonly log?: Redacted;
}

/** Everything an event says. */
export interface EventParts {
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedupKey: Redacted;
  readonly summary: Redacted;
  readonly source: Redacted;
  readonly severity: Severity;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly component: Redacted;
  readonly group: Redacted;
  readonly class: Redacted;
  readonly client: Redacted;
  readonly clientUrl: Redacted;
  readonly details: Details;
  /** The user's own details. Ours win where the names are the same. */
  readonly customDetails: RedactedMap;
  readonly links: readonly { readonly href: Redacted; readonly text: Redacted }[];
}

/** An alert event of the Events API v2, without the routing key. https://developer.pagerduty.com/docs/send-alert-event */
export interface AlertEvent {
  readonly event_action: EventParts['action'];
  readonly dedup_key: Redacted;
  readonly client?: Redacted;
  readonly client_url?: Redacted;
  readonly links: EventParts['links'];
  readonly payload: {
    readonly summary: Redacted;
    readonly source: Redacted;
    readonly severity: Severity;
    readonly timestamp: string;
    readonly component?: Redacted;
    readonly group?: Redacted;
    readonly class?: Redacted;
    readonly custom_details: RedactedMap;
  };
}

/** Whether a document that was kept is an alert event, as far as sending it goes. */
export function isAlertEvent(document: unknown): document is AlertEvent {
  return (
    ['trigger', 'acknowledge', 'resolve'].includes(textAt(document, ['event_action'])) &&
    textAt(document, ['dedup_key']) !== '' &&
    textAt(document, ['payload', 'severity']) !== ''
  );
}

/** A custom detail that is a text; empty when there is none by that name. */
export function detailText({ payload }: Pick<AlertEvent, 'payload'>, name: string): Redacted {
  const value = payload.custom_details[name];
  return typeof value === 'string' ? value : redacted``;
}

/** The event with other custom details. */
export function withDetails(event: AlertEvent, details: RedactedMap): AlertEvent {
  return { ...event, payload: { ...event.payload, custom_details: details } };
}
