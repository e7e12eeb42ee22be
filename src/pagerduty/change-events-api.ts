import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import { isOrchestrationKey } from '../inputs/routing-keys.ts';
import type { ChangeEvent } from '../page/change-event.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Destination, deliver } from './events-api.ts';

/** Milliseconds that change events may take: they are an ornament, and the job waits for them. */
const CHANGE_BUDGET_MS = 10_000;

/** What recording depends on. */
export interface Recording {
  readonly routingKeys: readonly Secret[];
  readonly destination: Destination;
  readonly send: Send;
  readonly clock: Clock;
}

/** Records a change on the service of every routing key; gives what went wrong, each a warning. Never throws. */
export async function recordChange(change: ChangeEvent, recording: Recording): Promise<readonly Problem[]> {
  const { routingKeys } = recording;
  if (routingKeys.length === 0)
    return [warn('expected a routing key; got none, and the REST API accepts no change events')];
  const budgetMs = Math.min(CHANGE_BUDGET_MS, recording.destination.budgetMs);
  const within = { ...recording, destination: { ...recording.destination, budgetMs } };
  const problems = routingKeys.map(async key => {
    // https://developer.pagerduty.com/docs/events-api-v2-overview
    if (isOrchestrationKey(key.reveal())) return warn(OF_AN_ORCHESTRATION);
    const { outcome, explanation } = await deliver(change, key, within);
    return outcome === 'accepted'
      ? undefined
      : warn(`expected PagerDuty to accept the change event; got ${explanation}`);
  });
  return (await Promise.all(problems)).filter(problem => problem !== undefined);
}

const OF_AN_ORCHESTRATION =
  'expected the integration key of a service; got the key of an event orchestration (R…), which accepts no change events';

function warn(what: string): Problem {
  return { level: 'warning', message: `change-event: ${what}. The change is not recorded; alerts are not affected.` };
}
