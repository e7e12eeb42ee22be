import { expect, test } from '@jest/globals';
import { markExcerpt } from '../../../src/evidence/lines/excerpt.ts';
import { readBlocks, splitApart } from '../../../src/redaction/excerpt-marks.ts';

/** How many lines of each region are hidden before, shown, and hidden behind. */
function measure(lines: readonly string[], shown: readonly number[]): number[][] {
  return splitApart(markExcerpt(lines, shown)).map(region =>
    readBlocks(region).map(({ text }) => text.split('\n').length),
  );
}

const repeat = (count: number, length: number) => Array.from({ length: count }, () => 'x'.repeat(length));

test.each<[string, number, number, number[]]>([
  ['short lines', 10, 10, [200, 1, 20]],
  ['lines of 1,000 characters', 1_000, 1_000, [65, 1, 8]],
  ['lines of 6,000 characters', 6_000, 6_000, [10, 1, 1]],
  ['lines of 6,001 characters', 6_001, 6_001, [1]],
  ['long lines behind', 10, 6_001, [200, 1]],
])('the region of a line among %s', (_, before, behind, expected) => {
  expect(measure([...repeat(300, before), 'shown', ...repeat(300, behind)], [300])).toEqual([expected]);
});

test('regions that meet are one, and a long line keeps them apart', () => {
  const [short, long] = [repeat(5, 10), repeat(1, 6_001)];
  expect(measure([...short, 'a', ...short, 'b', ...short], [5, 11])).toEqual([[5, 1, 5, 1, 5]]);
  expect(measure([...short, 'a', ...short, ...long, 'b', ...short], [5, 12])).toEqual([
    [5, 1, 5],
    [1, 5],
  ]);
  expect(measure([...short, ...long, 'b', ...short], [5, 6])).toEqual([[5, 2, 5]]);
});
