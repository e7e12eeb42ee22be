import { readHttpUrl } from '../inputs/input-reader.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import { type Answered, callRest, mapAnswer, type RestContext } from './rest-api.ts';

/** An incident's statuses, in the order of its life. https://developer.pagerduty.com/api-reference/incidents */
export const INCIDENT_STATUSES = ['triggered', 'acknowledged', 'resolved'] as const;
/** One of them. */
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];
/** The statuses of an incident that is open. */
export const OPEN: readonly IncidentStatus[] = ['triggered', 'acknowledged'];

/** An incident as the REST API shows it. Texts are foreign. */
export interface Incident {
  readonly id: string;
  /** The number by which people call it. */
  readonly number: string;
  /** Empty when PagerDuty gave none that can be linked to. */
  readonly url: string;
  readonly status: IncidentStatus;
  readonly urgency: string;
  /** Milliseconds since the epoch; NaN when PagerDuty did not say. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly policyId: string;
}

/** What an incident is opened with. */
export interface NewIncident {
  readonly serviceId: string;
  readonly key: string;
  readonly title: string;
  readonly urgency: 'high' | 'low';
  readonly details: string;
}

/**
 * The newest incident whose key, or the key of one of whose alerts, is `key`; undefined when there is none.
 * https://developer.pagerduty.com/api-reference/incidents: an empty key would find every open incident.
 */
export async function findIncident(
  { key, statuses, serviceId = '' }: { key: string; statuses: readonly IncidentStatus[]; serviceId?: string },
  context: RestContext,
): Promise<Answered<Incident | undefined>> {
  if (key.trim() === '') return { value: undefined, attempts: 0 };
  const query = [
    ['incident_key', key],
    ['date_range', 'all'],
    ['sort_by', 'created_at:desc'],
    ['limit', '5'],
    ...statuses.map(status => ['statuses[]', status] as const),
    ...(serviceId === '' ? [] : [['service_ids[]', serviceId] as const]),
  ] as const;
  return mapAnswer(await callRest({ method: 'GET', path: '/incidents', query }, context), document =>
    readIncident([valueAt(document, ['incidents']) ?? []].flat().find(found => isSought(found, key, serviceId))),
  );
}

// Whoever ignores a part of the query (a proxy, an old server) must not make us close somebody else's incident. An
// incident that holds alerts may have no key of its own.
function isSought(document: unknown, key: string, serviceId: string): boolean {
  const found = textAt(document, ['incident_key']);
  return (found === '' || found === key) && (serviceId === '' || textAt(document, ['service', 'id']) === serviceId);
}

/**
 * Opens an incident, which the service's own escalation policy takes: an assignment would not escalate. Gives
 * `already-open` when there is one with this key. https://developer.pagerduty.com/docs/incident-creation-api
 */
export async function openIncident(
  { serviceId, key, title, urgency, details }: NewIncident,
  context: RestContext,
): Promise<Answered<'opened' | 'already-open'>> {
  const incident = {
    type: 'incident',
    title,
    service: { id: serviceId, type: 'service_reference' },
    urgency,
    incident_key: key,
    body: { type: 'incident_body', details },
  };
  const answer = await callRest({ method: 'POST', path: '/incidents', body: { incident } }, context);
  // An answer that was lost and asked for again ends here, too. The code alone does not tell: an unknown service has it.
  if ('failure' in answer && answer.failure.code === '2002' && /already exists/i.test(answer.failure.explanation))
    return { value: 'already-open', attempts: answer.attempts };
  return mapAnswer(answer, () => 'opened');
}

/** Acknowledges or resolves an incident. One that is resolved already stays so. */
export async function setStatus(
  id: string,
  status: Exclude<IncidentStatus, 'triggered'>,
  context: RestContext,
): Promise<Answered<unknown>> {
  const body = { incident: { type: 'incident_reference', status } };
  const answer = await callRest({ method: 'PUT', path: `/incidents/${encodeURIComponent(id)}`, body }, context);
  const settled = 'failure' in answer && answer.failure.code === '1001';
  return settled ? { value: undefined, attempts: answer.attempts } : answer;
}

/** Adds a note to an incident. https://developer.pagerduty.com/api-reference/incidents */
export async function addNote(id: string, content: string, context: RestContext): Promise<Answered<unknown>> {
  const path = `/incidents/${encodeURIComponent(id)}/notes`;
  return callRest({ method: 'POST', path, body: { note: { content } } }, context);
}

function readIncident(document: unknown): Incident | undefined {
  const text = (...path: string[]): string => textAt(document, path);
  const status = INCIDENT_STATUSES.find(each => each === text('status'));
  if (text('id') === '' || status === undefined) return undefined;
  return {
    id: text('id'),
    number: text('incident_number'),
    url: readHttpUrl(text('html_url')) ?? '',
    status,
    urgency: text('urgency'),
    createdAt: Date.parse(text('created_at')),
    changedAt: Date.parse(text('last_status_change_at')),
    policyId: text('escalation_policy', 'id'),
  };
}
