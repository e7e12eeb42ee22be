import type { Action } from '../decision/decision.ts';

/** What a step of this job delivered to one service. */
export interface Memory {
  /** `none`: a success that closed nothing. */
  readonly action: Action;
  /** When its event was made, in milliseconds since the epoch. */
  readonly madeAt: number;
  /** The wrapped command that it was of; empty: none. */
  readonly command: string;
}

/** What one service was told, the oldest first. */
export type Memories = readonly Memory[];

/** What the service was told last; undefined: nothing. */
export function lastTold(memories: Memories): Action | undefined {
  return memories.findLast(({ action }) => action !== 'none')?.action;
}

/** Whether every service was told this last. */
export function allTold(services: readonly Memories[], action: Action): boolean {
  return services.length > 0 && services.every(memories => lastTold(memories) === action);
}

/** Whether any of the services was told that another wrapped command than `command` failed, and not that it has succeeded since. */
export function isBrokenByAnother(services: readonly Memories[], command: string): boolean {
  return services.some(memories => findBroken(memories).some(other => other !== '' && other !== command));
}

function findBroken(memories: Memories): string[] {
  const broken = new Set<string>();
  for (const { action, command } of memories) {
    if (action === 'trigger') broken.add(command);
    else if (action === 'resolve') broken.clear();
    else if (action === 'none') broken.delete(command);
  }
  return [...broken];
}

/** Whether every service was told that what a command broke, or left half-done, is mended since. */
export function isMended(services: readonly Memories[], begun: Omit<Memory, 'action'>): boolean {
  const overtaking = services.map(memories => findOvertaking(memories, begun));
  return overtaking.length > 0 && overtaking.every(action => action === 'resolve' || action === 'none');
}

/** What was told since that an event which still waits would undo or repeat; undefined: nothing. */
export function findOvertaking(memories: Memories, { madeAt, command }: Omit<Memory, 'action'>): Action | undefined {
  const since = memories.filter(told => told.madeAt >= madeAt);
  // The success of another command does not mend what this one broke.
  const mending = since.findLast(told => {
    if (told.action === 'resolve') return told.command === command || [told.command, command].includes('');
    return told.action === 'none' && command !== '' && told.command === command;
  });
  const last = lastTold(since);
  return last === 'resolve' ? mending?.action : (last ?? mending?.action);
}
