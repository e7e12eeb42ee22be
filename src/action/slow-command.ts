import type { MigrationRun } from '../decision/migration-run.ts';
import { type Dispatch, dispatch, isUndelivered } from '../delivery/delivery.ts';
import { reserveForWebhook, tellFallbackWebhook } from '../delivery/fallback-webhook.ts';
import type { Request, Response } from '../http/transport.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import { describeError, type Problem } from '../primitives/errors.ts';
import { toChatMessage } from '../report/chat-message.ts';
import { toDeliveryResult } from '../report/delivery-result.ts';
import { NO_RESULT } from '../report/result.ts';
import type { Session } from './session.ts';
import { writeSlowEvents } from './slow-events.ts';
import { type SlowPage, saveSlowPage } from './slow-state.ts';

/** What became of a page that the command still runs. */
export interface SlowTold {
  /** What has to be closed; undefined: nothing can have been told. */
  readonly page: SlowPage | undefined;
  /** In a dry run: what would have been sent. */
  readonly unsent: AlertEvent | undefined;
  readonly problems: readonly Problem[];
}

/** Tells PagerDuty of a command that takes long, while it runs. No method throws, and none holds the command or its output. */
export interface SlowCommandWatch {
  /** How long the command may run before it is told of, in milliseconds. */
  readonly afterMs: number;
  /** The command still runs: begins to tell. */
  readonly tell: () => void;
  /** The command ends: no further request leaves. */
  readonly stop: () => void;
  /** Stops, waits a few seconds at most for a request that is under way, and gives what was told. */
  readonly settle: () => Promise<SlowTold>;
}

/** Milliseconds after the command's end that a request under way may still take: what closes the incident must come behind it. */
const GRACE_MS = 3_000;

/** Watches a command of the wrapper with `slow-after`. `run`: the run that is told of, while it runs. */
export function watchSlowCommand(session: Session, run: MigrationRun, afterMs: number): SlowCommandWatch {
  const { runner, clock } = session;
  const abort = new AbortController();
  const underWay = new Set<Promise<Response>>();
  const problems: Problem[] = [];
  let telling = Promise.resolve();
  let stopped = false;
  let settled = false;
  let asked = false;
  let page: SlowPage | undefined;
  let unsent: AlertEvent | undefined;

  const send = async (request: Request): Promise<Response> => {
    if (stopped) return { failure: 'the command has ended' };
    asked = true;
    const answer = session.send({ ...request, signal: abort.signal });
    underWay.add(answer);
    return answer.finally(() => underWay.delete(answer));
  };
  const keep = (now: SlowPage): void => {
    if (settled) return;
    page = now;
    saveSlowPage(runner, now);
  };
  const tell = async (): Promise<void> => {
    const events = await writeSlowEvents(session, run);
    if (stopped || events === undefined) return;
    if (run.inputs.dryRun) unsent = events.trigger;
    const { routingKeys } = session;
    if (run.inputs.dryRun || (routingKeys.length === 0 && restRoute(routingKeys, run.inputs) === undefined)) return;
    const open = { resolve: events.resolve, afterMs };
    keep({ ...open, told: routingKeys.length === 0 ? [0] : [...routingKeys.keys()], taken: false });
    const { sent, failures } = await deliver(events.trigger, run, { ...session, send }, () => stopped);
    const told = sent.services.flatMap(({ outcome }, index) => (outcome === 'rejected' ? [] : [index]));
    keep({ ...open, told, taken: sent.outcome === 'accepted' });
    problems.push(...failures);
  };
  return {
    afterMs,
    tell() {
      telling = tell().catch(error => {
        problems.push({ level: 'warning', message: `Internal error, please report it: ${describeError(error)}.` });
      });
    },
    stop() {
      stopped = true;
    },
    async settle() {
      stopped = true;
      await Promise.race([Promise.allSettled(underWay), clock.sleep(underWay.size === 0 ? 0 : GRACE_MS)]);
      abort.abort();
      // What an answer has changed is written down, unless it waits for its next try.
      await Promise.race([telling, clock.sleep(0)]);
      settled = true;
      if (!asked && page !== undefined) saveSlowPage(runner, undefined);
      return { page: asked ? page : undefined, unsent, problems };
    },
  };
}

async function deliver(
  event: AlertEvent,
  { inputs, facts: { withoutSecrets, mergedFork } }: MigrationRun,
  session: Session,
  isStopped: () => boolean,
): Promise<{ readonly sent: Dispatch; readonly failures: readonly Problem[] }> {
  const { routingKeys, clock, redactor } = session;
  const route = restRoute(routingKeys, inputs);
  // As PagerDuty maps a warning: the urgency by REST that goes by the environment is that of a failure.
  const rest = route && { ...route, urgencyOf: () => 'low' as const };
  const deadline = clock.now() + inputs.timeoutMs;
  const budgetMs = inputs.timeoutMs - reserveForWebhook(inputs.fallbackWebhook, inputs.timeoutMs);
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const order = { event, routingKeys, rest, withoutSecrets, mergedFork, dryRun: false, destination };
  const sent = await dispatch(order, session);
  if (isStopped() || !isUndelivered(sent.outcome)) return { sent, failures: sent.problems };
  const delivery = await toDeliveryResult(sent, { destination, rest, file: '', redactor });
  const message = toChatMessage({ ...NO_RESULT, ...delivery, action: 'trigger', event });
  const others = await tellFallbackWebhook(inputs.fallbackWebhook, message, { ...session, deadline });
  return { sent, failures: [...sent.problems, ...others] };
}
