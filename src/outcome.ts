import type { Problem } from './errors.ts';
import { listChoices, quote } from './inputs/values.ts';

/** How the job, step or run ended, in GitHub's words. https://docs.github.com/rest/checks/runs */
export const STATUSES = [
  'success',
  'failure',
  'cancelled',
  'skipped',
  'timed_out',
  'startup_failure',
  'action_required',
  'neutral',
  'stale',
] as const;
export type Status = (typeof STATUSES)[number];

const SYNONYMS: Readonly<Record<string, Status>> = {
  failed: 'failure',
  error: 'failure',
  succeeded: 'success',
  passed: 'success',
  canceled: 'cancelled',
};

/** What became of the migration as far as the workflow knows. */
export interface Outcome {
  /** `unknown` only when neither `status` nor the job's status could be read. */
  readonly status: Status | 'unknown';
  /** False when `status` could not be read and the job's status stands in for it: then a success proves nothing. */
  readonly stated: boolean;
}

/** An outcome, and what was wrong with the text it was read from. */
export interface ReadOutcome {
  readonly outcome: Outcome;
  readonly problem?: Problem;
}

/** Reads `status`, a single word; an empty or unknown one falls back on the job's status, with an error that says so. */
export function readOutcome(status: string, jobStatus: string): ReadOutcome {
  const stated = readStatus(status);
  if (stated !== undefined) return { outcome: { status: stated, stated: true } };
  const fallback = readStatus(jobStatus);
  const cause = status === '' ? 'A misspelt step id in steps.ID.outcome gives an empty one. ' : '';
  const consequence =
    fallback === undefined
      ? 'The status of the job is not known either: nothing is sent.'
      : `The status of the job, ${fallback}, stands in for it: a failure pages, a success closes nothing.`;
  return {
    outcome: { status: fallback ?? 'unknown', stated: false },
    problem: {
      level: 'error',
      message: `status: expected ${listChoices(STATUSES)}; got ${quote(status)}. ${cause}${consequence}`,
    },
  };
}

function readStatus(text: string): Status | undefined {
  return STATUSES.find(status => status === text) ?? (Object.hasOwn(SYNONYMS, text) ? SYNONYMS[text] : undefined);
}
