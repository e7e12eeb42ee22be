import { textAt } from '../primitives/json.ts';
import { isOfPullRequest, isOfQueue, isSameRepository } from './pull-request.ts';
import { type RunFacts, workflowFile } from './run-facts.ts';

/** What a listener hears: the facts of the run that it listened to, and how that run ended. */
export interface ListenedRun {
  readonly facts: RunFacts;
  /** The run's conclusion; empty while it is still running. */
  readonly conclusion: string;
}

/**
 * Reads the run that a workflow on `workflow_run` listened to; undefined when another event started this one.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run
 */
export function readListenedRun(own: RunFacts, payload: unknown): ListenedRun | undefined {
  const read = (...path: string[]): string => textAt(payload, ['workflow_run', ...path]);
  if (read('id') === '') return undefined;
  const attempt = Number(read('run_attempt')) || 0;
  const url = read('html_url');
  const ofPullRequest = isOfPullRequest(read('event')) || isOfQueue(read('head_branch'));
  return {
    conclusion: read('conclusion'),
    facts: {
      ...own,
      workflow: workflowFile(read('path')) || read('name'),
      job: '',
      matrix: '',
      matrixValues: [],
      matrixLabel: '',
      attempt,
      ref: read('head_branch'),
      commit: read('head_sha'),
      actor: read('triggering_actor', 'login') || read('actor', 'login'),
      pullRequest: ofPullRequest || !isSameRepository(read('head_repository', 'full_name'), own.repository),
      mergeUnknown: read('event') === 'pull_request' || read('event') === 'pull_request_target',
      mergedFork: false,
      runId: read('id'),
      jobId: '',
      runUrl: url !== '' && attempt > 0 ? `${url}/attempts/${attempt}` : url,
      jobUrl: '',
    },
  };
}
