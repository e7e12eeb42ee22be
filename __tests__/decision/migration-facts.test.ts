import { describe, expect, test } from '@jest/globals';
import {
  categoriseOwn,
  describeMigration,
  type MigrationFacts,
  policyTypes,
} from '../../src/decision/migration-facts.ts';
import { makeEvidence, makeInputs } from './facts.ts';

const STARTED = { started: true, fallbackError: '', ownCategory: undefined };
const NOTHING: MigrationFacts = {
  name: '',
  error: '',
  errorType: '',
  sqlstate: '',
  category: undefined,
  tool: '',
  state: 'unknown',
  stateText: 'unknown',
  nextStep: '',
};
const EVIDENCE = makeEvidence({
  migration: '006_found',
  error: 'relation "userz" does not exist',
  errorType: '42P01',
  sqlstate: '42P01',
  category: 'SchemaError',
  databaseState: 'partial',
  stateDetail: '1 of 3 applied',
  nextStep: 'confiture migrate up after the fix',
});
const FOUND: MigrationFacts = {
  name: '006_found',
  error: 'relation "userz" does not exist',
  errorType: '42P01',
  sqlstate: '42P01',
  category: 'SchemaError',
  tool: 'Confiture',
  state: 'partial',
  stateText: 'partial (1 of 3 applied)',
  nextStep: 'confiture migrate up after the fix',
};

test('nobody says anything', () => {
  expect(describeMigration(makeInputs(), undefined, STARTED)).toEqual(NOTHING);
});

test('only the tool says something', () => {
  expect(describeMigration(makeInputs(), EVIDENCE, STARTED)).toEqual(FOUND);
});

describe('the user overrules the tool, field by field', () => {
  test.each<[string, Parameters<typeof makeInputs>[0], Partial<MigrationFacts>]>([
    ['the name', { migration: '005_given' }, { name: '005_given' }],
    [
      'the error',
      { error: 'canceling statement due to lock timeout' },
      { error: 'canceling statement due to lock timeout', category: 'SchemaError' },
    ],
    ['the type', { errorType: 'LockError' }, { errorType: 'LockError', category: 'LockError' }],
    ['a SQLSTATE', { errorType: '55P03' }, { errorType: '55P03', sqlstate: '55P03', category: 'LockError' }],
    [`a code of Prisma is no SQLSTATE`, { errorType: 'P1001' }, { errorType: 'P1001', category: 'ConnectionError' }],
    [
      'an unknown type leaves the words to decide',
      { errorType: 'MyError' },
      { errorType: 'MyError', category: 'SchemaError' },
    ],
  ])('%s', async (_, given, expected) => {
    const inputs = makeInputs(given);
    const ownCategory = await categoriseOwn(inputs, EVIDENCE, '');
    expect(describeMigration(inputs, EVIDENCE, { ...STARTED, ownCategory })).toEqual({ ...FOUND, ...expected });
  });
});

test('without a tool the words of the user make the category', async () => {
  const inputs = makeInputs({ error: 'canceling statement due to lock timeout' });
  const ownCategory = await categoriseOwn(inputs, undefined, '');
  expect(describeMigration(inputs, undefined, { ...STARTED, ownCategory })).toEqual({
    ...NOTHING,
    error: 'canceling statement due to lock timeout',
    category: 'LockError',
  });
});

test(`GitHub's word for what failed stands in where nobody else says anything`, () => {
  const surroundings = { ...STARTED, fallbackError: 'The job exceeded the maximum execution time' };
  expect(describeMigration(makeInputs(), undefined, surroundings)).toEqual({
    ...NOTHING,
    error: surroundings.fallbackError,
  });
  expect(describeMigration(makeInputs(), EVIDENCE, surroundings)).toEqual(FOUND);
});

test('a migration that was never started left the database as it was', () => {
  expect(describeMigration(makeInputs(), EVIDENCE, { ...STARTED, started: false })).toEqual({
    ...FOUND,
    state: 'unchanged',
    stateText: 'unchanged',
  });
});

test.each<[string, Partial<MigrationFacts>, string[]]>([
  ['all', { errorType: '42P01', category: 'SchemaError' }, ['42P01', 'SchemaError', 'DatabaseError']],
  ['no type', { category: 'LockError' }, ['LockError', 'DatabaseError']],
  ['nothing', {}, ['DatabaseError']],
])('the names under which the maps are searched: %s', (_, overrides, expected) => {
  expect(policyTypes({ ...NOTHING, ...overrides })).toEqual(expected);
});

test.each<[string, Parameters<typeof makeInputs>[0], string, string | undefined]>([
  ['who says nothing has no category', {}, 'canceling statement due to lock timeout', undefined],
  [
    `GitHub's word for what failed goes with a type`,
    { errorType: 'MyError' },
    'canceling statement due to lock timeout',
    'LockError',
  ],
])('the category of the user: %s', async (_, given, fallbackError, expected) => {
  expect(await categoriseOwn(makeInputs(given), undefined, fallbackError)).toBe(expected);
});

describe('the exit code of the wrapped command says what the output does not', () => {
  const exit = {
    tool: 'Confiture',
    exitCode: 6,
    category: 'LockError',
    state: 'unchanged',
    meaning: 'another run holds the migration lock',
    nextStep: 'Wait; then run `confiture migrate up`',
  } as const;
  const FAILED = { ...STARTED, failed: true, exit };

  test('no output at all', () => {
    expect(describeMigration(makeInputs(), undefined, { ...FAILED, fallbackError: 'step failed' })).toEqual({
      ...NOTHING,
      error: 'Confiture ended with exit code 6: another run holds the migration lock',
      category: 'LockError',
      tool: 'Confiture',
      state: 'unchanged',
      stateText: 'unchanged',
      nextStep: 'Wait; then run `confiture migrate up`',
    });
  });

  test('what the output tells stays', () => {
    expect(describeMigration(makeInputs(), EVIDENCE, FAILED)).toEqual(FOUND);
  });

  test('an output that stops within a migration proves more than the code', () => {
    const cut = makeEvidence({ verdict: 'unfinished', migration: '006_found', applied: [] });
    const { state, category } = describeMigration(makeInputs(), cut, { ...STARTED, failed: true });
    expect({ state, category }).toEqual({ state: 'unknown', category: 'DatabaseError' });
    expect(describeMigration(makeInputs(), cut, FAILED).state).toBe('unknown');
  });
});
