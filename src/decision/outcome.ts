import { EXPRESSION_CAUSE, findExpression } from '../inputs/environment.ts';
import { listChoices, quote } from '../inputs/values.ts';
import type { Problem } from '../primitives/errors.ts';
import { parseJson, textAt } from '../primitives/json.ts';

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
/** How a job or a run ended. */
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

/** Whether `status` is meant as the JSON of the needs context. */
export function isFanIn(status: string): boolean {
  return status.trim().startsWith('{');
}

/** Reads `status`; an empty or unknown one falls back on the job's status, with an error that says so. */
export function readOutcome(source: OutcomeSource): ReadOutcome {
  if (isFanIn(source.status)) {
    const fanIn = readNeeds(source);
    return fanIn === undefined ? fallBack(source, 'the JSON of the needs context, toJSON(needs)') : { outcome: fanIn };
  }
  const status = readStatus(source.status);
  return status === undefined
    ? fallBack(source, listChoices(STATUSES))
    : { outcome: { status, stated: true, jobs: [] } };
}

// https://docs.github.com/actions/reference/workflows-and-actions/contexts#needs-context
function readNeeds({ status, allowedFailures, allowedSkips }: OutcomeSource): Outcome | undefined {
  const needs = parseJson(status);
  if (typeof needs !== 'object' || needs === null || Array.isArray(needs)) return undefined;
  const results = Object.keys(needs).map(job => [job, readStatus(textAt(needs, [job, 'result']))] as const);
  if (results.length === 0 || results.some(([, result]) => result === undefined)) return undefined;
  const having = (wanted: Status, allowed: readonly string[]): string[] =>
    results.filter(([job, result]) => result === wanted && !allowed.includes(job)).map(([job]) => job);
  const worst = (
    [
      ['failure', having('failure', allowedFailures)],
      ['cancelled', having('cancelled', [])],
      ['skipped', having('skipped', allowedSkips)],
    ] as const
  ).find(([, jobs]) => jobs.length > 0);
  // Where nothing succeeded, allowed skips and failures alone prove nothing.
  const best = results.some(([, result]) => result === 'success') ? 'success' : 'skipped';
  return { status: worst?.[0] ?? best, stated: true, jobs: worst?.[1] ?? [] };
}

function fallBack({ status, jobStatus }: OutcomeSource, expected: string): ReadOutcome {
  const fallback = readStatus(jobStatus);
  const cause = causeOf(status);
  const consequence =
    fallback === undefined
      ? 'The status of the job is not known either: nothing is sent.'
      : `The status of the job, ${fallback}, stands in for it: a failure pages, a success closes nothing.`;
  return {
    outcome: { status: fallback ?? 'unknown', stated: false, jobs: [] },
    problem: { level: 'error', message: `status: expected ${expected}; got ${quote(status)}. ${cause}${consequence}` },
  };
}

function causeOf(status: string): string {
  if (status === '') return 'A misspelt step id in steps.ID.outcome gives an empty one. ';
  return findExpression(status) === undefined ? '' : `${EXPRESSION_CAUSE}. `;
}

function readStatus(text: string): Status | undefined {
  const word = text.trim().toLowerCase();
  return STATUSES.find(status => status === word) ?? (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined);
}
