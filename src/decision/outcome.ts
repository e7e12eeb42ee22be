import { EXPRESSION_CAUSE, findExpression } from '../inputs/environment.ts';
import { listChoices, quote } from '../inputs/input-reader.ts';
import type { Problem } from '../primitives/errors.ts';
import { isFanIn, readNeeds } from './fan-in.ts';
import { readStatus, STATUSES, type Status } from './status.ts';

/** What became of the migration as far as the workflow knows. */
export interface Outcome {
  /** `unknown` only when neither `status` nor the job's status could be read. */
  readonly status: Status | 'unknown';
  /** False when `status` could not be read and the job's status stands in for it: then a success proves nothing. */
  readonly stated: boolean;
  /** Fan-in: the ids of the jobs that decided for the worse. */
  readonly jobs: readonly string[];
}

/** What an outcome is read from. */
export interface OutcomeSource {
  /** One word, or the JSON of the needs context. */
  readonly status: string;
  readonly jobStatus: string;
  /** Ids of the jobs that may fail or be skipped in a fan-in. */
  readonly allowedFailures: readonly string[];
  readonly allowedSkips: readonly string[];
}

/** An outcome, and what was wrong with the text it was read from. */
export interface ReadOutcome {
  readonly outcome: Outcome;
  readonly problem?: Problem;
}

/** Reads `status`; an empty or unknown one falls back on the job's status, with an error that says so. */
export function readOutcome(source: OutcomeSource): ReadOutcome {
  if (isFanIn(source.status)) {
    const worst = readNeeds(source);
    return worst === undefined
      ? fallBack(source, 'the JSON of the needs context, toJSON(needs)')
      : { outcome: { ...worst, stated: true } };
  }
  const status = readStatus(source.status);
  return status === undefined
    ? fallBack(source, listChoices(STATUSES))
    : { outcome: { status, stated: true, jobs: [] } };
}

function fallBack({ status, jobStatus }: OutcomeSource, expected: string): ReadOutcome {
  const fallback = readStatus(jobStatus);
  const cause = causeOf(status);
  const consequence =
    fallback === undefined
      ? 'The status of the job is not known either, so nothing is sent.'
      : `The action uses the status of the job, ${fallback}, instead: a failure pages, a success closes nothing.`;
  return {
    outcome: { status: fallback ?? 'unknown', stated: false, jobs: [] },
    problem: { level: 'error', message: `status: expected ${expected}; got ${quote(status)}. ${cause}${consequence}` },
  };
}

function causeOf(status: string): string {
  if (status === '') return 'A misspelt step id in steps.ID.outcome gives an empty status. ';
  return findExpression(status) === undefined ? '' : `${EXPRESSION_CAUSE}. `;
}
