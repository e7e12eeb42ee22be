import { type AftermathWorld, conclude } from './aftermath.ts';
import { type ChangeEvent, toChangeEvent, wasApplied } from './change-event.ts';
import { makeDedupKey } from './dedup-key.ts';
import { type Dispatch, describeDestination, dispatch } from './dispatch.ts';
import { describeError, type Problem } from './errors.ts';
import { type BuiltEvent, buildEvent } from './event.ts';
import { type Destination, eventsUrl } from './events-api.ts';
import type { Findings } from './findings.ts';
import type { DeliverByRest } from './incident-delivery.ts';
import type { Severity } from './inputs/inputs.ts';
import { policyTypes } from './migration-facts.ts';
import { composePage } from './page/page.ts';
import { lookUpSeverity, policyEnvironment } from './policy.ts';
import { type Redacted, type Redactor, redactAll, redacted } from './redaction.ts';
import { type RestRoute, restRoute } from './rest-route.ts';
import { reserveForChannel, tellSecondChannel } from './second-channel.ts';
import type { Result } from './summary.ts';
import { withoutStop } from './text.ts';
import type { Outbox, Waiting } from './undelivered.ts';

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
  /** Takes the event and its file before the first request leaves: it can be sent later, whatever happens to this process. */
  readonly onKept: (kept: Pick<Waiting, 'event' | 'file' | 'madeAt'>) => void;
}

/** What a report came to, and what is left to do. */
export interface Reported {
  readonly result: Result;
  /** What went wrong in delivery. */
  readonly problems: readonly Problem[];
  /** When the event was made, in milliseconds since the epoch, and where it is kept; empty: nowhere. */
  readonly madeAt: number;
  readonly file: string;
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

  const told = reporting.unlessDelivered && built !== undefined && outbox.recall(dedupKey)?.action === decision.action;
  const event = told ? undefined : built?.event;
  const sentAt = reporting.clock.now();
  const kept = event === undefined || inputs.dryRun ? '' : outbox.keep(event);
  if (event !== undefined && !inputs.dryRun) reporting.onKept({ event, file: kept, madeAt: sentAt });
  const budgetMs = Math.max(
    1,
    reporting.deadline - sentAt - reserveForChannel(inputs.fallbackWebhook, reporting.deadline - sentAt),
  );
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const { routingKeys } = reporting;
  const rest = restRoute(routingKeys, inputs);
  const { withoutSecrets } = facts;
  const sent = await dispatch(
    { event, routingKeys, rest, withoutSecrets, dryRun: inputs.dryRun, destination },
    reporting,
  );
  if (sent.outcome === 'accepted') outbox.remember(dedupKey, decision.action, sentAt);
  if (!isUndelivered(sent)) outbox.drop(kept);
  const taken = event !== undefined && sent.outcome === 'accepted' ? { event, sentAt } : undefined;
  const change = told || sent.outcome === 'invalid' ? undefined : await buildChange(findings, building);
  const { deadline } = reporting;
  const { incident, problems } = await conclude(findings, { taken, change, destination, deadline }, reporting).catch(
    // An ornament: a fault in it must not look like a fault of the page.
    (error: unknown) => ({ incident: undefined, problems: [describeFault(error)] }),
  );

  const result: Result = {
    ...(await redactFindings(findings, { sent, destination, rest, kept: isUndelivered(sent) ? kept : '', redactor })),
    ...(told ? { reason: redacted`a step of this job has told PagerDuty already` } : {}),
    action: told ? 'none' : decision.action,
    story: decision.story,
    delivery: sent.outcome,
    partly: sent.partly,
    attempts: sent.attempts,
    services: await redactServices(sent, redactor),
    databaseState: migration.state,
    dedupKey,
    severity,
    event,
    incident,
  };
  const others = isUndelivered(sent) ? await tellSecondChannel(inputs.fallbackWebhook, result, reporting) : [];
  return {
    result,
    problems: [...sent.problems, ...problems, ...others],
    madeAt: sentAt,
    file: kept,
    unreached: sent.unreached,
  };
}

/** Whether the event is still to be sent by somebody. */
export function isUndelivered({ outcome }: Dispatch): boolean {
  return outcome === 'rejected' || outcome === 'unreachable' || outcome === 'invalid';
}

async function nameIncident({ inputs, facts }: Findings, redactor: Redactor): Promise<Redacted> {
  const { repository, workflow, job, matrix } = facts;
  const { migration, environment, database } = inputs;
  const parts = { migration, environment, database: database?.label ?? '', repository, workflow, job, matrix };
  return makeDedupKey(inputs.dedupKey, parts, redactor);
}

/** What became of the event at each service, redacted. */
export async function redactServices({ services }: Dispatch, redactor: Redactor): Promise<Result['services']> {
  return Promise.all(
    services.map(async ({ which, outcome, attempts, explanation }) => {
      return { which, delivery: outcome, attempts, explanation: await redactor.redact(withoutStop(explanation)) };
    }),
  );
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
  const texts = await redactAll(
    {
      reason: decision.reason,
      explanation: sent.explanation,
      destination: describeDestination(destination, rest),
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

function describeFault(error: unknown): Problem {
  return {
    level: 'warning',
    message: `Internal error after the event had left, please report it: ${describeError(error)}.`,
  };
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
