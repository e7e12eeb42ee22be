import { isOrchestrationKey } from '../inputs/routing-keys.ts';
import type { Answered } from '../pagerduty/rest-api.ts';
import { describeRestFailure } from '../pagerduty/rest-failure.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Check, failed, notCheckable, passed } from './check.ts';
import { checkForm } from './key-checks.ts';

/** The shortest time that an incident should stay open by itself, in seconds: from the evening until the morning. */
const NIGHT_S = 12 * 3_600;

/** The type of an integration that takes what the action sends. */
const EVENTS_V2 = 'events_api_v2_inbound_integration';

/** Whether the service notifies anybody at all. */
export function checkActive(service: unknown): Check {
  return textAt(service, ['status']) === 'disabled'
    ? failed('active', 'the service is disabled: events are taken, and nobody is notified', 'Enable the service.')
    : passed('active', 'it is not disabled');
}

/** Whether incidents are held back now. `windows` are the ongoing ones. */
export function checkMaintenance(service: unknown, windows: Answered<readonly unknown[]>): Check {
  const found = 'value' in windows ? windows.value : [];
  const ends = found.map(window => textAt(window, ['end_time'])).filter(end => end !== '');
  if (textAt(service, ['status']) !== 'maintenance' && found.length === 0)
    return passed('maintenance', 'no maintenance window is open');
  const until = ends.length === 0 ? '' : ` until ${ends.toSorted().at(-1)}`;
  return failed(
    'maintenance',
    `the service is in maintenance${until}: no incident opens`,
    'End the maintenance window, or wait for its end before you migrate.',
  );
}

/** Whether an incident outlives the night. https://support.pagerduty.com/main/docs/configurable-service-settings */
export function checkAutoResolve(service: unknown): Check {
  const seconds = valueAt(service, ['auto_resolve_timeout']);
  if (typeof seconds !== 'number' || seconds === 0)
    return passed('auto-resolve', 'incidents are not closed by a timer');
  const hours = `${Math.round(seconds / 360) / 10} h`;
  return seconds >= NIGHT_S
    ? passed('auto-resolve', `a timer closes them after ${hours}`)
    : failed(
        'auto-resolve',
        `a timer closes incidents after ${hours}: one of the night may be gone before anybody looks`,
        'In the settings of the service, switch auto-resolution off, or give it 12 hours and more.',
      );
}

/** Whether a page rings. https://support.pagerduty.com/main/docs/configurable-service-settings#notification-urgency */
export function checkUrgency(service: unknown): Check {
  const rule = valueAt(service, ['incident_urgency_rule']);
  const byHours = textAt(rule, ['type']) === 'use_support_hours';
  const rules = byHours
    ? ([
        ['during support hours', textAt(rule, ['during_support_hours', 'urgency'])],
        ['outside support hours', textAt(rule, ['outside_support_hours', 'urgency'])],
      ] as const)
    : ([['always', textAt(rule, ['urgency'])]] as const);
  const quiet = rules.filter(([, urgency]) => urgency === 'low').map(([when]) => when);
  if (rules.some(([, urgency]) => urgency === '')) return notCheckable('urgency', 'PagerDuty shows no urgency rule');
  if (quiet.length > 0)
    return failed(
      'urgency',
      `the urgency is low ${quiet.join(' and ')}: a page does not ring then`,
      'In the settings of the service, under Assign and Notify, choose high urgency, or urgency by severity.',
    );
  const bySeverity = rules.some(([, urgency]) => urgency === 'severity_based');
  return passed('urgency', bySeverity ? 'high for the severities critical and error' : 'high');
}

/** Whether a page reaches somebody at once. */
export function checkOnCall(answer: Answered<{ readonly level: number; readonly names: readonly string[] }>): Check {
  const remedy = 'Fill the gap in the schedule, or put somebody on the first level of the escalation policy.';
  if ('failure' in answer) return notCheckable('on-call', describeRestFailure(answer.failure));
  const { level, names } = answer.value;
  const aside = names.join(', ');
  if (level === 0) return failed('on-call', 'nobody is on call at any level of the escalation policy', remedy);
  if (level > 1) return failed('on-call', `the first level with anybody on call is level ${level}`, remedy, aside);
  return passed('on-call', `${names.length === 1 ? 'one person' : `${names.length} people`} at level 1`, aside);
}

/** Whether the routing key is that of an Events API V2 integration of the service. */
export function checkIntegration(service: unknown, key: Secret): Check {
  const id = 'integration';
  const listed = valueAt(service, ['integrations']);
  const integrations = Array.isArray(listed) ? listed : [];
  const name = textAt(service, ['name']);
  if (checkForm(key).status !== 'passed') return notCheckable(id, 'no service has a key of the wrong form');
  if (isOrchestrationKey(key.reveal()))
    return notCheckable(id, 'the key is of an event orchestration (R…), whose rules decide which service is told');
  const keyOf = (integration: unknown): string => textAt(integration, ['integration_key']);
  const own = integrations.find(integration => keyOf(integration) === key.reveal());
  if (own !== undefined) {
    const type = textAt(own, ['type']);
    return type === EVENTS_V2
      ? passed(id, `it is of the service ${name}`)
      : failed(id, `the key is of an integration of another kind (${type})`, ADD_INTEGRATION);
  }
  const candidates = integrations.filter(integration => textAt(integration, ['type']).startsWith(EVENTS_V2));
  if (candidates.length === 0)
    return failed(id, `the service ${name} has no integration Events API V2`, ADD_INTEGRATION);
  if (candidates.some(integration => keyOf(integration) === ''))
    return notCheckable(id, 'the token does not see the keys of the integrations');
  return failed(
    id,
    `none of the integrations of the service ${name} has this key: it pages another service`,
    `Copy the integration key of the service ${name} into the secret, or name the service that is meant.`,
  );
}

const ADD_INTEGRATION =
  'In PagerDuty, add the integration Events API V2 to the service, and copy its key into the secret.';
