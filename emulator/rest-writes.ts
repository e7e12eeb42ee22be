import { randomUUID } from 'node:crypto';
import { ongoingWindows, type User } from './account.ts';
import { type Call, isObject, type JsonObject, type Reply } from './http.ts';
import { advance, type Incident, openIncident } from './incidents.ts';
import * as errors from './rest-errors.ts';
import { incidentShape, isOnService, noteShape } from './rest-incident-shapes.ts';
import { findIncident } from './rest-incidents.ts';
import type { Shown } from './rest-shapes.ts';
import { urgencyOf } from './urgency.ts';

/** What may be written to. */
export type Writable = Shown & { readonly incidents: Incident[] };

/** `POST /incidents`: opens an incident by hand, https://developer.pagerduty.com/docs/incident-creation-api */
export function createIncident(shown: Writable, call: Call, user: User | undefined): Reply {
  const given = isObject(call.body) ? call.body.incident : undefined;
  if (given !== undefined && !isObject(given)) return errors.NOT_A_HASH;
  if (typeof given?.title !== 'string' || given.title.trim() === '') return errors.TITLE_EMPTY;
  const refusal = refusalOf(shown, given);
  if (refusal !== undefined) return refusal;

  const service = shown.account.services.find(each => each.id === idOf(given.service));
  if (service === undefined) return errors.SERVICE_UNKNOWN;
  const isPaused = service.status === 'maintenance' || ongoingWindows(shown.account, service.id, call.at).length > 0;
  if (service.status === 'disabled' || isPaused) return errors.NOT_CREATED;
  const key = typeof given.incident_key === 'string' && given.incident_key !== '' ? given.incident_key : undefined;
  if (
    shown.incidents.some(each => each.service === service.id && each.dedupKey === key && each.status !== 'resolved')
  ) {
    return errors.ALREADY_OPEN;
  }

  const assignee = assigneeOf(given);
  const at = new Date(call.at).toISOString();
  const incident = openIncident(shown.incidents, {
    service: service.id,
    urgency:
      given.urgency === 'low' || given.urgency === 'high' ? given.urgency : urgencyOf(service, undefined, call.at),
    routingKey: null,
    dedupKey: key ?? randomUUID().replaceAll('-', ''),
    summary: given.title,
    at,
    event: given,
    ...(assignee === undefined ? {} : { assignee }),
  });
  // Who assigns an incident to himself has it acknowledged, and nobody is notified.
  if (assignee !== undefined && assignee === user?.id) {
    advance(incident, { type: 'acknowledge', at, channel: 'rest', event: given });
  }
  return { status: 201, body: { incident: isOnService(incident) ? incidentShape(shown, incident) : null } };
}

function refusalOf({ account }: Writable, given: JsonObject): Reply | undefined {
  const { body, urgency, escalation_policy: policy } = given;
  const assignee = assigneeOf(given);
  if (body !== undefined && (!isObject(body) || typeof body.details !== 'string')) return errors.BODY_INVALID;
  if (urgency !== undefined && urgency !== 'high' && urgency !== 'low')
    return errors.invalidInput('Urgency is invalid.');
  if (given.service === undefined) return errors.invalidInput('Service cannot be empty.');
  if (policy !== undefined && assignee !== undefined) {
    return errors.invalidInput('Assignments cannot be specified if an escalation policy is given.');
  }
  if (policy !== undefined && !account.escalationPolicies.some(each => each.id === idOf(policy))) {
    return errors.POLICY_UNKNOWN;
  }
  return assignee === undefined || account.users.some(each => each.id === assignee) ? undefined : errors.USER_UNKNOWN;
}

function assigneeOf({ assignments }: JsonObject): string | undefined {
  const first: unknown = Array.isArray(assignments) ? assignments[0] : undefined;
  return isObject(first) ? idOf(first.assignee) : undefined;
}

function idOf(reference: unknown): string | undefined {
  return isObject(reference) && typeof reference.id === 'string' ? reference.id : undefined;
}

const ACTIONS = { triggered: 'trigger', acknowledged: 'acknowledge', resolved: 'resolve' } as const;

/** `PUT /incidents/{id}`: changes status or title. Triggering or acknowledging a resolved incident opens it again. */
export function updateIncident(shown: Writable, call: Call, _: User | undefined, id: string): Reply {
  const incident = findIncident(shown.incidents, id);
  if (incident === undefined) return errors.NOT_FOUND;
  const given = isObject(call.body) ? call.body.incident : undefined;
  if (!isObject(given)) return errors.NOT_A_HASH;
  if (given.type !== 'incident' && given.type !== 'incident_reference') return errors.invalidInput('Type is invalid.');
  const { status, title } = given;
  if (status !== undefined) {
    if (status !== 'triggered' && status !== 'acknowledged' && status !== 'resolved') return errors.STATUS_UNKNOWN;
    if (status === 'resolved' && incident.status === 'resolved') return errors.ALREADY_RESOLVED;
    advance(incident, { type: ACTIONS[status], at: new Date(call.at).toISOString(), channel: 'rest', event: given });
  }
  if (typeof title === 'string') incident.summary = title;
  return { status: 200, body: { incident: incidentShape(shown, incident) } };
}

/** `POST /incidents/{id}/notes`: answers 200, not 201. */
export function createNote(shown: Writable, call: Call, user: User | undefined, id: string): Reply {
  const incident = findIncident(shown.incidents, id);
  if (incident === undefined) return errors.NOT_FOUND;
  const given = isObject(call.body) ? call.body.note : undefined;
  if (!isObject(given)) return errors.NOT_A_HASH;
  const { content } = given;
  if (typeof content !== 'string' || content.trim() === '') return errors.invalidInput('Content cannot be empty.');
  const note = {
    id: `${incident.id}N${incident.notes.length + 1}`,
    at: new Date(call.at).toISOString(),
    content,
    user: user?.id ?? null,
  };
  incident.notes.push(note);
  return { status: 200, body: { note: noteShape(shown, note) } };
}
