import type { MigrationRun } from '../decision/migration-run.ts';
import type { ReadInputs } from '../inputs/inputs.ts';
import { redacted } from '../redaction/redaction.ts';
import { writeOutputs } from '../report/report.ts';
import { NO_RESULT } from '../report/result.ts';
import type { Ended } from '../runner/command.ts';
import { describeRun } from './reported-run.ts';
import { saveForPost } from './saved-state.ts';
import type { Session } from './session.ts';

/** Runs the command of the wrapper (`run`), whose exit code the step ends with; undefined when the post step reports. */
export async function runWrapped(session: Session, read: ReadInputs): Promise<MigrationRun | undefined> {
  const { runner } = session;
  const { run: script, shell, workingDirectory } = read.inputs;
  const prepared = await session.prepareCommand({ script, shell, workingDirectory, environment: runner.environment });
  const captured = prepared.logPath;
  saveForPost(runner, { stage: 'running', captured, startedAt: session.clock.now() });
  const ended = await prepared.start();
  runner.setExitCode(ended.exitCode);
  if (!ended.interrupted) {
    const status = ended.exitCode === 0 ? 'success' : 'failure';
    const startFailure = describeStartFailure(ended);
    saveForPost(runner, { stage: 'ended', status, captured, startFailure });
    return describeRun(session, read, {
      status,
      command: { captured, startFailure, running: false, exitCode: ended.exitCode },
    });
  }
  // Only the post step can tell a cancelled job from a step that took too long.
  writeOutputs({ ...NO_RESULT, reason: redacted`the command was interrupted, and the post step reports` }, runner);
  return undefined;
}

function describeStartFailure({ failure }: Ended): string {
  return failure === '' ? '' : `the command could not be started: ${failure}`;
}
