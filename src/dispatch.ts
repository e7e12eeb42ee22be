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
  /** How many services it was sent to; 0 when it was not. */
  readonly services: number;
  /** Some of them took the event although others did not. */
  readonly partly: boolean;
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
    services: deliveries.length,
    partly: worst !== 'accepted' && deliveries.some(delivery => delivery.outcome === 'accepted'),
    explanation: withoutStop(deliveries.find(delivery => delivery.outcome === worst)?.explanation ?? ''),
    unreached: deliveries.flatMap((delivery, index) => (delivery.outcome === 'unreachable' ? [index] : [])),
    attempts: deliveries.reduce((sum, delivery) => sum + delivery.attempts, 0),
    problems: [
      ...routingKeys.flatMap((key, index) =>
        describeKey(key, routingKeys.length === 1 ? '' : ` ${index + 1} of ${routingKeys.length}`),
      ),
      ...deliveries.flatMap((delivery, index) => describeFailure(delivery, event, { host, byKey, name: name(index) })),
    ],
  };
}

const WORST_FIRST = ['rejected', 'unreachable', 'accepted'] as const;

const NO_KEY: Problem = {
  level: 'error',
  message:
    "routing-key: expected the integration key of a PagerDuty service; got nothing, so nobody has been told. Usually the secret's name is misspelt, or the secret belongs to an environment that the job does not name.",
};

const NO_SECRETS: Problem = {
  level: 'notice',
  message:
    'routing-key: this run gets no secrets (a pull request of a fork, or Dependabot), so PagerDuty is not told anything.',
};

function nothingSent(outcome: Dispatch['outcome'], ...problems: readonly Problem[]): Dispatch {
  return { outcome, services: 0, partly: false, explanation: '', attempts: 0, unreached: [], problems };
}

// The shape of a key is a hint, not a rule: it is sent all the same, and PagerDuty has the last word.
function describeKey(key: Secret, which: string): Problem[] {
  const value = key.reveal();
  if (/^[A-Za-z0-9]{32}$/.test(value)) return [];
  const got = value.length === 32 ? 'other characters among them' : `${value.length} characters`;
  const cause =
    value.length === 20
      ? ' 20 characters is the length of a REST API key; the integration key is found on the service in PagerDuty, under Integrations, Events API V2.'
      : ' It is found on the service in PagerDuty, under Integrations, Events API V2.';
  return [
    {
      level: 'warning',
      message: `routing-key${which}: expected 32 letters and digits; got ${got}. It is sent all the same.${cause}`,
    },
  ];
}

function describeFailure(
  delivery: Delivery,
  event: AlertEvent,
  { host, byKey, name }: { host: string; byKey: boolean; name: string },
): Problem[] {
  const { event_action: action, dedup_key: dedupKey } = event;
  const { outcome, attempts } = delivery;
  const explanation = withoutStop(delivery.explanation);
  if (outcome === 'accepted') {
    if (explanation === '') return [];
    return [{ level: 'warning', message: `The ${action}${name} may not have reached PagerDuty: ${explanation}.` }];
  }
  const refusesKey = outcome === 'rejected' && /routing.?key|\bHTTP 40[13]\b/i.test(explanation);
  const what =
    outcome === 'rejected'
      ? `${host} refused the ${action}${name} (${explanation})`
      : `the ${action}${name} did not reach ${host} (${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, the last: ${explanation})`;
  const hint =
    refusesKey && byKey
      ? ' Check that routing-key is the key of an Events API V2 integration, and that region is the one of your account.'
      : '';
  const level = action === 'trigger' || refusesKey ? 'error' : 'warning';
  return [{ level, message: `${consequenceOf(action, name)}: ${what}.${hint} Dedup key: ${dedupKey}.` }];
}

function consequenceOf(action: AlertEvent['event_action'], name: string): string {
  switch (action) {
    case 'trigger':
      return name === '' ? 'Nobody has been paged' : 'Not everybody has been paged';
    case 'acknowledge':
      return 'The incident is not acknowledged';
    case 'resolve':
      return 'The incident may still be open';
    default:
      return action satisfies never;
  }
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
