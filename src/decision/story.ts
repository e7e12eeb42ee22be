import type { Evidence } from '../evidence/evidence.ts';
import type { Outcome } from './outcome.ts';

/** What the page has to tell, for its title. */
export type Story =
  | 'failed'
  | 'failed-unseen' // the job is green, the migration is not
  | 'check-failed' // a check of the tool (preflight, verify, validate) failed: nothing was applied
  | 'applied-then-failed' // the migration was applied, the job failed later
  | 'not-started'
  | 'unfinished' // the job is green, and the log ends while the migration runs
  | 'cancelled'
  | 'cut-off' // cancelled while the migration ran
  | 'succeeded';

/** What a story depends on. */
export interface StorySource {
  readonly outcome: Outcome;
  readonly evidence: Evidence | undefined;
  /** A `log` was named and does not exist. */
  readonly logMissing: boolean;
  /** The wrapper's command still ran when the job was cut off. */
  readonly running: boolean;
}

/** What happened, whatever is done about it. */
export function tellStory({ outcome, evidence, logMissing, running }: StorySource): Story {
  const cutOff = evidence?.verdict === 'unfinished' || (running && evidence?.verdict !== 'success');
  if (outcome.status === 'cancelled') return cutOff ? 'cut-off' : 'cancelled';
  if (!isFailure(outcome)) return tellSuccess(outcome, evidence);
  if (evidence?.verdict === 'success' && evidence.saidDone === true) return 'applied-then-failed';
  if (evidence?.verdict === 'other-command' && evidence.databaseState === 'unchanged') return 'check-failed';
  // The tool failed after its last migration: it could not write the schema's dump, or give its lock back.
  if (evidence?.verdict === 'failure' && evidence.databaseState === 'applied') return 'applied-then-failed';
  const neverRan = logMissing || outcome.status === 'startup_failure';
  return evidence === undefined && neverRan ? 'not-started' : 'failed';
}

function tellSuccess({ status }: Outcome, evidence: Evidence | undefined): Story {
  const { verdict } = evidence ?? {};
  if (verdict === 'failure' || verdict === 'client-failure' || verdict === 'some-failed') return 'failed-unseen';
  const unfinished = evidence?.verdict === 'unfinished' && evidence.endsAloud === true;
  return status === 'success' && unfinished ? 'unfinished' : 'succeeded';
}

/** Whether the status is one of a failure. */
export function isFailure({ status }: Outcome): boolean {
  return status === 'failure' || status === 'timed_out' || status === 'startup_failure';
}
