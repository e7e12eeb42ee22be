import { expect, test } from '@jest/globals';
import { inPool } from '../../reliability/bench.ts';
import { FAULTS } from '../../reliability/faults.ts';
import { ACTIONS, PHASES, type Trial, tryOut } from '../../reliability/trial.ts';

// The whole matrix takes two minutes: npm run reliability. Here every fault meets main once and a post step once, with
// either action, and what never ends meets no second try, which takes half a minute.
const TRIALS: readonly Trial[] = FAULTS.flatMap((fault, index) => {
  const [action, other] = index % 2 === 0 ? ACTIONS : [...ACTIONS].reverse();
  const post = fault.outcome === 'unreachable' || index % 4 < 2 ? PHASES[1] : PHASES[2];
  return [
    { fault, action: action ?? 'trigger', phase: 'main', timeoutS: 2 },
    { fault, action: other ?? 'resolve', phase: post, timeoutS: post === 'guard' ? 2 : 1 },
  ] as const;
});

test('whatever fails, the event arrives or is seen, in time, without a red step and without a leak', async () => {
  const verdicts = await inPool(
    8,
    TRIALS.map(trial => async () => ({ trial, verdict: await tryOut(trial) })),
  );
  const wrong = verdicts.filter(({ verdict }) => verdict.faults.length > 0);
  expect(
    wrong.map(({ trial, verdict }) => `${trial.fault.name}, ${trial.action}, ${trial.phase}: ${verdict.faults}`),
  ).toEqual([]);
  expect(verdicts).toHaveLength(2 * FAULTS.length);
}, 120_000);
