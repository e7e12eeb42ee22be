import { describe, expect, test } from '@jest/globals';
import { type Leaf, type PolicyTable, readTable } from '../../src/inputs/policy-table.ts';
import { readerOf } from './input-readers.ts';

const leaf: Leaf<number> = {
  read: text => (/^\d$/.test(text) ? Number(text) : undefined),
  expected: 'a digit',
  consequence: 'It is left out.',
};

async function read(text: string) {
  const reader = readerOf({ digits: text });
  const table = await readTable(reader, 'digits', leaf);
  return { table, problems: reader.problems.map(({ message }) => message) };
}

test.each<[string, string, PolicyTable<number>]>([
  ['nothing', '', []],
  ['one value', ' 7 ', [['default', [['default', 7]]]]],
  [
    'a map',
    'production: 1\nstaging: 2',
    [
      ['production', [['default', 1]]],
      ['staging', [['default', 2]]],
    ],
  ],
  [
    'a map of maps',
    'production:\n  42P01: 1\n  default: 2\ndefault: 3',
    [
      [
        'production',
        [
          ['42p01', 1],
          ['default', 2],
        ],
      ],
      ['default', [['default', 3]]],
    ],
  ],
  [
    'JSON',
    '{"production": {"LockError": "4"}, "*-eu": 5}',
    [
      ['production', [['lockerror', 4]]],
      ['*-eu', [['default', 5]]],
    ],
  ],
  ['names in any case', 'PRODUCTION:\n  " DatabaseError ": 1', [['production', [['databaseerror', 1]]]]],
  [
    'an empty entry',
    'production:\nstaging: 2',
    [
      ['production', []],
      ['staging', [['default', 2]]],
    ],
  ],
])('%s', async (_, text, table) => {
  expect(await read(text)).toEqual({ table, problems: [] });
});

describe('wrong leaves are left out with a problem each, and the others stay', () => {
  test.each<[string, string, PolicyTable<number>, (string | RegExp)[]]>([
    ['one value', 'x', [], ['digits: expected a digit; got "x". It is left out.']],
    [
      'a leaf',
      'production: x\nstaging: 2',
      [
        ['production', []],
        ['staging', [['default', 2]]],
      ],
      ['digits: expected a digit; got "production: x". It is left out.'],
    ],
    [
      'a leaf of a type',
      'production:\n  LockError: x\n  default: 1',
      [['production', [['default', 1]]]],
      ['digits: expected a digit; got "production: LockError: x". It is left out.'],
    ],
    [
      'too deep',
      'production:\n  a:\n    b: 1',
      [['production', []]],
      ['digits: expected a digit; got "production: a: {"b":"1"}". It is left out.'],
    ],
    ['a list', '- 1\n- 2', [], ['digits: expected a digit; got "- 1\n- 2". It is left out.']],
    [
      'a list for a leaf',
      'production: [1]',
      [['production', []]],
      ['digits: expected a digit; got "production: ["1"]". It is left out.'],
    ],
    [
      'several',
      'a: x\nb: y\nc: 1',
      [
        ['a', []],
        ['b', []],
        ['c', [['default', 1]]],
      ],
      [
        'digits: expected a digit; got "a: x". It is left out.',
        'digits: expected a digit; got "b: y". It is left out.',
      ],
    ],
    ['broken YAML', 'a: [', [], [/^digits: expected a digit; got "a: \[" \(.+\)\. It is left out\.$/]],
  ])('%s', async (_, text, table, problems) => {
    expect(await read(text)).toEqual({ table, problems: problems.map(asMatcher) });
  });
});

function asMatcher(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text);
}
