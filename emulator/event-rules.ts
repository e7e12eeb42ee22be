import { isObject, type JsonObject } from './http.ts';
import { DEDUP_KEY_CHARACTERS, eventTexts, missing, SUMMARY_CHARACTERS, wrongType } from './texts.ts';

const ACTIONS = ['trigger', 'acknowledge', 'resolve'];
const SEVERITIES = ['critical', 'error', 'warning', 'info'];

/** Every reason for which PagerDuty would refuse this alert event; empty when it takes it. */
export function refusalsOfAlert(event: JsonObject): string[] {
  const { event_action: action, dedup_key: dedupKey } = event;
  const errors = [...refusalsOfKey(event.routing_key), ...text(event, 'event_action', '', 'required')];
  if (typeof action === 'string' && !isBlank(action) && !ACTIONS.includes(action))
    errors.push(eventTexts.actionUnknown);

  errors.push(
    ...text(event, 'dedup_key', '', action === 'acknowledge' || action === 'resolve' ? 'required' : 'optional'),
  );
  if (isLonger(dedupKey, DEDUP_KEY_CHARACTERS)) errors.push(eventTexts.dedupKeyLength);

  if (event.payload !== undefined && event.payload !== null) errors.push(...refusalsOfPayload(event.payload, 'alert'));
  else if (action === 'trigger') errors.push(missing('payload'));

  errors.push(...text(event, 'client', '', 'optional'), ...text(event, 'client_url', '', 'optional'));
  if (typeof event.client_url === 'string' && !isAbsoluteUrl(event.client_url)) errors.push(eventTexts.clientUrl);
  return [...errors, ...refusalsOfLinks(event.links), ...refusalsOfImages(event.images)];
}

/** Every reason for which PagerDuty would refuse this change event; empty when it takes it. */
export function refusalsOfChange(event: JsonObject): string[] {
  const errors = refusalsOfKey(event.routing_key);
  if (typeof event.routing_key === 'string' && event.routing_key.startsWith('R')) {
    errors.push(eventTexts.changeKeyOfOrchestration);
  }
  if (event.payload === undefined || event.payload === null) errors.push(missing('payload'));
  else errors.push(...refusalsOfPayload(event.payload, 'change'));
  return [...errors, ...refusalsOfLinks(event.links), ...refusalsOfImages(event.images)];
}

function refusalsOfKey(key: unknown): string[] {
  if (typeof key !== 'string' || isBlank(key)) return [eventTexts.keyBlank];
  const errors: string[] = [];
  if ([...key].length !== 32) errors.push(eventTexts.keyLength);
  if (!/^[A-Za-z0-9]*$/.test(key)) errors.push(eventTexts.keyCharacters);
  return errors;
}

function refusalsOfPayload(payload: unknown, kind: 'alert' | 'change'): string[] {
  if (!isObject(payload)) return [wrongType('payload', 'an object')];
  const errors = text(payload, 'summary', 'payload.', 'required');
  if (isLonger(payload.summary, SUMMARY_CHARACTERS)) errors.push(eventTexts.summaryLength);
  errors.push(...text(payload, 'source', 'payload.', kind === 'alert' ? 'required' : 'optional'));
  if (kind === 'alert') {
    const { severity } = payload;
    errors.push(...text(payload, 'severity', 'payload.', 'required'));
    if (typeof severity === 'string' && !isBlank(severity) && !SEVERITIES.includes(severity)) {
      errors.push(eventTexts.severityUnknown);
    }
    for (const field of ['component', 'group', 'class']) errors.push(...text(payload, field, 'payload.', 'optional'));
  }
  if (payload.timestamp !== undefined && !isTimestamp(payload.timestamp)) errors.push(eventTexts.timestamp);
  if (payload.custom_details !== undefined && !isObject(payload.custom_details)) {
    errors.push(wrongType('payload.custom_details', 'an object'));
  }
  return errors;
}

function refusalsOfLinks(links: unknown): string[] {
  return refusalsOfEach(links, 'links', link => {
    if (typeof link.href !== 'string' || isBlank(link.href)) return [eventTexts.linkHrefBlank];
    return isAbsoluteUrl(link.href) ? [] : [eventTexts.linkHrefRelative];
  });
}

function refusalsOfImages(images: unknown): string[] {
  return refusalsOfEach(images, 'images', image => {
    if (typeof image.src !== 'string' || isBlank(image.src)) return [eventTexts.imageSrcBlank];
    const errors = /^https:/i.test(image.src) && isAbsoluteUrl(image.src) ? [] : [eventTexts.imageSrcNotHttps];
    if (image.href === undefined || (typeof image.href === 'string' && isAbsoluteUrl(image.href))) return errors;
    return [...errors, eventTexts.imageHrefRelative];
  });
}

function refusalsOfEach(list: unknown, field: string, check: (item: JsonObject) => string[]): string[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return [wrongType(field, 'an array')];
  return list.flatMap(item => (isObject(item) ? check(item) : [wrongType(`${field}[]`, 'an object')]));
}

function text(object: JsonObject, field: string, prefix: string, need: 'required' | 'optional'): string[] {
  const value = object[field];
  if (value === undefined || value === null) return need === 'required' ? [missing(prefix + field)] : [];
  if (typeof value !== 'string') return [wrongType(prefix + field, 'a string')];
  return need === 'required' && isBlank(value) ? [missing(prefix + field)] : [];
}

const isBlank = (value: string): boolean => value.trim() === '';

/** The documentation says "characters"; Unicode code points are counted, as Alertmanager does. */
const isLonger = (value: unknown, limit: number): boolean => typeof value === 'string' && [...value].length > limit;

function isAbsoluteUrl(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s/]/i.test(value) && URL.canParse(value);
}

const ISO_8601 = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/;

/**
 * ISO 8601, offsets without a colon and without minutes included; no blank for the `T`, no hour of one digit
 * (https://github.com/elastic/kibana/issues/116173, https://github.com/polyverse/pagerduty-rs/issues/2).
 */
function isTimestamp(value: unknown): boolean {
  const day = typeof value === 'string' ? ISO_8601.exec(value)?.[1] : undefined;
  if (typeof value !== 'string' || day === undefined) return false;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return false;
  const [, hour = '00', minute = '00', second = '00'] = /T(\d\d):(\d\d)(?::(\d\d))?/.exec(value) ?? [];
  return Number(hour) < 25 && Number(minute) < 60 && Number(second) < 61;
}
