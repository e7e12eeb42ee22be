import { type Account, keysOf } from './account.ts';
import type { JsonObject } from './http.ts';
import type { Incident } from './incidents.ts';
import { Throttle } from './throttle.ts';

/** A change event that was taken. */
export interface ChangeEvent {
  readonly routingKey: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly event: JsonObject;
}

/** What the emulator knows and remembers. */
export interface State {
  /** Base URL of the emulator, for the `self` links. */
  readonly url: string;
  /** Routing keys that exist; undefined: every key of the right form does. */
  readonly knownKeys: readonly string[] | undefined;
  /** What becomes of an event for another key: a 400, or a 202 without any effect. Both were seen in the wild. */
  readonly unknownKey: 'refuse' | 'ignore';
  /** Events a minute, by routing key. */
  readonly throttle: Throttle;
  /** REST calls a minute, by token. */
  readonly restThrottle: Throttle;
  /** What the REST API shows. Undefined: nobody has a token, every REST call is a 401. */
  readonly account: Account | undefined;
  /** True: the account lives in the other region, its tokens are unknown here. */
  readonly wrongRegion: boolean;
  readonly incidents: Incident[];
  readonly changes: ChangeEvent[];
}

/** What can be set of it. */
export interface StateOptions {
  /** Events a minute and routing key before the 429s begin; PagerDuty's is about 120. Default: none. */
  readonly limit?: number;
  /** REST calls a minute and token before the 429s begin; default 960. */
  readonly restLimit?: number;
  /** Routing keys that exist, or `any`: every key of the right form. Default: those of the account, `any` without one. */
  readonly knownKeys?: readonly string[] | 'any';
  /** Answer to an event for a well-formed key that does not exist: 400, or 202 without effect. Default `refuse`. */
  readonly unknownKey?: 'refuse' | 'ignore';
  /** What the REST API shows. Default: none, every REST call is a 401. */
  readonly account?: Account;
  /** True: the account lives in the other region. REST calls get a 401, as in PagerDuty; events are still taken. */
  readonly wrongRegion?: boolean;
}

/** REST calls a minute and token, https://developer.pagerduty.com/docs/rest-api-rate-limits */
const REST_LIMIT = 960;

/** The state of a fresh emulator. */
export function startState(options: StateOptions, url: string): State {
  const { limit = Number.POSITIVE_INFINITY, restLimit = REST_LIMIT, account, knownKeys = keysOf(account) } = options;
  return {
    url,
    knownKeys: knownKeys === 'any' ? undefined : knownKeys,
    unknownKey: options.unknownKey ?? 'refuse',
    throttle: new Throttle(limit),
    restThrottle: new Throttle(restLimit),
    account,
    wrongRegion: options.wrongRegion ?? false,
    incidents: [],
    changes: [],
  };
}
