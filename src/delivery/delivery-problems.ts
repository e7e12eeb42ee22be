import { hasKeyForm, isRestKeyForm, missingForm } from '../inputs/routing-keys.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import type { Delivery } from '../pagerduty/events-api.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { withoutStop } from '../primitives/text.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';

const USUAL_CAUSE =
  "Usually the secret's name is misspelt, or the secret belongs to an environment that the job does not name.";

/** No key was given, and one was to be expected. */
export const NO_KEY: Problem = {
  level: 'error',
  message: `routing-key: expected the integration key of a PagerDuty service; got nothing, so nobody has been told. ${USUAL_CAUSE}`,
};

/** The same in a dry run, which nobody would have been told of in any case. */
export const NO_KEY_YET: Problem = {
  level: 'error',
  message: `routing-key: expected the integration key of a PagerDuty service; got nothing. This is a dry run; without dry-run nobody would be told. ${USUAL_CAUSE}`,
};

/** No key was given, because GitHub gives this run none. */
export const NO_SECRETS: Problem = {
  level: 'notice',
  message:
    'routing-key: this run gets no secrets (a pull request of a fork, or Dependabot), so PagerDuty is not told anything.',
};

/** The same of a run that deploys: a merged pull request of a fork gets no secrets either. */
export const NO_SECRETS_OF_MERGED: Problem = {
  level: 'error',
  message:
    'routing-key: this run is of a merged pull request of a fork, which gets no secrets, so nobody has been told. Let the workflow run on push to the base branch, or on pull_request_target: closed, which get them.',
};

/** What looks wrong with a routing key: a hint, not a rule. It is sent all the same, and PagerDuty has the last word. */
export function describeKey(key: Secret | undefined, which: string): Problem[] {
  const value = key?.reveal();
  if (value === undefined || hasKeyForm(value)) return [];
  const message = `routing-key${which}: expected 32 letters and digits; got ${missingForm(value)}. It is sent anyway.${causeOf(value)}`;
  return [{ level: 'warning', message }];
}

function causeOf(key: string): string {
  if (isRestKeyForm(key)) {
    return ' A key of 20 characters is a REST API key. To find the integration key in PagerDuty, open the service, then Integrations, then Events API V2.';
  }
  if (/^[A-Za-z0-9]{32}[\s,;]+[A-Za-z0-9]{32}/.test(key)) return ' Write several keys on separate lines.';
  return ' To find it in PagerDuty, open the service, then Integrations, then Events API V2.';
}

/** Where an event went, and whether any service took it. */
export interface Whereabouts {
  readonly host: string;
  /** By routing key, not through the REST API. */
  readonly byKey: boolean;
  readonly someAccepted: boolean;
}

/** What went wrong at a service, and what that means. `which`: ` 2 of 3`, or empty when there is one service only. */
export function describeFailure(
  delivery: Delivery & { readonly which: string },
  { event_action: action, dedup_key: dedupKey }: AlertEvent,
  { host, byKey, someAccepted }: Whereabouts,
): Problem[] {
  const { outcome, attempts, which } = delivery;
  const name = which === '' ? '' : ` for routing key${which}`;
  const explanation = withoutStop(delivery.explanation);
  if (outcome === 'accepted') {
    if (explanation === '') return [];
    return [{ level: 'warning', message: `The ${action}${name} may not have reached PagerDuty: ${explanation}.` }];
  }
  const refusesKey = outcome === 'rejected' && /routing.?key|\bHTTP 40[13]\b/i.test(explanation);
  const what =
    outcome === 'rejected'
      ? `${host} refused the ${action}${name} (${explanation})`
      : `the ${action}${name} did not reach ${host} (${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, the last: ${explanation})`;
  const hint =
    refusesKey && byKey
      ? ' Check that routing-key is the key of an Events API V2 integration, and that region is the one of your account.'
      : '';
  const level = action === 'trigger' || refusesKey ? 'error' : 'warning';
  return [{ level, message: `${consequenceOf(action, someAccepted)}: ${what}.${hint} Dedup key: ${dedupKey}.` }];
}

/** What it means that an event did not arrive, at some service or at any. */
export function consequenceOf(action: AlertEvent['event_action'], someAccepted: boolean): Redacted {
  switch (action) {
    case 'trigger':
      return someAccepted ? redacted`Not everybody has been paged` : redacted`Nobody has been paged`;
    case 'acknowledge':
      return redacted`The incident is not acknowledged`;
    case 'resolve':
      return redacted`The incident may still be open`;
    default:
      return action satisfies never;
  }
}
