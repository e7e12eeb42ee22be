import type { MigrationRun } from '../decision/migration-run.ts';
import type { ReadInputs } from '../inputs/inputs.ts';
import { redacted } from '../redaction/redaction.ts';
import { writeOutputs } from '../report/report.ts';
import { NO_RESULT } from '../report/result.ts';
import type { Ended } from '../runner/command.ts';
import { type CommandEnd, describeRun } from './reported-run.ts';
import { saveForPost } from './saved-state.ts';
import type { Session } from './session.ts';
import { type SlowCommandWatch, watchSlowCommand } from './slow-command.ts';

/** A run whose command has ended, and what is still to be closed of it. */
export interface WrappedRun extends MigrationRun {
  readonly watch?: SlowCommandWatch | undefined;
}

/** Runs the command of the wrapper (`run`), whose exit code the step ends with; undefined when the post step reports. */
export async function runWrapped(session: Session, read: ReadInputs): Promise<WrappedRun | undefined> {
  const { runner } = session;
  const { run: script, shell, workingDirectory } = read.inputs;
  const prepared = await session.prepareCommand({ script, shell, workingDirectory, environment: runner.environment });
  const captured = prepared.logPath;
  const running = { stage: 'running', captured, startedAt: session.clock.now() } as const;
  saveForPost(runner, { ...running, asked: false });
  const watch = watchSlow(session, read, captured);
  const ended = await prepared.start({
    onAsked: () => {
      saveForPost(runner, { ...running, asked: true });
      watch?.stop();
    },
    onSlow: watch && { afterMs: watch.afterMs, act: watch.tell },
  });
  watch?.stop();
  runner.setExitCode(ended.exitCode);
  if (!ended.interrupted) {
    const { exitCode } = ended;
    const startFailure = describeStartFailure(ended);
    saveForPost(runner, { stage: 'ended', exitCode, captured, startFailure });
    return { ...describeRun(session, read, describeEnd({ exitCode, captured, startFailure })), watch };
  }
  if (ended.exitCode === 0) saveForPost(runner, { ...running, asked: true, endedWell: true });
  // Only the post step can tell a cancelled job from a step that took too long.
  writeOutputs({ ...NO_RESULT, reason: redacted`the command was interrupted, and the post step reports` }, runner);
  return undefined;
}

function watchSlow(session: Session, read: ReadInputs, captured: string): SlowCommandWatch | undefined {
  const { slowAfterMs } = read.inputs;
  if (slowAfterMs === undefined) return undefined;
  const command = { captured, startFailure: '', running: true };
  return watchSlowCommand(session, describeRun(session, read, { status: 'failure', command }), slowAfterMs);
}

/** What a command that has ended says of the run. */
export function describeEnd({ exitCode, captured, startFailure }: CommandCourse): CommandEnd {
  const status = exitCode === 0 ? 'success' : 'failure';
  const code = startFailure === '' ? { exitCode } : {};
  return { status, command: { captured, startFailure, running: false, ...code } };
}

/** How a command went. */
interface CommandCourse {
  readonly exitCode: number;
  readonly captured: string;
  readonly startFailure: string;
}

function describeStartFailure({ failure }: Ended): string {
  return failure === '' ? '' : `the command could not be started: ${failure}`;
}
