import type { MigrationRun } from '../decision/migration-run.ts';
import { readListenedRun } from '../github/listened-run.ts';
import type { Problem } from '../primitives/errors.ts';

/**
 * The run that a listener (`when: run-completed`) listened to, in place of its own. `payload`: the event that started
 * the listener. What it can't learn of the other run must not be taken from its own job.
 */
export function describeListenedRun(own: MigrationRun, payload: unknown): MigrationRun {
  const listened = readListenedRun(own.facts, payload);
  const conclusion = listened?.conclusion ?? '';
  return {
    ...own,
    problems: conclusion === '' ? [...own.problems, NOTHING_TO_LISTEN_TO] : own.problems,
    facts: listened?.facts ?? own.facts,
    status: conclusion || 'neutral',
    jobStatus: '',
    report: '',
    log: '',
    command: undefined,
  };
}

const NOTHING_TO_LISTEN_TO: Problem = {
  level: 'error',
  message:
    'when: expected run-completed only in a workflow that is started by "on: workflow_run" with "types: [completed]"; got another event, or a run that has not ended. There is no end to report, so nothing is sent.',
};
