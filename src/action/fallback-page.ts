import { type Decision, decide } from '../decision/decision.ts';
import { keyParts, makeDedupKey } from '../decision/dedup-key.ts';
import { policyEnvironment } from '../decision/environments.ts';
import type { Situation } from '../decision/findings.ts';
import { readOutcome } from '../decision/outcome.ts';
import { lookUpSeverity } from '../decision/policy.ts';
import { identifyCommand } from '../delivery/command-identity.ts';
import { dispatch, findAddressee, isUndelivered, narrow } from '../delivery/delivery.ts';
import { allTold } from '../delivery/ledger.ts';
import { settle } from '../delivery/undelivered-file.ts';
import type { ReadInputs } from '../inputs/inputs.ts';
import { type AlertEvent, buildEvent } from '../page/event.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import { capitaliseRedacted, type Redacted, redactAll, redacted } from '../redaction/redaction.ts';
import { describeSent } from '../report/delivery-text.ts';
import { reserveForChannel, tellSecondChannel } from '../report/fallback-webhook.ts';
import { NO_RESULT, type Result } from '../report/result.ts';
import { deliveryBudget, situate, type Way } from './alert.ts';
import { saveProgress } from './saved-state.ts';
import { announce, type Session } from './session.ts';

/**
 * Sends the least that can be said of a failure, when a fault of ours kept the page from being written: repository,
 * environment and run, redacted by our own rules. It looks at nothing but the status: what is no failure by that is
 * left alone, for only a person may close what this leaves open. Undefined when nothing is to be sent. Throws when
 * the fault lies deeper.
 */
export async function pageAnyway(session: Session, { inputs }: ReadInputs, way: Way): Promise<Result | undefined> {
  const { runner, clock, outbox, routingKeys, plainRedactor } = session;
  const { situation } = situate(session, inputs, way);
  const decision = decideBlindly(situation);
  if (decision.action !== 'trigger' || inputs.dryRun) return undefined;
  const madeAt = clock.now();
  const event = await writeLeast(session, situation, madeAt);
  const rest = restRoute(routingKeys, inputs);
  const leftMs = deliveryBudget(inputs, runner.phase);
  const budgetMs = Math.max(1, leftMs - reserveForChannel(inputs.fallbackWebhook, leftMs));
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const subject = { dedupKey: event.dedup_key, to: findAddressee({ routingKeys, rest, destination }) };
  if (runner.phase === 'post' && allTold(outbox.recall(subject), 'trigger')) return undefined;
  const waiting = { stage: 'sending', event, madeAt, refused: false } as const;
  saveProgress(runner, { ...waiting, file: '', unreached: routingKeys.map((_, index) => index), said: false });
  const { withoutSecrets } = situation.facts;
  const sent = await dispatch({ event, routingKeys, rest, withoutSecrets, dryRun: false, destination }, session);
  const command = await identifyCommand({ inputs, step: situation.facts.step, environment: runner.environment });
  const told = { ...subject, to: narrow(subject.to, sent.reached) };
  outbox.remember(told, { action: 'trigger', madeAt, command });
  const file = settle(outbox, { event, to: subject.to, file: '' }, sent.outcome);
  const texts = {
    reason: `${decision.reason}; the page says only that, because of an internal error`,
    environment: inputs.environment,
    migration: inputs.migration,
  };
  const result: Result = {
    ...NO_RESULT,
    ...(await redactAll(texts, plainRedactor)),
    ...(await describeSent(sent, { destination, rest, file, redactor: plainRedactor })),
    action: 'trigger',
    story: 'failed',
    dedupKey: event.dedup_key,
    severity: event.payload.severity,
    event,
  };
  const channel = { ...session, deadline: madeAt + leftMs };
  const others = isUndelivered(sent.outcome) ? await tellSecondChannel(inputs.fallbackWebhook, result, channel) : [];
  const { unreached } = sent;
  saveProgress(runner, unreached.length === 0 ? { stage: 'done' } : { ...waiting, file, unreached, said: true });
  await announce([...sent.problems, ...others], { runner, redactor: plainRedactor });
  return result;
}

function decideBlindly({ inputs, facts, status, jobStatus, running }: Situation): Decision {
  const { allowedFailures, allowedSkips } = inputs;
  const { outcome } = readOutcome({ status, jobStatus, allowedFailures, allowedSkips });
  const { pullRequest } = facts;
  return decide({ outcome, evidence: undefined, logMissing: false, running, pullRequest, policy: inputs });
}

async function writeLeast(session: Session, { inputs, facts }: Situation, madeAt: number): Promise<AlertEvent> {
  const { repository, workflow, job, runUrl } = facts;
  const texts = { environment: inputs.environment, migration: inputs.migration, repository, workflow, job, runUrl };
  const told = await redactAll(texts, session.plainRedactor);
  const place = told.environment === '' ? redacted`` : redacted`[${capitaliseRedacted(told.environment)}] `;
  return buildEvent({
    action: 'trigger',
    dedupKey: await nameIncident(session, { inputs, facts }),
    summary: redacted`${place}Database migration failed in ${told.repository}`,
    source: told.repository,
    severity: lookUpSeverity(inputs.severity, policyEnvironment(inputs.environment), ['DatabaseError']),
    timestamp: new Date(madeAt).toISOString(),
    component: redacted``,
    group: told.environment,
    class: redacted``,
    client: redacted`GitHub Actions`,
    clientUrl: told.runUrl,
    details: { migration: told.migration, environment: told.environment, error: LEAST, repository: told.repository },
    customDetails: { workflow: told.workflow, job: told.job },
    links: told.runUrl === '' ? [] : [{ href: told.runUrl, text: redacted`Workflow run` }],
  }).event;
}

const LEAST = redacted`The page could not be written: pagerduty-migration-alert has an internal error. Look at the workflow run.`;

// The same key as ever, if it can be had: the later success must find this incident.
async function nameIncident(
  session: Session,
  { inputs, facts }: Pick<Situation, 'inputs' | 'facts'>,
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
