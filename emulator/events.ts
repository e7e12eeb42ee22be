import { randomUUID } from 'node:crypto';
import { ongoingWindows, serviceOfKey } from './account.ts';
import { refusalsOfAlert, refusalsOfChange } from './event-rules.ts';
import { type Call, isObject, type JsonObject, type Reply } from './http.ts';
import { advance, openIncident } from './incidents.ts';
import type { State } from './state.ts';
import { BODY_BYTES, eventTexts } from './texts.ts';
import { urgencyOf } from './urgency.ts';

/** `POST /v2/enqueue`: takes an alert event or refuses it, https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
export function enqueue(state: State, call: Call): Reply {
  return receive(state, call, refusalsOfAlert, (event, routingKey, isKnown) => {
    const given = event.dedup_key;
    // PagerDuty's clients send a blank key when they have none, and PagerDuty makes one then.
    const dedupKey = typeof given === 'string' && given !== '' ? given : randomUUID().replaceAll('-', '');
    if (isKnown) applyAlert(state, call, event, { routingKey, dedupKey });
    return { status: 'success', message: 'Event processed', dedup_key: dedupKey };
  });
}

/** `POST /v2/change/enqueue`: takes a change event or refuses it, https://developer.pagerduty.com/docs/events-api-v2/send-change-events/ */
export function enqueueChange(state: State, call: Call): Reply {
  return receive(state, call, refusalsOfChange, (event, routingKey, isKnown) => {
    if (isKnown) state.changes.push({ routingKey, at: new Date(call.at).toISOString(), event });
    return { status: 'success', message: 'Change event processed' };
  });
}

/**
 * A trigger joins the open incident of its (routing key, dedup key) or opens a new one, never an old one again; acknowledge and resolve without an open
 * incident are dropped. A disabled service drops everything, one in maintenance opens nothing
 * (https://support.pagerduty.com/main/docs/why-incidents-fail-to-trigger).
 */
function applyAlert(state: State, call: Call, event: JsonObject, keys: { routingKey: string; dedupKey: string }): void {
  const { event_action: type, payload } = event;
  if (type !== 'trigger' && type !== 'acknowledge' && type !== 'resolve') return;
  const service = serviceOfKey(state.account, keys.routingKey);
  if (service?.status === 'disabled') return;
  const at = new Date(call.at).toISOString();
  const { summary, severity } = isObject(payload) ? payload : {};
  const open = state.incidents.find(
    each => each.routingKey === keys.routingKey && each.dedupKey === keys.dedupKey && each.status !== 'resolved',
  );
  if (open !== undefined) {
    advance(open, { type, at, channel: 'events', event });
    if (type === 'trigger') open.summary = String(summary);
  } else if (type === 'trigger' && !isInMaintenance(state, service?.id, service?.status, call.at)) {
    const urgency = urgencyOf(service, String(severity), call.at);
    openIncident(state.incidents, {
      service: service?.id ?? null,
      urgency,
      ...keys,
      summary: String(summary),
      at,
      event,
    });
  }
}

function isInMaintenance({ account }: State, id: string | undefined, status: string | undefined, now: number): boolean {
  if (account === undefined || id === undefined) return false;
  return status === 'maintenance' || ongoingWindows(account, id, now).length > 0;
}

function receive(
  state: State,
  call: Call,
  refusalsOf: (event: JsonObject) => string[],
  take: (event: JsonObject, routingKey: string, isKnown: boolean) => JsonObject,
): Reply {
  if (Buffer.byteLength(call.text) > BODY_BYTES) return invalid([eventTexts.bodySize]);
  if (call.body === undefined) return unrecognized(eventTexts.jsonBroken);
  if (!isObject(call.body)) return unrecognized(eventTexts.notAnObject);
  const routingKey = String(call.body.routing_key);
  if (!state.throttle.take(routingKey, call.at).allowed) return THROTTLED;
  const refusals = refusalsOf(call.body);
  if (refusals.length > 0) return invalid([...new Set(refusals)]);
  // Both were seen: a key that exists nowhere is refused (https://github.com/robusta-dev/robusta/issues/571), or taken
  // and nothing comes of it (https://github.com/PagerDuty/pdpyras/issues/94).
  const isKnown = state.knownKeys === undefined || state.knownKeys.includes(routingKey);
  if (!isKnown && state.unknownKey === 'refuse') return invalid([eventTexts.keyUnknown]);
  return { status: 202, body: take(call.body, routingKey, isKnown) };
}

function invalid(errors: string[]): Reply {
  return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } };
}

function unrecognized(error: string): Reply {
  const message = 'Event object format is unrecognized';
  return { status: 400, body: { status: 'Unrecognized object', message, errors: [error] } };
}

/** The body that users of NVIDIA NetQ saw, two blanks included. */
const THROTTLED: Reply = {
  status: 429,
  body: {
    status: 'throttle exceeded',
    message: 'Requests for this service are arriving too quickly.  Please retry later.',
  },
};
