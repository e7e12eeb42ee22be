import type { GitHubAccess } from '../github/client.ts';
import type { FindCutOff } from '../github/cut-off.ts';
import type { RunFacts } from '../github/run-facts.ts';
import type { Clock } from '../http/retry.ts';
import { type Check, count, failed, passed } from './check.ts';
import { type Attempt, type History, readHistory } from './history.ts';
import { type Replay, replay } from './replay.ts';
import type { Settings } from './settings.ts';

const DAY_MS = 86_400_000;
/** Cancelled attempts whose annotations are read: only they tell a time-out from a person's click. */
const MOST_CANCELLED = 25;

/** What a backtest came to. */
export interface Backtest {
  readonly check: Check;
  /** Undefined when the runs could not be read. */
  readonly backtested: Backtested | undefined;
}

/** What there is to tell of a backtest. */
export interface Backtested extends Replay {
  readonly workflow: string;
  readonly days: number;
  readonly runs: number;
  /** What is missing; empty when nothing is. */
  readonly gap: string;
}

/** Replays the last days' runs of a workflow through the action's own decision. Needs no PagerDuty account. Never throws. */
export async function backtest(
  { backtestDays: days, workflow: named, githubToken: token }: Settings,
  own: RunFacts,
  { clock, findCutOff }: { readonly clock: Clock; readonly findCutOff: FindCutOff },
): Promise<Backtest> {
  const workflow = named.split('/').at(-1) || own.workflow;
  const { apiUrl, repository } = own;
  const missing = describeMissing({
    'github-token': token?.reveal() ?? '',
    workflow,
    repository,
    'API of GitHub': apiUrl,
  });
  if (token === undefined || missing !== '')
    return end(
      failed('backtest', `expected ${missing}; got nothing`, 'Set it, and give the job the permission actions: read.'),
    );
  const access = { token, apiUrl, repository };
  const history = await readHistory({ ...access, workflow, own, since: clock.now() - days * DAY_MS }, clock);
  if ('failure' in history)
    return end(
      failed('backtest', history.failure, 'Fix what GitHub says. The token needs the permission actions: read.'),
    );
  const attempts = await tellCutOff(history, access, findCutOff);
  const { runs, gap } = history;
  const found = `${count(runs, 'run')} of ${workflow} with ${count(attempts.length, 'finished attempt')}`;
  const check = passed('backtest', gap === '' ? found : `${found}; ${gap}`);
  return { check, backtested: { ...replay(attempts, clock.now()), workflow, days, runs, gap } };
}

// A job that was timed out ends as cancelled, too.
async function tellCutOff(
  { attempts }: History,
  access: GitHubAccess,
  findCutOff: FindCutOff,
): Promise<readonly Attempt[]> {
  const asked = attempts.filter(each => each.conclusion === 'cancelled' && !each.facts.pullRequest);
  const cutOff = new Set<Attempt>();
  for (const attempt of asked.slice(-MOST_CANCELLED)) {
    const { runId, attempt: number } = attempt.facts;
    const found = await findCutOff({ ...access, ...ALL_JOBS, runId, attempt: number });
    if (found?.work !== undefined) cutOff.add(attempt);
  }
  return attempts.map(attempt => (cutOff.has(attempt) ? { ...attempt, conclusion: 'timed_out' } : attempt));
}

const ALL_JOBS = { jobId: '', jobName: '', runnerName: '', exceptJobId: '', decisive: [], allowed: [] };

function describeMissing(needed: Readonly<Record<string, string>>): string {
  return Object.keys(needed)
    .filter(name => needed[name] === '')
    .join(', ');
}

function end(check: Check): Backtest {
  return { check, backtested: undefined };
}
