import type { Decision } from '../decision/decision.ts';
import { keyParts, makeDedupKey } from '../decision/dedup-key.ts';
import { isDevelopment, policyEnvironment } from '../decision/environments.ts';
import type { Findings } from '../decision/findings.ts';
import { policyTypes } from '../decision/migration.ts';
import { lookUpSeverity } from '../decision/policy.ts';
import { type AftermathWorld, conclude } from '../delivery/after-delivery.ts';
import { type Addressee, type Dispatch, dispatch, findAddressee, isUndelivered, narrow } from '../delivery/delivery.ts';
import { allTold, isBrokenByAnother, isMended } from '../delivery/ledger.ts';
import { type Outbox, settle, type Waiting } from '../delivery/undelivered-file.ts';
import type { Severity } from '../inputs/inputs.ts';
import type { ChangeEvent } from '../page/change-event.ts';
import { type AlertEvent, type BuiltEvent, buildEvent } from '../page/event.ts';
import { composePage } from '../page/page.ts';
import type { DeliverByRest } from '../pagerduty/incident-delivery.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import { describeError, type Problem } from '../primitives/errors.ts';
import { type Redacted, type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import { describeSent } from './delivery-text.ts';
import { reserveForChannel, tellSecondChannel } from './fallback-webhook.ts';
import type { Result } from './result.ts';

/** What reporting needs besides the findings. */
export interface Reporting extends AftermathWorld {
  readonly deliverByRest: DeliverByRest;
  readonly outbox: Outbox;
  /** When delivery has to be over, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Stay silent when a step of this job already delivered the same action for the same key. */
  readonly unlessDelivered: boolean;
  /** Stay silent when the same command, begun then and never ended, has succeeded since in another step of this job. */
  readonly startedAt: number | undefined;
  /** Names the wrapped command, for the ledger; empty: none. */
  readonly command: string;
  /** Takes what is wrong before the first request leaves. */
  readonly announce: (problems: readonly Problem[]) => Promise<void>;
  /** Takes the event before the first request leaves: it can be sent later, whatever happens to this process. Gives whether it took all of it. */
  readonly onKept: (kept: Pick<Waiting, 'event' | 'file' | 'madeAt'>) => boolean;
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
export async function report(found: Findings, reporting: Reporting): Promise<Reported> {
  const { inputs, migration, facts } = found;
  const { redactor, outbox, routingKeys, deadline, command } = reporting;
  const severity = lookUpSeverity(inputs.severity, policyEnvironment(inputs.environment), policyTypes(migration));
  const dedupKey = await makeDedupKey(inputs.dedupKey, keyParts(inputs, facts), {
    redactor,
    routingKeys,
    service: inputs.service,
  });
  const rest = restRoute(routingKeys, inputs);
  const to = findAddressee({ routingKeys, rest, destination: inputs });
  // A guard sees only the job's status, which is success where the command's step may fail.
  const mendsNoOther = resolves(found) && (command !== '' || inputs.when === 'job-end');
  // Most pages need not know what was told before.
  const memories = mendsNoOther || reporting.unlessDelivered ? outbox.recall({ dedupKey, to }) : [];
  const held = mendsNoOther && isBrokenByAnother(memories, command);
  const { startedAt } = reporting;
  const mended = startedAt !== undefined && isMended(memories, { madeAt: startedAt, command });
  const silence = held ? HELD : mended ? MENDED : {};
  const findings = { ...found, decision: { ...found.decision, ...silence } };
  const { decision } = findings;
  const building = { severity, dedupKey, reporting };
  const built = await buildPage(findings, building);
  await reporting.announce([
    ...findings.problems,
    ...redactor.problems(),
    ...describeCuts(built),
    ...describeSilence(decision, inputs.environment),
  ]);

  const sentAt = reporting.clock.now();
  const leftMs = deadline - sentAt;
  const budgetMs = Math.max(1, leftMs - reserveForChannel(inputs.fallbackWebhook, leftMs));
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const told = reporting.unlessDelivered && built !== undefined && allTold(memories, decision.action);
  const event = told ? undefined : built?.event;
  const early = event === undefined || inputs.dryRun ? '' : keepEarly(event, to, sentAt, reporting);
  const { withoutSecrets } = facts;
  const sent = await dispatch(
    { event, routingKeys, rest, withoutSecrets, dryRun: inputs.dryRun, destination },
    reporting,
  );
  const informed = held && !inputs.dryRun ? to : narrow(to, sent.reached);
  outbox.remember({ dedupKey, to: informed }, { action: decision.action, madeAt: sentAt, command });
  const file = event === undefined ? '' : settle(outbox, { event, to, file: early }, sent.outcome);

  const known: Result = {
    ...(await redactFindings(findings, redactor)),
    ...(await describeSent(sent, { destination, rest, file, redactor })),
    ...(told ? { reason: redacted`a step of this job has told PagerDuty already` } : {}),
    action: told ? 'none' : decision.action,
    story: decision.story,
    databaseState: migration.state,
    dedupKey,
    severity,
    event,
  };
  // Before the ornaments, which would use up the time that was kept back for it.
  const others = isUndelivered(sent.outcome) ? await tellSecondChannel(inputs.fallbackWebhook, known, reporting) : [];
  const taken = event !== undefined && sent.outcome === 'accepted' ? { event, sentAt } : undefined;
  const change = told || UNCHANGED.includes(sent.outcome) ? undefined : await buildChange(findings, building);
  const { incident, problems } = await conclude(findings, { taken, change, destination, deadline }, reporting).catch(
    // An ornament: a fault in it must not look like a fault of the page.
    (error: unknown) => ({ incident: undefined, problems: [describeFault(error)] }),
  );
  return {
    result: { ...known, incident },
    problems: [...sent.problems, ...others, ...problems],
    madeAt: sentAt,
    file,
    unreached: sent.unreached,
  };
}

// What is too large for the post step's hands lies in a file before it is sent.
function keepEarly(event: AlertEvent, to: Addressee, madeAt: number, { onKept, outbox }: Reporting): string {
  if (onKept({ event, file: '', madeAt })) return '';
  const file = outbox.keep(event, to);
  onKept({ event, file, madeAt });
  return file;
}

function resolves({ decision, inputs }: Findings): boolean {
  return decision.action === 'resolve' && inputs.eventAction === 'auto';
}

/** What is decided instead where the success of one command, or of the job, would close what another command opened. */
const HELD: Pick<Decision, 'action' | 'reason' | 'remedy'> = {
  action: 'none',
  reason: 'a command of another step has failed under the same dedup key, and this success does not mend it',
  remedy:
    'Give each step its own migration or database, so that their incidents are told apart. If what it broke is mended, a step with event-action: resolve closes the incident.',
};

/** And where a command was cut off, or its step killed, and another step has done the same with success. */
const MENDED: Pick<Decision, 'action' | 'reason'> = {
  action: 'none',
  reason: 'the command was cut off, and the same command has succeeded since',
};

/** Where the event could not be told, a change can't be either. */
const UNCHANGED: readonly Dispatch['outcome'][] = ['unreachable', 'invalid', 'skipped'];

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
  if (!findings.inputs.changeEvent || findings.inputs.dryRun) return undefined;
  const { toChangeEvent, wasApplied } = await import('../page/change-event.ts');
  if (!wasApplied(findings)) return undefined;
  const decision = { ...findings.decision, action: 'resolve', story: 'succeeded' } as const;
  const built = await buildPage({ ...findings, decision }, building);
  return built && toChangeEvent(built.event);
}

async function redactFindings({ inputs, decision, migration }: Findings, redactor: Redactor) {
  const texts = await redactAll(
    {
      reason: decision.reason,
      environment: inputs.environment,
      migration: migration.name,
      error: migration.error,
      errorType: migration.errorType || (migration.category ?? ''),
      stateText: migration.stateText,
      nextStep: migration.nextStep,
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

function describeSilence({ leftOut, reason, remedy }: Decision, environment: string): Problem[] {
  if (remedy !== undefined) return [{ level: 'warning', message: `An open incident stays open: ${reason}. ${remedy}` }];
  const message = `The migration failed, and PagerDuty is not told: ${reason}. See the input environments.`;
  return leftOut ? [{ level: isDevelopment(environment) ? 'notice' : 'warning', message }] : [];
}
