import type { Problem } from './errors.ts';
import type { AlertEvent } from './event.ts';
import { type Delivery, type Destination, deliver, describeHost } from './events-api.ts';
import type { DeliverByRest } from './incident-delivery.ts';
import { describeRestHost, type RestRoute } from './rest-route.ts';
import type { Clock } from './retry.ts';
import type { Secret } from './secret.ts';
import type { Send } from './transport.ts';

/** What became of the event at all services together: the worst of them. */
export interface Dispatch {
  /** `invalid`: not sent, no key; `skipped`: no key on a run that gets no secrets; `none`: nothing was to be sent. */
  readonly outcome: Delivery['outcome'] | 'invalid' | 'skipped' | 'dry-run' | 'none';
  /** Foreign text; empty when there is nothing to say. */
  readonly explanation: string;
  readonly attempts: number;
  /** Which routing keys, counted from 0, a later try may still reach; 0 is the way by REST where there is no key. */
  readonly unreached: readonly number[];
  readonly problems: readonly Problem[];
}

/** What dispatching depends on. */
export interface Dispatching {
  readonly event: AlertEvent | undefined;
  readonly routingKeys: readonly Secret[];
  /** The way by REST, which is taken where there is no routing key. */
  readonly rest: RestRoute | undefined;
  /** The run gets no secrets, so that a missing key is nobody's mistake. */
  readonly withoutSecrets: boolean;
  readonly dryRun: boolean;
  readonly destination: Destination;
}

/** Sends the event to the service of every routing key at once; one failing does not stop the others. Never throws. */
export async function dispatch(
  dispatching: Dispatching,
  world: { readonly send: Send; readonly clock: Clock; readonly deliverByRest: DeliverByRest },
): Promise<Dispatch> {
  const { event, routingKeys, rest, destination } = dispatching;
  const wayless = routingKeys.length === 0 && rest === undefined;
  if (wayless && dispatching.withoutSecrets) return nothingSent('skipped', NO_SECRETS);
  if (event === undefined) return nothingSent('none');
  if (dispatching.dryRun) return nothingSent('dry-run');
  if (wayless) return nothingSent('invalid', NO_KEY);
  const deliveries =
    rest === undefined
      ? await Promise.all(routingKeys.map(key => deliver(event, key, { destination, ...world })))
      : [await world.deliverByRest(event, rest, { budgetMs: destination.budgetMs, ...world })];
  const byKey = rest === undefined;
  const host = byKey ? describeHost(destination) : describeRestHost(rest.access);
  const name = (index: number): string =>
    deliveries.length === 1 ? '' : ` for routing key ${index + 1} of ${deliveries.length}`;
  const worst = WORST_FIRST.find(outcome => deliveries.some(delivery => delivery.outcome === outcome)) ?? 'unreachable';
  return {
    outcome: worst,
    explanation: deliveries.find(delivery => delivery.outcome === worst)?.explanation ?? '',
    unreached: deliveries.flatMap((delivery, index) => (delivery.outcome === 'unreachable' ? [index] : [])),
    attempts: deliveries.reduce((sum, delivery) => sum + delivery.attempts, 0),
    problems: [
      ...routingKeys.flatMap((key, index) => describeKey(key, name(index))),
      ...deliveries.flatMap((delivery, index) => describeFailure(delivery, event, { host, byKey, name: name(index) })),
    ],
  };
}

const WORST_FIRST = ['rejected', 'unreachable', 'accepted'] as const;

const NO_KEY: Problem = {
  level: 'error',
  message:
    'routing-key: expected the integration key of a PagerDuty service; got nothing, so nobody can be told. The most common cause is a misspelt secret, or a secret of an environment that the job does not name.',
};

const NO_SECRETS: Problem = {
  level: 'notice',
  message:
    'routing-key: this run gets no secrets (a pull request of a fork, or Dependabot), so PagerDuty is not told anything.',
};

function nothingSent(outcome: Dispatch['outcome'], ...problems: readonly Problem[]): Dispatch {
  return { outcome, explanation: '', attempts: 0, unreached: [], problems };
}

// The shape of a key is a hint, not a rule: it is sent all the same, and PagerDuty has the last word.
function describeKey(key: Secret, name: string): Problem[] {
  const value = key.reveal();
  if (/^[A-Za-z0-9]{32}$/.test(value)) return [];
  const got = value.length === 32 ? 'other characters among them' : `${value.length} characters`;
  const cause =
    value.length === 20
      ? ' 20 characters is the length of a REST API key; the integration key stands on the service, under Integrations, Events API V2.'
      : ' It stands on the PagerDuty service, under Integrations, Events API V2.';
  return [
    {
      level: 'warning',
      message: `routing-key${name}: expected 32 letters and digits; got ${got}. It is sent all the same.${cause}`,
    },
  ];
}

function describeFailure(
  delivery: Delivery,
  event: AlertEvent,
  { host, byKey, name }: { host: string; byKey: boolean; name: string },
): Problem[] {
  const { outcome, attempts, explanation } = delivery;
  if (outcome === 'accepted')
    return explanation === '' ? [] : [{ level: 'warning', message: `PagerDuty${name}: ${explanation}.` }];
  const refusesKey = outcome === 'rejected' && /routing.?key|\bHTTP 40[13]\b/i.test(explanation);
  const consequence =
    event.event_action === 'trigger' ? 'Nobody has been paged.' : `The incident ${event.dedup_key} stays as it is.`;
  const what =
    outcome === 'rejected'
      ? `${host} refused the ${event.event_action}${name}: ${explanation}`
      : `the ${event.event_action}${name} was not delivered to ${host} (${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}; last: ${explanation})`;
  const hint =
    refusesKey && byKey ? ' Is it the integration key of an Events API V2 integration, and of the right region?' : '';
  return [
    {
      level: event.event_action === 'trigger' || refusesKey ? 'error' : 'warning',
      message: `PagerDuty: ${what}. ${consequence}${hint} Dedup key: ${event.dedup_key}.`,
    },
  ];
}
