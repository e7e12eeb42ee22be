import { expect, test } from '@jest/globals';
import { parseJson, textAt, valueAt } from '../../src/primitives/json.ts';

test.each<[string, unknown]>([
  ['{"a":1}', { a: 1 }],
  ['null', null],
  ['', undefined],
  ['{', undefined],
  ['<html>', undefined],
])('parseJson(%j)', (text, expected) => {
  expect(parseJson(text)).toEqual(expected);
});

const document = { a: { b: ['x', { c: 7 }] }, no: null, yes: true, text: 'abc' };

test.each<[(string | number)[], unknown]>([
  [['a', 'b', 0], 'x'],
  [['a', 'b', 1, 'c'], 7],
  [['a', 'b', 2], undefined],
  [['no'], null],
  [['no', 'x'], undefined],
  [['text', 'length'], undefined],
  [['toString'], undefined],
  [['__proto__'], undefined],
  [[], document],
])('valueAt(%j)', (path, expected) => {
  expect(valueAt(document, path)).toEqual(expected);
});

test.each<[(string | number)[], string]>([
  [['text'], 'abc'],
  [['a', 'b', 1, 'c'], '7'],
  [['yes'], 'true'],
  [['no'], ''],
  [['a'], ''],
  [['missing'], ''],
])('textAt(%j)', (path, expected) => {
  expect(textAt(document, path)).toBe(expected);
});

test.each([undefined, null, 7, 'text'])('nothing is found in %j', whole => {
  expect(valueAt(whole, ['a'])).toBeUndefined();
  expect(textAt(whole, ['a'])).toBe('');
});
