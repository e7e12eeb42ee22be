import { enqueue, enqueueChange } from './events.ts';
import type { Call, Reply } from './http.ts';
import { rest } from './rest.ts';
import type { State } from './state.ts';

/** PagerDuty's answer to a call. The Events API lies below `/v2/`, everything else is the REST API's. */
export function answer(state: State, call: Call): Reply {
  if (!call.path.startsWith('/v2/')) return rest(state, call);
  const apply = { '/v2/enqueue': enqueue, '/v2/change/enqueue': enqueueChange }[call.path];
  if (apply === undefined) return { status: 404 };
  return call.method === 'POST' ? apply(state, call) : { status: 405, headers: { allow: 'POST' } };
}
