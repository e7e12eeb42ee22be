import type { Evidence } from '../evidence/evidence.ts';
import type { Row, Told } from './circumstances.ts';

const isSuccess = ({ outcome }: Told): boolean => outcome.status === 'success';

/** What a success closes: only what it proves. */
export const SUCCESS_ROWS: readonly Row[] = [
  {
    status: 'success',
    evidence:
      "a tool's own failure that nothing later fixes; or, where no migration tool ran, a database client's own error (`psql`, `mysql`, `sqlcmd`)",
    action: '**trigger**: the job is green, the migration is not',
    fits: told => isSuccess(told) && ['failure', 'client-failure'].includes(told.evidence?.verdict ?? ''),
    decide: ({ evidence }) => ({
      action: 'trigger',
      reason: `the status is success, but ${evidence?.tool} says that the migration failed`,
    }),
  },
  {
    status: 'success',
    evidence: 'every run is a dry run, or of another command (`down`, `undo`, `status`, `info`, `verify` …)',
    action: 'none, with a warning',
    fits: told => isSuccess(told) && OTHER_RUNS.includes(told.evidence?.verdict ?? ''),
    decide: ({ evidence }) => ({
      action: 'none',
      reason:
        evidence?.verdict === 'other-command'
          ? `it is the output of another ${evidence.tool} command: it does not say that the migration was applied`
          : 'it was a dry run: nothing was applied',
      remedy: 'Report the command that applies migrations, and name its own log.',
    }),
  },
  {
    status: 'success',
    evidence:
      'every file named in `log` and `report` is missing or cannot be read, and the wrapper captured nothing (a missing `report` alone does not count)',
    action: 'none, with a warning: whether the migration ran is not known',
    fits: told => isSuccess(told) && told.files === 'lost',
    decide: () => ({
      action: 'none',
      reason: 'no log of this job could be read: whether the migration ran is not known',
      story: 'unproven',
      remedy: 'If the migration ran, correct the path in log.',
    }),
  },
  {
    status: 'success',
    evidence:
      'of a log: an unknown output ends in an error; a tool that says when it is done did not; or one run failed, and a later one that went well need not be its retry (several databases)',
    action: 'none, with a warning that says what was seen',
    fits: told => isSuccess(told) && withholds(told),
    decide: ({ evidence }) => ({
      action: 'none',
      reason: `the status is success, but ${describeDoubt(evidence)}`,
      story:
        doubtOf(evidence) === 'some-failed'
          ? 'failed-unseen'
          : doubtOf(evidence) === 'unfinished'
            ? 'unfinished'
            : 'unproven',
      remedy: doubtOf(evidence) === 'some-failed' ? SOME_FAILED : HIDDEN_END,
    }),
  },
  {
    status: 'success',
    evidence: 'not stated (the status could not be read); or another step of the same job has opened the incident',
    action: 'none, with a warning or the error of `status`',
    fits: told => isSuccess(told) && (!told.outcome.stated || told.openedElsewhere),
    decide: ({ openedElsewhere }) =>
      openedElsewhere
        ? {
            action: 'none',
            reason: 'another step of this job has opened the incident, and this success does not fix what failed there',
            remedy:
              'Only a later wrapper closes it, with the same command and database, or with the same migration or dedup-key given. Give each step its own migration or database, so that their incidents are told apart.',
          }
        : {
            action: 'none',
            // The input's own error says it, too.
            reason: 'the status could not be read, and the status of the job alone closes nothing',
          },
  },
  {
    status: 'success of a fan-in',
    evidence:
      'a needed job has failed under `continue-on-error`, which `needs` calls a success (seen with `actions: read`)',
    action: 'none, with a warning',
    fits: told => isSuccess(told) && told.hiddenFailures.length > 0,
    decide: ({ hiddenFailures }) => ({
      action: 'none',
      reason: `needs calls every job a success, but ${hiddenFailures.join(', ')} failed (continue-on-error)`,
      story: 'unproven',
      remedy: 'A job that may fail belongs in allowed-failures.',
    }),
  },
  {
    status: 'success',
    evidence: 'anything else, with `auto-resolve: false`',
    action: 'none',
    fits: told => isSuccess(told) && !told.policy.autoResolve,
    decide: told => ({
      action: 'none',
      reason: `${describeSuccess(told)}, and auto-resolve is false: a person closes the incident`,
    }),
  },
  {
    status: 'success of the wrapper under `shell: bash`',
    evidence: 'an output that ends in an error, or before the tool says that it is done',
    action: '**resolve**, with a warning: the exit code is known',
    fits: told => isSuccess(told) && doubtOf(told.evidence) !== undefined,
    decide: told => ({
      action: 'resolve',
      reason: `the command ended with exit code 0, although ${describeDoubt(told.evidence)}`,
      warning: `The incident is closed because the command ended with exit code 0, although ${describeDoubt(told.evidence)}. If the migration failed, its script hides that (|| true, or a program that does not give its exit code on).`,
    }),
  },
  {
    status: 'success',
    evidence: 'success, nothing pending, failures that a later try fixed, or nothing at all',
    action: '**resolve**',
    fits: isSuccess,
    decide: told => ({ action: 'resolve', reason: describeSuccess(told) }),
  },
];

const OTHER_RUNS: readonly string[] = ['dry-run', 'dry-run-failure', 'other-command'];

type Doubt = 'some-failed' | 'unfinished' | 'last-words';

function doubtOf(evidence: Evidence | undefined): Doubt | undefined {
  if (evidence?.verdict === 'some-failed') return 'some-failed';
  if (evidence?.verdict === 'unfinished' && evidence.endsAloud === true) return 'unfinished';
  const isOpen = evidence?.verdict === 'unknown' || evidence?.verdict === 'unfinished';
  return isOpen && evidence.lastWords === 'error' ? 'last-words' : undefined;
}

function withholds({ evidence, exitCodeCounts }: Told): boolean {
  const doubt = doubtOf(evidence);
  return doubt === 'some-failed' || (doubt !== undefined && !exitCodeCounts);
}

function describeDoubt(evidence: Evidence | undefined): string {
  const { tool = '', migration = 'a migration', database } = evidence ?? {};
  switch (doubtOf(evidence)) {
    case 'some-failed': {
      const where = database === undefined ? '' : ` on ${database}`;
      return `${tool} failed at ${migration}${where}, and a later run that went well need not be its retry`;
    }
    case 'unfinished':
      return `the log ends while ${tool} applies ${migration}`;
    default:
      return `the output${tool === '' ? '' : ` of ${tool}`} ends in an error`;
  }
}

function describeSuccess({ story }: Told): string {
  return story === 'job-succeeded' ? 'the status is success, and nothing says otherwise' : 'the migration succeeded';
}

const SOME_FAILED = 'Let the step fail when one of the databases fails.';
const HIDDEN_END = 'Perhaps a pipe (| tee) hid how the command ended: put "set -o pipefail" before it.';
