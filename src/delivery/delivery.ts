import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { type Delivery, type Destination, deliver } from '../pagerduty/events-api.ts';
import type { RestRoute } from '../pagerduty/rest-access.ts';
import type { DeliverByRest } from '../pagerduty/rest-delivery.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { withoutStop } from '../primitives/text.ts';
import { describeHost } from './addressee.ts';
import {
  describeFailure,
  describeKey,
  NO_KEY,
  NO_KEY_YET,
  NO_SECRETS,
  NO_SECRETS_OF_MERGED,
} from './delivery-problems.ts';

/** What became of the event at all services together: the worst of them. */
export interface Dispatch {
  /** `invalid`: not sent, no key; `skipped`: no key on a run that gets no secrets; `none`: nothing was to be sent. */
  readonly outcome: Delivery['outcome'] | 'invalid' | 'skipped' | 'dry-run' | 'none';
  /** Some of them took the event although others did not. */
  readonly partly: boolean;
  /** Foreign text; empty when there is nothing to say. */
  readonly explanation: string;
  readonly attempts: number;
  /** Each service that was told, in the order of the routing keys. */
  readonly services: readonly Service[];
  /** Which routing keys, counted from 0, took the event; 0 is the service by REST where there is no key. */
  readonly reached: readonly number[];
  /** Which of them a later try may still reach. */
  readonly unreached: readonly number[];
  readonly problems: readonly Problem[];
}

/** What became of the event at one service. */
export interface Service extends Delivery {
  /** ` 2 of 3`; empty when there is one service only. */
  readonly which: string;
}

/** What order depends on. */
export interface DispatchOrder {
  readonly event: AlertEvent | undefined;
  readonly routingKeys: readonly Secret[];
  /** Which of them, counted from 0, are to be told; absent: all. */
  readonly only?: readonly number[];
  /** The REST API, which is used where there is no routing key. */
  readonly rest: RestRoute | undefined;
  /** The run gets no secrets, so that a missing key is nobody's mistake. */
  readonly withoutSecrets: boolean;
  /** Such a run that is a deployment all the same: of a merged pull request of a fork. */
  readonly mergedFork: boolean;
  readonly dryRun: boolean;
  readonly destination: Destination;
}

/** The parts of the ports that are needed. */
export interface DeliveryPorts {
  readonly send: Send;
  readonly clock: Clock;
  readonly deliverByRest: DeliverByRest;
}

/** Whether an event with this outcome is still to be sent by somebody. */
export function isUndelivered(outcome: Dispatch['outcome']): boolean {
  return outcome === 'rejected' || outcome === 'unreachable' || outcome === 'invalid';
}

/** Sends the event to the service of every routing key at once; one failing does not stop the others. Never throws. */
export async function dispatch(order: DispatchOrder, ports: DeliveryPorts): Promise<Dispatch> {
  const { event, routingKeys, rest, withoutSecrets, mergedFork, dryRun, destination } = order;
  const unaddressed = routingKeys.length === 0 && rest === undefined;
  if (unaddressed && withoutSecrets)
    return nothingSent('skipped', mergedFork && event !== undefined ? NO_SECRETS_OF_MERGED : NO_SECRETS);
  if (event === undefined) return nothingSent('none');
  if (dryRun) return nothingSent('dry-run', ...(unaddressed ? [NO_KEY_YET] : []));
  if (unaddressed) return nothingSent('invalid', NO_KEY);
  const delivered = await Promise.all(
    listServices(event, order, ports).map(async ({ index, send }) => {
      const which = routingKeys.length > 1 ? ` ${index + 1} of ${routingKeys.length}` : '';
      return { index, which, ...(await send()) };
    }),
  );
  const worst = WORST_FIRST.find(outcome => delivered.some(service => service.outcome === outcome)) ?? 'unreachable';
  const someAccepted = delivered.some(service => service.outcome === 'accepted');
  const to = { host: describeHost(destination, rest), byKey: rest === undefined, someAccepted };
  return {
    outcome: worst,
    partly: worst !== 'accepted' && someAccepted,
    explanation: withoutStop(delivered.find(service => service.outcome === worst)?.explanation ?? ''),
    attempts: delivered.reduce((sum, service) => sum + service.attempts, 0),
    services: delivered.map(({ index, ...service }) => service),
    reached: delivered.filter(({ outcome }) => outcome === 'accepted').map(({ index }) => index),
    unreached: delivered.filter(({ outcome }) => outcome === 'unreachable').map(({ index }) => index),
    problems: [
      ...delivered.flatMap(({ index, which }) => describeKey(routingKeys[index], which)),
      ...delivered.flatMap(service => describeFailure(service, event, to)),
    ],
  };
}

const WORST_FIRST = ['rejected', 'unreachable', 'accepted'] as const;

interface ServiceDelivery {
  /** That of the routing key. */
  readonly index: number;
  readonly send: () => Promise<Delivery>;
}

function listServices(
  event: AlertEvent,
  { routingKeys, only, rest, destination }: DispatchOrder,
  ports: DeliveryPorts,
): ServiceDelivery[] {
  if (rest !== undefined) {
    const budget = { budgetMs: destination.budgetMs, ...ports };
    return [{ index: 0, send: () => ports.deliverByRest(event, rest, budget) }];
  }
  const all = routingKeys.map((key, index) => ({ index, send: () => deliver(event, key, { destination, ...ports }) }));
  return only === undefined ? all : all.filter(({ index }) => only.includes(index));
}

function nothingSent(outcome: Dispatch['outcome'], ...problems: readonly Problem[]): Dispatch {
  return { outcome, partly: false, explanation: '', attempts: 0, services: [], reached: [], unreached: [], problems };
}
