import { isFanIn } from '../decision/fan-in.ts';
import type { MigrationRun, WrappedCommand } from '../decision/migration-run.ts';
import { readRunFacts } from '../github/run-facts.ts';
import type { ReadInputs } from '../inputs/inputs.ts';
import { describeListenedRun } from './listener.ts';
import type { Session } from './session.ts';

/** What a wrapper knows better than the inputs. */
export interface CommandEnd {
  /** What the command ended with, in place of the input `status`. */
  readonly status?: string;
  readonly command?: WrappedCommand | undefined;
}

/** The run that is reported: this job's own, that of the jobs of a fan-in, or the one that a listener listened to. */
export function describeRun(
  { runner }: Pick<Session, 'runner'>,
  { inputs, problems }: ReadInputs,
  { status = inputs.status, command }: CommandEnd = {},
): MigrationRun {
  const { environment } = runner;
  const payload = runner.payload();
  const facts = readRunFacts({ environment, payload, matrix: inputs.matrix, jobId: inputs.jobId });
  const run: MigrationRun = {
    inputs,
    problems,
    facts: isFanIn(status) ? { ...facts, matrix: '', matrixValues: [], matrixLabel: '' } : facts,
    status,
    jobStatus: inputs.jobStatus,
    report: inputs.report,
    log: inputs.log,
    runnerName: environment.RUNNER_NAME ?? '',
    jobStartedAt: runner.jobStartedAt(),
    command,
  };
  return inputs.when === 'run-completed' ? describeListenedRun({ ...run, facts }, payload) : run;
}
