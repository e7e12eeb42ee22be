import { textAt } from '../primitives/json.ts';

/** Whether an event is of a pull request. A merge queue tries what is not merged yet. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#merge_group */
export function isOfPullRequest(event: string): boolean {
  return event.startsWith('pull_request') || event === 'merge_group';
}

/** Whether a branch is one that a merge queue makes for its tries, which a workflow on any `push` runs for, too. */
export function isOfQueue(branch: string): boolean {
  return branch.startsWith('gh-readonly-queue/');
}

/** Whether the run is of a pull request that was merged: a deployment of the base branch. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#running-your-pull_request-workflow-when-a-pull-request-merges */
export function isMerged(event: string, payload: unknown): boolean {
  if (event !== 'pull_request' && event !== 'pull_request_target') return false;
  return textAt(payload, ['action']) === 'closed' && textAt(payload, ['pull_request', 'merged']) === 'true';
}

/** Whether two names are of one repository. GitHub knows them in any case, and a renamed owner comes in either. */
export function isSameRepository(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * Secrets are withheld from pull requests of forks, but not from pull_request_target.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
export function isFork(event: string, payload: unknown): boolean {
  if (!event.startsWith('pull_request') || event === 'pull_request_target') return false;
  const base = textAt(payload, ['repository', 'full_name']);
  const head = textAt(payload, ['pull_request', 'head', 'repo', 'full_name']);
  return base !== '' && !isSameRepository(head, base);
}
