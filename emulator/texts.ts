/**
 * What PagerDuty says when it refuses. The quoted texts were seen in real answers (misspellings included); each carries the place where it was seen.
 * Where no real text is known the wording is ours, and the text says so, so that nobody takes it for PagerDuty's.
 */

/** Marks a wording that is not PagerDuty's. */
const ours = (text: string): string => `${text} (emulator's wording)`;

/** Limits of the Events API v2, https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
export const SUMMARY_CHARACTERS = 1024;
export const DEDUP_KEY_CHARACTERS = 255;
/** "512 KB"; the stricter reading of it. */
export const BODY_BYTES = 512_000;

/** Entries of `errors[]` in a 400 of the Events API. */
export const eventTexts = {
  // https://github.com/blockpane/tenderduty/issues/10
  keyLength: "Length of 'routing_key' is incorrect (should be 32 characters)",
  keyCharacters: "'routing_key' cannot contain non-alphanumeric characters.",
  // Answer to a POST without any field.
  keyBlank: "'routing_key' cannot be blank",
  // https://github.com/robusta-dev/robusta/issues/571
  keyUnknown: 'Invalid routing key',
  // https://github.com/PagerDuty/api-schema/blob/main/reference/events-v2/openapiv3.json
  jsonBroken: 'JSON parse error',
  // https://github.com/livepeer/stream-tester/pull/354
  summaryLength: `'summary' is too long (maiximum is ${SUMMARY_CHARACTERS} characters)`,
  // https://github.com/prometheus/alertmanager/issues/3902
  severityUnknown:
    "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
  // https://github.com/prometheus/alertmanager, TestPagerDutyEmptySrcHref
  linkHrefBlank: "'link href' is missing or blank",
  imageSrcBlank: "'image src' is missing or blank",

  notAnObject: ours('event is not a JSON object'),
  actionUnknown: ours(
    "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
  ),
  dedupKeyLength: ours(`'dedup_key' is too long (maximum is ${DEDUP_KEY_CHARACTERS} characters)`),
  timestamp: ours("'payload.timestamp' is not an ISO 8601 date and time"),
  linkHrefRelative: ours("'link href' is not an absolute URL"),
  imageSrcNotHttps: ours("'image src' is not an https URL"),
  imageHrefRelative: ours("'image href' is not an absolute URL"),
  clientUrl: ours("'client_url' is not an absolute URL"),
  bodySize: ours(`event is too large (maximum is ${BODY_BYTES} bytes)`),
  changeKeyOfOrchestration: ours("change events cannot be sent to a 'routing_key' that begins with R"),
} as const;

/**
 * The text for a required field that is absent or blank. Seen for `payload.source` (https://github.com/louislam/uptime-kuma/issues/7319),
 * `payload.severity` (https://github.com/SigNoz/signoz/issues/9536) and `event_action`; the other fields follow the pattern.
 */
export function missing(field: string): string {
  const seen = ['event_action', 'payload.source', 'payload.severity'].includes(field);
  const text = `'${field}' is missing or blank`;
  return seen ? text : ours(text);
}

/** The text for a field whose JSON type is not the one that the OpenAPI names. */
export function wrongType(field: string, expected: string): string {
  return ours(`'${field}' is not ${expected}`);
}
