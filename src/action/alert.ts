import { keyParts, makeDedupKey } from '../decision/dedup-key.ts';
import { policyEnvironment } from '../decision/environments.ts';
import { findKeyProblems } from '../decision/key-problems.ts';
import { policyTypes } from '../decision/migration-facts.ts';
import type { DecidedRun } from '../decision/migration-run.ts';
import { lookUpSeverity } from '../decision/policy.ts';
import { type Addressee, findAddressee, narrow } from '../delivery/addressee.ts';
import { causesOfFailure, causesOfSuccess } from '../delivery/command-identity.ts';
import { type Dispatch, dispatch, isUndelivered } from '../delivery/delivery.ts';
import { reserveForWebhook, tellFallbackWebhook } from '../delivery/fallback-webhook.ts';
import { followUp } from '../delivery/follow-up.ts';
import { allTold } from '../delivery/ledger.ts';
import { settle, type UndeliveredEvent } from '../delivery/undelivered-file.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { writeChangeEvent } from '../page/change-event.ts';
import { writePage } from '../page/page.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import { describeError, type Problem } from '../primitives/errors.ts';
import { redacted } from '../redaction/redaction.ts';
import { toChatMessage } from '../report/chat-message.ts';
import { toDeliveryResult } from '../report/delivery-result.ts';
import type { Result } from '../report/result.ts';
import { toRunResult } from '../report/run-result.ts';
import { annotate, describeCuts, describeSilence } from './annotations.ts';
import { asksEarlierSteps, reconsider } from './earlier-steps.ts';
import type { Session } from './session.ts';

/** Within what an alert is sent. */
export interface AlertDelivery {
  /** When delivery has to be over, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Takes the event before the first request leaves: it can be sent later, whatever happens to this process. Gives whether it took all of it. */
  readonly onKept: (kept: Pick<UndeliveredEvent, 'event' | 'file' | 'madeAt'>) => boolean;
}

/** What sending came to, and what is left to do. */
export interface SentAlert extends Pick<UndeliveredEvent, 'madeAt' | 'file' | 'unreached'> {
  readonly result: Result;
  /** What went wrong in delivery. */
  readonly problems: readonly Problem[];
}

/** Writes the page of a run, announces what is wrong with it, sends it, and says what became of it. */
export async function sendAlert(
  found: DecidedRun,
  session: Session,
  { deadline, onKept }: AlertDelivery,
): Promise<SentAlert> {
  const { inputs, migration, facts } = found;
  const { runner, redactor, routingKeys, ledger, undeliveredFiles } = session;
  const severity = lookUpSeverity(inputs.severity, policyEnvironment(inputs.environment), policyTypes(migration));
  const dedupKey = await makeDedupKey(inputs.dedupKey, keyParts(inputs, facts), {
    redactor,
    routingKeys,
    service: inputs.service,
  });
  const rest = restRoute(routingKeys, inputs);
  const to = findAddressee({ routingKeys, rest, destination: inputs });
  const source = { inputs, step: facts.step, environment: runner.environment };
  const causesOf = found.decision.action === 'trigger' ? causesOfFailure : causesOfSuccess;
  const causes = await causesOf(source);
  const isPost = runner.phase === 'post';
  const ledgers = isPost || asksEarlierSteps(found) ? ledger.read({ dedupKey, to }) : [];
  const { decision, held } = reconsider(found, ledgers, causes);
  const run = { ...found, decision };
  const setting = { severity, dedupKey, redactor };
  const built = await writePage(run, { ...setting, now: new Date(session.clock.now()) });
  await annotate(
    [
      ...run.problems,
      ...findKeyProblems(inputs, facts),
      ...redactor.problems(),
      ...describeCuts(built),
      ...describeSilence(decision, { environment: inputs.environment, dedupKey }),
    ],
    session,
  );

  const madeAt = session.clock.now();
  const leftMs = deadline - madeAt;
  const budgetMs = Math.max(1, leftMs - reserveForWebhook(inputs.fallbackWebhook, leftMs));
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  // A post step has nothing to say where a step of the job has said it.
  const told = isPost && built !== undefined && allTold(ledgers, decision.action);
  const event = told ? undefined : built?.event;
  const early = event === undefined || inputs.dryRun ? '' : keepEarly({ event, to, madeAt }, session, onKept);
  const { withoutSecrets, mergedFork } = facts;
  const order = { event, routingKeys, rest, withoutSecrets, mergedFork, dryRun: inputs.dryRun, destination };
  const sent = await dispatch(order, session);
  const informed = held && !inputs.dryRun ? to : narrow(to, sent.reached);
  ledger.enter({ dedupKey, to: informed }, { action: decision.action, madeAt, causes });
  const file = event === undefined ? '' : settle(undeliveredFiles, { event, to, file: early }, sent.outcome);

  const result: Result = {
    ...(await toRunResult(run, redactor)),
    ...(await toDeliveryResult(sent, { destination, rest, file, redactor })),
    ...(told ? { reason: redacted`a step of this job has told PagerDuty already` } : {}),
    action: told ? 'none' : decision.action,
    dedupKey,
    severity,
    event,
  };
  // Before the ornaments, which would use up the time that was kept back for it.
  const others = isUndelivered(sent.outcome)
    ? await tellFallbackWebhook(inputs.fallbackWebhook, toChatMessage(result), { ...session, deadline })
    : [];
  const taken = event !== undefined && sent.outcome === 'accepted' ? { event, sentAt: madeAt } : undefined;
  const records = inputs.changeEvent && !inputs.dryRun && !told && !UNRECORDED.includes(sent.outcome);
  const change = records ? await writeChangeEvent(run, { ...setting, now: new Date(session.clock.now()) }) : undefined;
  const { incident, problems } = await followUp(run, { taken, change, destination, deadline }, session).catch(
    // An ornament: a fault in it must not look like a fault of the page.
    (error: unknown) => ({ incident: undefined, problems: [describeFault(error)] }),
  );
  return {
    result: { ...result, incident },
    problems: [...sent.problems, ...others, ...problems],
    madeAt,
    file,
    unreached: sent.unreached,
  };
}

/** Where the event could not be told, a change can't be either. */
const UNRECORDED: readonly Dispatch['outcome'][] = ['unreachable', 'invalid', 'skipped'];

// What is too large for the post step's hands lies in a file before it is sent.
function keepEarly(
  { event, to, madeAt }: { readonly event: AlertEvent; readonly to: Addressee; readonly madeAt: number },
  { undeliveredFiles }: Session,
  onKept: AlertDelivery['onKept'],
): string {
  if (onKept({ event, file: '', madeAt })) return '';
  const file = undeliveredFiles.keep(event, to);
  onKept({ event, file, madeAt });
  return file;
}

function describeFault(error: unknown): Problem {
  return {
    level: 'warning',
    message: `Internal error after the event was sent, please report it: ${describeError(error)}.`,
  };
}
