import type { JsonObject } from './http.ts';

/** One line of an incident's timeline. */
export interface LogEntry {
  readonly type: 'trigger' | 'acknowledge' | 'resolve';
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `events` or `rest`: the API that it came through. */
  readonly channel: 'events' | 'rest';
  /** The body as it was posted. */
  readonly event: JsonObject;
}

/** An incident as the emulator keeps it, and as `GET /emulator/incidents` shows it. */
export interface Incident {
  /** Counts from 1 over the life of the emulator. */
  readonly number: number;
  readonly id: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  /** Null for an incident that was opened through the REST API. */
  readonly routingKey: string | null;
  readonly dedupKey: string;
  /** The text of the last trigger: PagerDuty shows no other one (https://github.com/PagerDuty/pdpyras/issues/45). */
  summary: string;
  readonly openedAt: string;
  resolvedAt: string | null;
  /** Every trigger, acknowledge and resolve that reached this incident, oldest first. */
  readonly log: LogEntry[];
}

/** An event that has passed the rules. */
export interface AlertEvent {
  readonly action: LogEntry['type'];
  readonly routingKey: string;
  readonly dedupKey: string;
  readonly summary: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly body: JsonObject;
}

/** Fourteen characters that begin with Q, as PagerDuty's ids of incidents; the same number gives the same id. */
export const incidentId = (number: number): string => `Q${String(number).padStart(13, '0')}`;

/**
 * Applies an event to the incidents, after https://developer.pagerduty.com/docs/events-api-v2/trigger-events/: a trigger joins the open incident of its
 * (routing key, dedup key) or opens a new one, never an old one again; acknowledge and resolve without an open incident are dropped.
 */
export function applyAlert(incidents: Incident[], event: AlertEvent): void {
  const { action, at, body } = event;
  const entry: LogEntry = { type: action, at, channel: 'events', event: body };
  const open = incidents.find(
    each => each.routingKey === event.routingKey && each.dedupKey === event.dedupKey && each.status !== 'resolved',
  );
  if (open === undefined) {
    if (action === 'trigger') incidents.push({ ...opened(incidents.length + 1, event), log: [entry] });
    return;
  }
  open.log.push(entry);
  if (action === 'trigger') open.summary = event.summary;
  if (action === 'acknowledge') open.status = 'acknowledged';
  if (action === 'resolve') {
    open.status = 'resolved';
    open.resolvedAt = at;
  }
}

function opened(number: number, { routingKey, dedupKey, summary, at }: AlertEvent): Omit<Incident, 'log'> {
  const id = incidentId(number);
  return { number, id, status: 'triggered', routingKey, dedupKey, summary, openedAt: at, resolvedAt: null };
}
