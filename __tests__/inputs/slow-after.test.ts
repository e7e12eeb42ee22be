import { expect, test } from '@jest/globals';
import { describeMinutes, readSlowAfter } from '../../src/inputs/slow-after.ts';
import { readerOf } from './input-readers.ts';

function read(text: string, run = './migrate.sh') {
  const reader = readerOf({ 'slow-after': text, run });
  return { ms: readSlowAfter(reader), problems: reader.problems };
}

test.each([
  ['', undefined],
  ['15', 900_000],
  [' 15 ', 900_000],
  ['0.5', 30_000],
  ['.5', 30_000],
  ['2.', 120_000],
  ['0.005', 300],
  ['007', 420_000],
  ['35000', 2_100_000_000],
])('%j is taken', (text, ms) => {
  expect(read(text)).toEqual({ ms, problems: [] });
});

test.each([
  'soon',
  '0',
  '0.0',
  '0.000001',
  '-5',
  '15m',
  '15 min',
  '1,5',
  '1e9',
  '1e1',
  '35001',
  '99999999',
  'NaN',
  '.',
  'true',
])('%j is named, and nothing is told', text => {
  expect(read(text)).toEqual({
    ms: undefined,
    problems: [
      {
        level: 'warning',
        message: `slow-after: expected minutes, a number above 0 and up to 35000 such as 15 or 0.5; got "${text}". PagerDuty is not told when the command takes long.`,
      },
    ],
  });
});

test('outside the wrapper it has no effect, and that is said', () => {
  expect(read('15', ' \n')).toEqual({
    ms: undefined,
    problems: [
      {
        level: 'warning',
        message:
          'slow-after: expected run beside it, because only the wrapper knows how long the command takes; got "15". It has no effect.',
      },
    ],
  });
});

test.each([
  [300, '0.3 s'],
  [30_000, '30 s'],
  [59_999, '60 s'],
  [60_000, '1 min'],
  [150_000, '2.5 min'],
  [900_000, '15 min'],
  [4_567_890, '76.13 min'],
])('%d ms are %s', (ms, words) => {
  expect(describeMinutes(ms)).toBe(words);
});
