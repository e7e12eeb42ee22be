import type { Ended, PreparedCommand } from './command.ts';
import { dispatch } from './dispatch.ts';
import { describeError } from './errors.ts';
import { describeHost } from './events-api.ts';
import { type ReadInputs, readInputs } from './inputs/inputs.ts';
import { type Progress, readProgress, saveProgress } from './progress.ts';
import { redacted } from './redaction.ts';
import { describeRestHost, restRoute } from './rest-route.ts';
import { announce, openSession, type Session, type World, write, writeOutputs } from './session.ts';
import { NO_RESULT } from './summary.ts';
import { deliveryBudget, SECOND_TRY_MS, tell, type Way } from './telling.ts';

/** Runs the stages in order. Never throws, and makes the step red only when the user asked for it or the wrapped command failed. */
export async function run(world: World): Promise<void> {
  // Until the wrapped command has ended, the step counts as failed: a fault of ours must not pass for a migration.
  if (world.runner.phase === 'main' && world.runner.input('run').trim() !== '') world.runner.setExitCode(1);
  const session = openSession(world);
  const { runner, redactor } = session;
  try {
    await (runner.phase === 'main' ? runMain(session) : runPost(session));
  } catch (error) {
    const text = await redactor.redact(describeError(error));
    runner.annotate('error', redacted`Internal error, please report it: ${text}. PagerDuty may not have been told.`);
    await write(NO_RESULT, session);
    if (runner.input('fail-on-error') === 'true' && runner.input('run') === '') runner.setExitCode(1);
  }
}

async function runMain(session: Session): Promise<void> {
  const { runner } = session;
  const read = await readInputs(name => runner.input(name));
  if (read.inputs.run !== '') return runWrapped(session, read);
  if (read.inputs.when !== 'job-end') return tell(session, read, {});
  saveProgress(runner, { stage: 'registered' });
  await announce(read.problems, session);
  writeOutputs(
    { ...NO_RESULT, story: 'succeeded', reason: redacted`the guard is registered and reports when the job has ended` },
    session,
  );
}

async function runWrapped(session: Session, read: ReadInputs): Promise<void> {
  const { runner } = session;
  const { run: script, shell, workingDirectory } = read.inputs;
  const prepared = await session.prepareCommand({ script, shell, workingDirectory, environment: runner.environment });
  saveProgress(runner, { stage: 'running', captured: prepared.logPath });
  const ended = await prepared.start();
  runner.setExitCode(ended.exitCode);
  if (!ended.interrupted) {
    const way = describeEnd(ended, prepared);
    saveProgress(runner, { stage: 'ended', ...way });
    return tell(session, read, way);
  }
  // Only the post step can tell a cancelled job from a step that took too long.
  writeOutputs({ ...NO_RESULT, reason: redacted`the command was interrupted, and the post step reports` }, session);
}

function describeEnd({ exitCode, failure }: Ended, { logPath }: PreparedCommand) {
  const startFailure = failure === '' ? '' : `the command could not be started: ${failure}`;
  return { status: exitCode === 0 ? 'success' : 'failure', captured: logPath, startFailure } satisfies Way;
}

async function runPost(session: Session): Promise<void> {
  const { runner } = session;
  const progress = readProgress(runner);
  if (progress?.stage === 'done') return;
  const read = await readInputs(name => runner.input(name));
  switch (progress?.stage) {
    case 'registered':
      // The problems of the inputs were announced as the guard registered.
      return tell(session, { ...read, problems: [] }, {});
    case 'running':
      return tell(session, read, { status: cutOffStatus(read), captured: progress.captured, running: true });
    case 'ended':
      return tell(session, read, progress);
    case 'sending':
      return sendAgain(session, read, progress);
    case undefined:
      // Main was killed before it could leave word.
      return tell(session, read, read.inputs.run === '' ? {} : { status: cutOffStatus(read) });
    default:
      return progress satisfies undefined;
  }
}

// With continue-on-error the job is a success although the command was cut off.
function cutOffStatus({ inputs }: ReadInputs): string {
  return inputs.jobStatus === 'cancelled' ? 'cancelled' : 'failure';
}

async function sendAgain(
  session: Session,
  { inputs }: ReadInputs,
  { file, unreached }: Extract<Progress, { stage: 'sending' }>,
): Promise<void> {
  const { runner, redactor, outbox } = session;
  const event = outbox.read(file);
  const routingKeys = session.routingKeys.filter((_, index) => unreached.includes(index));
  const rest = restRoute(session.routingKeys, inputs);
  if (event === undefined || (routingKeys.length === 0 && rest === undefined)) return;
  const { region, apiUrl } = inputs;
  const destination = { region, apiUrl, budgetMs: deliveryBudget(inputs, runner.phase, SECOND_TRY_MS) };
  const sent = await dispatch({ event, routingKeys, rest, withoutSecrets: false, dryRun: false, destination }, session);
  await announce(sent.problems, session);
  if (sent.outcome !== 'accepted') return;
  outbox.drop(file);
  outbox.remember(event.dedup_key, event.event_action);
  const host = rest === undefined ? describeHost(destination) : describeRestHost(rest.access);
  const text = `The second try succeeded: ${host} accepted the ${event.event_action}. Dedup key: ${event.dedup_key}.`;
  runner.annotate('notice', await redactor.redact(text));
}
