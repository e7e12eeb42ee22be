import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { AlertEvent } from '../page/event.ts';
import type { Delivery } from './events-api.ts';
import { describeIncident } from './incident-text.ts';
import { findIncident, findService, OPEN, openIncident, setStatus } from './incidents-api.ts';
import type { RestRoute } from './rest-access.ts';
import { type Answered, describeRestFailure, type RestWorld } from './rest-api.ts';

/** What a delivery by REST needs besides its way. */
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
  const world: RestWorld = { access, send, clock, deadline: clock.now() + budgetMs };
  const found = await findService(service, world);
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
      await openIncident({ serviceId, key, title, urgency: urgencyOf(severity), details }, world),
      found.attempts,
    );
  }
  const status = event.event_action === 'resolve' ? 'resolved' : 'acknowledged';
  const open = await findIncident({ key, statuses: OPEN, serviceId }, world);
  const attempts = found.attempts + open.attempts;
  if ('failure' in open || open.value === undefined) return describeEnd(open, found.attempts);
  return describeEnd(await setStatus(open.value.id, status, world), attempts);
}

function describeEnd(answer: Answered<unknown>, earlier: number): Delivery {
  const attempts = earlier + answer.attempts;
  if ('value' in answer) return { outcome: 'accepted', explanation: '', attempts };
  const { failure } = answer;
  return { outcome: failure.final ? 'rejected' : 'unreachable', explanation: describeRestFailure(failure), attempts };
}
