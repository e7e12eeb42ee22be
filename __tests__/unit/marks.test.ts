import { expect, test } from '@jest/globals';
import { joinApart, keepShown, markShown, splitApart, withoutMarks } from '../../src/marks.ts';

const LINES = ['zero', 'one', '  two', '', 'four', 'five'];

test.each<[number[], string]>([
  [[0], 'zero'],
  [[1, 2], 'one\n  two'],
  [[1, 4, 5], 'one\nfour\nfive'],
  [[0, 1, 2, 3, 4, 5], LINES.join('\n')],
  [[], ''],
])('of the lines %j stay', (shown, expected) => {
  expect(keepShown(markShown(LINES, index => shown.includes(index)))).toBe(expected);
});

test.each<[string, RegExp, string]>([
  ['the first of the shown lines', /one[\s\S]*four/, 'five'],
  ['all of them', /one[\s\S]*six/, ''],
  ['their end', /five[\s\S]*six/, 'four\n***\nseven'],
])('where redaction takes %s', (_, secret, expected) => {
  const marked = markShown([...LINES, 'six', 'seven'], index => index === 4 || index === 5);
  expect(keepShown(marked.replace(secret, '***'))).toBe(expected);
});

test('at most 20 lines, of long ones both ends', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `${index} ${'x'.repeat(10_000)} end`);
  const shown = keepShown(markShown(lines, () => true)).split('\n');
  expect(shown).toHaveLength(20);
  expect(shown[19]).toBe(`19 ${'x'.repeat(2_997)} … ${'x'.repeat(2_996)} end`);
});

test('marks in a foreign text are none', () => {
  expect(withoutMarks('a\u2028b\u2029c\u001cd')).toBe('a\nb\ncd');
  expect(keepShown(markShown(['a\u2029b', 'c'], index => index === 0))).toBe('a\nb');
  expect(keepShown('no marks')).toBe('no marks');
});

test('texts that stand apart come apart', () => {
  expect(splitApart(joinApart(['a', 'b']))).toEqual(['a', 'b']);
  expect(splitApart('a')).toEqual(['a']);
});
