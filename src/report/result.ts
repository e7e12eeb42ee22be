import type { Action, Story } from '../decision/decision.ts';
import type { IncidentFacts } from '../delivery/after-delivery.ts';
import { type Dispatch, isUndelivered } from '../delivery/delivery.ts';
import { consequenceOf } from '../delivery/delivery-problems.ts';
import type { DatabaseState } from '../evidence/evidence.ts';
import type { AlertEvent } from '../page/event.ts';
import { type Redacted, redacted, stringifyRedacted } from '../redaction/redaction.ts';

/** What a run came to: everything that outputs, log and job summary say. */
export interface Result {
  readonly action: Action;
  readonly story: Story;
  readonly reason: Redacted;
  readonly delivery: Dispatch['outcome'];
  /** Some services took the event although others did not. */
  readonly partly: boolean;
  /** PagerDuty's words, or the network's, where the delivery is not plainly accepted. */
  readonly explanation: Redacted;
  readonly attempts: number;
  /** It goes through the REST API, for want of a routing key. */
  readonly byRest: boolean;
  /** Each service that was told. */
  readonly services: readonly ToldService[];
  /** The host that was sent to, with its region. */
  readonly destination: Redacted;
  readonly dedupKey: Redacted;
  readonly severity: string;
  readonly environment: Redacted;
  readonly migration: Redacted;
  readonly error: Redacted;
  readonly errorType: Redacted;
  readonly databaseState: DatabaseState;
  /** The state as a person reads it, e.g. `partial (1 of 3 applied)`. */
  readonly stateText: Redacted;
  readonly nextStep: Redacted;
  /** Where the event waits to be sent; empty when it does not. */
  readonly undeliveredFile: Redacted;
  /** The address that events are posted to. */
  readonly eventsUrl: Redacted;
  /** As sent, or as it would have been; undefined when nothing was to be sent. */
  readonly event: AlertEvent | undefined;
  /** The incident behind the event; only with a token of the REST API. */
  readonly incident?: IncidentFacts | undefined;
}

/** What became of the event at one service. */
export interface ToldService extends Pick<Result, 'delivery' | 'attempts' | 'explanation'> {
  /** ` 2 of 3`; empty when there is one service only. */
  readonly which: string;
}

/** A run of which nothing is known but that something broke: what every other one is built on. */
export const NO_RESULT: Result = {
  action: 'none',
  story: 'succeeded',
  reason: redacted`an internal error`,
  delivery: 'none',
  partly: false,
  explanation: redacted``,
  attempts: 0,
  byRest: false,
  services: [],
  destination: redacted``,
  dedupKey: redacted``,
  severity: '',
  environment: redacted``,
  migration: redacted``,
  error: redacted``,
  errorType: redacted``,
  databaseState: 'unknown',
  stateText: redacted``,
  nextStep: redacted``,
  undeliveredFile: redacted``,
  eventsUrl: redacted``,
  event: undefined,
};

/** The action's outputs by name, as action.yml declares them. Every one is set; empty where it has no value. */
export function toOutputs(result: Result): Readonly<Record<string, string>> {
  const silent = result.action === 'none';
  return {
    action: result.action,
    reason: result.reason,
    delivery: result.delivery,
    'dedup-key': result.dedupKey,
    severity: silent ? '' : result.severity,
    migration: result.migration,
    'error-type': result.errorType,
    'database-state': silent ? '' : result.databaseState,
    event: result.event === undefined ? '' : stringifyRedacted(result.event),
    attempts: result.attempts === 0 ? '' : String(result.attempts),
    'undelivered-file': result.undeliveredFile,
    'incident-url': result.incident?.url ?? '',
    'incident-number': result.incident?.number ?? '',
    'on-call': result.incident?.onCall ?? '',
  };
}

/** What was done, in one line for the log. */
export function toLogLine(result: Result): Redacted {
  if (result.action === 'none') return redacted`Nothing sent to PagerDuty: ${result.reason}.`;
  return redacted`${describeDelivery(result)} Reason: ${result.reason}. Dedup key: ${result.dedupKey}.`;
}

/** What a chat is told when PagerDuty could not be. */
export function toChatText(result: Result): Redacted {
  const { event } = result;
  const page = event === undefined ? redacted`A database migration` : event.payload.summary;
  const link = event?.client_url === undefined ? redacted`` : redacted` ${event.client_url}`;
  return redacted`PagerDuty could not be told: ${page}. ${describeDelivery(result)}${link}`;
}

/** What became of the event and what that means, in one or two sentences. */
function describeDelivery(result: Result): Redacted {
  const consequence = describeConsequence(result);
  const what = describeAttempt(result);
  return consequence === '' ? what : redacted`${consequence} ${what}`;
}

/** What became of the event. */
export function describeAttempt(result: Result): Redacted {
  const { action, delivery, attempts, services, destination, explanation } = result;
  const event = EVENTS[action];
  const whom = services.length > 1 ? redacted` for ${services.length} services` : redacted``;
  const tries = attempts > Math.max(1, services.length) ? redacted` after ${attempts} attempts` : redacted``;
  const stop = explanation.endsWith('?') ? redacted`` : redacted`.`;
  const because = explanation === '' ? redacted`.` : redacted`: ${explanation}${stop}`;
  switch (delivery) {
    case 'accepted':
      return redacted`${event} accepted by ${destination}${whom}${tries}${because}`;
    case 'rejected':
      return redacted`${event} refused by ${destination}${tries}${because}`;
    case 'unreachable':
      return redacted`${event} not delivered to ${destination}${tries}${because}`;
    case 'invalid':
      return redacted`${event} not sent: there is no routing key.`;
    case 'skipped':
      return redacted`${event} not sent: this run gets no secrets, and so has no routing key.`;
    case 'dry-run':
      return redacted`${event} not sent: this is a dry run.`;
    case 'none':
      return redacted`Nothing sent.`;
    default:
      return delivery satisfies never;
  }
}

const EVENTS: Readonly<Record<Action, Redacted>> = {
  trigger: redacted`Trigger`,
  acknowledge: redacted`Acknowledgement`,
  resolve: redacted`Resolve`,
  none: redacted`Event`,
};

/** What it means that the event did not arrive; empty when it did, or was not to be sent. */
export function describeConsequence({ action, delivery, partly }: Result): Redacted {
  if (!isUndelivered(delivery)) return redacted``;
  return action === 'none' ? redacted`` : redacted`${consequenceOf(action, partly)}.`;
}
