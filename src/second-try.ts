import { describeHost, dispatch, findAddressee, isUndelivered } from './dispatch.ts';
import type { Problem } from './errors.ts';
import { type AlertEvent, detailText } from './event.ts';
import type { ReadInputs } from './inputs/inputs.ts';
import { redacted } from './redaction.ts';
import { restRoute } from './rest-route.ts';
import { reserveForChannel, tellSecondChannel } from './second-channel.ts';
import { describeSent } from './sent.ts';
import { announce, type Session, write } from './session.ts';
import { NO_RESULT, type Result } from './summary.ts';
import { deliveryBudget, SECOND_TRY_MS } from './telling.ts';
import { identifyCommand, type Waiting } from './undelivered.ts';

/** The post step's try to send what main could not, and to say what main was ended before it could say. */
export async function sendAgain(session: Session, { inputs }: ReadInputs, waiting: Waiting): Promise<void> {
  const { runner, redactor, clock, outbox, routingKeys } = session;
  const { event } = waiting;
  const rest = restRoute(routingKeys, inputs);
  const deadline = clock.now() + deliveryBudget(inputs, runner.phase, SECOND_TRY_MS);
  const leftMs = deadline - clock.now();
  const reserveMs = waiting.said ? 0 : reserveForChannel(inputs.fallbackWebhook, leftMs);
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs: leftMs - reserveMs };
  const subject = { dedupKey: event.dedup_key, to: findAddressee({ routingKeys, rest, destination }) };
  const later = outbox.recall(subject);
  if (later?.madeAt === waiting.madeAt && later.action === event.event_action) return announce([taken(event)], session);
  const command = identifyCommand(inputs);
  // The success of another command does not mend what this one broke.
  const mends = later?.action !== 'resolve' || [later.command, command].includes('') || later.command === command;
  if (later !== undefined && later.madeAt >= waiting.madeAt && mends)
    return announce([overtaken(later.action)], session);
  const only = { only: waiting.unreached };
  const way = { event, routingKeys, rest, withoutSecrets: false, dryRun: false, destination };
  const sent = await dispatch({ ...way, ...(rest === undefined ? only : {}) }, session);
  const accepted = sent.outcome === 'accepted';
  if (accepted) outbox.remember(subject, { action: event.event_action, madeAt: waiting.madeAt, command });
  if (accepted && !waiting.refused) outbox.drop(waiting.file);
  const result: Result = {
    ...NO_RESULT,
    ...readDetails(event),
    ...(await describeSent(sent, { destination, rest, file: waiting.file, redactor })),
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
    [...sent.problems, ...(accepted ? [delivered(event, describeHost(destination, rest))] : []), ...others],
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

function delivered({ event_action: action, dedup_key: key }: AlertEvent, host: string): Problem {
  return { level: 'notice', message: `The second try succeeded: ${host} accepted the ${action}. Dedup key: ${key}.` };
}

// Main was ended while it looked up what PagerDuty made of it.
function taken({ event_action: action, dedup_key: key }: AlertEvent): Problem {
  return {
    level: 'notice',
    message: `PagerDuty took the ${action}; main was ended before it could say so. Dedup key: ${key}.`,
  };
}

function overtaken(action: string): Problem {
  return {
    level: 'notice',
    message: `Not sent again: a step of this job has told PagerDuty since (${action}), and what is older would undo that.`,
  };
}
