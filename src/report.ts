import { type AftermathWorld, conclude } from './aftermath.ts';
import { type ChangeEvent, toChangeEvent, wasApplied } from './change-event.ts';
import { makeDedupKey } from './dedup-key.ts';
import { type Dispatch, dispatch } from './dispatch.ts';
import type { Problem } from './errors.ts';
import { type BuiltEvent, buildEvent } from './event.ts';
import { type Destination, describeHost, eventsUrl } from './events-api.ts';
import type { Findings } from './findings.ts';
import type { DeliverByRest } from './incident-delivery.ts';
import type { Severity } from './inputs/inputs.ts';
import { policyTypes } from './migration-facts.ts';
import { composePage } from './page/page.ts';
import { lookUpSeverity, policyEnvironment } from './policy.ts';
import { type Redacted, type Redactor, redactAll, redacted } from './redaction.ts';
import { describeRestHost, type RestRoute, restRoute } from './rest-route.ts';
import { type Result, toChatText } from './summary.ts';
import type { Outbox } from './undelivered.ts';
import { tellWebhook } from './webhook.ts';

/** What reporting needs besides the findings. */
export interface Reporting extends AftermathWorld {
  readonly deliverByRest: DeliverByRest;
  readonly outbox: Outbox;
  /** When delivery has to be over, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Stay silent when a step of this job already delivered the same action for the same key. */
  readonly unlessDelivered: boolean;
  /** Takes what is wrong before the first request leaves. */
  readonly announce: (problems: readonly Problem[]) => Promise<void>;
  /** Takes the event's file before the first request leaves: it can be sent later, whatever happens to this process. */
  readonly onKept: (path: string) => void;
}

/** What a report came to, and what is left to do. */
export interface Reported {
  readonly result: Result;
  /** What went wrong in delivery. */
  readonly problems: readonly Problem[];
  /** Which routing keys, counted from 0, a later try may still reach. */
  readonly unreached: readonly number[];
}

/** Writes the page, sends it, and says what became of it. */
export async function report(findings: Findings, reporting: Reporting): Promise<Reported> {
  const { inputs, decision, migration, facts } = findings;
  const { redactor, outbox } = reporting;
  const severity = lookUpSeverity(inputs.severity, policyEnvironment(inputs.environment), policyTypes(migration));
  const dedupKey = await nameIncident(findings, redactor);
  const building = { severity, dedupKey, reporting };
  const built = await buildPage(findings, building);
  await reporting.announce([
    ...findings.problems,
    ...redactor.problems(),
    ...describeCuts(built),
    ...describeLeftOut(findings),
  ]);

  const told = reporting.unlessDelivered && built !== undefined && outbox.recall(dedupKey) === decision.action;
  const event = told ? undefined : built?.event;
  const kept = event === undefined || inputs.dryRun ? '' : outbox.keep(event);
  if (kept !== '') reporting.onKept(kept);
  const budgetMs = Math.max(1, reporting.deadline - reporting.clock.now());
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const { routingKeys } = reporting;
  const rest = restRoute(routingKeys, inputs);
  const { withoutSecrets } = facts;
  const sentAt = reporting.clock.now();
  const sent = await dispatch(
    { event, routingKeys, rest, withoutSecrets, dryRun: inputs.dryRun, destination },
    reporting,
  );
  if (sent.outcome === 'accepted') outbox.remember(dedupKey, decision.action);
  if (!isUndelivered(sent)) outbox.drop(kept);
  const taken = event !== undefined && sent.outcome === 'accepted' ? { event, sentAt } : undefined;
  const change = told || sent.outcome === 'invalid' ? undefined : await buildChange(findings, building);
  const { deadline } = reporting;
  const { incident, problems } = await conclude(findings, { taken, change, destination, deadline }, reporting);

  const result: Result = {
    ...(await redactFindings(findings, { sent, destination, rest, kept: isUndelivered(sent) ? kept : '', redactor })),
    ...(told ? { reason: redacted`a step of this job has told PagerDuty already` } : {}),
    action: told ? 'none' : decision.action,
    story: decision.story,
    delivery: sent.outcome,
    services: sent.services,
    partly: sent.partly,
    attempts: sent.attempts,
    databaseState: migration.state,
    dedupKey,
    severity,
    event,
    incident,
  };
  const others = isUndelivered(sent) ? await tellOthers(findings, result, reporting) : [];
  return { result, problems: [...sent.problems, ...problems, ...others], unreached: sent.unreached };
}

