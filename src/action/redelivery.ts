import type { Action } from '../decision/decision.ts';
import { identifyCommand } from '../delivery/command-identity.ts';
import { describeHost, dispatch, findAddressee, isUndelivered, narrow } from '../delivery/delivery.ts';
import { findOvertaking, type Memories } from '../delivery/ledger.ts';
import { settle, type Waiting } from '../delivery/undelivered-file.ts';
import { readRunFacts } from '../github/run-facts.ts';
import type { ReadInputs } from '../inputs/inputs.ts';
import { type AlertEvent, detailText } from '../page/event.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import type { Problem } from '../primitives/errors.ts';
import { redacted } from '../redaction/redaction.ts';
import { describeSent } from '../report/delivery-text.ts';
import { reserveForChannel, tellSecondChannel } from '../report/fallback-webhook.ts';
import { NO_RESULT, type Result } from '../report/result.ts';
import { deliveryBudget, SECOND_TRY_MS } from './alert.ts';
import { announce, type Session, write } from './session.ts';

/** The post step's try to send what main could not, and to say what main was ended before it could say. */
export async function sendAgain(session: Session, { inputs }: ReadInputs, waiting: Waiting): Promise<void> {
  const { runner, redactor, clock, outbox, routingKeys } = session;
  const { event } = waiting;
  const rest = restRoute(routingKeys, inputs);
  const deadline = clock.now() + deliveryBudget(inputs, runner.phase, SECOND_TRY_MS);
  const leftMs = deadline - clock.now();
  const reserveMs = waiting.said ? 0 : reserveForChannel(inputs.fallbackWebhook, leftMs);
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs: leftMs - reserveMs };
  const to = findAddressee({ routingKeys, rest, destination });
  const { step } = readRunFacts({ environment: runner.environment, payload: undefined, matrix: '', jobId: '' });
  const command = await identifyCommand({ inputs, step, environment: runner.environment });
  const memories = outbox.recall({ dedupKey: event.dedup_key, to });
  const asked = (rest === undefined ? waiting.unreached : [0]).map(index => {
    const which = routingKeys.length > 1 ? ` for routing key ${index + 1} of ${routingKeys.length}` : '';
    return { index, obstacle: findObstacle(memories[index] ?? [], { ...waiting, command, which }) };
  });
  const obstacles = asked.flatMap(({ obstacle }) => obstacle ?? []);
  const only = asked.filter(({ obstacle }) => obstacle === undefined).map(({ index }) => index);
  if (only.length === 0 && obstacles.length > 0) return announce(obstacles, session);
  const way = { event, routingKeys, rest, withoutSecrets: false, dryRun: false, destination };
  const sent = await dispatch({ ...way, only }, session);
  const accepted = sent.outcome === 'accepted';
  const told = { dedupKey: event.dedup_key, to: narrow(to, sent.reached) };
  outbox.remember(told, { action: event.event_action, madeAt: waiting.madeAt, command });
  // What one service refused for good stays, whoever else took it.
  const file =
    waiting.refused && accepted ? waiting.file : settle(outbox, { event, to, file: waiting.file }, sent.outcome);
  const result: Result = {
    ...NO_RESULT,
    ...readDetails(event),
    ...(await describeSent(sent, { destination, rest, file, redactor })),
    action: event.event_action,
    story: event.event_action === 'trigger' ? 'failed' : 'succeeded',
    reason: redacted`main could not deliver it, and the post step tried once more`,
    environment: await redactor.redact(inputs.environment),
    dedupKey: event.dedup_key,
    severity: event.payload.severity,
    event,
  };
  // Main has told the second channel, unless it was ended before.
  const unsaid = !waiting.said && isUndelivered(sent.outcome);
  const others = unsaid ? await tellSecondChannel(inputs.fallbackWebhook, result, { ...session, deadline }) : [];
  await announce(
    [
      ...obstacles,
      ...sent.problems,
      ...(accepted ? [delivered(event, describeHost(destination, rest))] : []),
      ...others,
    ],
    session,
  );
  await write(result, session);
}

// What main found out stands in the event, redacted.
function readDetails(event: AlertEvent): Partial<Result> {
  const stateText = detailText(event, 'database_state');
  return {
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
  memories: Memories,
  { event, madeAt, command, which }: Waiting & { readonly command: string; readonly which: string },
): Problem | undefined {
  const isTaken = memories.some(told => told.madeAt === madeAt && told.action === event.event_action);
  if (isTaken) return taken(event, which);
  const action = findOvertaking(memories, { madeAt, command });
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
