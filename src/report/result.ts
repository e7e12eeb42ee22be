import type { Action } from '../decision/decision.ts';
import type { Story } from '../decision/story.ts';
import type { Dispatch } from '../delivery/delivery.ts';
import type { IncidentFacts } from '../delivery/follow-up.ts';
import type { DatabaseState } from '../evidence/evidence.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';

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
  /** The leg of the matrix and the database, e.g. `region eu, database shop`; empty where there is neither. */
  readonly place: Redacted;
  readonly migration: Redacted;
  readonly error: Redacted;
  readonly errorType: Redacted;
  readonly databaseState: DatabaseState;
  /** The state as a person reads it, e.g. `partial (1 of 3 applied)`. */
  readonly stateText: Redacted;
  readonly nextStep: Redacted;
  /** The lines of the log that tell of the failure, or its last lines; empty where there are none. */
  readonly log: Redacted;
  /** Where the event waits to be sent; empty when it does not. */
  readonly undeliveredFile: Redacted;
  /** The address that events are posted to. */
  readonly eventsUrl: Redacted;
  /** As sent, or as it would have been; undefined when nothing was to be sent. */
  readonly event: AlertEvent | undefined;
  /** The incident behind the event; only with a token of the REST API. */
  readonly incident?: IncidentFacts | undefined;
  /** Sentences about the page that the command still ran, which has a dedup key of its own; absent or empty: there was none. */
  readonly slow?: Redacted;
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
  place: redacted``,
  migration: redacted``,
  error: redacted``,
  errorType: redacted``,
  databaseState: 'unknown',
  stateText: redacted``,
  nextStep: redacted``,
  log: redacted``,
  undeliveredFile: redacted``,
  eventsUrl: redacted``,
  event: undefined,
};
