import type { Action } from '../decision/decision.ts';

/** What a step of this job delivered to one service. */
export interface LedgerEntry {
  /** `none`: a success that closed nothing. */
  readonly action: Action;
  /** When its event was made, in milliseconds since the epoch. */
  readonly madeAt: number;
  /** Names of what it was of, or closes; a success closes what has a name in common with it, `*` stands for all. */
  readonly causes: readonly string[];
}

/** What an event, or a command that was cut off, is known by in the ledger. */
export type Begun = Omit<LedgerEntry, 'action'>;

/** What one service was told of one incident, the oldest first. */
export type ServiceLedger = readonly LedgerEntry[];

/** Closes whatever any step opened. */
export const EVERY_CAUSE = '*';

/** What the service was told last; undefined: nothing. */
export function lastTold(entries: ServiceLedger): Action | undefined {
  return entries.findLast(({ action }) => action !== 'none')?.action;
}

/** Whether every service was told this last. */
export function allTold(services: readonly ServiceLedger[], action: Action): boolean {
  return services.length > 0 && services.every(entries => lastTold(entries) === action);
}

/** Whether any of the services was told of a failure that a success of these causes does not close, and that nothing has closed since. */
export function isOpenedByAnother(services: readonly ServiceLedger[], causes: readonly string[]): boolean {
  return services.some(entries => findOpen(entries).some(opened => !closes(causes, opened.causes)));
}

function findOpen(entries: ServiceLedger): readonly LedgerEntry[] {
  let open: LedgerEntry[] = [];
  for (const entry of entries) {
    if (entry.action === 'trigger') open.push(entry);
    else if (entry.action === 'resolve') open = [];
    else if (entry.action === 'none') open = open.filter(({ causes }) => !closes(entry.causes, causes));
  }
  return open;
}

function closes(success: readonly string[], failure: readonly string[]): boolean {
  return success.some(cause => cause === EVERY_CAUSE || failure.includes(cause));
}

/** Whether every service was told that what a command broke, or left half-done, is fixed since. */
export function isFixed(services: readonly ServiceLedger[], begun: Begun): boolean {
  const overtaking = services.map(entries => findOvertaking(entries, begun));
  return overtaking.length > 0 && overtaking.every(action => action === 'resolve' || action === 'none');
}

/** What was told since that an event which still waits would undo or repeat; undefined: nothing. */
export function findOvertaking(entries: ServiceLedger, { madeAt, causes }: Begun): Action | undefined {
  const since = entries.filter(entry => entry.madeAt >= madeAt);
  // The success of another step does not fix what this one broke.
  const isSuccess = ({ action }: LedgerEntry): boolean => action === 'resolve' || action === 'none';
  const fixing = since.findLast(entry => isSuccess(entry) && closes(entry.causes, causes));
  const last = lastTold(since);
  return last === 'resolve' ? fixing?.action : (last ?? fixing?.action);
}
