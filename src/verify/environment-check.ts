import { alertsIn, classifyEnvironment } from '../decision/environments.ts';
import { lookUpSeverity } from '../decision/policy.ts';
import { listChoices } from '../inputs/input-reader.ts';
import { type Check, failed, passed } from './check.ts';
import type { Settings } from './settings.ts';

/** Says what a failure in an environment (lower-cased) would do, by the list of those that alert; nothing where none was named. */
export function checkEnvironment({
  environment,
  environments,
  severity: table,
}: Pick<Settings, 'environment' | 'environments' | 'severity'>): readonly Check[] {
  if (environment === '') return [];
  const kind = classifyEnvironment(environment);
  const counts = kind === undefined || kind === environment ? '' : `, which counts as ${kind}`;
  if (alertsIn(environments, environment)) {
    const severity = lookUpSeverity(table, environment, []);
    const given = table.length === 0 ? '; without a severity map it is' : ', with the severity';
    return [passed('environment', `in ${environment}${counts}, a failure pages${given} ${severity}`)];
  }
  const list = listChoices(environments);
  const remedy = `Add ${environment} to the input environments of the main action, if it is meant to page.`;
  return [failed('environment', `in ${environment}${counts}, a failure pages nobody: only ${list} alert`, remedy)];
}
