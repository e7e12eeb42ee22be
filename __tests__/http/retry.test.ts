import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRetryAfter, retry, type Try } from '../../src/http/retry.ts';
import { fakeClock } from './fake-clock.ts';

const again = (retryAfterMs?: number): Try<string> =>
  retryAfterMs === undefined ? { final: false, value: 'busy' } : { final: false, value: 'busy', retryAfterMs };
const done: Try<string> = { final: true, value: 'done' };

/** Plays the tries in order, the last one again and again; each takes `tookMs`. */
async function play(
  tries: readonly Try<string>[],
  { budgetMs = 120_000, tookMs = 100, chance = [0.5] }: { budgetMs?: number; tookMs?: number; chance?: number[] } = {},
) {
  const clock = fakeClock({ chance });
  const start = clock.now();
  const remaining: number[] = [];
  const result = await retry(
    async remainingMs => {
      remaining.push(remainingMs);
      clock.pass(Math.min(tookMs, remainingMs));
      return tries[Math.min(remaining.length, tries.length) - 1] ?? done;
    },
    clock,
    budgetMs,
  );
  return { result, waits: clock.waits, remaining, elapsed: clock.now() - start };
}

test('a final answer ends it at once', async () => {
  expect(await play([done])).toEqual({
    result: { value: 'done', attempts: 1 },
    waits: [],
    remaining: [72_000],
    elapsed: 100,
  });
});

test('tries again until an answer is final, and tells each try what is left', async () => {
  expect(await play([again(), again(), done])).toEqual({
    result: { value: 'done', attempts: 3 },
    waits: [500, 1_000],
    remaining: [72_000, 71_640, 70_980],
    elapsed: 1_800,
  });
});

test('waits twice as long each time, up to half a minute, and never exceeds the budget', async () => {
  const { waits, elapsed, result } = await play([again()], { chance: [1], tookMs: 0 });
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 24_000]);
  expect(elapsed).toBe(115_000);
  expect(result).toEqual({ value: 'busy', attempts: 9 });
});

test.each<[string, number, number[]]>([
  ['seconds that were asked for', 7_000, [7_000]],
  ['more than the back-off would ever be', 60_000, [60_000]],
  ['none, which would be a tight loop', 0, [500]],
  ['less than the back-off', 200, [500]],
])('a server may ask for its wait: %s', async (_, asked, expected) => {
  expect((await play([again(asked), done])).waits).toEqual(expected);
});

test.each([119_000, 3_600_000, Number.POSITIVE_INFINITY])(
  'a wait that is too long (%d ms) still leaves room for one last try',
  async asked => {
    expect(await play([again(asked), again(asked)])).toEqual({
      result: { value: 'busy', attempts: 2 },
      waits: [114_900],
      remaining: [72_000, 5_000],
      elapsed: 115_100,
    });
  },
);

test.each<[string, number, number, number]>([
  ['of which a try takes half', 10_000, 5_000, 3],
  ['of which a try takes more than its share', 10_000, 8_000, 3],
  ['none at all', 0, 10_000, 1],
  ['less than one try takes', 300, 10_000, 2],
  ['two seconds, and a server that never answers', 2_000, 10_000, 2],
  ['one second, and a server that never answers', 1_000, 10_000, 2],
  ['two seconds, and a server that refuses at once', 2_000, 5, 3],
])('a small budget: %s', async (_, budgetMs, tookMs, attempts) => {
  expect((await play([again()], { budgetMs, tookMs })).result.attempts).toBe(attempts);
});

test('an attempt is always given some time', async () => {
  expect((await play([done], { budgetMs: -5 })).remaining).toEqual([1]);
});

test('what an attempt throws comes through', async () => {
  const broken = async (): Promise<Try<string>> => {
    throw new Error('bug');
  };
  await expect(retry(broken, fakeClock(), 1_000)).rejects.toThrow('bug');
});

test('whatever the server asks for and however long tries take: within the budget, jitter bounded, Retry-After kept', async () => {
  const asked = fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.array(asked, { minLength: 1, maxLength: 20 }),
      fc.array(fc.double({ min: 0.01, max: 0.999, noNaN: true }), { minLength: 1 }),
      async (budgetMs, tookMs, asks, chance) => {
        const { waits, elapsed, remaining } = await play(asks.map(again), { budgetMs, tookMs, chance });
        expect(elapsed).toBeLessThanOrEqual(budgetMs);
        expect(remaining.every(ms => ms > 0)).toBe(true);
        for (const [index, wait] of waits.entries()) {
          const ask = asks[Math.min(index, asks.length - 1)] ?? 0;
          expect(wait).toBeLessThanOrEqual(Math.max(ask, 30_000, 1));
          // The last wait may be cut short; the others are at least what was asked for.
          if (index < waits.length - 1) expect(wait).toBeGreaterThanOrEqual(ask);
        }
      },
    ),
  );
});

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 0, 2, 3, 4, 5);

  test.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'retry-after': '30' }, 30_000],
    ['a fraction', { 'retry-after': '1.5' }, 1_500],
    ['blanks around it', { 'retry-after': ' 30 ' }, 30_000],
    ['zero', { 'retry-after': '0' }, 0],
    ['a date', { 'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT' }, 60_000],
    ['a date that is over', { 'retry-after': 'Fri, 02 Jan 2026 03:00:00 GMT' }, 0],
    ["PagerDuty's own header", { 'ratelimit-reset': '12' }, 12_000],
    ['both', { 'retry-after': '3', 'ratelimit-reset': '12' }, 3_000],
    ['both, one of them junk', { 'retry-after': 'soon', 'ratelimit-reset': '12' }, 12_000],
    ['both, one of them empty', { 'retry-after': '', 'ratelimit-reset': '12' }, 12_000],
    ['none', {}, undefined],
    ['an empty one', { 'retry-after': '' }, undefined],
    ['junk', { 'retry-after': 'soon' }, undefined],
    ['a number beyond all numbers', { 'retry-after': '9'.repeat(400) }, Number.POSITIVE_INFINITY],
  ])('%s', (_, headers, expected) => {
    expect(readRetryAfter(name => headers[name], now)).toBe(expected);
  });
});
