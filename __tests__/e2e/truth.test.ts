import { expect, test } from '@jest/globals';
import { migrations } from '../../e2e/migrations.ts';
import { type Snapshot, type Truth, truth } from '../../e2e/truth.ts';

const EMPTY: Snapshot = { recorded: [], objects: [] };
const FIRST: Snapshot = { recorded: ['1'], objects: ['users.email', 'users.id', 'users_pkey'] };
const ALL: Snapshot = {
  recorded: ['1', '2', '3'],
  objects: [...FIRST.objects, 'users.avatar', 'users.bio', 'users_email'],
};
const HALF: Snapshot = { recorded: ['1'], objects: [...FIRST.objects, 'users.bio'] };

const remembers = { tracking: 'SELECT', id: ({ number }: { number: number }) => `${number}` };
const forgets = { ...remembers, tracking: undefined };

type Case = [name: string, before: Snapshot, after: Snapshot, begun: boolean, expected: Partial<Truth>];

const cases: Case[] = [
  ['everything applied', EMPTY, ALL, true, { state: 'applied', applied: ['1', '2', '3'], applied_before: [] }],
  ['the rest applied', FIRST, ALL, true, { state: 'applied', applied: ['2', '3'], applied_before: ['1'] }],
  ['nothing pending', ALL, ALL, true, { state: 'applied', applied: [], left: [] }],
  [
    'the first applied, the second undone',
    EMPTY,
    FIRST,
    true,
    { state: 'partial', applied: ['1'], failed_migration_left: [] },
  ],
  [
    'the first applied, half of the second left',
    EMPTY,
    HALF,
    true,
    { state: 'partial', applied: ['1'], failed_migration_left: ['users.bio'] },
  ],
  [
    'half of the second left by a second try',
    FIRST,
    HALF,
    true,
    { state: 'partial', applied: [], failed_migration_left: ['users.bio'] },
  ],
  ['all undone', EMPTY, EMPTY, true, { state: 'rolled-back', applied: [], left: [] }],
  ['the second undone', FIRST, FIRST, true, { state: 'rolled-back', applied: [], applied_before: ['1'] }],
  ['never begun', FIRST, FIRST, false, { state: 'unchanged', applied: [], applied_before: ['1'] }],
  ['never begun on a migrated database', ALL, ALL, false, { state: 'unchanged', applied: [] }],
];

test.each(cases)('%s', (_name, before, after, begun, expected) => {
  expect(truth(before, after, migrations('none'), begun, remembers)).toMatchObject(expected);
});

test.each(cases)('%s, by the catalogue alone', (_name, before, after, begun, expected) => {
  const unrecorded = (snapshot: Snapshot) => ({ ...snapshot, recorded: [] });
  expect(truth(unrecorded(before), unrecorded(after), migrations('none'), begun, forgets)).toMatchObject(expected);
});

test('what a migration leaves is told whole', () => {
  expect(truth(EMPTY, HALF, migrations('missing-table'), true, remembers)).toEqual({
    state: 'partial',
    applied: ['1'],
    applied_before: [],
    total: 3,
    left: ['users.email', 'users.id', 'users_pkey', 'users.bio'],
    failed_migration_left: ['users.bio'],
  });
});
