import { cutRedacted, type Redacted, redacted } from '../redaction/redaction.ts';
import {
  type AlertEvent,
  type Details,
  type EventParts,
  type RedactedJson,
  type RedactedMap,
  withDetails,
} from './alert-event.ts';

/** PagerDuty's limits: https://developer.pagerduty.com/docs/send-alert-event and …/events-api-v2-overview#size-limits */
export const SUMMARY_LIMIT = 1_024;
export const BODY_LIMIT = 512_000;
/** Ours: PagerDuty documents no limit for the other texts. */
const FIELD_LIMIT = 1_024;
const LINKS_LIMIT = 50;
/** What the routing key and its name take of the body; a malformed key may be longer than 32 characters. */
const KEY_ROOM = 1_024;
/** The longest error text of a page: nobody reads more at 3 a.m. */
const ERROR_LIMIT = 16_384;

/** An event that PagerDuty's limits let through, and what had to be shortened for it, in words. */
export interface BuiltEvent {
  readonly event: AlertEvent;
  readonly cuts: readonly string[];
}

/** Builds the event and cuts it to PagerDuty's limits: it refuses what is too long, and the page would be lost. */
export function buildEvent(parts: EventParts): BuiltEvent {
  const cuts: string[] = [];
  const cut = (name: string, text: Redacted, limit: number): Redacted => {
    if (text.length > limit) cuts.push(`${name} was cut from ${text.length} to ${limit} characters`);
    return cutRedacted(text, limit);
  };
  if (parts.links.length > LINKS_LIMIT) cuts.push(`links were cut from ${parts.links.length} to ${LINKS_LIMIT}`);
  const error = parts.details.error === undefined ? undefined : cut('error', parts.details.error, ERROR_LIMIT);
  const ours = { ...parts.details, ...(error === undefined ? {} : { error }) };
  const event: AlertEvent = {
    event_action: parts.action,
    dedup_key: parts.dedupKey,
    ...given('client', cut('client', parts.client, FIELD_LIMIT)),
    ...given('client_url', parts.clientUrl),
    links: parts.links
      .slice(0, LINKS_LIMIT)
      .map(link => ({ href: link.href, text: cut('a link text', link.text, FIELD_LIMIT) })),
    payload: {
      summary: cut(
        'summary',
        parts.summary.trim() === '' ? redacted`Database migration` : parts.summary,
        SUMMARY_LIMIT,
      ),
      source: cut('source', parts.source.trim() === '' ? redacted`GitHub Actions` : parts.source, FIELD_LIMIT),
      severity: parts.severity,
      timestamp: parts.timestamp,
      ...given('component', cut('component', parts.component, FIELD_LIMIT)),
      ...given('group', cut('group', parts.group, FIELD_LIMIT)),
      ...given('class', cut('class', parts.class, FIELD_LIMIT)),
      custom_details: mergeDetails(ours, parts.customDetails),
    },
  };
  return { event: fitBody(event, mergeDetails(ours, {}), cuts), cuts };
}

/** The size of the event's body in bytes of UTF-8. */
export function bodySize(event: AlertEvent): number {
  return Buffer.byteLength(JSON.stringify(event)) + KEY_ROOM;
}

function given<K extends string>(key: K, text: Redacted): { readonly [key in K]?: Redacted } {
  return text === '' ? {} : ({ [key]: text } as { readonly [key in K]: Redacted });
}

// Ours come first and win.
function mergeDetails(ours: Details, theirs: RedactedMap): RedactedMap {
  const kept = Object.fromEntries(Object.entries(ours).filter(([, value]) => !isEmpty(value)));
  return {
    ...kept,
    ...Object.fromEntries(
      Object.entries(theirs).filter(([key, value]) => !isEmpty(value) && !Object.hasOwn(kept, key)),
    ),
  };
}

function isEmpty(value: RedactedJson | undefined): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function fitBody(event: AlertEvent, ours: RedactedMap, cuts: string[]): AlertEvent {
  const fitted = fitLog(event, cuts);
  if (bodySize(fitted) <= BODY_LIMIT) return fitted;
  cuts.push(`the custom details were left out: the event was larger than ${BODY_LIMIT} bytes`);
  const { log } = fitted.payload.custom_details;
  const without = withDetails(fitted, ours.log === undefined ? ours : { ...ours, log });
  if (bodySize(without) <= BODY_LIMIT) return without;
  return { ...withDetails(without, {}), links: [] };
}

function fitLog(event: AlertEvent, cuts: string[]): AlertEvent {
  const excess = bodySize(event) - BODY_LIMIT;
  const { log } = event.payload.custom_details;
  if (excess <= 0 || typeof log !== 'string') return event;
  cuts.push(`the log excerpt was cut: the event was larger than ${BODY_LIMIT} bytes`);
  // A character takes at least one byte of JSON, the ellipsis three.
  const limit = log.length - excess - 2;
  return withDetails(event, { ...event.payload.custom_details, log: cutRedacted(log, limit) });
}
