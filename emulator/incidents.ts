import type { JsonObject } from './http.ts';

/** One line of an incident's timeline. */
export interface LogEntry {
  readonly type: 'trigger' | 'acknowledge' | 'resolve';
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The API that it came through. */
  readonly channel: 'events' | 'rest';
  /** The body as it was posted. */
  readonly event: JsonObject;
}

/** A note that somebody left on an incident. */
export interface Note {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly content: string;
  /** Id of its author; null when the caller was no user. */
  readonly user: string | null;
}

/** An incident as the emulator keeps it, and as `GET /emulator/incidents` shows it. */
export interface Incident {
  /** Counts from 1 over the life of the emulator. */
  readonly number: number;
  readonly id: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  urgency: 'high' | 'low';
  /** Id of the account's service that it is on; null when the emulator runs without an account. */
  readonly service: string | null;
  /** Null for an incident that was opened through the REST API. */
  readonly routingKey: string | null;
  /** The dedup key of its alert, or the `incident_key` of an incident that was opened through the REST API. */
  readonly dedupKey: string;
  /** The text of the last trigger: PagerDuty shows no other one (https://github.com/PagerDuty/pdpyras/issues/45). */
  summary: string;
  readonly openedAt: string;
  resolvedAt: string | null;
  /** Id of the user to whom it was assigned directly, past the escalation policy. */
  readonly assignee: string | null;
  /** Every trigger, acknowledge and resolve that reached this incident, oldest first. */
  readonly log: LogEntry[];
  readonly notes: Note[];
}

/** What opens an incident. */
export interface Opening {
  readonly service: string | null;
  readonly urgency: Incident['urgency'];
  readonly routingKey: string | null;
  readonly dedupKey: string;
  readonly summary: string;
  readonly assignee?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly event: JsonObject;
}

/** Opens the next incident. */
export function openIncident(incidents: Incident[], opening: Opening): Incident {
  const { at, event, assignee = null, ...rest } = opening;
  const number = incidents.length + 1;
  const channel = opening.routingKey === null ? 'rest' : 'events';
  const incident: Incident = {
    number,
    // Fourteen characters that begin with Q, as PagerDuty's own; the same number gives the same id.
    id: `Q${String(number).padStart(13, '0')}`,
    status: 'triggered',
    ...rest,
    assignee,
    openedAt: at,
    resolvedAt: null,
    log: [{ type: 'trigger', at, channel, event }],
    notes: [],
  };
  incidents.push(incident);
  return incident;
}

const STATUS = { trigger: 'triggered', acknowledge: 'acknowledged', resolve: 'resolved' } as const;

/** Writes a line into the timeline and, for an acknowledge or a resolve, moves the incident on. */
export function advance(incident: Incident, entry: LogEntry): void {
  incident.log.push(entry);
  // While it is acknowledged a trigger of the Events API changes nothing and notifies nobody; the REST API can set it back.
  if (entry.type === 'trigger' && entry.channel === 'events') return;
  incident.status = STATUS[entry.type];
  incident.resolvedAt = entry.type === 'resolve' ? entry.at : null;
}
