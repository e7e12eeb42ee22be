import { listChoices } from '../inputs/input-reader.ts';
import { describeSilentCancel } from './cancel.ts';
import type { Row, Told } from './circumstances.ts';
import { alertsIn, policyEnvironment } from './environments.ts';
import { isFailure, wasCutOff } from './story.ts';
import { SUCCESS_ROWS } from './success-rows.ts';

const FAILURES = 'failure, timed_out, startup_failure';

/** What is decided: the first row that fits. README shows the same rows. */
export const TABLE: readonly Row[] = [
  {
    status: 'any, in an environment that [does not page](#what-it-needs)',
    evidence: '',
    action: 'none; a failure is a warning, or a notice where the name is plainly one of development',
    fits: ({ policy }) => !alertsIn(policy.environments, policyEnvironment(policy.environment)),
    decide: ({ policy, outcome }) => ({
      action: 'none',
      reason: `${policy.environment || 'the environment'} is not among the environments that alert (${listChoices(policy.environments)})`,
      leftOut: isFailure(outcome),
    }),
  },
  {
    status: 'any, with `event-action` other than `auto`',
    evidence: '',
    action: 'just that action',
    fits: ({ policy }) => policy.eventAction !== 'auto',
    decide: ({ policy, outcome }) => ({
      action: policy.eventAction === 'auto' ? 'none' : policy.eventAction,
      reason: `event-action is ${policy.eventAction}`,
      leftOut: isFailure(outcome) && policy.eventAction === 'resolve',
    }),
  },
  {
    status: 'any, of a pull request that is not merged, or of a merge queue',
    evidence: '',
    action:
      'none: it changes no environment; a failure is a warning. `closed` with `merged: true` is a deployment of the base branch, like a push; a listener cannot tell, and warns',
    fits: ({ pullRequest }) => pullRequest,
    decide: ({ outcome, mergeUnknown }) => ({
      action: 'none',
      reason: 'a pull request that is not merged changes no environment',
      leftOut: isFailure(outcome) && !mergeUnknown,
      ...(mergeUnknown ? { warning: MERGE_UNKNOWN } : {}),
    }),
  },
  ...SUCCESS_ROWS,
  {
    status: FAILURES,
    evidence: 'the last run is a dry run, and itself says that it failed; of no other run it is open how it ended',
    action: 'none, with a warning',
    fits: told => isFailure(told.outcome) && endsInFailedDryRun(told),
    decide: () => ({ action: 'none', reason: 'it was a dry run that failed: nothing was applied', leftOut: true }),
  },
  {
    status: FAILURES,
    evidence: 'anything else',
    action:
      '**trigger**; "applied, but the job failed later" only when the tool\'s own last word is success for all runs, and never beside an exit code of the wrapper that is not 0',
    fits: ({ outcome }) => isFailure(outcome),
    decide: told => ({ action: 'trigger', reason: `${describeFailure(told)} (status ${told.outcome.status})` }),
  },
  {
    status: 'cancelled, with `on-cancelled` other than `auto`',
    evidence: '',
    action: 'that: none or **trigger**',
    fits: ({ outcome, policy }) => outcome.status === 'cancelled' && policy.onCancelled !== 'auto',
    decide: ({ policy }) => ({
      action: policy.onCancelled === 'trigger' ? 'trigger' : 'none',
      reason: `the run was cancelled, and on-cancelled is ${policy.onCancelled}`,
    }),
  },
  {
    status: 'cancelled',
    evidence:
      "the wrapper's command still ran, whatever it had printed (not where it then ended with exit code 0 and its tool says success); or the log shows a tool at work and no end. (Where GitHub's annotations show a timeout, a lost runner or a job that no runner took, it counts as `timed_out`: fan-in and listener, with `actions: read` and `checks: read`)",
    action: '**trigger**',
    fits: told => told.outcome.status === 'cancelled' && wasCutOff(told),
    decide: () => ({ action: 'trigger', reason: 'the run was cancelled while the migration ran' }),
  },
  {
    status: 'cancelled',
    evidence: 'anything else',
    action: 'none; a warning names what could not be known: no log, or no `checks: read`',
    fits: ({ outcome }) => outcome.status === 'cancelled',
    decide: told => ({
      action: 'none',
      reason: 'the run was cancelled, and no migration is known to have been interrupted',
      ...describeSilentCancel(told),
    }),
  },
  {
    status: 'skipped, neutral, stale, action_required, or not known',
    evidence: '',
    action: 'none',
    fits: () => true,
    decide: ({ outcome: { status } }) => ({
      action: 'none',
      reason:
        status === 'unknown'
          ? 'the status is not known'
          : `the status is ${status}: nothing ran that could have failed or fixed anything`,
    }),
  },
];

const MERGE_UNKNOWN =
  'The run that this listener reports is of a pull request, and the event does not say whether it was merged, so nothing is sent. If merged pull requests deploy, report in their own workflow (with a step, a guard or the wrapper), or run that workflow on push.';

// A log may hold the dry run and then the run in earnest.
function endsInFailedDryRun({ evidence }: Told): boolean {
  if (evidence?.verdict !== 'dry-run-failure') return false;
  const { runs } = evidence;
  const last = runs.at(-1);
  return (
    last === undefined ||
    (last.verdict === 'dry-run-failure' && runs.every(({ verdict }) => WELL_KNOWN.includes(verdict)))
  );
}

/** What a run in earnest or another command may have come to, so that only the dry run can have failed. */
const WELL_KNOWN: readonly string[] = ['dry-run', 'dry-run-failure', 'other-command', 'success'];

function describeFailure({ story, exitCode, evidence }: Told): string {
  switch (story) {
    case 'applied-then-failed':
      return 'the migration was applied, and the job failed later';
    case 'applied-then-tool-failed':
      return `the migration was applied, and ${evidence?.tool} failed after it`;
    case 'not-started':
      return 'the migration did not start';
    case 'not-seen-to-start':
      return 'the migration seems not to have started';
    case 'stopped':
      return 'the migration was stopped while it ran';
    case 'ended':
      return `the command ended with exit code ${exitCode}`;
    case 'job-failed':
      return 'the job failed, and whether the migration ran is not known';
    default:
      return 'the migration failed';
  }
}
