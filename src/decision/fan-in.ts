import { parseJson, textAt } from '../primitives/json.ts';
import { readStatus, type Status } from './status.ts';

/** Whether `status` is meant as the JSON of the needs context. */
export function isFanIn(status: string): boolean {
  return status.trim().startsWith('{');
}

/** The ids of the jobs that a fan-in needs; none where `status` is not the JSON of the needs context. */
export function neededJobs(status: string): readonly string[] {
  const needs = parseJson(status);
  return typeof needs === 'object' && needs !== null && !Array.isArray(needs) ? Object.keys(needs) : [];
}

/** What a fan-in came to: the worst result that is not allowed, and the ids of the jobs that decided for it. */
export interface NeedsResult {
  readonly status: Status;
  readonly jobs: readonly string[];
}

/**
 * Reads the JSON of the needs context; undefined when it is not that.
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts#needs-context
 */
export function readNeeds({
  status,
  allowedFailures,
  allowedSkips,
}: {
  readonly status: string;
  readonly allowedFailures: readonly string[];
  readonly allowedSkips: readonly string[];
}): NeedsResult | undefined {
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
  return { status: worst?.[0] ?? best, jobs: worst?.[1] ?? [] };
}
