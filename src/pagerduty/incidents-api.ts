import { readHttpUrl } from '../inputs/values.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import { type Answered, callRest, listRest, type RestWorld } from './rest-api.ts';

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

/** A service as far as incidents need it. */
export interface FoundService {
  readonly id: string;
  /** The document as PagerDuty gave it. */
  readonly document: unknown;
}

/** What an incident is opened with. */
export interface NewIncident {
  readonly serviceId: string;
  readonly key: string;
  readonly title: string;
  readonly urgency: 'high' | 'low';
  readonly details: string;
}

/** The service whose name is `name`; undefined when the account shows none. Names differ in more than their case. */
export async function findService(name: string, world: RestWorld): Promise<Answered<FoundService | undefined>> {
  // `name` finds the whole name, `query` parts of names; an account that does not know `name` ignores it.
  const exact = await listRest('services', { path: '/services', query: [['name', name]] }, world);
  const first = pickService(exact, name);
  if ('failure' in first || first.value !== undefined) return first;
  const similar = await listRest('services', { path: '/services', query: [['query', name]] }, world);
  return pickService({ ...similar, attempts: exact.attempts + similar.attempts }, name);
}

/**
 * The newest incident whose key, or the key of one of whose alerts, is `key`; undefined when there is none.
 * https://developer.pagerduty.com/api-reference/incidents: an empty key would find every open incident.
 */
export async function findIncident(
  { key, statuses, serviceId = '' }: { key: string; statuses: readonly IncidentStatus[]; serviceId?: string },
  world: RestWorld,
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
  return read(await callRest({ method: 'GET', path: '/incidents', query }, world), document =>
    readIncident([valueAt(document, ['incidents']) ?? []].flat().find(found => isSought(found, key, serviceId))),
  );
}

// Whoever ignores a part of the query (a proxy, an old server) must not make us close somebody else's incident. An
// incident that holds alerts may have no key of its own.
function isSought(document: unknown, key: string, serviceId: string): boolean {
  const found = textAt(document, ['incident_key']);
  return (found === '' || found === key) && (serviceId === '' || textAt(document, ['service', 'id']) === serviceId);
}

/** Who is on call now: the lowest level of the policy that has anybody. `level` is 0 when nobody is. */
export async function listOnCall(
  policyId: string,
  world: RestWorld,
): Promise<Answered<{ readonly level: number; readonly names: readonly string[] }>> {
  const answer = await listRest('oncalls', { path: '/oncalls', query: [['escalation_policy_ids[]', policyId]] }, world);
  return read(answer, entries => {
    const rows = entries
      .map(entry => ({
        policy: textAt(entry, ['escalation_policy', 'id']),
        level: Number(textAt(entry, ['escalation_level'])),
        name: textAt(entry, ['user', 'summary']) || textAt(entry, ['user', 'name']),
      }))
      .filter(({ policy, level }) => policy === policyId && level > 0);
    // PagerDuty does not list them in the order of the levels.
    const level = rows.length === 0 ? 0 : Math.min(...rows.map(row => row.level));
    return { level, names: [...new Set(rows.filter(row => row.level === level).map(row => row.name))] };
  });
}

/**
 * Opens an incident, which the service's own escalation policy takes: an assignment would not escalate. Gives
 * `already-open` when there is one with this key. https://developer.pagerduty.com/docs/incident-creation-api
 */
export async function openIncident(
  { serviceId, key, title, urgency, details }: NewIncident,
  world: RestWorld,
): Promise<Answered<'opened' | 'already-open'>> {
  const incident = {
    type: 'incident',
    title,
    service: { id: serviceId, type: 'service_reference' },
    urgency,
    incident_key: key,
    body: { type: 'incident_body', details },
  };
  const answer = await callRest({ method: 'POST', path: '/incidents', body: { incident } }, world);
  // An answer that was lost and asked for again ends here, too. The code alone does not tell: an unknown service has it.
  if ('failure' in answer && answer.failure.code === '2002' && /already exists/i.test(answer.failure.explanation))
    return { value: 'already-open', attempts: answer.attempts };
  return read(answer, () => 'opened');
}

/** Acknowledges or resolves an incident. One that is resolved already stays so. */
export async function setStatus(
  id: string,
  status: Exclude<IncidentStatus, 'triggered'>,
  world: RestWorld,
): Promise<Answered<unknown>> {
  const body = { incident: { type: 'incident_reference', status } };
  const answer = await callRest({ method: 'PUT', path: `/incidents/${encodeURIComponent(id)}`, body }, world);
  const settled = 'failure' in answer && answer.failure.code === '1001';
  return settled ? { value: undefined, attempts: answer.attempts } : answer;
}

/** Adds a note to an incident. https://developer.pagerduty.com/api-reference/incidents */
export async function addNote(id: string, content: string, world: RestWorld): Promise<Answered<unknown>> {
  const path = `/incidents/${encodeURIComponent(id)}/notes`;
  return callRest({ method: 'POST', path, body: { note: { content } } }, world);
}

function pickService(answer: Answered<readonly unknown[]>, name: string): Answered<FoundService | undefined> {
  return read(answer, services => {
    const named = (wanted: (text: string) => boolean): unknown =>
      services.find(service => wanted(textAt(service, ['name'])));
    const document = named(text => text === name) ?? named(text => text.toLowerCase() === name.toLowerCase());
    return document === undefined ? undefined : { id: textAt(document, ['id']), document };
  });
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

function read<T, U>(answer: Answered<T>, map: (value: T) => U): Answered<U> {
  return 'failure' in answer ? answer : { value: map(answer.value), attempts: answer.attempts };
}
