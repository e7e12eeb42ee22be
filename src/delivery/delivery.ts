import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { AlertEvent } from '../page/event.ts';
import {
  type Delivery,
  type Destination,
  deliver,
  describeHost as describeEventsHost,
  eventsUrl,
} from '../pagerduty/events-api.ts';
import type { DeliverByRest } from '../pagerduty/incident-delivery.ts';
import { describeRestHost, type RestRoute } from '../pagerduty/rest-access.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { withoutStop } from '../primitives/text.ts';
import { describeFailure, describeKey, NO_KEY, NO_KEY_YET, NO_SECRETS } from './delivery-problems.ts';

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
  /** Which routing keys, counted from 0, took the event; 0 is the way by REST where there is no key. */
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

/** What dispatching depends on. */
export interface Dispatching {
  readonly event: AlertEvent | undefined;
  readonly routingKeys: readonly Secret[];
  /** Which of them, counted from 0, are to be told; absent: all. */
  readonly only?: readonly number[];
  /** The way by REST, which is taken where there is no routing key. */
  readonly rest: RestRoute | undefined;
  /** The run gets no secrets, so that a missing key is nobody's mistake. */
  readonly withoutSecrets: boolean;
  readonly dryRun: boolean;
  readonly destination: Destination;
}

/** The parts of the world that are needed. */
export interface DispatchWorld {
  readonly send: Send;
  readonly clock: Clock;
  readonly deliverByRest: DeliverByRest;
}

/** Whom an event is for. */
export interface Addressee {
  readonly routingKeys: readonly Secret[];
  /** The service's name where there is no routing key. */
  readonly service: string;
  /** The address that events are posted to: it stands for region and account. */
  readonly url: string;
}

/** Whom events are for that take this way. */
export function findAddressee({
  routingKeys,
  rest,
  destination,
}: Pick<Dispatching, 'routingKeys' | 'rest'> & {
  readonly destination: Pick<Destination, 'region' | 'apiUrl'>;
}): Addressee {
  return { routingKeys, service: rest?.service ?? '', url: eventsUrl(destination) };
}

/** Those of them that are meant, counted from 0. */
export function narrow(to: Addressee, only: readonly number[]): Addressee {
  const service = only.length === 0 ? '' : to.service;
  return { ...to, service, routingKeys: to.routingKeys.filter((_, index) => only.includes(index)) };
}

/** Whether an event with this outcome is still to be sent by somebody. */
export function isUndelivered(outcome: Dispatch['outcome']): boolean {
  return outcome === 'rejected' || outcome === 'unreachable' || outcome === 'invalid';
}

/** Where events go, as a person should see it. */
export function describeDestination(destination: Destination, rest: RestRoute | undefined): string {
  const where = destination.apiUrl === undefined ? `${destination.region.toUpperCase()} region` : 'api-url';
  return `${describeHost(destination, rest)} (${where})`;
}

/** The host that events go to, by which way ever. */
export function describeHost(destination: Destination, rest: RestRoute | undefined): string {
  return rest === undefined ? describeEventsHost(destination) : describeRestHost(rest.access);
}

/** Sends the event to the service of every routing key at once; one failing does not stop the others. Never throws. */
export async function dispatch(dispatching: Dispatching, world: DispatchWorld): Promise<Dispatch> {
  const { event, routingKeys, rest, withoutSecrets, dryRun, destination } = dispatching;
  const wayless = routingKeys.length === 0 && rest === undefined;
  if (wayless && withoutSecrets) return nothingSent('skipped', NO_SECRETS);
  if (event === undefined) return nothingSent('none');
  if (dryRun) return nothingSent('dry-run', ...(wayless ? [NO_KEY_YET] : []));
  if (wayless) return nothingSent('invalid', NO_KEY);
  const told = await Promise.all(
    findWays(event, dispatching, world).map(async ({ index, tell }) => {
      const which = routingKeys.length > 1 ? ` ${index + 1} of ${routingKeys.length}` : '';
      return { index, which, ...(await tell()) };
    }),
  );
  const worst = WORST_FIRST.find(outcome => told.some(service => service.outcome === outcome)) ?? 'unreachable';
  const someAccepted = told.some(service => service.outcome === 'accepted');
  const to = { host: describeHost(destination, rest), byKey: rest === undefined, someAccepted };
  return {
    outcome: worst,
    partly: worst !== 'accepted' && someAccepted,
    explanation: withoutStop(told.find(service => service.outcome === worst)?.explanation ?? ''),
    attempts: told.reduce((sum, service) => sum + service.attempts, 0),
    services: told.map(({ index, ...service }) => service),
    reached: told.filter(({ outcome }) => outcome === 'accepted').map(({ index }) => index),
    unreached: told.filter(({ outcome }) => outcome === 'unreachable').map(({ index }) => index),
    problems: [
      ...told.flatMap(({ index, which }) => describeKey(routingKeys[index], which)),
      ...told.flatMap(service => describeFailure(service, event, to)),
    ],
  };
}

const WORST_FIRST = ['rejected', 'unreachable', 'accepted'] as const;

interface DeliveryWay {
  /** That of the routing key. */
  readonly index: number;
  readonly tell: () => Promise<Delivery>;
}

function findWays(
  event: AlertEvent,
  { routingKeys, only, rest, destination }: Dispatching,
  world: DispatchWorld,
): DeliveryWay[] {
  if (rest !== undefined) {
    const budget = { budgetMs: destination.budgetMs, ...world };
    return [{ index: 0, tell: () => world.deliverByRest(event, rest, budget) }];
  }
  const ways = routingKeys.map((key, index) => ({ index, tell: () => deliver(event, key, { destination, ...world }) }));
  return only === undefined ? ways : ways.filter(({ index }) => only.includes(index));
}

function nothingSent(outcome: Dispatch['outcome'], ...problems: readonly Problem[]): Dispatch {
  return { outcome, partly: false, explanation: '', attempts: 0, services: [], reached: [], unreached: [], problems };
}
