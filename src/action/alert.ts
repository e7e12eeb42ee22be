import { examine, type Situation } from '../decision/findings.ts';
import { findKeyProblems } from '../decision/key-problems.ts';
import { isFanIn } from '../decision/outcome.ts';
import { identifyCommand } from '../delivery/command-identity.ts';
import { readListenedRun, readRunFacts } from '../github/run-facts.ts';
import type { Inputs, ReadInputs } from '../inputs/inputs.ts';
import type { Problem } from '../primitives/errors.ts';
import { redacted, stringifyRedacted } from '../redaction/redaction.ts';
import { report } from '../report/report.ts';
import type { Runner } from '../runner/port.ts';
import { saveProgress } from './saved-state.ts';
import { announce, type Session, write } from './session.ts';

/** What one way of use knows better than the inputs. */
export type Way = Partial<Pick<Situation, 'status' | 'captured' | 'running' | 'startFailure'>> & {
  /** When a command was started that never told how it ended, in milliseconds since the epoch. */
  readonly startedAt?: number;
};

/** Milliseconds that the post step's second try may take, and what main and post take of a cancelled job: 30 seconds in all. */
export const SECOND_TRY_MS = 30_000;
const CANCELLED_BUDGET_MS = { main: 15_000, post: 8_000 } as const;

/** How long delivery may take from now on, in milliseconds: as long as the user gives it, unless `longest` says otherwise. */
export function deliveryBudget({ jobStatus, timeoutMs }: Inputs, phase: Runner['phase'], longest = timeoutMs): number {
  return jobStatus === 'cancelled' ? Math.min(longest, CANCELLED_BUDGET_MS[phase]) : longest;
}

/**
 * Finds out what happened, tells PagerDuty, and writes down what became of it. `onKept` is called when the event is in
 * the post step's hands, whatever happens from there on.
 */
export async function tell(
  session: Session,
  { inputs, problems }: ReadInputs,
  way: Way,
  onKept: () => void,
): Promise<void> {
  const { runner, clock } = session;
  const { situation, problem } = situate(session, inputs, way);
  const findings = await examine(situation, session);
  // What was asked of GitHub is bounded by itself, and takes nothing from the page's time.
  const deadline = clock.now() + deliveryBudget(inputs, runner.phase);
  const known = [
    ...problems,
    ...(problem === undefined ? [] : [problem]),
    ...findings.problems,
    ...findKeyProblems(inputs, findings.facts),
  ];
  const { result, madeAt, file, unreached, ...delivered } = await report(
    { ...findings, problems: known },
    {
      ...session,
      deadline,
      unlessDelivered: runner.phase === 'post',
      startedAt: way.startedAt,
      command: await identifyCommand({ inputs, step: findings.facts.step, environment: runner.environment }),
      announce: found => announce(found, session),
      onKept: waiting => {
        const unreached = session.routingKeys.map((_, index) => index);
        const whole = saveProgress(runner, { stage: 'sending', ...waiting, unreached, refused: false, said: false });
        onKept();
        return whole;
      },
    },
  );
  const { event } = result;
  const waiting = { file, madeAt, unreached, refused: result.delivery === 'rejected', said: true };
  const ends = event === undefined || unreached.length === 0;
  saveProgress(runner, ends ? { stage: 'done' } : { stage: 'sending', event, ...waiting });
  if (inputs.dryRun && result.event !== undefined)
    runner.log(redacted`Dry run, not sent: ${stringifyRedacted(result.event)}`);
  await announce(delivered.problems, session);
  await write(result, session);
  const failed = [...known, ...delivered.problems].some(each => each.level === 'error');
  // The wrapper ends with the command's own exit code, whatever becomes of the alert.
  if (failed && inputs.failOnError && inputs.run === '') runner.setExitCode(1);
}

/** What this way of use knows before anything is looked up, and what is wrong with it. */
export function situate(
  { runner }: Pick<Session, 'runner'>,
  inputs: Inputs,
  way: Way,
): { readonly situation: Situation; readonly problem?: Problem } {
  const payload = runner.payload();
  const own = readRunFacts({ environment: runner.environment, payload, matrix: inputs.matrix, jobId: inputs.jobId });
  const { status, jobStatus, report: reportPath, log } = inputs;
  const base = {
    inputs,
    jobStatus,
    runnerName: runner.environment.RUNNER_NAME ?? '',
    captured: undefined,
    running: false,
    startFailure: '',
    jobStartedAt: runner.jobStartedAt(),
  };
  if (inputs.when !== 'run-completed') {
    const facts = isFanIn(status) ? { ...own, matrix: '', matrixValues: [] } : own;
    return { situation: { ...base, facts, status, report: reportPath, log, ...way } };
  }
  // What a listener can't learn of the other run must not be taken from its own job.
  const listened = readListenedRun(own, payload);
  const facts = listened?.facts ?? own;
  const conclusion = listened?.conclusion ?? '';
  const situation = { ...base, facts, status: conclusion || 'neutral', jobStatus: '', report: '', log: '' };
  return conclusion === '' ? { situation, problem: NOTHING_TO_LISTEN_TO } : { situation };
}

const NOTHING_TO_LISTEN_TO: Problem = {
  level: 'error',
  message:
    'when: expected run-completed only in a workflow that is started by "on: workflow_run" with "types: [completed]"; got another event, or a run that has not ended. There is no end to report, so nothing is sent.',
};
