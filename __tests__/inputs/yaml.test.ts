import { describe, expect, test } from '@jest/globals';
import { isMap, parseYaml, type YamlValue } from '../../src/inputs/yaml.ts';
import { processorTime } from '../growth.ts';

test.each<[string, string, YamlValue]>([
  [
    'scalars stay as they are written',
    'a: 1.10\nb: yes\nc: 0123\nd: null\ne: ~\nf: 1e3\ng: 2026-01-02\nh: 0x1F',
    { a: '1.10', b: 'yes', c: '0123', d: 'null', e: '~', f: '1e3', g: '2026-01-02', h: '0x1F' },
  ],
  ['quotes', `a: "1.10"\nb: 'it''s'`, { a: '1.10', b: `it's` }],
  ['nothing after the colon', 'a:\nb: x', { a: '', b: 'x' }],
  ['a text', 'just words', 'just words'],
  ['lists and maps', 'a: [1, b]\nc: {d: e}', { a: ['1', 'b'], c: { d: 'e' } }],
  ['blocks', 'a: |\n  one\n  two\nb: >\n  one\n  two', { a: 'one\ntwo\n', b: 'one two\n' }],
  ['JSON', '{"a": 1, "b": [true, null], "c": "1.10"}', { a: '1', b: ['true', 'null'], c: '1.10' }],
  ['JSON with tabs', '{\n\t"a":\t1,\n\t"b": [true, null, "x"]\n}', { a: '1', b: ['true', 'null', 'x'] }],
  ['Windows line ends', 'a: 1\r\nb: 2\r\n', { a: '1', b: '2' }],
  ['anchors', 'a: &x 1\nb: *x', { a: '1', b: '1' }],
  ['names of numbers', '1: a\ntrue: b', { '1': 'a', true: 'b' }],
])('%s', async (_, text, value) => {
  expect(await parseYaml(text)).toEqual({ value });
});

test('__proto__ is a name like any other', async () => {
  const parsed = await parseYaml('__proto__: {polluted: yes}\nconstructor: x');
  expect('value' in parsed && Object.entries(parsed.value)).toEqual([
    ['__proto__', { polluted: 'yes' }],
    ['constructor', 'x'],
  ]);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  expect(await parseYaml('{\t"__proto__": {"polluted": 1}}')).toEqual({
    value: JSON.parse('{"__proto__": {"polluted": "1"}}'),
  });
});

const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
].join('\n');

describe('what is refused, with a reason on one line', () => {
  test.each<[string, string, RegExp]>([
    ['a bomb of aliases', BOMB, /more than 2000 values/],
    ['too many values', Array.from({ length: 2_001 }, (_, n) => `k${n}: x`).join('\n'), /more than 2000 values/],
    ['too deep', `${'['.repeat(50)}${']'.repeat(50)}`, /20 levels|nest|depth/i],
    ['far too deep', '['.repeat(100_000), /./],
    ['a map of itself', 'a: &a\n  b: *a', /./],
    ['a name twice', 'a: 1\na: 2', /duplicate/i],
    ['a name twice in JSON', '{"a": 1, "a": 2}', /duplicate/i],
    ['nothing', '', /empty/],
    ['nothing but a comment', '# only', /empty/],
    ['broken', 'a: [1', /./],
    ['tabs', 'a:\n\tb: 1', /tab/i],
    ['a tag that makes something', 'a: !!js/function x', /tag/],
    ['several documents', 'a: 1\n---\nb: 2', /document/],
  ])('%s', async (_, text, reason) => {
    let parsed: Awaited<ReturnType<typeof parseYaml>> | undefined;
    const took = await processorTime(async () => {
      parsed = await parseYaml(text);
    });
    expect(parsed).toEqual({ failure: expect.stringMatching(reason) });
    expect(JSON.stringify(parsed)).not.toContain('\\n');
    expect(took).toBeLessThan(3_000);
  });
});

test.each<[YamlValue, boolean]>([
  [{}, true],
  [[], false],
  ['', false],
])('isMap(%j)', (value, expected) => {
  expect(isMap(value)).toBe(expected);
});
