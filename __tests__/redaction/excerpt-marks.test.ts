import { describe, expect, test } from '@jest/globals';
import {
  type Block,
  cutExcerpt,
  joinApart,
  keepShown,
  markBlocks,
  readBlocks,
  splitApart,
  withoutMarks,
} from '../../src/redaction/excerpt-marks.ts';

const show = (text: string): Block => ({ shown: true, text });
const hide = (text: string): Block => ({ shown: false, text });
const BLOCKS = [hide('zero'), show('one\n  two'), hide('three\n'), show('four\nfive'), hide('six\nseven')];

test('blocks are read as they were marked', () => {
  expect(readBlocks(markBlocks(BLOCKS))).toEqual(BLOCKS);
  expect(readBlocks(markBlocks([show('one'), show(''), hide('two')]))).toEqual([show('one\n'), hide('two')]);
  expect(readBlocks('no\nmarks')).toEqual([show('no\nmarks')]);
});

test.each<[string, RegExp, string]>([
  ['nothing', /eight/, 'one\n  two\nfour\nfive'],
  ['what is hidden', /zero|three|six/g, 'one\n  two\nfour\nfive'],
  ['a part of a line', /wo/, 'one\n  t***\nfour\nfive'],
  ['a line with what stands above it', /zero[\s\S]*one/, '  two\nfour\nfive'],
  ['a line up to the next', /ne[\s\S]*two/, 'o***\nfour\nfive'],
  ['the rest, and a part of what is hidden behind it', /ive[\s\S]*si/, 'one\n  two\nfour\nf***'],
  ['the hidden lines between, and both ends', /wo[\s\S]*fo/, 'one\n  t***\nfive'],
  ['all marks', /[\u2028\u2029]/g, ''],
  ['all', /[\s\S]+/, ''],
])('where redaction takes %s', (_, secret, expected) => {
  expect(keepShown(markBlocks(BLOCKS).replace(secret, '***'), BLOCKS)).toBe(expected);
});

test.each([
  ['a *** b *** c', /b/, 'a *** *** *** c'],
  ['***', /x/, '***'],
  ['a***', /a/, '******'],
])('a line that redaction has changed before: %j', (line, secret, expected) => {
  const blocks = [show(line), hide('end')];
  expect(keepShown(markBlocks(blocks).replace(secret, '***'), blocks)).toBe(expected);
});

describe('an excerpt', () => {
  test('has at most 20 lines, of long ones both ends', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `${index} ${'x'.repeat(10_000)} end`);
    const shown = cutExcerpt(lines.join('\n')).split('\n');
    expect(shown).toHaveLength(20);
    expect(shown[19]).toBe(`19 ${'x'.repeat(2_997)} … ${'x'.repeat(2_996)} end`);
  });
});

test('marks in a foreign text are none', () => {
  expect(withoutMarks('a\u2028b\u2029c\u001cd')).toBe('a\nb\ncd');
  expect(readBlocks(markBlocks([show('a\u2029b'), hide('c\u2028d')]))).toEqual([show('a\nb'), hide('c\nd')]);
});

test('texts that stand apart come apart', () => {
  expect(splitApart(joinApart(['a', 'b']))).toEqual(['a', 'b']);
  expect(splitApart('a')).toEqual(['a']);
});
