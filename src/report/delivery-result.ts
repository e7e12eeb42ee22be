import { describeDestination } from '../delivery/addressee.ts';
import { type Dispatch, isUndelivered } from '../delivery/delivery.ts';
import { type Destination, eventsUrl } from '../pagerduty/events-api.ts';
import type { RestRoute } from '../pagerduty/rest-access.ts';
import { withoutStop } from '../primitives/text.ts';
import { type Redactor, redactAll } from '../redaction/redaction.ts';
import type { Result } from './result.ts';

/** What a {@link Result} says of the delivery. */
export type DeliveryResult = Pick<
  Result,
  | 'delivery'
  | 'partly'
  | 'attempts'
  | 'services'
  | 'explanation'
  | 'destination'
  | 'eventsUrl'
  | 'undeliveredFile'
  | 'byRest'
>;

/** Where an event went, and where it is kept; empty: nowhere. */
export interface DeliveryRoute {
  readonly destination: Destination;
  readonly rest: RestRoute | undefined;
  readonly file: string;
  readonly redactor: Redactor;
}

/** What became of an event, redacted. */
export async function toDeliveryResult(
  sent: Dispatch,
  { destination, rest, file, redactor }: DeliveryRoute,
): Promise<DeliveryResult> {
  const services = sent.services.map(async ({ which, outcome, attempts, explanation }) => {
    return { which, delivery: outcome, attempts, explanation: await redactor.redact(withoutStop(explanation)) };
  });
  const texts = {
    explanation: sent.explanation,
    destination: describeDestination(destination, rest),
    eventsUrl: eventsUrl(destination),
    undeliveredFile: isUndelivered(sent.outcome) ? file : '',
  };
  return {
    delivery: sent.outcome,
    partly: sent.partly,
    attempts: sent.attempts,
    services: await Promise.all(services),
    byRest: rest !== undefined,
    ...(await redactAll(texts, redactor)),
  };
}
