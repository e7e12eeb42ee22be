import { type Clock, canRetry, retry, type Try, tryLater } from '../http/retry.ts';
import type { Response, Send } from '../http/transport.ts';
import { parseJson, textAt, valueAt } from '../primitives/json.ts';
import type { Secret } from '../primitives/secret.ts';
import { cutText } from '../primitives/text.ts';
import { describeRestHost, type RestAccess, restHost } from './rest-access.ts';

/** Milliseconds that one request may take. */
const REQUEST_TIMEOUT_MS = 5_000;
/** Characters of an answer that are worth showing. */
const EXPLANATION_LIMIT = 500;
/** Entries of one page: PagerDuty gives up to 100, but an answer has to fit into what the transport reads. */
const PAGE_SIZE = 25;
const MOST_PAGES = 8;

/** What a call needs besides itself. */
export interface RestWorld {
  readonly access: RestAccess;
  readonly send: Send;
  readonly clock: Clock;
  /** When all calls have to be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** One call of the REST API. */
export interface RestCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the host, e.g. `/incidents`. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: object;
}

/** Why a call came to nothing. */
export interface RestFailure {
  /** 0: there was no answer. */
  readonly status: number;
  /** PagerDuty's own code, e.g. `2016`; empty when it gave none. https://developer.pagerduty.com/docs/errors */
  readonly code: string;
  /** Foreign text, without the token. */
  readonly explanation: string;
  /** False: the budget ended before there was a final answer, and a later call may do better. */
  readonly final: boolean;
}

/** What came of a call, or of several, and how many requests that took. */
export type Answered<T> =
  | { readonly value: T; readonly attempts: number }
  | { readonly failure: RestFailure; readonly attempts: number };

/** Whether `token` is an OAuth token, which comes as a bearer. https://developer.pagerduty.com/docs/app-oauth-token */
export function isOAuthToken(token: string): boolean {
  return /^pd[a-z]{2}\+/.test(token);
}

/** Calls the REST API until there is a final answer or the deadline comes; gives the answer's document. Never throws. */
export async function callRest(call: RestCall, world: RestWorld): Promise<Answered<unknown>> {
  const { access, send, clock, deadline } = world;
  const query =
    call.query === undefined
      ? ''
      : `?${new URLSearchParams(call.query.map(([name, value]): [string, string] => [name, value]))}`;
  const request = {
    method: call.method,
    url: `${restHost(access)}${call.path}${query}`,
    headers: headersOf(call, access),
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  };
  const attempt = async (remainingMs: number): Promise<Try<Outcome>> =>
    judge(await send({ ...request, timeoutMs: Math.min(REQUEST_TIMEOUT_MS, remainingMs) }), clock);
  const { value, attempts } = await retry(attempt, clock, Math.max(1, deadline - clock.now()));
  if ('value' in value) return { ...value, attempts };
  const explanation = shorten(value.failure.explanation, access.token);
  return { failure: { ...value.failure, explanation }, attempts };
}

/** All entries of the list `name`, page by page, up to 200. https://developer.pagerduty.com/docs/pagination */
export async function listRest(
  name: string,
  call: Omit<RestCall, 'method'>,
  world: RestWorld,
): Promise<Answered<readonly unknown[]>> {
  const entries: unknown[] = [];
  let attempts = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const place = [
      ['limit', String(PAGE_SIZE)],
      ['offset', String(page * PAGE_SIZE)],
    ] as const;
    const answer = await callRest({ ...call, method: 'GET', query: [...(call.query ?? []), ...place] }, world);
    attempts += answer.attempts;
    if ('failure' in answer) return { ...answer, attempts };
    const found = valueAt(answer.value, [name]);
    if (!Array.isArray(found)) return { failure: notPagerDuty(200, `no list "${name}" in it`), attempts };
    entries.push(...found);
    if (valueAt(answer.value, ['more']) !== true) break;
  }
  return { value: entries, attempts };
}

