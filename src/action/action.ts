import { type ReadInputs, readInputs } from '../inputs/inputs.ts';
import { describeError } from '../primitives/errors.ts';
import { redacted } from '../redaction/redaction.ts';
import { NO_RESULT, type Result } from '../report/result.ts';
import type { Ended, PreparedCommand } from '../runner/command.ts';
import type { Runner } from '../runner/port.ts';
import { tell, type Way } from './alert.ts';
import { pageAnyway } from './fallback-page.ts';
import { sendAgain } from './redelivery.ts';
import { readProgress, saveProgress } from './saved-state.ts';
import { announce, openSession, type Session, type World, write, writeOutputs } from './session.ts';

/** What is to be told, and how it came about. */
interface Telling {
  readonly read: ReadInputs;
  readonly way: Way;
}

/** Runs the stages in order. Never throws, and makes the step red only when the user asked for it or the wrapped command failed. */
export async function run(world: World): Promise<void> {
  const { runner } = world;
  // Until the wrapped command has ended, the step counts as failed: a fault of ours must not pass for a migration.
  if (runner.phase === 'main' && runner.input('run').trim() !== '') runner.setExitCode(1);
  let session: Session | undefined;
  let telling: Telling | undefined;
  let kept = false;
  try {
    session = openSession(world);
    telling = await (runner.phase === 'main' ? runMain(session) : runPost(session));
    if (telling === undefined) return;
    await tell(session, telling.read, telling.way, () => {
      kept = true;
    });
  } catch (error) {
    await admitFault(error, session, runner);
    // What main kept is in the post step's hands.
    const page = kept && runner.phase === 'main' ? undefined : telling;
    await write((await pageAfterFault(session, page)) ?? NO_RESULT, { runner }).catch(() => undefined);
    if (/^(?:true|True|TRUE)$/.test(runner.input('fail-on-error').trim()) && runner.input('run').trim() === '')
      runner.setExitCode(1);
  }
}

async function admitFault(error: unknown, session: Session | undefined, runner: Runner): Promise<void> {
  const redactors = session === undefined ? [] : [session.redactor, session.plainRedactor];
  for (const redactor of redactors) {
    try {
      const text = await redactor.redact(describeError(error));
      return runner.annotate('error', redacted`Internal error, please report it: ${text}. ${UNTOLD}`);
    } catch {
      // The next one has less that can break.
    }
  }
  runner.annotate('error', redacted`Internal error, please report it. ${UNTOLD}`);
}

const UNTOLD = redacted`PagerDuty may not have been told.`;

async function pageAfterFault(session: Session | undefined, telling: Telling | undefined): Promise<Result | undefined> {
  try {
    if (session === undefined || telling === undefined) return undefined;
    return await pageAnyway(session, telling.read, telling.way);
  } catch (error) {
    return session && admitFault(error, session, session.runner).then(() => undefined);
  }
}

async function runMain(session: Session): Promise<Telling | undefined> {
  const { runner } = session;
  const read = await readInputs(name => runner.input(name));
  if (read.inputs.run !== '') return runWrapped(session, read);
  if (read.inputs.when !== 'job-end') return { read, way: {} };
  saveProgress(runner, { stage: 'registered' });
  await announce(read.problems, session);
  writeOutputs(
    { ...NO_RESULT, story: 'succeeded', reason: redacted`the guard is registered and reports when the job has ended` },
    session,
  );
  return undefined;
}

async function runWrapped(session: Session, read: ReadInputs): Promise<Telling | undefined> {
  const { runner } = session;
  const { run: script, shell, workingDirectory } = read.inputs;
  const prepared = await session.prepareCommand({ script, shell, workingDirectory, environment: runner.environment });
  saveProgress(runner, { stage: 'running', captured: prepared.logPath, startedAt: session.clock.now() });
  const ended = await prepared.start();
  runner.setExitCode(ended.exitCode);
  if (!ended.interrupted) {
    const way = describeEnd(ended, prepared);
    saveProgress(runner, { stage: 'ended', ...way });
    return { read, way };
  }
  // Only the post step can tell a cancelled job from a step that took too long.
  writeOutputs({ ...NO_RESULT, reason: redacted`the command was interrupted, and the post step reports` }, session);
  return undefined;
}

function describeEnd({ exitCode, failure }: Ended, { logPath }: PreparedCommand) {
  const startFailure = failure === '' ? '' : `the command could not be started: ${failure}`;
  return { status: exitCode === 0 ? 'success' : 'failure', captured: logPath, startFailure } satisfies Way;
}

async function runPost(session: Session): Promise<Telling | undefined> {
  const { runner } = session;
  const progress = readProgress(runner);
  if (progress?.stage === 'done') return undefined;
  const read = await readInputs(name => runner.input(name));
  switch (progress?.stage) {
    case 'registered':
      // The problems of the inputs were announced as the guard registered.
      return { read: { ...read, problems: [] }, way: {} };
    case 'running':
      return { read, way: { ...progress, status: cutOffStatus(read), running: true } };
    case 'ended':
      return { read, way: progress };
    case 'sending':
      await sendAgain(session, read, progress);
      return undefined;
    case undefined:
      // Main was killed before it could leave word.
      return { read, way: read.inputs.run === '' ? {} : { status: cutOffStatus(read) } };
    default:
      return progress satisfies undefined;
  }
}

// With continue-on-error the job is a success although the command was cut off.
function cutOffStatus({ inputs }: ReadInputs): string {
  return inputs.jobStatus === 'cancelled' ? 'cancelled' : 'failure';
}
