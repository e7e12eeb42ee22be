import { expect, test } from '@jest/globals';
import { Body, type BodyLimits } from '../../src/http/body.ts';

test.each<[string, BodyLimits, readonly string[], string, readonly boolean[]]>([
  ['all of a short body', { head: 10, tail: 0 }, ['ab', 'cd'], 'abcd', [true, true]],
  ['the beginning alone', { head: 3, tail: 0 }, ['ab', 'cd'], 'abc', [true, false]],
  ['beginning and end that meet', { head: 3, tail: 5 }, ['ab', 'cd', 'e\nf'], 'abcde\nf', [true, true, true]],
  [
    'whole lines of both ends',
    { head: 5, tail: 6 },
    ['1\n2\n3', '3\n4\n', '5\n6\n', '77\n8\n', '9\n'],
    '1\n2\n8\n9\n',
    [true, true, true, true, true],
  ],
])('%s', (_, limits, chunks, text, wanted) => {
  const body = new Body(limits);
  expect(chunks.map(chunk => body.add(Buffer.from(chunk)))).toEqual(wanted);
  expect(body.text()).toBe(text);
});
