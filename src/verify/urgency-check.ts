import { alertsIn, classifyEnvironment } from '../decision/environments.ts';
import { lookUpSeverity } from '../decision/policy.ts';
import type { Severity } from '../inputs/severity.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import { type Check, failed, notCheckable, passed } from './check.ts';
import type { Settings } from './settings.ts';

/** An environment that alerts, and what its failures get. */
interface Alerting {
  readonly name: string;
  readonly severity: Severity;
}

/** When one urgency holds. */
interface Period {
  readonly when: string;
  readonly urgency: string;
}

/**
 * Whether a page rings: the urgency that the service gives to the severity of each environment that alerts. It fails for
 * production, and where no environment rings at all: a person may mean that another one is quiet.
 * https://support.pagerduty.com/main/docs/configurable-service-settings#notification-urgency
 */
export function checkUrgency(service: unknown, settings: Pick<Settings, 'environments' | 'severity'>): Check {
  const periods = readPeriods(valueAt(service, ['incident_urgency_rule']));
  if (periods.some(({ urgency }) => urgency === '')) return notCheckable('urgency', 'PagerDuty shows no urgency rule');
  const judged = listAlerting(settings).map(each => ({ ...each, low: lowPeriods(periods, each.severity) }));
  const loud = judged.filter(({ low }) => low.length === 0);
  const quiet = judged.filter(({ low }) => low.length > 0);
  const wrong = quiet.filter(({ name }) => loud.length === 0 || classifyEnvironment(name) === 'production');
  if (wrong.length > 0) {
    const text = `the urgency is ${describeLow(wrong)}: a page does not ring then`;
    return failed('urgency', text, periods.some(isBySeverity) ? `${REMEDY} ${REMEDY_BY_SEVERITY}` : REMEDY);
  }
  const rest = quiet.length === 0 ? '' : `; ${describeLow(quiet)}, which does not ring`;
  return passed('urgency', `high for ${list(loud)}${rest}`);
}

const REMEDY = 'In the settings of the service, under Assign and Notify, choose high urgency, or urgency by severity.';
const REMEDY_BY_SEVERITY =
  'Where urgency goes by severity, only critical and error are high: change the severity of the environment in the main action.';

function readPeriods(rule: unknown): readonly Period[] {
  const period = (when: string, path: readonly string[]): Period => ({
    when,
    urgency: textAt(rule, [...path, 'urgency']),
  });
  return textAt(rule, ['type']) === 'use_support_hours'
    ? [
        period('during support hours', ['during_support_hours']),
        period('outside support hours', ['outside_support_hours']),
      ]
    : [period('always', [])];
}

function isBySeverity({ urgency }: Period): boolean {
  return urgency === 'severity_based';
}

function lowPeriods(periods: readonly Period[], severity: Severity): readonly string[] {
  const quiet = severity === 'warning' || severity === 'info';
  return periods.filter(period => period.urgency === 'low' || (isBySeverity(period) && quiet)).map(({ when }) => when);
}

// Of a pattern such as `*` only production and staging are known to be meant.
function listAlerting({ environments, severity }: Pick<Settings, 'environments' | 'severity'>): readonly Alerting[] {
  const listed = environments.filter(name => !name.startsWith('!'));
  const known = ['production', 'staging'].filter(name => alertsIn(environments, name));
  const plain = listed.filter(name => !name.includes('*') || classifyEnvironment(name) !== undefined);
  const named = plain.length === listed.length && plain.length > 0 ? plain : [...new Set([...plain, ...known])];
  const names = named.length > 0 ? named : listed;
  return names.map(name => ({ name, severity: lookUpSeverity(severity, name, []) }));
}

function list(alerting: readonly Alerting[]): string {
  return alerting.map(({ name, severity }) => `${name} (${severity})`).join(', ');
}

function describeLow(quiet: readonly (Alerting & { readonly low: readonly string[] })[]): string {
  const when = [...new Set(quiet.flatMap(({ low }) => low))].join(' and ');
  return `low ${when} for ${list(quiet)}`;
}
