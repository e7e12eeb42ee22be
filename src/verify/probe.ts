import type { Clock } from '../http/retry.ts';
import type { AlertEvent, EventParts } from '../page/alert-event.ts';
import { buildEvent } from '../page/event-limits.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';

/** A dedup key that nobody ever used: of the time and of chance, so that no incident can have it. */
export function unusedKey(purpose: 'probe' | 'drill', clock: Clock): Redacted {
  const chance = Math.floor(clock.random() * 1e12);
  return purpose === 'probe'
    ? redacted`pagerduty-migration-alert-probe-${clock.now()}-${chance}`
    : redacted`pagerduty-migration-alert-drill-${clock.now()}-${chance}`;
}

/** The quiet probe: a resolve for a key that no incident has, which PagerDuty takes and drops. It wakes nobody. */
export function quietProbe(dedupKey: Redacted, source: Redacted, now: Date): AlertEvent {
  return event({ action: 'resolve', severity: 'info', summary: PROBE }, { dedupKey, source, now });
}

/** The drill's event: an incident that nobody can take for a real one, as loud as a page of production. */
export function drillEvent(
  action: 'trigger' | 'resolve',
  { dedupKey, source, now }: { readonly dedupKey: Redacted; readonly source: Redacted; readonly now: Date },
): AlertEvent {
  return event({ action, severity: 'critical', summary: redacted`${DRILL} in ${source}` }, { dedupKey, source, now });
}

const PROBE = redacted`Check of a routing key: nothing happened, and nothing is to be done`;
const DRILL = redacted`[DRILL] This is only a test of the alarm for database migrations`;

function event(
  told: Pick<EventParts, 'action' | 'severity' | 'summary'>,
  { dedupKey, source, now }: { readonly dedupKey: Redacted; readonly source: Redacted; readonly now: Date },
): AlertEvent {
  const nothing = redacted``;
  const parts: EventParts = {
    ...told,
    dedupKey,
    source,
    timestamp: now.toISOString(),
    component: nothing,
    group: nothing,
    class: nothing,
    client: redacted`PagerDuty Migration Alert, verify`,
    clientUrl: nothing,
    details: {},
    customDetails: {},
    links: [],
  };
  return buildEvent(parts).event;
}
