import type { Inputs } from '../inputs/inputs.ts';
import type { Runner } from '../runner/port.ts';

/** Milliseconds that the post step's redelivery may take, and what main and post take of a cancelled job: 30 seconds in all. */
export const REDELIVERY_MS = 30_000;
const CANCELLED_BUDGET_MS = { main: 15_000, post: 8_000 } as const;

/** How long delivery may take from now on, in milliseconds: as long as the user gives it, unless `longest` says otherwise. */
export function deliveryBudget({ jobStatus, timeoutMs }: Inputs, phase: Runner['phase'], longest = timeoutMs): number {
  return jobStatus === 'cancelled' ? Math.min(longest, CANCELLED_BUDGET_MS[phase]) : longest;
}
