import type { Action } from '../decision/decision.ts';
import { isUndelivered } from '../delivery/delivery.ts';
import { consequenceOf } from '../delivery/delivery-problems.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';
import type { Result } from './result.ts';

/** What became of the event and what that means, in one or two sentences. */
export function describeDelivery(result: Result): Redacted {
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
      return redacted`${event} was accepted by ${destination}${whom}${tries}${because}`;
    case 'rejected':
      return redacted`${event} was refused by ${destination}${tries}${because}`;
    case 'unreachable':
      return redacted`${event} was not delivered to ${destination}${tries}${because}`;
    case 'invalid':
      return redacted`${event} was not sent: there is no routing key.`;
    case 'skipped':
      return redacted`${event} was not sent: this run gets no secrets, and so has no routing key.`;
    case 'dry-run':
      return redacted`${event} was not sent: this is a dry run.`;
    case 'none':
      return redacted`Nothing was sent.`;
    default:
      return delivery satisfies never;
  }
}

const EVENTS: Readonly<Record<Action, Redacted>> = {
  trigger: redacted`The trigger`,
  acknowledge: redacted`The acknowledgement`,
  resolve: redacted`The resolve`,
  none: redacted`The event`,
};

/** What it means that the event did not arrive; empty when it did, or was not to be sent. */
export function describeConsequence({ action, delivery, partly }: Result): Redacted {
  if (!isUndelivered(delivery)) return redacted``;
  return action === 'none' ? redacted`` : redacted`${consequenceOf(action, partly)}.`;
}
