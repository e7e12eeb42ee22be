import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { cutRedacted, joinRedacted, listRedacted, type Redacted, redacted } from '../redaction/redaction.ts';
import type { Delivery } from './events-api.ts';
import { findIncident, OPEN, openIncident, setStatus } from './incidents-api.ts';
import type { RestRoute } from './rest-access.ts';
import type { Answered, RestContext } from './rest-api.ts';
import { describeRestFailure } from './rest-failure.ts';
import { findService } from './services-api.ts';

/** What a delivery by REST needs besides its route. */
export interface RestBudget {
  readonly budgetMs: number;
  readonly send: Send;
  readonly clock: Clock;
}

/** {@link deliverByRest}, handed in: it is loaded late. */
export type DeliverByRest = (event: AlertEvent, route: RestRoute, budget: RestBudget) => Promise<Delivery>;

/**
 * Does by REST what the event asks for: opens, acknowledges or resolves the incident of its dedup key. As with events, an
 * open incident takes a second trigger, and where none is open there is nothing to resolve. Never throws.
 */
export async function deliverByRest(
  event: AlertEvent,
  { access, service, urgencyOf }: RestRoute,
  { budgetMs, send, clock }: RestBudget,
): Promise<Delivery> {
  const context: RestContext = { access, send, clock, deadline: clock.now() + budgetMs };
  const found = await findService(service, context);
  if ('failure' in found) return describeEnd(found, 0);
  if (found.value === undefined) {
    const explanation = `no service is called "${service}"; the name in the input service must be exact, and the token must see it`;
    return { outcome: 'rejected', explanation, attempts: found.attempts };
  }
  const serviceId = found.value.id;
  const key = event.dedup_key;
  if (event.event_action === 'trigger') {
    const { summary: title, severity } = event.payload;
    const details = describeIncident(event);
    return describeEnd(
      await openIncident({ serviceId, key, title, urgency: urgencyOf(severity), details }, context),
      found.attempts,
    );
  }
  const status = event.event_action === 'resolve' ? 'resolved' : 'acknowledged';
  const open = await findIncident({ key, statuses: OPEN, serviceId }, context);
  const attempts = found.attempts + open.attempts;
  if ('failure' in open || open.value === undefined) return describeEnd(open, found.attempts);
  return describeEnd(await setStatus(open.value.id, status, context), attempts);
}

function describeEnd(answer: Answered<unknown>, earlier: number): Delivery {
  const attempts = earlier + answer.attempts;
  if ('value' in answer) return { outcome: 'accepted', explanation: '', attempts };
  const { failure } = answer;
  return { outcome: failure.final ? 'rejected' : 'unreachable', explanation: describeRestFailure(failure), attempts };
}

/** Ours, in characters: PagerDuty documents no limit for the text of an incident. */
const DETAILS_LIMIT = 16_384;

/** The text of an incident that is opened by REST, which takes neither links nor details: links first, then the details. */
export function describeIncident({ links, payload }: AlertEvent): Redacted {
  const lines = links.map(({ text, href }) => redacted`${text}: ${href}`);
  return cutRedacted(joinRedacted([...lines, listRedacted(payload.custom_details)], '\n'), DETAILS_LIMIT);
}
