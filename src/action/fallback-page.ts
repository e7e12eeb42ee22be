import { type Decision, decide, NOTHING_KNOWN } from '../decision/decision.ts';
import { keyParts, makeDedupKey } from '../decision/dedup-key.ts';
import { policyEnvironment } from '../decision/environments.ts';
import type { MigrationRun } from '../decision/migration-run.ts';
import { readOutcome } from '../decision/outcome.ts';
import { lookUpSeverity } from '../decision/policy.ts';
import { findAddressee, narrow } from '../delivery/addressee.ts';
import { causesOfFailure } from '../delivery/command-identity.ts';
import { dispatch, isUndelivered } from '../delivery/delivery.ts';
import { reserveForWebhook, tellFallbackWebhook } from '../delivery/fallback-webhook.ts';
import { allTold } from '../delivery/ledger.ts';
import { settle } from '../delivery/undelivered-file.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { buildEvent } from '../page/event-limits.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import { capitaliseRedacted, type Redacted, redactAll, redacted } from '../redaction/redaction.ts';
import { toChatMessage } from '../report/chat-message.ts';
import { toDeliveryResult } from '../report/delivery-result.ts';
import { NO_RESULT, type Result } from '../report/result.ts';
import { annotate } from './annotations.ts';
import { saveForPost } from './saved-state.ts';
import type { Session } from './session.ts';
import { deliveryBudget } from './time-budget.ts';

/**
 * Sends the least that can be said of a failure, when a fault of ours kept the page from being written: repository,
 * environment and run, redacted by our own rules. It looks at nothing but the status: what is no failure by that is
 * left alone, for only a person may close what this leaves open. Undefined when nothing is to be sent. Throws when
 * the fault lies deeper.
 */
export async function sendFallbackPage(session: Session, run: MigrationRun): Promise<Result | undefined> {
  const { runner, clock, undeliveredFiles, ledger, routingKeys, plainRedactor } = session;
  const { inputs, facts } = run;
  const decision = decideBlindly(run);
  if (decision.action !== 'trigger' || inputs.dryRun) return undefined;
  const madeAt = clock.now();
  const event = await writeLeast(session, run, madeAt);
  const rest = restRoute(routingKeys, inputs);
  const leftMs = deliveryBudget(inputs, runner.phase);
  const budgetMs = Math.max(1, leftMs - reserveForWebhook(inputs.fallbackWebhook, leftMs));
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const incident = { dedupKey: event.dedup_key, to: findAddressee({ routingKeys, rest, destination }) };
  if (runner.phase === 'post' && allTold(ledger.read(incident), 'trigger')) return undefined;
  const waiting = { stage: 'sending', event, madeAt, refused: false } as const;
  saveForPost(runner, { ...waiting, file: '', unreached: routingKeys.map((_, index) => index), said: false });
  const { withoutSecrets, mergedFork } = facts;
  const sent = await dispatch(
    { event, routingKeys, rest, withoutSecrets, mergedFork, dryRun: false, destination },
    session,
  );
  const reached = { ...incident, to: narrow(incident.to, sent.reached) };
  const causes = await causesOfFailure({ inputs, step: facts.step, environment: runner.environment });
  ledger.enter(reached, { action: 'trigger', madeAt, causes });
  const file = settle(undeliveredFiles, { event, to: incident.to, file: '' }, sent.outcome);
  const texts = {
    reason: `${decision.reason}; the page says only that, because of an internal error`,
    environment: inputs.environment,
    migration: inputs.migration,
  };
  const result: Result = {
    ...NO_RESULT,
    ...(await redactAll(texts, plainRedactor)),
    ...(await toDeliveryResult(sent, { destination, rest, file, redactor: plainRedactor })),
    action: 'trigger',
    story: 'failed',
    dedupKey: event.dedup_key,
    severity: event.payload.severity,
    event,
  };
  const deadline = madeAt + leftMs;
  const others = isUndelivered(sent.outcome)
    ? await tellFallbackWebhook(inputs.fallbackWebhook, toChatMessage(result), { ...session, deadline })
    : [];
  const { unreached } = sent;
  saveForPost(runner, unreached.length === 0 ? { stage: 'done' } : { ...waiting, file, unreached, said: true });
  await annotate([...sent.problems, ...others], { runner, redactor: plainRedactor });
  return result;
}

function decideBlindly({ inputs, facts, status, jobStatus, command }: MigrationRun): Decision {
  const running = command?.running ?? false;
  const { allowedFailures, allowedSkips } = inputs;
  const { outcome } = readOutcome({ status, jobStatus, allowedFailures, allowedSkips });
  const { pullRequest } = facts;
  return decide({ ...NOTHING_KNOWN, outcome, running, pullRequest, policy: inputs });
}

async function writeLeast(session: Session, { inputs, facts }: MigrationRun, madeAt: number): Promise<AlertEvent> {
  const { repository, workflow, job, runUrl } = facts;
  const raw = { environment: inputs.environment, migration: inputs.migration, repository, workflow, job, runUrl };
  const texts = await redactAll(raw, session.plainRedactor);
  const place = texts.environment === '' ? redacted`` : redacted`[${capitaliseRedacted(texts.environment)}] `;
  return buildEvent({
    action: 'trigger',
    dedupKey: await nameIncident(session, { inputs, facts }),
    summary: redacted`${place}Database migration failed in ${texts.repository}`,
    source: texts.repository,
    severity: lookUpSeverity(inputs.severity, policyEnvironment(inputs.environment), ['DatabaseError']),
    timestamp: new Date(madeAt).toISOString(),
    component: redacted``,
    group: texts.environment,
    class: redacted``,
    client: redacted`GitHub Actions`,
    clientUrl: texts.runUrl,
    details: { migration: texts.migration, environment: texts.environment, error: LEAST, repository: texts.repository },
    customDetails: { workflow: texts.workflow, job: texts.job },
    links: texts.runUrl === '' ? [] : [{ href: texts.runUrl, text: redacted`Workflow run` }],
  }).event;
}

const LEAST = redacted`The page could not be written: pagerduty-migration-alert has an internal error. Look at the workflow run.`;

// The same key as ever, if it can be had: the later success must find this incident.
async function nameIncident(
  session: Session,
  { inputs, facts }: Pick<MigrationRun, 'inputs' | 'facts'>,
): Promise<Redacted> {
  const { routingKeys } = session;
  const { service } = inputs;
  const parts = keyParts(inputs, facts);
  try {
    return await makeDedupKey(inputs.dedupKey, parts, { redactor: session.redactor, routingKeys, service });
  } catch {
    return makeDedupKey(inputs.dedupKey, parts, { redactor: session.plainRedactor, routingKeys, service });
  }
}
