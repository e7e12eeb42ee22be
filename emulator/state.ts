import type { JsonObject } from './http.ts';
import type { Incident } from './incidents.ts';
import type { Throttle } from './throttle.ts';

/** A change event that was taken. */
export interface ChangeEvent {
  readonly routingKey: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly event: JsonObject;
}

/** What the emulator knows and remembers. */
export interface State {
  /** Routing keys that exist; undefined: every key of the right form does. */
  readonly knownKeys: readonly string[] | undefined;
  /** What becomes of an event for another key: a 400, or a 202 without any effect. Both were seen in the wild. */
  readonly unknownKey: 'refuse' | 'ignore';
  readonly throttle: Throttle;
  readonly incidents: Incident[];
  readonly changes: ChangeEvent[];
}
