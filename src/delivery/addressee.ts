import { hash } from 'node:crypto';
import { type Destination, describeHost as describeEventsHost, eventsUrl } from '../pagerduty/events-api.ts';
import { describeRestHost, type RestRoute } from '../pagerduty/rest-access.ts';
import type { Secret } from '../primitives/secret.ts';

/** Whom an event is for. */
export interface Addressee {
  readonly routingKeys: readonly Secret[];
  /** The service's name where there is no routing key. */
  readonly service: string;
  /** The address that events are posted to: it stands for region and account. */
  readonly url: string;
}

/** An incident at those whom its events are for. */
export interface AddressedIncident {
  readonly dedupKey: string;
  readonly to: Addressee;
}

/** Whom events are for that go out with these keys, or else through the REST API. */
export function findAddressee({
  routingKeys,
  rest,
  destination,
}: {
  readonly routingKeys: readonly Secret[];
  readonly rest: RestRoute | undefined;
  readonly destination: Pick<Destination, 'region' | 'apiUrl'>;
}): Addressee {
  return { routingKeys, service: rest?.service ?? '', url: eventsUrl(destination) };
}

/** Those of them that are meant, counted from 0. */
export function narrow(to: Addressee, only: readonly number[]): Addressee {
  const service = only.length === 0 ? '' : to.service;
  return { ...to, service, routingKeys: to.routingKeys.filter((_, index) => only.includes(index)) };
}

/** Where events go, as a person should see it. */
export function describeDestination(destination: Destination, rest: RestRoute | undefined): string {
  const where = destination.apiUrl === undefined ? `${destination.region.toUpperCase()} region` : 'api-url';
  return `${describeHost(destination, rest)} (${where})`;
}

/** The host that events go to, through whichever API. */
export function describeHost(destination: Destination, rest: RestRoute | undefined): string {
  return rest === undefined ? describeEventsHost(destination) : describeRestHost(rest.access);
}

/** A name of 16 hexadecimal digits for the incident at all its addressees together, whatever their order. It shows neither key. */
export function hashIncident({ dedupKey, to: { routingKeys, service, url } }: AddressedIncident): string {
  return shortHash(dedupKey, service, url, ...routingKeys.map(key => key.reveal()).sort());
}

/** The same for each routing key in order, or for the one service by REST: what one was told, another does not know. */
export function hashEach({ dedupKey, to: { routingKeys, service, url } }: AddressedIncident): string[] {
  const names = service === '' ? routingKeys.map(key => key.reveal()) : [''];
  return names.map(name => shortHash(dedupKey, service, url, name));
}

/** 16 hexadecimal digits that stand for these texts. */
export function shortHash(...parts: readonly string[]): string {
  return hash('sha256', parts.join('\0')).slice(0, 16);
}
