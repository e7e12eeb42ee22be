import type { Action } from '../decision/decision.ts';
import { describeHost, findAddressee, narrow } from '../delivery/addressee.ts';
import { causesOfFailure, causesOfSuccess } from '../delivery/command-identity.ts';
import { dispatch, isUndelivered } from '../delivery/delivery.ts';
import { reserveForWebhook, tellFallbackWebhook } from '../delivery/fallback-webhook.ts';
import { type Begun, findOvertaking, type ServiceLedger } from '../delivery/ledger.ts';
import { settle, type UndeliveredEvent } from '../delivery/undelivered-file.ts';
import { readRunFacts } from '../github/run-facts.ts';
import type { ReadInputs } from '../inputs/inputs.ts';
import { type AlertEvent, detailText } from '../page/alert-event.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import type { Problem } from '../primitives/errors.ts';
import { joinRedacted, redacted } from '../redaction/redaction.ts';
import { toChatMessage } from '../report/chat-message.ts';
import { toDeliveryResult } from '../report/delivery-result.ts';
import { writeReport } from '../report/report.ts';
import { NO_RESULT, type Result } from '../report/result.ts';
import { annotate } from './annotations.ts';
import type { Session } from './session.ts';
import { deliveryBudget, REDELIVERY_MS } from './time-budget.ts';

/** The post step's try to send what main could not, and to say what main was ended before it could say. */
export async function redeliver(session: Session, { inputs }: ReadInputs, waiting: UndeliveredEvent): Promise<void> {
  const { runner, redactor, clock, undeliveredFiles, ledger, routingKeys } = session;
  const { event } = waiting;
  const rest = restRoute(routingKeys, inputs);
  const deadline = clock.now() + deliveryBudget(inputs, runner.phase, REDELIVERY_MS);
  const leftMs = deadline - clock.now();
  const reserveMs = waiting.said ? 0 : reserveForWebhook(inputs.fallbackWebhook, leftMs);
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs: leftMs - reserveMs };
  const to = findAddressee({ routingKeys, rest, destination });
  const { step } = readRunFacts({ environment: runner.environment, payload: undefined, matrix: '', jobId: '' });
  const causesOf = event.event_action === 'resolve' ? causesOfSuccess : causesOfFailure;
  const causes = await causesOf({ inputs, step, environment: runner.environment });
  const ledgers = ledger.read({ dedupKey: event.dedup_key, to });
  const asked = (rest === undefined ? waiting.unreached : [0]).map(index => {
    const which = routingKeys.length > 1 ? ` for routing key ${index + 1} of ${routingKeys.length}` : '';
    return { index, obstacle: findObstacle(ledgers[index] ?? [], { ...waiting, causes, which }) };
  });
  const obstacles = asked.flatMap(({ obstacle }) => obstacle ?? []);
  const only = asked.filter(({ obstacle }) => obstacle === undefined).map(({ index }) => index);
  if (only.length === 0 && obstacles.length > 0) return annotate(obstacles, session);
  const order = { event, routingKeys, rest, withoutSecrets: false, mergedFork: false, dryRun: false, destination };
  const sent = await dispatch({ ...order, only }, session);
  const accepted = sent.outcome === 'accepted';
  const reached = { dedupKey: event.dedup_key, to: narrow(to, sent.reached) };
  ledger.enter(reached, { action: event.event_action, madeAt: waiting.madeAt, causes });
  // What one service refused for good stays, whoever else took it.
  const file =
    waiting.refused && accepted
      ? waiting.file
      : settle(undeliveredFiles, { event, to, file: waiting.file }, sent.outcome);
  const result: Result = {
    ...NO_RESULT,
    ...readDetails(event),
    ...(await toDeliveryResult(sent, { destination, rest, file, redactor })),
    action: event.event_action,
    story: event.event_action === 'trigger' ? 'failed' : 'succeeded',
    reason: redacted`main could not deliver it, and the post step tried once more`,
    environment: await redactor.redact(inputs.environment),
    dedupKey: event.dedup_key,
    severity: event.payload.severity,
    event,
  };
  // Main has told the webhook, unless it was ended before.
  const unsaid = !waiting.said && isUndelivered(sent.outcome);
  const others = unsaid
    ? await tellFallbackWebhook(inputs.fallbackWebhook, toChatMessage(result), { ...session, deadline })
    : [];
  await annotate(
    [
      ...obstacles,
      ...sent.problems,
      ...(accepted ? [delivered(event, describeHost(destination, rest))] : []),
      ...others,
    ],
    session,
  );
  await writeReport(result, runner);
}

// What main found out stands in the event, redacted.
function readDetails(event: AlertEvent): Partial<Result> {
  const stateText = detailText(event, 'database_state');
  const database = detailText(event, 'database');
  const places = [detailText(event, 'matrix'), database === '' ? database : redacted`database ${database}`];
  return {
    place: joinRedacted(
      places.filter(place => place !== ''),
      ', ',
    ),
    log: detailText(event, 'log'),
    migration: detailText(event, 'migration'),
    error: detailText(event, 'error'),
    errorType: detailText(event, 'error_type'),
    databaseState: STATES.find(state => stateText.startsWith(state)) ?? 'unknown',
    stateText,
    nextStep: detailText(event, 'next_step'),
  };
}

const STATES = ['applied', 'partial', 'rolled-back', 'unchanged'] as const;

/** Why one service is not told again; undefined: it is. */
function findObstacle(
  entries: ServiceLedger,
  { event, madeAt, causes, which }: UndeliveredEvent & Pick<Begun, 'causes'> & { readonly which: string },
): Problem | undefined {
  const isTaken = entries.some(entry => entry.madeAt === madeAt && entry.action === event.event_action);
  if (isTaken) return taken(event, which);
  const action = findOvertaking(entries, { madeAt, causes });
  return action && overtaken(action, which);
}

function delivered({ event_action: action, dedup_key: key }: AlertEvent, host: string): Problem {
  return { level: 'notice', message: `The second try succeeded: ${host} accepted the ${action}. Dedup key: ${key}.` };
}

// Main was ended while it looked up what PagerDuty made of it.
function taken({ event_action: action, dedup_key: key }: AlertEvent, which: string): Problem {
  return {
    level: 'notice',
    message: `PagerDuty took the ${action}${which}; main was ended before it could say so. Dedup key: ${key}.`,
  };
}

function overtaken(action: Action, which: string): Problem {
  const since =
    action === 'none'
      ? 'the same command has succeeded since'
      : `a step of this job has told PagerDuty since (${action})`;
  return { level: 'notice', message: `Not sent again${which}: ${since}, and what is older would undo that.` };
}
