import {
  type Account,
  type AlertGrouping,
  type EscalationPolicy,
  type Integration,
  ongoingWindows,
  type Service,
} from './account.ts';
import type { JsonObject } from './http.ts';
import type { Incident } from './incidents.ts';

/** Where things are shown: the account, the base URL of its `self` links, and its incidents. */
export interface Shown {
  readonly account: Account;
  readonly url: string;
  readonly incidents: readonly Incident[];
}

/** The times of the REST API have no fractions of a second. */
export const restTime = (iso: string): string => iso.replace(/\.\d+Z$/, 'Z');

/** When everything in the account was made. */
const CREATED_AT = '2025-01-06T09:00:00Z';

/** `id`, `type`, `summary` and links of a thing, e.g. `named(shown, 'service', 'services', service)`. */
export function named(shown: Shown, type: string, path: string, thing: { id: string; name: string }): JsonObject {
  const { id, name } = thing;
  const host = `https://${shown.account.subdomain ?? 'example'}.pagerduty.com`;
  return { id, type, summary: name, self: `${shown.url}/${path}/${id}`, html_url: `${host}/${path}/${id}` };
}

/** A reference to a thing whose id is known; of an id that nothing has, the bare id. */
export function reference(shown: Shown, kind: 'service' | 'escalation_policy' | 'user', id: string): JsonObject {
  const { services, escalationPolicies, users } = shown.account;
  const [things, path] = {
    service: [services, 'services'] as const,
    escalation_policy: [escalationPolicies, 'escalation_policies'] as const,
    user: [users, 'users'] as const,
  }[kind];
  const thing = things.find(each => each.id === id) ?? { id, name: id };
  return named(shown, `${kind}_reference`, path, thing);
}

/** A service, with what `include[]` asks for in full. */
export function serviceShape(shown: Shown, service: Service, include: readonly string[], now: number): JsonObject {
  const policy = shown.account.escalationPolicies.find(each => each.id === service.escalationPolicy);
  const inFull = policy !== undefined && include.includes('escalation_policies');
  return {
    ...named(shown, 'service', 'services', service),
    name: service.name,
    description: null,
    created_at: CREATED_AT,
    status: service.status ?? derivedStatus(shown, service.id, now),
    auto_resolve_timeout: service.autoResolveTimeout ?? null,
    acknowledgement_timeout: service.acknowledgementTimeout ?? null,
    alert_creation: 'create_alerts_and_incidents',
    alert_grouping_parameters: groupingShape(shown, service.alertGrouping),
    auto_pause_notifications_parameters: { enabled: false, timeout: null, ...service.autoPause },
    incident_urgency_rule: service.urgencyRule ?? { type: 'constant', urgency: 'high' },
    support_hours: service.supportHours ?? null,
    scheduled_actions: [],
    escalation_policy: inFull
      ? policyShape(shown, policy)
      : reference(shown, 'escalation_policy', service.escalationPolicy),
    integrations: service.integrations.map(each =>
      integrationShape(shown, service, each, include.includes('integrations')),
    ),
    teams: [],
    addons: [],
    last_incident_timestamp: shown.incidents.findLast(each => each.service === service.id)?.openedAt ?? null,
  };
}

function groupingShape(shown: Shown, grouping: AlertGrouping | undefined): JsonObject {
  if (grouping === undefined) return { type: null, config: null };
  const { id, type, config } = grouping;
  if (id === undefined) return { type, config };
  return named(shown, 'alert_grouping_setting_reference', 'alert_grouping_settings', { id, name: 'Alert grouping' });
}

/** An integration. In full it has `integration_key`, which the OpenAPI leaves out and the service sends. */
export function integrationShape(shown: Shown, service: Service, integration: Integration, full: boolean): JsonObject {
  const type = integration.type ?? 'events_api_v2_inbound_integration';
  const path = `services/${service.id}/integrations`;
  if (!full) return named(shown, `${type}_reference`, path, integration);
  return {
    ...named(shown, type, path, integration),
    name: integration.name,
    service: reference(shown, 'service', service.id),
    created_at: CREATED_AT,
    vendor: null,
    integration_key: integration.key,
  };
}

/** An escalation policy with its rules. */
export function policyShape(shown: Shown, policy: EscalationPolicy): JsonObject {
  const users = services(shown.account, policy.id);
  return {
    ...named(shown, 'escalation_policy', 'escalation_policies', policy),
    name: policy.name,
    description: null,
    num_loops: policy.repeats ?? 0,
    on_call_handoff_notifications: 'if_has_services',
    escalation_rules: policy.levels.map(({ users: ids, schedule }, index) => ({
      id: `${policy.id}${index + 1}`,
      escalation_delay_in_minutes: 30,
      targets:
        schedule === undefined
          ? ids.map(id => reference(shown, 'user', id))
          : [named(shown, 'schedule_reference', 'schedules', schedule)],
    })),
    services: users.map(each => reference(shown, 'service', each.id)),
    teams: [],
  };
}

function services(account: Account, policy: string): readonly Service[] {
  return account.services.filter(each => each.escalationPolicy === policy);
}

function derivedStatus({ account, incidents }: Shown, service: string, now: number): string {
  if (ongoingWindows(account, service, now).length > 0) return 'maintenance';
  const statuses = incidents.filter(each => each.service === service).map(each => each.status);
  if (statuses.includes('triggered')) return 'critical';
  return statuses.includes('acknowledged') ? 'warning' : 'active';
}