/** What can be done about a failure, one sentence; empty when nobody knows. */
export function remedyOf({ status, code }: RestFailure): string {
  if (status === 0 || status === 429 || status >= 500) return '';
  if (status === 401)
    return "Is the token one of the REST API (not an integration key), not expired, and of the account's own region?";
  if (status === 403) return 'Give the token the missing right: an OAuth token its scope, a key that is not read-only.';
  if (['2016', '1008', '1028'].includes(code))
    return 'Set from to the e-mail address of a user of the account: a key of the whole account writes in the name of a user.';
  return status >= 300 && status <= 399 ? 'Is api-url right? A redirect is not followed.' : '';
}

/** A failure as a person reads it, with what can be done about it. Foreign text. */
export function describeRestFailure(failure: RestFailure): string {
  const remedy = remedyOf(failure);
  return remedy === '' ? failure.explanation : `${failure.explanation} (${remedy})`;
}

/** What the host of the REST API said, or that it said nothing. Foreign text. */
export function tellRestFailure(
  failure: RestFailure,
  access: RestAccess,
  words = describeRestFailure(failure),
): string {
  const host = describeRestHost(access);
  return failure.status === 0 ? `${host} could not be asked: ${words}` : `${host} answered ${words}`;
}

type Outcome = { readonly value: unknown } | { readonly failure: RestFailure };

// https://developer.pagerduty.com/docs/rest-api-overview
function headersOf(call: RestCall, { token, from }: RestAccess): Readonly<Record<string, string>> {
  const key = token.reveal();
  return {
    Accept: 'application/vnd.pagerduty+json;version=2',
    Authorization: isOAuthToken(key) ? `Bearer ${key}` : `Token token=${key}`,
    ...(call.method === 'GET' || from === '' ? {} : { From: from }),
    ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
}

function judge(response: Response, clock: Clock): Try<Outcome> {
  if ('failure' in response) {
    const failure = { status: 0, code: '', explanation: response.failure, final: false };
    return { final: false, value: { failure } };
  }
  const { status } = response;
  const document = parseJson(response.body);
  if (status >= 200 && status <= 299) {
    return { final: true, value: document === undefined ? { failure: notPagerDuty(status) } : { value: document } };
  }
  // https://developer.pagerduty.com/docs/errors
  const final = !canRetry(status);
  const failure = { status, code: textAt(document, ['error', 'code']), explanation: explain(status, document), final };
  return final ? { final, value: { failure } } : tryLater({ failure }, response.header, clock.now());
}

function notPagerDuty(status: number, why = 'its body is not JSON or was cut off'): RestFailure {
  const explanation = `HTTP ${status}, but the answer is not PagerDuty's (${why}): perhaps a proxy answered`;
  return { status, code: '', explanation, final: true };
}

// Seen in the wild: `errors` as a text, `error` as a list, and a 401 without any JSON.
function explain(status: number, document: unknown): string {
  const error = valueAt(document, ['error']) ?? valueAt(document, ['errors']);
  const parts = Array.isArray(error)
    ? error
    : [valueAt(error, ['message']) ?? error, [valueAt(error, ['errors']) ?? []].flat(), requiredScopes(error)].flat();
  const words = parts.filter(part => part !== undefined && part !== null && part !== '');
  return [`HTTP ${status}`, words.map(word => (typeof word === 'string' ? word : JSON.stringify(word))).join('; ')]
    .filter(part => part !== '')
    .join(': ');
}

function requiredScopes(error: unknown): string {
  const scopes = textAt(error, ['required_scopes']);
  return scopes === '' ? '' : `required scope ${scopes}`;
}

// An answer may echo the request.
function shorten(text: string, token: Secret): string {
  return cutText(text.replaceAll(token.reveal(), '***').replace(/\s+/g, ' ').trim(), EXPLANATION_LIMIT);
}
