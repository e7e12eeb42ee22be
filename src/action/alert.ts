import { investigate } from '../decision/investigation.ts';
import type { MigrationRun } from '../decision/migration-run.ts';
import { redacted, stringifyRedacted } from '../redaction/redaction.ts';
import { writeReport } from '../report/report.ts';
import { sendAlert } from './alert-delivery.ts';
import { annotate } from './annotations.ts';
import { saveForPost } from './saved-state.ts';
import type { Session } from './session.ts';
import { deliveryBudget } from './time-budget.ts';

/**
 * Finds out what became of a run, tells PagerDuty, and writes down what came of that. `onKept` is called when the event
 * is in the post step's hands, whatever happens from there on.
 */
export async function reportRun(session: Session, reported: MigrationRun, onKept: () => void): Promise<void> {
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
  if (inputs.dryRun && event !== undefined) runner.log(redacted`Dry run, not sent: ${stringifyRedacted(event)}`);
  await annotate(problems, session);
  await writeReport(result, runner);
  const failed = [...run.problems, ...problems].some(each => each.level === 'error');
  // The wrapper ends with the command's own exit code, whatever becomes of the alert.
  if (failed && inputs.failOnError && inputs.run === '') runner.setExitCode(1);
}
