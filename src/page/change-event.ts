import { alertsIn, policyEnvironment } from '../decision/environments.ts';
import type { DecidedRun } from '../decision/migration-run.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';
import { type AlertEvent, detailText, type RedactedMap } from './alert-event.ts';
import { type PageSetting, writePage } from './page.ts';

/** A change event of the Events API v2, without the routing key: it opens nothing and wakes nobody. https://developer.pagerduty.com/docs/send-change-event */
export interface ChangeEvent {
  readonly payload: {
    readonly summary: Redacted;
    readonly source: Redacted;
    readonly timestamp: string;
    readonly custom_details: RedactedMap;
  };
  readonly links: AlertEvent['links'];
}

/** The change event of a run; undefined where nothing was applied. It says the same as a page that closes the incident, whatever this run's own page says. */
export async function writeChangeEvent(run: DecidedRun, setting: PageSetting): Promise<ChangeEvent | undefined> {
  if (!wasApplied(run)) return undefined;
  const decision = { ...run.decision, action: 'resolve', story: 'applied' } as const;
  const built = await writePage({ ...run, decision }, setting);
  return built && toChangeEvent(built.event);
}

/** Whether a migration was applied, as far as anybody knows, to an environment that alerts. */
export function wasApplied({ inputs, facts, outcome, evidence, decision }: DecidedRun): boolean {
  const { environments, environment } = inputs;
  if (facts.pullRequest || !alertsIn(environments, policyEnvironment(environment))) return false;
  if (evidence?.nothingPending === true) return false;
  if (decision.story === 'applied-then-failed') return true;
  if (!WENT_WELL.includes(decision.story) || outcome.status !== 'success' || !outcome.stated) return false;
  // Not every tool says when a migration has ended: there the stated success stands for it.
  return evidence === undefined || ['success', 'unfinished', 'unknown'].includes(evidence.verdict);
}

const WENT_WELL: readonly DecidedRun['decision']['story'][] = ['applied', 'succeeded', 'job-succeeded'];

/** The change event of a migration whose alert event would be `event`: it says the same of a success. */
export function toChangeEvent(event: AlertEvent): ChangeEvent {
  const { source, timestamp, custom_details } = event.payload;
  const migration = detailText(event, 'migration');
  const repository = detailText(event, 'repository');
  const subject = migration === '' ? redacted`Database migration` : redacted`Migration ${migration}`;
  const place = migration === '' && repository !== '' ? redacted` in ${repository}` : redacted``;
  const summary = redacted`${subject} applied to ${detailText(event, 'environment')}${place}`;
  return { payload: { summary, source, timestamp, custom_details }, links: event.links };
}
