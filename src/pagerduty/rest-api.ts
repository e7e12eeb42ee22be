import { type Clock, canRetry, retry, type Try, tryLater } from '../http/retry.ts';
import type { Response, Send } from '../http/transport.ts';
import { parseJson, textAt, valueAt } from '../primitives/json.ts';
import { type RestAccess, restHost } from './rest-access.ts';
import { explainRestFailure, notPagerDuty, type RestFailure, shortenRestAnswer } from './rest-failure.ts';

/** Milliseconds that one request may take. */
const REQUEST_TIMEOUT_MS = 5_000;
/** Entries of one page: PagerDuty gives up to 100, but an answer has to fit into what the transport reads. */
const PAGE_SIZE = 25;
const MOST_PAGES = 8;

/** What a call needs besides itself. */
export interface RestContext {
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

/** What came of a call, or of several, and how many requests that took. */
export type Answered<T> =
  | { readonly value: T; readonly attempts: number }
  | { readonly failure: RestFailure; readonly attempts: number };

/** Whether `token` is an OAuth token, which comes as a bearer. https://developer.pagerduty.com/docs/app-oauth-token */
export function isOAuthToken(token: string): boolean {
  return /^pd[a-z]{2}\+/.test(token);
}

/** Calls the REST API until there is a final answer or the deadline comes; gives the answer's document. Never throws. */
export async function callRest(call: RestCall, context: RestContext): Promise<Answered<unknown>> {
  const { access, send, clock, deadline } = context;
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
  const attempt = async (remainingMs: number): Promise<Try<Answer>> =>
    judge(await send({ ...request, timeoutMs: Math.min(REQUEST_TIMEOUT_MS, remainingMs) }), clock);
  const { value, attempts } = await retry(attempt, clock, Math.max(1, deadline - clock.now()));
  if ('value' in value) return { ...value, attempts };
  const explanation = shortenRestAnswer(value.failure.explanation, access.token);
  return { failure: { ...value.failure, explanation }, attempts };
}

/** All entries of the list `name`, page by page, up to 200. https://developer.pagerduty.com/docs/pagination */
export async function listRest(
  name: string,
  call: Omit<RestCall, 'method'>,
  context: RestContext,
): Promise<Answered<readonly unknown[]>> {
  const entries: unknown[] = [];
  let attempts = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const place = [
      ['limit', String(PAGE_SIZE)],
      ['offset', String(page * PAGE_SIZE)],
    ] as const;
    const answer = await callRest({ ...call, method: 'GET', query: [...(call.query ?? []), ...place] }, context);
    attempts += answer.attempts;
    if ('failure' in answer) return { ...answer, attempts };
    const found = valueAt(answer.value, [name]);
    if (!Array.isArray(found)) return { failure: notPagerDuty(200, `no list "${name}" in it`), attempts };
    entries.push(...found);
    if (valueAt(answer.value, ['more']) !== true) break;
  }
  return { value: entries, attempts };
}

/** The same answer with another value; a failure stays one. */
export function mapAnswer<T, U>(answer: Answered<T>, map: (value: T) => U): Answered<U> {
  return 'failure' in answer ? answer : { value: map(answer.value), attempts: answer.attempts };
}

type Answer = { readonly value: unknown } | { readonly failure: RestFailure };

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

function judge(response: Response, clock: Clock): Try<Answer> {
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
  const failure = {
    status,
    code: textAt(document, ['error', 'code']),
    explanation: explainRestFailure(status, document),
    final,
  };
  return final ? { final, value: { failure } } : tryLater({ failure }, response.header, clock.now());
}
