import { connect, type GitHubAccess } from '../github/client.ts';
import { type ListenedRun, readListenedRun } from '../github/listened-run.ts';
import type { RunFacts } from '../github/run-facts.ts';
import { type Clock, readRetryAfter, retry, type Try } from '../http/retry.ts';
import { describeError } from '../primitives/errors.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import { withoutStop } from '../primitives/text.ts';

/** Which runs are asked for. */
export interface HistoryQuery extends GitHubAccess {
  /** File name of the workflow. */
  readonly workflow: string;
  /** Runs that were created before are left out; milliseconds since the epoch. */
  readonly since: number;
  /** The run that asks: what it shares with the runs that it asks for. */
  readonly own: RunFacts;
}

/** One attempt of a run that has ended, as a listener would have heard of it. */
export interface Attempt extends ListenedRun {
  readonly number: string;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

/** What GitHub remembers, oldest end first. */
export interface History {
  readonly attempts: readonly Attempt[];
  readonly runs: number;
  /** What is missing and why; empty when nothing is. */
  readonly gap: string;
}

/** Milliseconds that one call may take, its retries included, and all calls together. */
const CALL_BUDGET_MS = 60_000;
const BUDGET_MS = 300_000;
/** GitHub's token may ask 1000 times an hour, and other jobs of the repository ask with it, too. */
const MOST_CALLS = 300;
const PAGE_SIZE = 100;

/**
 * Reads the runs of a workflow, newest first and page by page, and the earlier attempts of every run that was re-run.
 * Without a filter, because GitHub cuts filtered lists at 1000: https://docs.github.com/rest/actions/workflow-runs. Never throws.
 */
export async function readHistory(query: HistoryQuery, clock: Clock): Promise<History | { readonly failure: string }> {
  try {
    const { octokit, owner, repo } = await connect(query, AbortSignal.timeout(BUDGET_MS));
    const { actions } = octokit.rest;
    const budget = { calls: MOST_CALLS };
    const counted = async <T>(call: () => Promise<{ data: T }>): Promise<Asked<T>> => {
      budget.calls -= 1;
      return budget.calls < 0 ? { failure: `more than ${MOST_CALLS} calls would be needed` } : ask(call, clock);
    };
    const filter = { owner, repo, workflow_id: query.workflow, exclude_pull_requests: true, per_page: PAGE_SIZE };
    const runs: unknown[] = [];
    let gap = '';
    for (let page = 1; ; page += 1) {
      const asked = await counted(() => actions.listWorkflowRuns({ ...filter, page }));
      if ('failure' in asked) {
        if (page === 1) return asked;
        gap = `runs before ${describeDay(runs.at(-1))} are missing: ${asked.failure}`;
        break;
      }
      const found = asked.data.workflow_runs;
      const recent = found.filter(run => Date.parse(run.created_at) >= query.since);
      runs.push(...recent);
      if (found.length < PAGE_SIZE || recent.length < found.length) break;
    }
    const earlier: unknown[] = [];
    for (const [run, attempt] of runs.flatMap(earlierAttempts)) {
      const reference = { owner, repo, run_id: run, attempt_number: attempt, exclude_pull_requests: true };
      const asked = await counted(() => actions.getWorkflowRunAttempt(reference));
      if ('data' in asked) earlier.push(asked.data);
      else gap ||= `some earlier attempts of re-run runs are missing: ${asked.failure}`;
    }
    const attempts = [...runs, ...earlier].flatMap(run => readAttempt(run, query.own));
    return { attempts: attempts.toSorted((one, other) => one.endedAt - other.endedAt), runs: runs.length, gap };
  } catch (error) {
    return { failure: describeError(error) };
  }
}

type Asked<T> = { readonly data: T } | { readonly failure: string };

async function ask<T>(call: () => Promise<{ data: T }>, clock: Clock): Promise<Asked<T>> {
  const attempt = async (): Promise<Try<Asked<T>>> => {
    try {
      return { final: true, value: { data: (await call()).data } };
    } catch (error) {
      return judge(error, clock.now());
    }
  };
  return (await retry(attempt, clock, CALL_BUDGET_MS)).value;
}

// https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
function judge(error: unknown, now: number): Try<{ readonly failure: string }> {
  const status = Number(textAt(error, ['status']));
  const header = (name: string): string | undefined => textAt(error, ['response', 'headers', name]) || undefined;
  const value = { failure: status >= 400 ? explain(status, error) : describeError(error) };
  const spent = header('x-ratelimit-remaining') === '0';
  if (status === 429 || (status === 403 && (spent || header('retry-after') !== undefined))) {
    const reset = spent ? Number(header('x-ratelimit-reset')) * 1_000 - now : 0;
    const retryAfterMs = readRetryAfter(header, now) ?? reset;
    // GitHub's hour is longer than anybody waits for this.
    if (retryAfterMs > CALL_BUDGET_MS / 2)
      return {
        final: true,
        value: { failure: `GitHub's rate limit is used up for ${Math.ceil(retryAfterMs / 60_000)} min` },
      };
    return { final: false, value, retryAfterMs };
  }
  return { final: status >= 400 && status < 500 && status !== 408, value };
}

function explain(status: number, error: unknown): string {
  const said = withoutStop(textAt(error, ['response', 'data', 'message']));
  const answer = `GitHub answered HTTP ${status}${said === '' ? '' : `: ${said}`}`;
  if (status === 404) return `${answer}. Is workflow the file name of a workflow of this repository, e.g. migrate.yml?`;
  return status === 401 || status === 403 ? `${answer}. Does the job have the permission actions: read?` : answer;
}

function earlierAttempts(run: unknown): [run: number, attempt: number][] {
  const last = Number(textAt(run, ['run_attempt']));
  const id = Number(textAt(run, ['id']));
  return Array.from({ length: Math.max(0, last - 1) }, (_, index) => [id, index + 1]);
}

// What has not ended yet has no conclusion.
function readAttempt(run: unknown, own: RunFacts): Attempt[] {
  const listened = readListenedRun(own, { workflow_run: run });
  const endedAt = Date.parse(textAt(run, ['updated_at']) || textAt(run, ['run_started_at']));
  if (listened === undefined || listened.conclusion === '' || Number.isNaN(endedAt)) return [];
  return [{ ...listened, number: textAt(run, ['run_number']), endedAt }];
}

function describeDay(run: unknown): string {
  return String(valueAt(run, ['created_at'])).slice(0, 10);
}
