import type { AlertEvent } from '../page/alert-event.ts';
import type { Problem } from '../primitives/errors.ts';
import { describeRepetition } from './incident-note.ts';
import { addNote, findIncident, INCIDENT_STATUSES, type Incident, OPEN } from './incidents-api.ts';
import { listOnCall } from './on-calls-api.ts';
import type { Answered, RestContext } from './rest-api.ts';
import { type RestFailure, tellRestFailure } from './rest-failure.ts';
import { findService } from './services-api.ts';

/** Milliseconds that looking up the incident may take in all: the job waits for it. */
const LOOKUP_BUDGET_MS = 10_000;
/** Milliseconds before each look: PagerDuty takes an event first and works it off later. */
const LOOKS_MS = {
  trigger: [500, 1_000, 2_000, 3_000],
  acknowledge: [500, 1_000, 2_000],
  resolve: [0, 1_000, 2_000, 3_000],
};
/** How far the clocks of runner and PagerDuty may differ, in milliseconds. */
const CLOCK_TOLERANCE_MS = 10_000;

/** An event that PagerDuty took. */
export interface TakenEvent {
  readonly event: AlertEvent;
  /** When it left, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** Name of the service; empty: any. */
  readonly service: string;
}

/** What the REST API says of the incident behind an event. Texts are foreign. */
export interface IncidentLookup {
  /** Undefined when there is none, or it can't be found. */
  readonly incident: Incident | undefined;
  /** Names of the people on call at the lowest level that has anybody; only after a trigger. */
  readonly onCall: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the incident of an event, who is on call for it, and notes on an incident that was open before that it failed
 * again. All of it is an ornament: what fails is a notice. Never throws.
 */
export async function lookUpIncident(taken: TakenEvent, context: RestContext): Promise<IncidentLookup> {
  const { clock } = context;
  const bounded = { ...context, deadline: Math.min(context.deadline, clock.now() + LOOKUP_BUDGET_MS) };
  const named = taken.service === '' ? undefined : await findService(taken.service, bounded);
  const unnamed = named !== undefined && 'value' in named && named.value === undefined ? [unknownService(taken)] : [];
  const found =
    named !== undefined && 'failure' in named ? named : await lookFor(taken, named?.value?.id ?? '', bounded);
  if ('failure' in found)
    return nothing(describeFailure('the incident could not be looked up', found.failure, context));
  const incident = found.value;
  const { event_action: action, dedup_key: key } = taken.event;
  if (action === 'resolve') {
    // An incident that had been closed before is not this event's.
    const own = incident !== undefined && !(incident.changedAt < taken.sentAt - CLOCK_TOLERANCE_MS);
    return { incident: own ? incident : undefined, onCall: [], problems: unnamed };
  }
  if (incident === undefined) {
    const missing = action === 'trigger' && found.attempts > 0;
    return nothing(...unnamed, ...(missing ? [notFound(key)] : []));
  }
  if (action === 'acknowledge') return { incident, onCall: [], problems: unnamed };
  const [{ onCall, problems }, noted] = await Promise.all([
    lookUpOnCall(incident, bounded),
    noteRepetition(incident, taken, bounded),
  ]);
  return { incident, onCall, problems: [...unnamed, ...problems, ...noted] };
}

async function lookFor(
  { event }: TakenEvent,
  serviceId: string,
  context: RestContext,
): Promise<Answered<Incident | undefined>> {
  const { clock, deadline } = context;
  const resolves = event.event_action === 'resolve';
  const wanted = { key: event.dedup_key, statuses: resolves ? INCIDENT_STATUSES : OPEN, serviceId };
  let answer: Answered<Incident | undefined> = { value: undefined, attempts: 0 };
  for (const wait of LOOKS_MS[event.event_action]) {
    if (clock.now() + wait >= deadline) break;
    await clock.sleep(wait);
    answer = await findIncident(wanted, context);
    if ('failure' in answer) break;
    const settled = resolves
      ? answer.value?.status !== 'triggered' && answer.value?.status !== 'acknowledged'
      : answer.value !== undefined;
    if (settled) break;
  }
  return answer;
}

async function lookUpOnCall(
  { policyId }: Incident,
  context: RestContext,
): Promise<Pick<IncidentLookup, 'onCall' | 'problems'>> {
  const answer = await listOnCall(policyId, context);
  if ('failure' in answer)
    return {
      onCall: [],
      problems: [describeFailure('the people on call could not be looked up', answer.failure, context)],
    };
  return { onCall: answer.value.names, problems: answer.value.level === 0 ? [NOBODY] : [] };
}

async function noteRepetition(
  incident: Incident,
  { event, sentAt }: TakenEvent,
  context: RestContext,
): Promise<Problem[]> {
  if (!(incident.createdAt < sentAt - CLOCK_TOLERANCE_MS)) return [];
  const answer = await addNote(incident.id, describeRepetition(event), context);
  return 'failure' in answer
    ? [describeFailure('no note could be added to the incident', answer.failure, context)]
    : [];
}

function nothing(...problems: readonly Problem[]): IncidentLookup {
  return { incident: undefined, onCall: [], problems };
}

function describeFailure(what: string, failure: RestFailure, { access }: RestContext): Problem {
  const message = `PagerDuty accepted the event, but ${what}: ${tellRestFailure(failure, access)}.`;
  return { level: 'notice', message };
}

function notFound(key: string): Problem {
  return {
    level: 'notice',
    message: `PagerDuty accepted the event, but shows no open incident ${key} yet. It may be late; or a rule suppressed the event, the service is disabled or in maintenance, or the token does not see it. The verify action shows which.`,
  };
}

function unknownService({ service }: TakenEvent): Problem {
  return {
    level: 'notice',
    message: `service: expected the exact name of a service that the token sees; got "${service}". The incident is looked for on all services.`,
  };
}

const NOBODY: Problem = {
  level: 'warning',
  message:
    "PagerDuty: expected somebody on call for the incident; got nobody at any level of the service's escalation policy, so nobody is notified. Fill the gap in the schedule.",
};
