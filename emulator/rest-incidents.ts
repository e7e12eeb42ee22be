import type { Call, Reply } from './http.ts';
import type { Incident } from './incidents.ts';
import { NOT_FOUND, RANGE_TOO_LONG, TIMES_INVALID } from './rest-errors.ts';
import { alertShape, incidentShape, isOnService, noteShape, type ServiceIncident } from './rest-incident-shapes.ts';
import { page } from './rest-paging.ts';
import type { Shown } from './rest-shapes.ts';

const DAY_MS = 86_400_000;
/** What is looked at when nothing is asked for, and the most that can be: a month, six months. */
const DEFAULT_DAYS = 30;
const MAX_DAYS = 184;

/**
 * `GET /incidents`. `incident_key` finds the incidents whose alert has that key, too; an empty one finds every open incident
 * (https://github.com/airbnb/streamalert/pull/567). Without `since` the last month, unless `date_range=all`.
 */
export function listIncidents(shown: Shown, { query, at }: Call): Reply {
  const range = rangeOf(query, at);
  if ('refusal' in range) return range.refusal;
  const key = query.get('incident_key');
  const isWanted = (name: string, value: string): boolean => !query.has(name) || query.getAll(name).includes(value);
  const found = shown.incidents.filter(isOnService).filter(incident => {
    const openedAt = Date.parse(incident.openedAt);
    if (openedAt < range.since || openedAt > range.until) return false;
    if (key === '' ? incident.status === 'resolved' : key !== null && incident.dedupKey !== key) return false;
    return (
      isWanted('service_ids[]', incident.service) &&
      isWanted('statuses[]', incident.status) &&
      isWanted('urgencies[]', incident.urgency)
    );
  });
  const isDescending = query.get('sort_by')?.endsWith(':desc') ?? false;
  const sorted = isDescending ? found.toReversed() : found;
  return page(
    'incidents',
    sorted.map(each => incidentShape(shown, each)),
    query,
  );
}

function rangeOf(query: URLSearchParams, now: number): { since: number; until: number } | { refusal: Reply } {
  if (query.get('date_range') === 'all') return { since: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const until = query.has('until') ? Date.parse(query.get('until') ?? '') : now;
  const since = query.has('since') ? Date.parse(query.get('since') ?? '') : until - DEFAULT_DAYS * DAY_MS;
  if (Number.isNaN(until) || Number.isNaN(since) || since > until) return { refusal: TIMES_INVALID };
  return until - since > MAX_DAYS * DAY_MS ? { refusal: RANGE_TOO_LONG } : { since, until };
}

/** The incident of an id or number, if the account shows it. */
export function findIncident(incidents: readonly Incident[], id: string): ServiceIncident | undefined {
  return incidents.filter(isOnService).find(each => each.id === id || String(each.number) === id);
}

/** `GET /incidents/{id}` */
export function getIncident(shown: Shown, _: Call, id: string): Reply {
  const incident = findIncident(shown.incidents, id);
  return incident === undefined ? NOT_FOUND : { status: 200, body: { incident: incidentShape(shown, incident) } };
}

/** `GET /incidents/{id}/alerts` */
export function listAlerts(shown: Shown, { query }: Call, id: string): Reply {
  const incident = findIncident(shown.incidents, id);
  if (incident === undefined) return NOT_FOUND;
  const alerts = incident.routingKey === null ? [] : [alertShape(shown, incident)];
  const key = query.get('alert_key');
  const statuses = query.getAll('statuses[]');
  const found = alerts.filter(
    each =>
      (key === null || each.alert_key === key) && (statuses.length === 0 || statuses.includes(String(each.status))),
  );
  return page('alerts', found, query);
}

/** `GET /incidents/{id}/notes` */
export function listNotes(shown: Shown, _: Call, id: string): Reply {
  const incident = findIncident(shown.incidents, id);
  if (incident === undefined) return NOT_FOUND;
  return { status: 200, body: { notes: incident.notes.map(each => noteShape(shown, each)) } };
}
