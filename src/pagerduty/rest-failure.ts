import { textAt, valueAt } from '../primitives/json.ts';
import type { Secret } from '../primitives/secret.ts';
import { cutText, withoutStop } from '../primitives/text.ts';
import { describeRestHost, type RestAccess } from './rest-access.ts';

/** Characters of an answer that are worth showing. */
const EXPLANATION_LIMIT = 500;

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

/** What can be done about a failure, one sentence; empty when nobody knows. */
export function remedyOf({ status, code }: RestFailure): string {
  if (status === 0 || status === 429 || status >= 500) return '';
  if (status === 401)
    return "Is the token one of the REST API (not an integration key), not expired, and of the account's own region?";
  if (status === 403) return 'Give the OAuth token the missing scope, or use a key that is not read-only.';
  if (['2016', '1008', '1028'].includes(code))
    return 'Set from to the e-mail address of a user of the account: a key of the whole account acts in the name of a user.';
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

/** The failure of an answer that is not PagerDuty's. */
export function notPagerDuty(status: number, why = 'its body is not JSON or was cut off'): RestFailure {
  const explanation = `HTTP ${status}, but the answer is not PagerDuty's (${why}): perhaps a proxy answered`;
  return { status, code: '', explanation, final: true };
}

/** What an answer says of its failure. Foreign text. */
export function explainRestFailure(status: number, document: unknown): string {
  // Seen in the wild: `errors` as a text, `error` as a list, and a 401 without any JSON.
  const error = valueAt(document, ['error']) ?? valueAt(document, ['errors']);
  const parts = Array.isArray(error)
    ? error
    : [valueAt(error, ['message']) ?? error, [valueAt(error, ['errors']) ?? []].flat(), requiredScopes(error)].flat();
  const words = parts.filter(part => part !== undefined && part !== null && part !== '');
  const told = words.map(word => (typeof word === 'string' ? word : JSON.stringify(word))).join('; ');
  return [`HTTP ${status}`, withoutStop(told)].filter(part => part !== '').join(': ');
}

function requiredScopes(error: unknown): string {
  const scopes = textAt(error, ['required_scopes']);
  return scopes === '' ? '' : `required scope ${scopes}`;
}

/** An answer as far as it is worth showing, without the token: it may echo the request. */
export function shortenRestAnswer(text: string, token: Secret): string {
  return cutText(text.replaceAll(token.reveal(), '***').replace(/\s+/g, ' ').trim(), EXPLANATION_LIMIT);
}
