import { isObject } from './http.ts';

/** The account that the REST API shows: what somebody has set up in PagerDuty, right or wrong. Plain JSON, so that it can come from a file. */
export interface Account {
  /** First part of the host of every `html_url`; default `example`. */
  readonly subdomain?: string;
  readonly tokens: readonly Token[];
  readonly users: readonly User[];
  readonly escalationPolicies: readonly EscalationPolicy[];
  readonly services: readonly Service[];
  /** Keys of event orchestrations (`R…`), which no service lists, and the service that their events go to. */
  readonly orchestrations?: readonly { readonly key: string; readonly service: string }[];
  readonly maintenanceWindows?: readonly MaintenanceWindow[];
}

/** A credential. Account and user keys come as `Token token=…`, OAuth tokens as `Bearer …`; the other way round is a 401. */
export interface Token {
  readonly token: string;
  readonly kind: 'account' | 'user' | 'oauth';
  /** Id of the user that a user key acts for. */
  readonly user?: string;
  /** An account key made for reading only: everything but GET is a 403. */
  readonly readOnly?: boolean;
  /** Scopes of an OAuth token, e.g. `incidents.write`; one that lacks is a 403. Default: all. */
  readonly scopes?: readonly string[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface EscalationPolicy {
  readonly id: string;
  readonly name: string;
  /** The first is level 1. A level without users has nobody on call, as a schedule with a gap. */
  readonly levels: readonly Level[];
  /** How often it begins again when nobody acknowledges; default 0. */
  readonly repeats?: number;
}

export interface Level {
  /** Ids of the users who are on call now. */
  readonly users: readonly string[];
  /** The schedule that put them there; without it they are direct targets. */
  readonly schedule?: { readonly id: string; readonly name: string };
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** Default: `active`, or `warning` and `critical` by its open incidents, or `maintenance` by an ongoing window. */
  readonly status?: 'active' | 'disabled' | 'maintenance' | 'warning' | 'critical';
  readonly integrations: readonly Integration[];
  /** Id of its escalation policy. */
  readonly escalationPolicy: string;
  /** Seconds until PagerDuty resolves an incident by itself; null (default): never. The emulator shows it and does not do it. */
  readonly autoResolveTimeout?: number | null;
  /** Seconds until an acknowledged incident is triggered again; null (default): never. The emulator shows it and does not do it. */
  readonly acknowledgementTimeout?: number | null;
  /** `auto_pause_notifications_parameters`; default: off. The emulator shows it and does not do it. */
  readonly autoPause?: { readonly enabled: boolean; readonly timeout?: number };
  /** Default: every alert has an incident of its own. The emulator shows it and does not do it. */
  readonly alertGrouping?: AlertGrouping;
  /** Default: always high. */
  readonly urgencyRule?: UrgencyRule;
  readonly supportHours?: SupportHours;
}

/** How alerts are grouped. With an `id` the service only refers to it, and `GET /alert_grouping_settings/{id}` shows it. */
export interface AlertGrouping {
  readonly id?: string;
  readonly type: 'time' | 'intelligent' | 'content_based' | 'content_based_intelligent';
  readonly config: Readonly<Record<string, unknown>>;
}

export interface Integration {
  readonly id: string;
  readonly name: string;
  /** Default `events_api_v2_inbound_integration`. */
  readonly type?: string;
  readonly key: string;
}

type Urgency = { readonly type: 'constant'; readonly urgency: 'high' | 'low' | 'severity_based' };

/** `incident_urgency_rule`, as the REST API writes it. */
export type UrgencyRule =
  | Urgency
  | {
      readonly type: 'use_support_hours';
      readonly during_support_hours: Urgency;
      readonly outside_support_hours: Urgency;
    };

/** `support_hours`, as the REST API writes it. Days count from Monday = 1. */
export interface SupportHours {
  readonly type: 'fixed_time_per_day';
  readonly time_zone: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly days_of_week: readonly number[];
}

export interface MaintenanceWindow {
  readonly id: string;
  readonly description: string;
  /** Ids of the services in it. */
  readonly services: readonly string[];
  /** ISO 8601. */
  readonly start: string;
  readonly end: string;
}

/** True for JSON that has the lists of an account; their entries are taken as they are. */
export function isAccount(json: unknown): json is Account {
  const lists = ['tokens', 'users', 'escalationPolicies', 'services'];
  return isObject(json) && lists.every(name => Array.isArray(json[name]));
}

/** The service to which events with this routing key go; undefined when the account has no such key. */
export function serviceOfKey(account: Account | undefined, key: string): Service | undefined {
  const routed = account?.orchestrations?.find(each => each.key === key)?.service;
  return account?.services.find(({ id, integrations }) => id === routed || integrations.some(each => each.key === key));
}

/** Every routing key of the account; undefined without an account. */
export function keysOf(account: Account | undefined): string[] | undefined {
  if (account === undefined) return undefined;
  const integrations = account.services.flatMap(each => each.integrations);
  return [...integrations, ...(account.orchestrations ?? [])].map(each => each.key);
}

/** The maintenance windows that the service is in at `now`, in milliseconds. */
export function ongoingWindows(account: Account, service: string, now: number): MaintenanceWindow[] {
  const windows = account.maintenanceWindows ?? [];
  return windows.filter(
    each => each.services.includes(service) && Date.parse(each.start) <= now && now < Date.parse(each.end),
  );
}
