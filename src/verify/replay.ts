import { type Circumstances, decide, NOTHING_KNOWN } from '../decision/decision.ts';
import { readOutcome } from '../decision/outcome.ts';
import type { Attempt } from './history.ts';

/** What an attempt would have done to the incident of its workflow. */
export type Effect =
  | 'opens' // pages
  | 'joins' // the incident was open already
  | 'closes'
  | 'nothing';

/** What one attempt would have done. */
export interface Replayed {
  readonly attempt: Attempt;
  readonly effect: Effect;
  readonly reason: string;
  /** How long it had been broken when it was closed, in milliseconds; 0 for every other effect. */
  readonly brokenMs: number;
}

/** What would have happened. */
export interface Replay {
  readonly rows: readonly Replayed[];
  readonly opened: number;
  readonly closed: number;
  /** When migrations failed, in milliseconds since the epoch. */
  readonly failures: readonly number[];
  /** The longest time from a page to what closed it, or to now. */
  readonly longestMs: number;
  readonly stillOpen: boolean;
}

/** As a listener in production would decide, with the built-in policy. */
const POLICY: Circumstances['policy'] = {
  eventAction: 'auto',
  environment: 'production',
  environments: ['production'],
  onCancelled: 'auto',
  autoResolve: true,
};

/** Replays attempts, oldest first, through the action's own decision; one incident, as one dedup key has it. Pure. */
export function replay(attempts: readonly Attempt[], now: number): Replay {
  let openSince: number | undefined;
  const rows = attempts.map((attempt): Replayed => {
    const { action, reason } = decideOn(attempt);
    const since = openSince;
    if (action === 'trigger') {
      openSince ??= attempt.endedAt;
      return { attempt, reason, effect: since === undefined ? 'opens' : 'joins', brokenMs: 0 };
    }
    if (action !== 'resolve' || since === undefined) return { attempt, reason, effect: 'nothing', brokenMs: 0 };
    openSince = undefined;
    return { attempt, reason, effect: 'closes', brokenMs: attempt.endedAt - since };
  });
  const having = (...effects: Effect[]): readonly Replayed[] => rows.filter(row => effects.includes(row.effect));
  return {
    rows,
    opened: having('opens').length,
    closed: having('closes').length,
    failures: having('opens', 'joins').map(row => row.attempt.endedAt),
    longestMs: Math.max(0, ...rows.map(row => row.brokenMs), openSince === undefined ? 0 : now - openSince),
    stillOpen: openSince !== undefined,
  };
}

function decideOn({ conclusion, facts }: Attempt): ReturnType<typeof decide> {
  const { outcome } = readOutcome({ status: conclusion, jobStatus: '', allowedFailures: [], allowedSkips: [] });
  const { pullRequest, mergeUnknown } = facts;
  return decide({ ...LISTENER, outcome, pullRequest, mergeUnknown });
}

/** What a listener knows of a run, beside its conclusion. */
const LISTENER: Omit<Circumstances, 'outcome' | 'pullRequest' | 'mergeUnknown'> = {
  ...NOTHING_KNOWN,
  reported: 'job',
  policy: POLICY,
};
