import type { Reply } from './http.ts';

/**
 * Refusals of the REST API. Codes and messages are of https://developer.pagerduty.com/docs/errors; the details in `errors` were seen in real answers,
 * where a link says so, and are ours otherwise.
 */
export function restError(status: number, code: number, message: string, errors?: readonly string[]): Reply {
  return { status, body: { error: { message, code, ...(errors === undefined ? {} : { errors }) } } };
}

/** A 401 has no JSON: clients that parse it fall over (https://github.com/PagerDuty/terraform-provider-pagerduty/issues/1016). */
export const UNAUTHORIZED: Reply = { status: 401, body: '', headers: { 'content-type': 'text/html; charset=utf-8' } };

/** A key made for reading only was used to write. */
export const ACCESS_DENIED = restError(403, 2010, 'Access Denied');

export const NOT_FOUND = restError(404, 2100, 'Not Found');

/** https://developer.pagerduty.com/docs/rest-api-rate-limits */
export const RATE_LIMITED = restError(429, 2020, 'Rate Limit Exceeded');

/** No code in it, https://github.com/PagerDuty/terraform-provider-pagerduty/pull/1027 */
export function missingScope(required: string, granted: readonly string[]): Reply {
  const message = 'Token missing required scopes';
  return { status: 403, body: { error: { message, required_scopes: required, token_scopes: granted.join(' ') } } };
}

export function invalidInput(...errors: readonly string[]): Reply {
  return restError(400, 2001, 'Invalid Input Provided', errors);
}

/** No `Content-Type`, or a body of another shape; https://github.com/PagerDuty/go-pagerduty/issues/89 */
export const NOT_A_HASH = invalidInput('params must be a Hash');

/** What a body without the wrapper gets; https://github.com/PagerDuty/pdpyras/issues/85 */
export const TITLE_EMPTY = invalidInput('Title cannot be empty.');

/** https://github.com/PagerDuty/go-pagerduty/pull/157 */
export const BODY_INVALID = invalidInput('Body is invalid.');

/** https://github.com/PagerDuty/pagerduty-api-python-client/issues/61 */
export const SERVICE_UNKNOWN = restError(400, 2002, 'Arguments Caused Error', ['Service not found']);

/** https://github.com/mapbox/dispatch/issues/119 */
export const ALREADY_OPEN = restError(400, 2002, 'Arguments Caused Error', [
  'Open incident with matching dedup key already exists on this service',
]);

/** The service is disabled or in maintenance. */
export const NOT_CREATED = restError(400, 2001, 'Incident could not be created');

export const POLICY_UNKNOWN = restError(400, 1014, 'Escalation Policy Not Found');
export const USER_UNKNOWN = restError(400, 1007, 'Assigned To User Not Found');
export const STATUS_UNKNOWN = restError(400, 1003, 'Invalid Status Provided');
export const ALREADY_RESOLVED = restError(400, 1001, 'Incident Already Resolved');
export const TIMES_INVALID = restError(400, 2004, "Invalid time values in 'since' and/or 'until' parameters");
export const RANGE_TOO_LONG = restError(400, 2005, 'Invalid Query Date Range');

/** https://github.com/quintoandar/airflow-pagerduty-plugin/issues/1 */
export const FROM_MISSING = restError(
  400,
  2016,
  'You must specify a user\'s email address in the "From" header to perform this action',
);

/** https://github.com/PagerDuty/go-pagerduty/issues/336 */
export const FROM_MALFORMED = restError(400, 1028, 'Malformed "From" header');

/** https://github.com/dropbox/pygerduty/pull/64 */
export const FROM_UNKNOWN = restError(400, 1008, 'Requester User Not Found', []);
