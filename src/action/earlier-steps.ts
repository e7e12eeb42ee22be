import type { Decision } from '../decision/decision.ts';
import type { MigrationRun } from '../decision/migration-run.ts';
import { isBrokenByAnother, isFixed, type ServiceLedger } from '../delivery/ledger.ts';

/** A run that is decided, as far as earlier steps of the job bear on it. */
export type LaterStep = Pick<MigrationRun, 'inputs' | 'command'> & { readonly decision: Decision };

/** Whether it counts what earlier steps told: most pages need not know. */
export function asksEarlierSteps(run: LaterStep, command: string): boolean {
  // A guard sees only the job's status, which is success where the command's step may fail.
  return resolves(run) && (command !== '' || run.inputs.when === 'job-end');
}

/**
 * What is decided instead, where earlier steps of the job told PagerDuty what this one would undo or repeat; `held`: a
 * success closes nothing because another command has failed. `command`: the own one's name in the ledger.
 */
export function reconsider(
  run: LaterStep,
  ledgers: readonly ServiceLedger[],
  command: string,
): { readonly decision: Decision; readonly held: boolean } {
  const { decision } = run;
  if (asksEarlierSteps(run, command) && isBrokenByAnother(ledgers, command))
    return { decision: { ...decision, ...HELD }, held: true };
  const startedAt = run.command?.startedAt;
  const fixed = startedAt !== undefined && isFixed(ledgers, { madeAt: startedAt, command });
  return { decision: fixed ? { ...decision, ...FIXED } : decision, held: false };
}

function resolves({ decision, inputs }: LaterStep): boolean {
  return decision.action === 'resolve' && inputs.eventAction === 'auto';
}

/** Where the success of one command, or of the job, would close what another command opened. */
const HELD: Pick<Decision, 'action' | 'reason' | 'remedy'> = {
  action: 'none',
  reason: 'a command of another step has failed under the same dedup key, and this success does not mend it',
  remedy:
    'Give each step its own migration or database, so that their incidents are told apart. If what it broke is mended, a step with event-action: resolve closes the incident.',
};

/** Where a command was cut off, or its step killed, and another step has done the same with success. */
const FIXED: Pick<Decision, 'action' | 'reason'> = {
  action: 'none',
  reason: 'the command was cut off, and the same command has succeeded since',
};
