import { isObject, type JsonObject } from './http.ts';
import type { Incident, Note } from './incidents.ts';
import { integrationShape, named, reference, restTime, type Shown } from './rest-shapes.ts';

/** An incident that is on a service; those of an emulator without an account are not shown. */
export type ServiceIncident = Incident & { readonly service: string };

export const isOnService = (incident: Incident): incident is ServiceIncident => incident.service !== null;

/** An incident. `incident_key` is null when it has an alert: the alert has the key (https://github.com/PagerDuty/pdpyras/issues/44). */
export function incidentShape(shown: Shown, incident: ServiceIncident): JsonObject {
  const { number, id, status, urgency, summary, openedAt, resolvedAt } = incident;
  const last = incident.log.at(-1)?.at ?? openedAt;
  const alerts = incident.routingKey === null ? 0 : 1;
  return {
    ...named(shown, 'incident', 'incidents', { id, name: `[#${number}] ${summary}` }),
    incident_number: number,
    title: summary,
    description: summary,
    created_at: restTime(openedAt),
    updated_at: restTime(last),
    resolved_at: resolvedAt === null ? null : restTime(resolvedAt),
    status,
    incident_key: incident.routingKey === null ? incident.dedupKey : null,
    urgency,
    service: reference(shown, 'service', incident.service),
    escalation_policy: reference(shown, 'escalation_policy', policyOf(shown, incident.service)),
    assigned_via: incident.assignee === null ? 'escalation_policy' : 'direct_assignment',
    assignments: status === 'resolved' ? [] : assignments(shown, incident),
    acknowledgements: [],
    last_status_change_at: restTime(last),
    last_status_change_by: reference(shown, 'service', incident.service),
    alert_counts: {
      all: alerts,
      triggered: status === 'resolved' ? 0 : alerts,
      resolved: status === 'resolved' ? alerts : 0,
    },
    is_mergeable: true,
    priority: null,
    teams: [],
    pending_actions: [],
  };
}

/** The alert of an incident that came through the Events API. Acknowledging is of the incident: an alert knows two states. */
export function alertShape(shown: Shown, incident: ServiceIncident): JsonObject {
  const trigger = incident.log.findLast(each => each.type === 'trigger')?.event ?? {};
  const payload = isObject(trigger.payload) ? trigger.payload : {};
  const service = shown.account.services.find(each => each.id === incident.service);
  const integration = service?.integrations.find(each => each.key === incident.routingKey);
  const reported = named(shown, 'incident_reference', 'incidents', {
    id: incident.id,
    name: `[#${incident.number}] ${incident.summary}`,
  });
  return {
    ...named(shown, 'alert', `incidents/${incident.id}/alerts`, { id: `${incident.id}A`, name: incident.summary }),
    created_at: restTime(incident.openedAt),
    status: incident.status === 'resolved' ? 'resolved' : 'triggered',
    alert_key: incident.dedupKey,
    service: reference(shown, 'service', incident.service),
    incident: reported,
    integration: service && integration ? integrationShape(shown, service, integration, false) : null,
    suppressed: false,
    severity: payload.severity,
    body: {
      type: 'alert_body',
      details: payload.custom_details ?? null,
      contexts: (Array.isArray(trigger.links) ? trigger.links : []).map(link => ({ type: 'link', ...link })),
    },
  };
}

/** A note on an incident. */
export function noteShape(shown: Shown, note: Note): JsonObject {
  return {
    id: note.id,
    user: note.user === null ? null : reference(shown, 'user', note.user),
    channel: { summary: 'The PagerDuty website or APIs' },
    content: note.content,
    created_at: restTime(note.at),
  };
}

function policyOf({ account }: Shown, service: string): string {
  return account.services.find(each => each.id === service)?.escalationPolicy ?? '';
}

function assignments(shown: Shown, { assignee, service, openedAt }: ServiceIncident): JsonObject[] {
  const policy = shown.account.escalationPolicies.find(each => each.id === policyOf(shown, service));
  const users = assignee === null ? policy?.levels.find(each => each.users.length > 0)?.users : [assignee];
  return (users ?? []).map(id => ({ at: restTime(openedAt), assignee: reference(shown, 'user', id) }));
}
