import type { Token, User } from './account.ts';
import type { Call, Reply } from './http.ts';
import { findAuthor, findToken, forbid } from './rest-auth.ts';
import { NOT_A_HASH, NOT_FOUND, RATE_LIMITED, UNAUTHORIZED } from './rest-errors.ts';
import { getIncident, listAlerts, listIncidents, listNotes } from './rest-incidents.ts';
import * as lists from './rest-lists.ts';
import type { Shown } from './rest-shapes.ts';
import { createIncident, createNote, updateIncident, type Writable } from './rest-writes.ts';
import type { State } from './state.ts';

type Read = (shown: Shown, call: Call, ...ids: [string, string]) => Reply;
type Write = (shown: Writable, call: Call, user: User | undefined, id: string) => Reply;

/** Path, OAuth scope, and what answers. */
const READS: readonly (readonly [path: RegExp, scope: string, read: Read])[] = [
  [/^\/services$/, 'services.read', lists.listServices],
  [/^\/services\/([^/]+)$/, 'services.read', lists.getService],
  [/^\/services\/([^/]+)\/integrations\/([^/]+)$/, 'services.read', lists.getIntegration],
  [/^\/alert_grouping_settings\/([^/]+)$/, 'services.read', lists.getGrouping],
  [/^\/escalation_policies$/, 'escalation_policies.read', lists.listPolicies],
  [/^\/escalation_policies\/([^/]+)$/, 'escalation_policies.read', lists.getPolicy],
  [/^\/oncalls$/, 'oncalls.read', lists.listOncalls],
  [/^\/maintenance_windows$/, 'services.read', lists.listMaintenanceWindows],
  [/^\/incidents$/, 'incidents.read', listIncidents],
  [/^\/incidents\/([^/]+)$/, 'incidents.read', getIncident],
  [/^\/incidents\/([^/]+)\/alerts$/, 'incidents.read', listAlerts],
  [/^\/incidents\/([^/]+)\/notes$/, 'incidents.read', listNotes],
];

const WRITES: readonly (readonly [method: string, path: RegExp, write: Write])[] = [
  ['POST', /^\/incidents$/, createIncident],
  ['PUT', /^\/incidents\/([^/]+)$/, updateIncident],
  ['POST', /^\/incidents\/([^/]+)\/notes$/, createNote],
];

/** Answers a call of the REST API v2, https://developer.pagerduty.com/api-reference/: who asks, how often, may he, then what. */
export function rest(state: State, call: Call): Reply {
  const { account, restThrottle, wrongRegion } = state;
  const token = account === undefined || wrongRegion ? undefined : findToken(account, call);
  if (account === undefined || token === undefined) return UNAUTHORIZED;
  const { allowed, remaining, resetS } = restThrottle.take(token.token, call.at);
  const headers = {
    'ratelimit-limit': String(restThrottle.limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetS),
  };
  const reply = allowed ? dispatch({ ...state, account }, call, token) : RATE_LIMITED;
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

function dispatch(shown: Writable, call: Call, token: Token): Reply {
  for (const [path, scope, read] of call.method === 'GET' ? READS : []) {
    const match = path.exec(call.path);
    if (match === null) continue;
    const [, first = '', second = ''] = match;
    return forbid(token, call.method, scope) ?? read(shown, call, first, second);
  }
  const [, path, write] = WRITES.find(([method, pattern]) => method === call.method && pattern.test(call.path)) ?? [];
  if (path === undefined || write === undefined) return NOT_FOUND;
  const forbidden = forbid(token, call.method, 'incidents.write');
  if (forbidden !== undefined) return forbidden;
  if (!call.headers['content-type']?.startsWith('application/json') || call.body === undefined) return NOT_A_HASH;
  const author = findAuthor(shown.account, token, call);
  if ('refusal' in author) return author.refusal;
  return write(shown, call, author.user, path.exec(call.path)?.[1] ?? '');
}
