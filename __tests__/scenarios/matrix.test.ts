import { expect, test } from '@jest/globals';
import { inPool } from '../../reliability/bench.ts';
import { FAULTS } from '../../reliability/faults.ts';
import { ACTIONS, PHASES, type Trial, tryOut } from '../../reliability/trial.ts';

// The whole matrix takes two minutes: npm run reliability. Here every fault is met once, by main or by a post step, and
// what never ends meets no second try, which takes half a minute.
const TRIALS: readonly Trial[] = FAULTS.map((fault, index) => {
  const phase = PHASES[fault.outcome === 'unreachable' ? index % 2 : index % 3] ?? 'main';
  return { fault, action: ACTIONS[index % 4 < 2 ? 0 : 1] ?? 'trigger', phase, timeoutS: 4 };
});

test('whatever fails, the event arrives or is seen, in time, without a red step and without a leak', async () => {
  const verdicts = await inPool(
    4,
    TRIALS.map(trial => async () => ({ trial, verdict: await tryOut(trial) })),
  );
  const wrong = verdicts.filter(({ verdict }) => verdict.faults.length > 0);
  expect(
    wrong.map(({ trial, verdict }) => `${trial.fault.name}, ${trial.action}, ${trial.phase}: ${verdict.faults}`),
  ).toEqual([]);
  expect(verdicts).toHaveLength(FAULTS.length);
}, 120_000);