function isUndelivered({ outcome }: Dispatch): boolean {
  return outcome === 'rejected' || outcome === 'unreachable' || outcome === 'invalid';
}

async function nameIncident({ inputs, facts }: Findings, redactor: Redactor): Promise<Redacted> {
  const { repository, workflow, job, matrix } = facts;
  const { migration, environment, database } = inputs;
  const parts = { migration, environment, database: database?.label ?? '', repository, workflow, job, matrix };
  return makeDedupKey(inputs.dedupKey, parts, redactor);
}

interface Building {
  readonly severity: Severity;
  readonly dedupKey: Redacted;
  readonly reporting: Reporting;
}

async function buildPage(
  findings: Findings,
  { severity, dedupKey, reporting }: Building,
): Promise<BuiltEvent | undefined> {
  const { action } = findings.decision;
  if (action === 'none') return undefined;
  const now = new Date(reporting.clock.now());
  const facts = { ...findings, severity, now, run: findings.facts, decision: { ...findings.decision, action } };
  return buildEvent(await composePage(facts, dedupKey, reporting.redactor));
}

// What is recorded says the same as a page that closes the incident, whatever this run's own page says.
async function buildChange(findings: Findings, building: Building): Promise<ChangeEvent | undefined> {
  if (!findings.inputs.changeEvent || findings.inputs.dryRun || !wasApplied(findings)) return undefined;
  const decision = { ...findings.decision, action: 'resolve', story: 'succeeded' } as const;
  const built = await buildPage({ ...findings, decision }, building);
  return built && toChangeEvent(built.event);
}

interface Sending {
  readonly sent: Dispatch;
  readonly destination: Destination;
  readonly rest: RestRoute | undefined;
  readonly kept: string;
  readonly redactor: Redactor;
}

async function redactFindings(
  { inputs, decision, migration }: Findings,
  { sent, destination, rest, kept, redactor }: Sending,
) {
  const where = inputs.apiUrl === undefined ? `${inputs.region.toUpperCase()} region` : 'api-url';
  const texts = await redactAll(
    {
      reason: decision.reason,
      explanation: sent.explanation,
      destination: `${rest === undefined ? describeHost(destination) : describeRestHost(rest.access)} (${where})`,
      eventsUrl: eventsUrl(destination),
      environment: inputs.environment,
      migration: migration.name,
      error: migration.error,
      errorType: migration.errorType || (migration.category ?? ''),
      stateText: migration.stateText,
      nextStep: migration.nextStep,
      undeliveredFile: kept,
    },
    redactor,
  );
  return redactor.withholds() ? { ...texts, error: redacted`` } : texts;
}

async function tellOthers({ inputs }: Findings, result: Result, reporting: Reporting): Promise<Problem[]> {
  if (inputs.fallbackWebhook === undefined) return [];
  const failure = await tellWebhook(inputs.fallbackWebhook, toChatText(result), reporting);
  if (failure === '') return [];
  return [
    {
      level: 'warning',
      message: `fallback-webhook-url: expected the webhook to take the message; got ${failure}. Nobody was told there either.`,
    },
  ];
}

function describeCuts(built: BuiltEvent | undefined): Problem[] {
  if (built === undefined || built.cuts.length === 0) return [];
  return [{ level: 'warning', message: `The event was too large for PagerDuty: ${built.cuts.join('; ')}.` }];
}

function describeLeftOut({ decision: { leftOut, reason } }: Findings): Problem[] {
  return leftOut
    ? [
        {
          level: 'notice',
          message: `The migration failed, and PagerDuty is not told: ${reason}. See the input environments.`,
        },
      ]
    : [];
}
