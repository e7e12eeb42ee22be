import { type Decision, decide } from '../decision/decision.ts';
import type { DecidedRun } from '../decision/migration-run.ts';
import { type Begun, isFixed, isOpenedByAnother, type ServiceLedger } from '../delivery/ledger.ts';

/** A run that is decided, as far as earlier steps of the job bear on it. */
export type LaterStep = Pick<DecidedRun, 'inputs' | 'command' | 'decision' | 'circumstances'>;

/** Whether it counts what earlier steps told: most pages need not know. */
export function asksEarlierSteps({ decision, inputs }: LaterStep): boolean {
  return decision.action === 'resolve' && inputs.eventAction === 'auto';
}

/**
 * What is decided instead, where earlier steps of the job told PagerDuty what this one would undo or repeat; `held`: a
 * success closes nothing because another step has opened the incident. `causes`: the step's own in the ledger.
 */
export function reconsider(
  run: LaterStep,
  ledgers: readonly ServiceLedger[],
  causes: Begun['causes'],
): { readonly decision: Decision; readonly held: boolean } {
  const { decision, circumstances } = run;
  if (asksEarlierSteps(run) && isOpenedByAnother(ledgers, causes))
    return { decision: decide({ ...circumstances, openedElsewhere: true }), held: true };
  const startedAt = run.command?.startedAt;
  const fixed = startedAt !== undefined && isFixed(ledgers, { madeAt: startedAt, causes });
  return { decision: fixed ? { ...decision, ...FIXED } : decision, held: false };
}

/** Where a command was cut off, or its step killed, and another step has done the same with success. */
const FIXED: Pick<Decision, 'action' | 'reason'> = {
  action: 'none',
  reason: 'the command was interrupted, and the same command has succeeded since',
};
