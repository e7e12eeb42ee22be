import type { Row, Told } from './circumstances.ts';
import { findDoubt, withholds } from './doubt.ts';

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
      remedy: 'Report the command that applies migrations, and set the input log to its own log.',
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
      remedy: 'If the migration ran, correct the path in the input log.',
    }),
  },
  {
    status: 'success',
    evidence:
      'of a log: an unknown output ends in an error; a tool that says when it is done did not; or one run failed, and a later one that went well need not be its retry (several databases). Or a pattern names files that are not read: more than 1,000 fit, or a folder cannot be looked through',
    action: 'none, with a warning that says what was seen',
    fits: told => isSuccess(told) && withholds(told),
    decide: told => {
      const { seen = '', story = 'unproven', remedy = '' } = findDoubt(told) ?? {};
      return { action: 'none', reason: `the status is success, but ${seen}`, story, remedy };
    },
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
      remedy: 'If a job may fail, add it to allowed-failures.',
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
    fits: told => isSuccess(told) && findDoubt(told) !== undefined,
    decide: told => {
      const reason = `the command ended with exit code 0, although ${findDoubt(told)?.seen ?? ''}`;
      return {
        action: 'resolve',
        reason,
        warning: `The incident is closed because ${reason}. If the migration failed, its script hides that (|| true, or a program that does not pass on its exit code).`,
      };
    },
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

function describeSuccess({ story }: Told): string {
  return story === 'job-succeeded' ? 'the status is success, and nothing says otherwise' : 'the migration succeeded';
}
