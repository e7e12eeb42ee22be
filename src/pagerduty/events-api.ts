import { type Clock, canRetry, retry, type Try, tryLater } from '../http/retry.ts';
import type { Response, Send } from '../http/transport.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import type { ChangeEvent } from '../page/change-event.ts';
import { parseJson, textAt, valueAt } from '../primitives/json.ts';
import type { Secret } from '../primitives/secret.ts';
import { cutText, withoutStop } from '../primitives/text.ts';
import { secretValues } from '../redaction/values.ts';

/** PagerDuty's hosts: https://support.pagerduty.com/main/docs/service-regions */
const HOSTS = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' } as const;

/** Milliseconds that one request may take. */
export const REQUEST_TIMEOUT_MS = 10_000;

/**
 * What became of an event: `accepted` means taken, not paged; `rejected`: finally refused; `unreachable`: no final
 * answer within the budget. `explanation` is foreign text, empty when there is nothing to say.
 */
export interface Delivery {
  readonly outcome: 'accepted' | 'rejected' | 'unreachable';
  readonly attempts: number;
  readonly explanation: string;
}

/** Where and how long to deliver. */
export interface Destination {
  readonly region: 'us' | 'eu';
  readonly apiUrl: string | undefined;
  readonly budgetMs: number;
}

/** What an HTTP status means for an event. https://developer.pagerduty.com/docs/events-api-v2-overview#response-codes--retry-logic */
export function classify(status: number): 'accepted' | 'retry' | 'final' {
  if (status === 202) return 'accepted';
  return canRetry(status) ? 'retry' : 'final';
}

/** Posts an event, the routing key joined at the last moment, until PagerDuty gives a final answer or the budget ends. Never throws. */
export async function deliver(
  event: AlertEvent | ChangeEvent,
  routingKey: Secret,
  { destination, send, clock }: { readonly destination: Destination; readonly send: Send; readonly clock: Clock },
): Promise<Delivery> {
  const url = 'event_action' in event ? eventsUrl(destination) : changesUrl(destination);
  const body = JSON.stringify({ ...event, routing_key: routingKey.reveal() });
  const headers = { 'Content-Type': 'application/json' };
  const attempt = async (mostMs: number): Promise<Try<Omit<Delivery, 'attempts'>>> => {
    const timeoutMs = Math.min(REQUEST_TIMEOUT_MS, mostMs);
    return judge(await send({ method: 'POST', url, headers, body, timeoutMs }), clock);
  };
  const { value, attempts } = await retry(attempt, clock, destination.budgetMs);
  return { ...value, explanation: shortenAnswer(value.explanation, routingKey), attempts };
}

/** The address that alert events are posted to. https://developer.pagerduty.com/docs/send-alert-event */
export function eventsUrl({ region, apiUrl }: Pick<Destination, 'region' | 'apiUrl'>): string {
  return `${apiUrl ?? HOSTS[region]}/v2/enqueue`;
}

// https://developer.pagerduty.com/docs/send-change-event
function changesUrl({ region, apiUrl }: Destination): string {
  return `${apiUrl ?? HOSTS[region]}/v2/change/enqueue`;
}

/** The host that events go to, as a person should see it. */
export function describeHost({ region, apiUrl }: Pick<Destination, 'region' | 'apiUrl'>): string {
  return new URL(apiUrl ?? HOSTS[region]).host;
}

function judge(response: Response, clock: Clock): Try<Omit<Delivery, 'attempts'>> {
  if ('failure' in response) return { final: false, value: { outcome: 'unreachable', explanation: response.failure } };
  const { status } = response;
  switch (classify(status)) {
    case 'accepted':
      return { final: true, value: { outcome: 'accepted', explanation: explainOddAnswer(response.body) } };
    case 'final':
      return { final: true, value: { outcome: 'rejected', explanation: explain(status, response.body) } };
    case 'retry': {
      const value = { outcome: 'unreachable', explanation: explain(status, response.body) } as const;
      return tryLater(value, response.header, clock.now());
    }
  }
}

function explainOddAnswer(body: string): string {
  const document = parseJson(body);
  return textAt(document, ['status']) === 'success'
    ? ''
    : 'the answer was 202, but its body is not from PagerDuty: perhaps a proxy answered';
}

// PagerDuty's `errors` are the only useful hint of a 400.
function explain(status: number, body: string): string {
  const document = parseJson(body);
  const words = [textAt(document, ['message']), ...errorsOf(document)].filter(word => word !== '');
  const parts = [`HTTP ${status}`, hintAt(status), words.length > 0 ? words.join('; ') : withoutCutEnd(body).trim()];
  return withoutStop(parts.filter(part => part !== '').join(': '));
}

function hintAt(status: number): string {
  if (status >= 300 && status <= 399) return 'a redirect, which is not followed; is api-url right?';
  if (status === 404 || status === 405) return 'nothing accepts events there; is api-url right?';
  return status >= 200 && status <= 299 ? 'not the 202 of PagerDuty; is api-url right?' : '';
}

function errorsOf(document: unknown): string[] {
  const errors = valueAt(document, ['errors']);
  if (errors === undefined || errors === null) return [];
  return [errors].flat().map(each => (typeof each === 'string' ? each : JSON.stringify(each)));
}

// Where an answer was too long to be read to its end, half a key may stand there.
function withoutCutEnd(body: string): string {
  return Buffer.byteLength(body) < LONGEST_ANSWER ? body : body.slice(0, -LONGEST_KEY);
}

/** Bytes of an answer that are read at most. */
const LONGEST_ANSWER = 65_536;
/** Characters that a routing key takes at most, however it is encoded. */
const LONGEST_KEY = 1_024;

// An answer may echo the request: the key goes before anything is cut, because half a key would not be found later.
function shortenAnswer(text: string, routingKey: Secret): string {
  if (text === '') return text;
  const key = routingKey.reveal();
  const hidden = [...secretValues([key], {}), key].reduce(
    (rest, form) => rest.replace(new RegExp(form.replace(/[^\w\s]/g, '\\$&'), 'gi'), '***'),
    text,
  );
  return cutText(hidden.replace(/\s+/g, ' ').trim(), EXPLANATION_LIMIT);
}

/** Characters of an answer that are worth showing: PagerDuty's errors are a sentence each, a proxy's page is longer. */
const EXPLANATION_LIMIT = 1_000;
