import { expect, test } from '@jest/globals';
import { filesLike, readText } from './files.ts';

const SOURCES = filesLike('src/*.ts');
const MEDIAN = 80;

// Whoever could say it elsewhere could let a text out that nobody redacted.
test('only redaction.ts makes a text Redacted', () => {
  expect(SOURCES.filter(path => /\bas Redacted\b/.test(readText(path)))).toEqual(['src/redaction/redaction.ts']);
});

test('no source turns the type checker off', () => {
  const off = /@ts-(?:ignore|expect-error|nocheck)|\bas any\b|\bas unknown as\b|\bas never\b/;
  expect(SOURCES.filter(path => off.test(readText(path)))).toEqual([]);
});

test('sources stay short', () => {
  const lengths = SOURCES.map(path => readText(path).split('\n').length - 1).sort((one, other) => one - other);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(MEDIAN);
});
