import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findObjects } from '../../../src/evidence/reports/json-objects.ts';
import { growthOf, SUPERLINEAR } from '../../growth.ts';

const documents = (text: string): unknown[] => findObjects(text).map(({ document }) => document);

describe('findObjects', () => {
  test.each([
    ['a document', '{"a": 1}', [{ a: 1 }]],
    [
      'among words',
      'Rolling back 5... {\n  "ok": false,\n  "list": [1, {"b": null}]\n}\ndone',
      [{ ok: false, list: [1, { b: null }] }],
    ],
    ['two', '{"a":1} x {"b":"}"}', [{ a: 1 }, { b: '}' }]],
    ['an empty one', '{}', [{}]],
    ['escapes', '{"a": "\\"{\\\\"}', [{ a: '"{\\' }]],
    ['a brace before', 'function f() { {"a":1}', [{ a: 1 }]],
    ['a broken one before', '{"a": \n{"b" {"c": 2}', [{ c: 2 }]],
    ['an unfinished string', '{"a": "x\n{"b":2}', [{ b: 2 }]],
    ['no JSON', "{ severity: 'ERROR' }", []],
    ['no JSON either', '{"a": nope}', []],
    ['never closed', '{"a": {"b": 1}', []],
    ['wrongly closed', '{"a": [1}', []],
    ['an array alone', '[1, 2]', []],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    expect(documents(text)).toEqual(expected);
  });

  test('tells where', () => {
    expect(findObjects('ab {"c":1} d')).toEqual([{ document: { c: 1 }, start: 3, end: 10 }]);
  });

  test('finds what JSON.stringify wrote, indented or not, between lines of words', () => {
    const key = fc.string({ unit: fc.constantFrom('a', '{', '}', '"', '\\', ':', ',', 'é', ' ') });
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(0, 2, 4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(documents(`Applying...\n${text}\ndone`)).toEqual([JSON.parse(text)]);
      }),
    );
  });

  test.each(['{', '{"a":', '{"a":[', '"{', '{"', '{"a":1}', '{\n'])(
    'a million bytes of %j take time in proportion to their length',
    async piece => {
      const find = (size: number) => findObjects(piece.repeat(Math.ceil(size / piece.length)));
      expect(await growthOf(find, 1_000_000, 500)).toBeLessThan(SUPERLINEAR);
    },
  );
});
