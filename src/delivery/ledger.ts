import type { Action } from '../decision/decision.ts';

/** What a step of this job delivered to one service. */
export interface LedgerEntry {
  /** `none`: a success that closed nothing. */
  readonly action: Action;
  /** When its event was made, in milliseconds since the epoch. */
  readonly madeAt: number;
  /** The wrapped command that it was of; empty: none. */
  readonly command: string;
}

/** What one service was told of one incident, the oldest first. */
export type ServiceLedger = readonly LedgerEntry[];

/** What the service was told last; undefined: nothing. */
export function lastTold(entries: ServiceLedger): Action | undefined {
  return entries.findLast(({ action }) => action !== 'none')?.action;
}

/** Whether every service was told this last. */
export function allTold(services: readonly ServiceLedger[], action: Action): boolean {
  return services.length > 0 && services.every(entries => lastTold(entries) === action);
}

/** Whether any of the services was told that another wrapped command than `command` failed, and not that it has succeeded since. */
export function isBrokenByAnother(services: readonly ServiceLedger[], command: string): boolean {
  return services.some(entries => findBroken(entries).some(other => other !== '' && other !== command));
}

function findBroken(entries: ServiceLedger): string[] {
  const broken = new Set<string>();
  for (const { action, command } of entries) {
    if (action === 'trigger') broken.add(command);
    else if (action === 'resolve') broken.clear();
    else if (action === 'none') broken.delete(command);
  }
  return [...broken];
}

/** Whether every service was told that what a command broke, or left half-done, is fixed since. */
export function isFixed(services: readonly ServiceLedger[], begun: Omit<LedgerEntry, 'action'>): boolean {
  const overtaking = services.map(entries => findOvertaking(entries, begun));
  return overtaking.length > 0 && overtaking.every(action => action === 'resolve' || action === 'none');
}

/** What was told since that an event which still waits would undo or repeat; undefined: nothing. */
export function findOvertaking(
  entries: ServiceLedger,
  { madeAt, command }: Omit<LedgerEntry, 'action'>,
): Action | undefined {
  const since = entries.filter(entry => entry.madeAt >= madeAt);
  // The success of another command does not fix what this one broke.
  const fixing = since.findLast(entry => {
    if (entry.action === 'resolve') return entry.command === command || [entry.command, command].includes('');
    return entry.action === 'none' && command !== '' && entry.command === command;
  });
  const last = lastTold(since);
  return last === 'resolve' ? fixing?.action : (last ?? fixing?.action);
}
