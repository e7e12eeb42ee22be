import type { AlertEvent } from '../page/alert-event.ts';
import type { Delivery } from '../pagerduty/events-api.ts';
import { findIncident, INCIDENT_STATUSES, type Incident, OPEN } from '../pagerduty/incidents-api.ts';
import type { Answered, RestContext } from '../pagerduty/rest-api.ts';
import { describeRestFailure } from '../pagerduty/rest-failure.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';
import { type Check, failed, notCheckable, passed } from './check.ts';
import type { VerifyPorts } from './ports.ts';
import { drillEvent, unusedKey } from './probe.ts';

/** Milliseconds before each look at the incident. */
const LOOKS_MS = [1_000, 2_000, 3_000, 4_000, 5_000];

/** How a drill reaches PagerDuty, and how its incident can be looked at; undefined: not at all. */
export interface DrillRoute {
  readonly deliver: (event: AlertEvent) => Promise<Delivery>;
  readonly rest: RestContext | undefined;
}

/** Opens a clearly marked incident and closes it, whatever becomes of the opening. It may ring a phone. Never throws. */
export async function drill(route: DrillRoute, ports: VerifyPorts): Promise<readonly Check[]> {
  const { clock, source } = ports;
  const dedupKey = unusedKey('drill', clock);
  // Said before it opens, so that a drill that is cut off can be closed by hand.
  ports.log(redacted`Drill: an incident is opened and closed, which may ring a phone. Dedup key: ${dedupKey}`);
  const event = (action: 'trigger' | 'resolve'): AlertEvent =>
    drillEvent(action, { dedupKey, source, now: new Date(clock.now()) });
  const opening = await route.deliver(event('trigger'));
  const seen = opening.outcome === 'accepted' ? await look(dedupKey, 'opened', route.rest) : undefined;
  const opened = judgeOpening(opening, seen);
  // A trigger without a final answer may have arrived.
  if (opening.outcome === 'rejected') return [opened, notCheckable('drill-closed', 'no incident was opened')];
  const closing = await route.deliver(event('resolve'));
  const gone = closing.outcome === 'accepted' ? await look(dedupKey, 'closed', route.rest) : undefined;
  return [opened, judgeClosing(closing, gone, dedupKey)];
}

async function look(
  key: Redacted,
  wanted: 'opened' | 'closed',
  context: RestContext | undefined,
): Promise<Answered<Incident | undefined> | undefined> {
  if (context === undefined) return undefined;
  let answer: Answered<Incident | undefined> | undefined;
  for (const wait of LOOKS_MS) {
    await context.clock.sleep(wait);
    const deadline = context.clock.now() + 10_000;
    answer = await findIncident(
      { key, statuses: wanted === 'opened' ? OPEN : INCIDENT_STATUSES },
      { ...context, deadline },
    );
    if ('failure' in answer) break;
    if (wanted === 'opened' ? answer.value !== undefined : answer.value?.status === 'resolved') break;
  }
  return answer;
}

function judgeOpening({ outcome, explanation }: Delivery, seen: Answered<Incident | undefined> | undefined): Check {
  const id = 'drill-opened';
  if (outcome !== 'accepted')
    return failed(id, `PagerDuty did not accept the event: ${explanation}`, 'See the checks of routing key and token.');
  if (seen === undefined)
    return passed(
      id,
      'PagerDuty accepted the event; without a token of the REST API, nobody can see whether it opened an incident',
    );
  if ('failure' in seen)
    return notCheckable(
      id,
      `PagerDuty accepted the event; the incident could not be looked up: ${describeRestFailure(seen.failure)}`,
    );
  if (seen.value === undefined)
    return failed(
      id,
      'PagerDuty accepted the event, but no incident appeared',
      'Does an event rule suppress it, is the service disabled or in maintenance, or does the token not see the service?',
    );
  const { number, url, urgency } = seen.value;
  const aside = `#${number} ${url}`;
  return urgency === 'low'
    ? failed(id, 'an incident appeared, but its urgency is low: it rings nobody', LOUD_SERVICE, aside)
    : passed(id, `an incident appeared, with urgency ${urgency}`, aside);
}

function judgeClosing(
  { outcome, explanation }: Delivery,
  gone: Answered<Incident | undefined> | undefined,
  dedupKey: Redacted,
): Check {
  const id = 'drill-closed';
  const byHand = `Close the incident by hand: its dedup key is ${dedupKey}.`;
  if (outcome !== 'accepted') return failed(id, `PagerDuty did not accept the resolve: ${explanation}`, byHand);
  if (gone === undefined)
    return passed(
      id,
      'PagerDuty accepted the resolve; without a token of the REST API, nobody can see whether it closed the incident',
    );
  if ('failure' in gone)
    return notCheckable(
      id,
      `PagerDuty accepted the resolve for ${dedupKey}; the incident could not be looked up: ${describeRestFailure(gone.failure)}`,
    );
  if (gone.value === undefined) return notCheckable(id, 'no incident was seen');
  if (gone.value.status !== 'resolved')
    return failed(
      id,
      `PagerDuty accepted the resolve, but the incident is still ${gone.value.status}`,
      `${byHand} Perhaps it was grouped with other alerts, or an event rule sends a resolve elsewhere.`,
      `#${gone.value.number} ${gone.value.url}`,
    );
  return passed(id, 'the incident was closed', `#${gone.value.number} ${gone.value.url}`);
}

const LOUD_SERVICE =
  'In the settings of the service, under Assign and Notify, choose high urgency, or urgency by severity.';
