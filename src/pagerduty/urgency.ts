import { alertsIn, policyEnvironment } from '../decision/environments.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { SEVERITIES, type Severity } from '../inputs/severity.ts';

/**
 * The urgency of an incident that is opened by REST, which knows no severity. The user's severities decide where there
 * are any; else production rings the phone, and nothing else does.
 */
export function chooseUrgency(
  { severity: table, environment }: Pick<Inputs, 'severity' | 'environment'>,
  severity: Severity,
): 'high' | 'low' {
  const loud = table.length > 0 ? LOUD.includes(severity) : alertsIn(['production'], policyEnvironment(environment));
  return loud ? 'high' : 'low';
}

// As PagerDuty maps them: https://support.pagerduty.com/main/docs/dynamic-notifications
const LOUD: readonly Severity[] = SEVERITIES.slice(0, 2);
