import type { Findings } from '../decision/findings.ts';
import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { ChangeEvent } from '../page/change-event.ts';
import type { AlertEvent } from '../page/event.ts';
import type { recordChange } from '../pagerduty/change-record.ts';
import type { Destination } from '../pagerduty/events-api.ts';
import type { FollowUp, followUp } from '../pagerduty/follow-up.ts';
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

/** What came of it, all of it an ornament. */
export interface Aftermath {
  readonly incident: IncidentFacts | undefined;
  readonly problems: readonly Problem[];
}

/** What is done when PagerDuty has been told. */
export interface Afterwards {
  /** The event that PagerDuty took, if it took one, and when it left. */
  readonly taken: { readonly event: AlertEvent; readonly sentAt: number } | undefined;
  /** The change to be recorded, if any. */
  readonly change: ChangeEvent | undefined;
  readonly destination: Destination;
  readonly deadline: number;
}

/** The parts of the world that are needed; the calls are handed in, because few runs need them. */
export interface AftermathWorld {
  readonly routingKeys: readonly Secret[];
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly send: Send;
  readonly followUp: typeof followUp;
  readonly recordChange: typeof recordChange;
}

/** Looks up the incident behind the event, when there is a token, and records the change. Never throws. */
export async function conclude(findings: Findings, afterwards: Afterwards, world: AftermathWorld): Promise<Aftermath> {
  const { taken, change, destination, deadline } = afterwards;
  const { inputs, facts } = findings;
  const access = restAccess(inputs);
  const budgetMs = Math.max(1, deadline - world.clock.now());
  const [followed, unrecorded] = await Promise.all([
    taken === undefined || access === undefined
      ? undefined
      : world.followUp({ ...taken, service: inputs.service }, { ...world, access, deadline }),
    change === undefined ? [] : world.recordChange(change, { ...world, destination: { ...destination, budgetMs } }),
  ]);
  return {
    incident: followed && (await describe(followed, facts.publicRepository, world.redactor)),
    problems: [...(followed?.problems ?? []), ...unrecorded],
  };
}

async function describe(
  { incident, onCall }: FollowUp,
  outputsOnly: boolean,
  redactor: Redactor,
): Promise<IncidentFacts | undefined> {
  if (incident === undefined) return undefined;
  const { number, url, status } = incident;
  return { ...(await redactAll({ number, url, status, onCall: onCall.join(', ') }, redactor)), outputsOnly };
}
