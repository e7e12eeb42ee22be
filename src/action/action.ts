import type { MigrationRun } from '../decision/migration-run.ts';
import { readInputs } from '../inputs/inputs.ts';
import { writeReport } from '../report/report.ts';
import { NO_RESULT, type Result } from '../report/result.ts';
import { reportRun } from './alert.ts';
import { registerGuard } from './guard.ts';
import { annotateInternalError } from './internal-error.ts';
import { runPost } from './post-step.ts';
import { describeRun } from './reported-run.ts';
import { openSession, type Ports, type Session } from './session.ts';
import { runWrapped } from './wrapper.ts';

/** Runs the stages in order. Never throws, and makes the step red only when the user asked for it or the wrapped command failed. */
export async function run(ports: Ports): Promise<void> {
  const { runner } = ports;
  // Until the wrapped command has ended, the step counts as failed: a fault of ours must not pass for a migration.
  if (runner.phase === 'main' && runner.input('run').trim() !== '') runner.setExitCode(1);
  let session: Session | undefined;
  let reported: MigrationRun | undefined;
  let kept = false;
  try {
    session = openSession(ports);
    reported = await (runner.phase === 'main' ? runMain(session) : runPost(session));
    if (reported === undefined) return;
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
}

async function runMain(session: Session): Promise<MigrationRun | undefined> {
  const read = await readInputs(name => session.runner.input(name));
  if (read.inputs.run !== '') return runWrapped(session, read);
  if (read.inputs.when !== 'job-end') return describeRun(session, read);
  await registerGuard(session, read);
  return undefined;
}

async function pageAfterFault(
  session: Session | undefined,
  reported: MigrationRun | undefined,
): Promise<Result | undefined> {
  try {
    if (session === undefined || reported === undefined) return undefined;
    const { sendFallbackPage } = await import('./fallback-page.ts');
    return await sendFallbackPage(session, reported);
  } catch (error) {
    return session && annotateInternalError(error, session, session.runner).then(() => undefined);
  }
}
