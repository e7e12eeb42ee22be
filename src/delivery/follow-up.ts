import type { DecidedRun } from '../decision/migration-run.ts';
import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import type { ChangeEvent } from '../page/change-event.ts';
import type { recordChange } from '../pagerduty/change-events-api.ts';
import type { Destination } from '../pagerduty/events-api.ts';
import type { IncidentLookup, lookUpIncident } from '../pagerduty/incident-lookup.ts';
import { restAccess } from '../pagerduty/rest-access.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Redacted, type Redactor, redactAll } from '../redaction/redaction.ts';

/** The incident as the REST API shows it. Empty: not known. */
export interface IncidentFacts {
  readonly number: Redacted;
  readonly url: Redacted;
  readonly status: Redacted;
  /** Names, separated by commas. */
  readonly onCall: Redacted;
  /** Everybody may read log and summary, so that only the outputs tell. */
  readonly outputsOnly: boolean;
}

/** What PagerDuty's REST API showed of the incident, and what went wrong: all of it is an ornament. */
export interface FollowUp {
  readonly incident: IncidentFacts | undefined;
  readonly problems: readonly Problem[];
}

/** What is followed up. */
export interface Delivered {
  /** The event that PagerDuty took, if it took one, and when it left. */
  readonly taken: { readonly event: AlertEvent; readonly sentAt: number } | undefined;
  /** The change to be recorded, if any. */
  readonly change: ChangeEvent | undefined;
  readonly destination: Destination;
  /** When all of it has to be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** What following up needs that touches the world; the calls are handed in, because few runs need them. */
export interface FollowUpPorts {
  readonly routingKeys: readonly Secret[];
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly send: Send;
  readonly lookUpIncident: typeof lookUpIncident;
  readonly recordChange: typeof recordChange;
}

/** Looks up the incident behind the event, when there is a token, and records the change. Never throws. */
export async function followUp(
  { inputs, facts }: DecidedRun,
  { taken, change, destination, deadline }: Delivered,
  ports: FollowUpPorts,
): Promise<FollowUp> {
  const access = restAccess(inputs);
  const budgetMs = Math.max(1, deadline - ports.clock.now());
  const [found, unrecorded] = await Promise.all([
    taken === undefined || access === undefined
      ? undefined
      : ports.lookUpIncident({ ...taken, service: inputs.service }, { ...ports, access, deadline }),
    change === undefined ? [] : ports.recordChange(change, { ...ports, destination: { ...destination, budgetMs } }),
  ]);
  return {
    incident: found && (await redactIncident(found, facts.publicRepository, ports.redactor)),
    problems: [...(found?.problems ?? []), ...unrecorded],
  };
}

async function redactIncident(
  { incident, onCall }: IncidentLookup,
  outputsOnly: boolean,
  redactor: Redactor,
): Promise<IncidentFacts | undefined> {
  if (incident === undefined) return undefined;
  const { number, url, status } = incident;
  return { ...(await redactAll({ number, url, status, onCall: onCall.join(', ') }, redactor)), outputsOnly };
}
