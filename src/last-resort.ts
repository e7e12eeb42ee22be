import { type Decision, decide } from './decision.ts';
import { makeDedupKey } from './dedup-key.ts';
import { describeDestination, dispatch } from './dispatch.ts';
import { type AlertEvent, buildEvent } from './event.ts';
import { eventsUrl } from './events-api.ts';
import type { Situation } from './findings.ts';
import type { ReadInputs } from './inputs/inputs.ts';
import { readOutcome } from './outcome.ts';
import { lookUpSeverity, policyEnvironment } from './policy.ts';
import { saveProgress } from './progress.ts';
import { capitaliseRedacted, type Redacted, redactAll, redacted } from './redaction.ts';
import { isUndelivered, redactServices } from './report.ts';
import { restRoute } from './rest-route.ts';
import { announce, type Session } from './session.ts';
import { NO_RESULT, type Result } from './summary.ts';
import { deliveryBudget, situate, type Way } from './telling.ts';

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
  if (runner.phase === 'post' && outbox.recall(event.dedup_key)?.action === 'trigger') return undefined;
  const file = outbox.keep(event);
  const waiting = { event, file, madeAt, refused: false };
  const everyKey = routingKeys.map((_, index) => index);
  saveProgress(runner, { stage: 'sending', ...waiting, unreached: everyKey, said: false });
  const rest = restRoute(routingKeys, inputs);
  const destination = {
    region: inputs.region,
    apiUrl: inputs.apiUrl,
    budgetMs: deliveryBudget(inputs, runner.phase),
  };
  const { withoutSecrets } = situation.facts;
  const sent = await dispatch({ event, routingKeys, rest, withoutSecrets, dryRun: false, destination }, session);
  const { unreached } = sent;
  const undelivered = isUndelivered(sent);
  saveProgress(
    runner,
    unreached.length === 0 ? { stage: 'done' } : { stage: 'sending', ...waiting, unreached, said: true },
  );
  if (sent.outcome === 'accepted') outbox.remember(event.dedup_key, 'trigger', madeAt);
  if (!undelivered) outbox.drop(file);
  await announce(sent.problems, { runner, redactor: plainRedactor });
  const texts = {
    reason: `${decision.reason}; the page says only that, because of an internal error`,
    explanation: sent.explanation,
    destination: describeDestination(destination, rest),
    eventsUrl: eventsUrl(destination),
    environment: inputs.environment,
    migration: inputs.migration,
    undeliveredFile: undelivered ? file : '',
  };
  return {
    ...NO_RESULT,
    ...(await redactAll(texts, plainRedactor)),
    action: 'trigger',
    story: 'failed',
    delivery: sent.outcome,
    partly: sent.partly,
    attempts: sent.attempts,
    services: await redactServices(sent, plainRedactor),
    dedupKey: event.dedup_key,
    severity: event.payload.severity,
    event,
  };
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
  const { repository, workflow, job, matrix } = facts;
  const { migration, environment, database, dedupKey } = inputs;
  const parts = { migration, environment, database: database?.label ?? '', repository, workflow, job, matrix };
  try {
    return await makeDedupKey(dedupKey, parts, session.redactor);
  } catch {
    return makeDedupKey(dedupKey, parts, session.plainRedactor);
  }
}
