import { alertsIn, policyEnvironment } from '../decision/environments.ts';
import type { DecidedRun } from '../decision/migration-run.ts';
import type { Story } from '../decision/story.ts';
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
  const { story } = run.decision;
  const decision = { ...run.decision, action: 'resolve', story: 'applied' } as const;
  const built = await writePage({ ...run, decision }, setting);
  return built && toChangeEvent(built.event, story);
}

/** Whether a migration went well, as far as anybody knows, in an environment that alerts: it may have changed the database. */
export function wasApplied({ inputs, facts, outcome, evidence, decision }: DecidedRun): boolean {
  const { environments, environment } = inputs;
  if (facts.pullRequest || !alertsIn(environments, policyEnvironment(environment))) return false;
  if (evidence?.nothingPending === true) return false;
  if (APPLIED_BEFORE.includes(decision.story)) return true;
  if (!WENT_WELL.includes(decision.story) || outcome.status !== 'success' || !outcome.stated) return false;
  // Not every tool says when a migration has ended: there the stated success stands for it.
  return evidence === undefined || ['success', 'unfinished', 'unknown'].includes(evidence.verdict);
}

/** The migration is applied, whatever failed later. */
const APPLIED_BEFORE: readonly Story[] = ['applied-then-failed', 'applied-then-tool-failed'];
const WENT_WELL: readonly Story[] = ['applied', 'succeeded', 'job-succeeded'];

/** The change event of a migration whose alert event would be `event`: it claims no more than the `story` tells. */
export function toChangeEvent(event: AlertEvent, story: Story): ChangeEvent {
  const { source, timestamp, custom_details } = event.payload;
  return { payload: { summary: composeSummary(event, story), source, timestamp, custom_details }, links: event.links };
}

function composeSummary(event: AlertEvent, story: Story): Redacted {
  const environment = detailText(event, 'environment');
  const repository = detailText(event, 'repository');
  const migration = detailText(event, 'migration');
  const place = repository === '' ? redacted`` : redacted` (${repository})`;
  if (story === 'job-succeeded') return redacted`${nameJob(event)} succeeded in ${environment}${place}`;
  const ending =
    story === 'applied' || APPLIED_BEFORE.includes(story)
      ? redacted`applied to ${environment}`
      : redacted`succeeded in ${environment}`;
  return migration === '' ? redacted`Database migration ${ending}${place}` : redacted`Migration ${migration} ${ending}`;
}

function nameJob(event: AlertEvent): Redacted {
  const job = detailText(event, 'job');
  const workflow = detailText(event, 'workflow');
  if (job !== '') return redacted`Job ${job}`;
  return workflow === '' ? redacted`The workflow` : redacted`Workflow ${workflow}`;
}
