import { describe, expect, test } from '@jest/globals';
import { idInName, joinLegs, splitLeg } from '../../src/github/job-names.ts';

test.each([
  ['migrate', { base: 'migrate', leg: '' }, 'migrate'],
  ['migrate (shard-3)', { base: 'migrate', leg: 'shard-3' }, 'migrate'],
  ['migrate (eu, 15)', { base: 'migrate', leg: 'eu, 15' }, 'migrate'],
  ['migrate (a (b))', { base: 'migrate', leg: 'a (b)' }, 'migrate'],
  ['deploy / migrate', { base: 'deploy / migrate', leg: '' }, 'deploy'],
  ['deploy (eu) / migrate', { base: 'deploy (eu) / migrate', leg: '' }, 'deploy'],
  ['deploy / migrate (eu)', { base: 'deploy / migrate', leg: 'eu' }, 'deploy'],
  ['Migrate the shop', { base: 'Migrate the shop', leg: '' }, 'Migrate the shop'],
  ['(odd)', { base: '(odd)', leg: '' }, '(odd)'],
  ['', { base: '', leg: '' }, ''],
])('%s', (name, split, id) => {
  expect({ split: splitLeg(name), id: idInName(name) }).toEqual({ split, id });
});

describe('legs of a matrix are joined', () => {
  const all = [
    'build',
    ...Array.from({ length: 12 }, (_, index) => `migrate (shard-${index + 1})`),
    'test (a)',
    'test (b)',
  ];

  test.each([
    [[], []],
    [['build'], ['build']],
    [['migrate (shard-3)'], ['migrate (shard-3 of 12)']],
    [['migrate (shard-3)', 'migrate (shard-7)'], ['migrate (shard-3, shard-7 of 12)']],
    [
      ['migrate (shard-3)', 'build', 'test (b)', 'migrate (shard-1)'],
      ['migrate (shard-3, shard-1 of 12)', 'build', 'test (b of 2)'],
    ],
  ])('%j', (failed, joined) => {
    expect(joinLegs(failed, all)).toEqual(joined);
  });
});
