import { type Redacted, redacted } from '../redaction/redaction.ts';

/** What is checked, in this order. Each id is a heading of docs/verify.md. */
export const CHECKS = {
  inputs: redacted`The inputs can be read`,
  environment: redacted`A failure in the environment pages`,
  'routing-key-form': redacted`The routing key has the right form`,
  'routing-key-accepted': redacted`PagerDuty accepts the routing key`,
  'drill-opened': redacted`The drill opens an incident that rings`,
  'drill-closed': redacted`The drill closes its incident`,
  'api-token': redacted`PagerDuty accepts the API token`,
  service: redacted`The service exists`,
  integration: redacted`The routing key is of this service`,
  active: redacted`The service is active`,
  maintenance: redacted`The service is not in maintenance`,
  'auto-resolve': redacted`Incidents stay open over night`,
  'acknowledgement-timeout': redacted`An acknowledged incident rings again`,
  'auto-pause': redacted`Incidents notify at once`,
  'alert-grouping': redacted`An incident is closed by its own success`,
  'on-call': redacted`Somebody is on call at the first level`,
  escalation: redacted`Somebody else is called when nobody answers`,
  schedules: redacted`Every level calls a schedule`,
  urgency: redacted`Incidents notify with high urgency`,
  backtest: redacted`The runs of the workflow can be read`,
};
/** The name of a check. */
export type CheckId = keyof typeof CHECKS;

/** How one check ended. Texts are raw, and become `Redacted` before they are shown. */
export interface Check<Text extends string = string> {
  readonly id: CheckId;
  readonly status: 'passed' | 'failed' | 'not-checkable';
  /** What was found; where it was not checkable, why. */
  readonly text: Text;
  /** What to do about it; empty unless it failed. */
  readonly remedy: Text;
  /** Names of people and details of incidents: not for a log that everybody may read. */
  readonly aside: Text;
}
/** A check that may be shown. */
export type RedactedCheck = Check<Redacted>;

/** A check that passed. */
export function passed(id: CheckId, text: string, aside = ''): Check {
  return { id, status: 'passed', text, remedy: '', aside };
}

/** A check that failed, and what to do about it. */
export function failed(id: CheckId, text: string, remedy: string, aside = ''): Check {
  return { id, status: 'failed', text, remedy, aside };
}

/** A check that could not be made, and why. */
export function notCheckable(id: CheckId, why: string): Check {
  return { id, status: 'not-checkable', text: why, remedy: '', aside: '' };
}

/** `1 run`, `2 runs`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
