import type { Clock } from '../../src/http/retry.ts';

/** A clock that passes only while somebody sleeps, or while `pass` says so. */
export interface FakeClock extends Clock {
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[];
  pass(ms: number): void;
}

/** Starts at `at`; `chance` stands in for every random number, in order, the last one for all that follow. */
export function fakeClock({ at = Date.UTC(2026, 0, 2, 3, 4, 5), chance = [0.5] } = {}): FakeClock {
  const waits: number[] = [];
  const left = [...chance];
  let time = at;
  return {
    waits,
    now: () => time,
    pass(ms) {
      time += ms;
    },
    async sleep(ms) {
      waits.push(ms);
      time += ms;
    },
    random: () => (left.length > 1 ? left.shift() : left[0]) ?? 0,
  };
}
