import { investigate } from '../decision/investigation.ts';
import type { MigrationRun } from '../decision/migration-run.ts';
import { readInputs } from '../inputs/inputs.ts';
import { redacted, stringifyRedacted } from '../redaction/redaction.ts';
import { writeReport } from '../report/report.ts';
import { NO_RESULT, type Result } from '../report/result.ts';
import { sendAlert } from './alert.ts';
import { annotate, annotateSource } from './annotations.ts';
import { sendFallbackPage } from './fallback-page.ts';
import { registerGuard } from './guard.ts';
import { annotateInternalError } from './internal-error.ts';
import { runPost } from './post-step.ts';
import { describeRun } from './reported-run.ts';
import { saveForPost } from './saved-state.ts';
import { openSession, type Ports, type Session } from './session.ts';
import { endSlowCommand, endSlowCommandOfMain } from './slow-end.ts';
import { deliveryBudget } from './time-budget.ts';
import { runWrapped, type WrappedRun } from './wrapper.ts';

/** Runs the stages in order. Never throws, and makes the step red only when the user asked for it or the wrapped command failed. */
export async function run(ports: Ports): Promise<void> {
  const { runner } = ports;
  // Until the wrapped command has ended, the step counts as failed: a fault of ours must not pass for a migration.
  if (runner.phase === 'main' && runner.input('run').trim() !== '') runner.setExitCode(1);
  let session: Session | undefined;
  let reported: WrappedRun | undefined;
  let kept = false;
  try {
    session = openSession(ports);
    reported = await (runner.phase === 'main' ? runMain(session) : runPost(session));
    if (reported !== undefined)
      await reportRun(session, reported, () => {
        kept = true;
      });
  } catch (error) {
    await annotateInternalError(error, session, runner);
    // What main kept is in the post step's hands.
    const unsent = kept && runner.phase === 'main' ? undefined : reported;
    await writeReport((await pageAfterFault(session, unsent)) ?? NO_RESULT, runner).catch(() => undefined);
    if (/^(?:true|True|TRUE)$/.test(runner.input('fail-on-error').trim()) && runner.input('run').trim() === '')
      runner.setExitCode(1);
  }
  if (session !== undefined && runner.phase === 'post') await endSlowCommandOfMain(session);
}

async function runMain(session: Session): Promise<WrappedRun | undefined> {
  const read = await readInputs(name => session.runner.input(name));
  if (read.inputs.run !== '') return runWrapped(session, read);
  if (read.inputs.when !== 'job-end') return describeRun(session, read);
  await registerGuard(session, read);
  return undefined;
}

// Finds out what became of a run, tells PagerDuty, and writes down what came of that. `onKept` is called when the event is in
// the post step's hands, whatever happens from there on.
async function reportRun(session: Session, reported: WrappedRun, onKept: () => void): Promise<void> {
  const { runner, clock } = session;
  const { inputs } = reported;
  const run = await investigate(reported, session);
  // What was asked of GitHub is bounded by itself, and takes nothing from the page's time.
  const deadline = clock.now() + deliveryBudget(inputs, runner.phase);
  const { result, madeAt, file, unreached, problems } = await sendAlert(run, session, {
    deadline,
    onKept: waiting => {
      const unreached = session.routingKeys.map((_, index) => index);
      const whole = saveForPost(runner, { stage: 'sending', ...waiting, unreached, refused: false, said: false });
      onKept();
      return whole;
    },
  });
  const { event } = result;
  const waiting = { file, madeAt, unreached, refused: result.delivery === 'rejected', said: true };
  const ends = event === undefined || unreached.length === 0;
  saveForPost(runner, ends ? { stage: 'done' } : { stage: 'sending', event, ...waiting });
  const { watch } = reported;
  const slow = watch && (await endSlowCommand(watch, session, { inputs, deadline }));
  if (inputs.dryRun && event !== undefined) runner.log(redacted`Dry run, not sent: ${stringifyRedacted(event)}`);
  await annotate(problems, session);
  await annotateSource(run, session);
  await writeReport(slow === undefined ? result : { ...result, slow }, runner);
  const failed = [...run.problems, ...problems].some(each => each.level === 'error');
  // The wrapper ends with the command's own exit code, whatever becomes of the alert.
  if (failed && inputs.failOnError && inputs.run === '') runner.setExitCode(1);
}

async function pageAfterFault(
  session: Session | undefined,
  reported: MigrationRun | undefined,
): Promise<Result | undefined> {
  try {
    if (session === undefined || reported === undefined) return undefined;
    return await sendFallbackPage(session, reported);
  } catch (error) {
    return session && annotateInternalError(error, session, session.runner).then(() => undefined);
  }
}
