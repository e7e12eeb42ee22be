import { describe, expect, test } from '@jest/globals';
import { PASSWORD } from '../../e2e/database.ts';
import { PERSON } from '../../e2e/statements.ts';
import type { Truth } from '../../e2e/truth.ts';
import { faults, type Reported, type Told } from '../../e2e/verdict.ts';

const tool = { title: 'Knex' };

const truth: Truth = {
  state: 'partial',
  applied: ['1'],
  applied_before: [],
  total: 3,
  left: ['users.id'],
  failed_migration_left: [],
};

const failed: Reported = {
  rc: 1,
  dialect: 'postgres',
  truth,
  expected: { named: '2_add', error: 'relation "userz" does not exist', category: 'SchemaError' },
};

const paged: Told = {
  rc: 0,
  open: 1,
  title: '[PRODUCTION] Migration 2_add failed: relation "userz" does not exist',
  details: {
    migration: '2_add',
    error: 'relation "userz" does not exist',
    category: 'SchemaError',
    tool: 'Knex',
    database_state: 'partial (1 of 3 applied)',
  },
  action: 'trigger',
  state: 'partial',
  leaving: '{}',
};

const applied: Truth = { ...truth, state: 'applied' };
const mended: Reported = { rc: 0, dialect: 'postgres', truth: applied, expected: 'success' };
const resolved: Told = { ...paged, open: 0, action: 'resolve', state: 'applied' };
const tried: Reported = { rc: 0, dialect: 'postgres', truth: { ...truth, state: 'unchanged' }, expected: 'dry-run' };
const silent: Told = { ...paged, open: 1, action: 'none', state: '' };

describe('nothing is wrong', () => {
  test.each<[string, Reported, Told]>([
    ['with a page that says all of it', failed, paged],
    ['with a state that the page does not know', failed, unknownState()],
    ['with a resolve', mended, resolved],
    ['with a resolve that found nothing to do', mended, { ...resolved, state: 'unchanged' }],
    ['with a dry run of which nobody is told', tried, silent],
    [
      'with a page of which the tool told neither migration nor error',
      { ...failed, expected: { named: undefined, error: undefined, category: undefined } },
      { ...unknownState(), title: '[PRODUCTION] Database migration failed', details: { database_state: 'unknown' } },
    ],
  ])('%s', (_name, reported, told) => {
    expect(faults(tool, reported, told)).toEqual([]);
  });
});

describe('a page is found wanting', () => {
  test.each<[Partial<Told>, string[]]>([
    [{ rc: 1 }, ['exit code of the action: expected 0, got 1']],
    [{ action: 'resolve' }, ['action: expected trigger, got resolve']],
    [{ action: '' }, ['action: expected trigger, got (nothing)']],
    [{ open: 0 }, ['open incidents: expected 1, got 0']],
    [{ open: 2 }, ['open incidents: expected 1, got 2']],
    [{ title: 'Migration 2_add failed' }, ['title: expected ^\\[PRODUCTION\\] , got Migration 2_add failed']],
    [{ title: '[PRODUCTION] failed' }, ['title: expected 2_add, got [PRODUCTION] failed']],
    [{ details: { ...paged.details, migration: '1_create' } }, ['migration: expected 2_add, got 1_create']],
    [
      { details: { ...paged.details, error: 'exit code 1' } },
      ['error: expected relation "userz" does not exist, got exit code 1'],
    ],
    [{ details: { ...paged.details, category: 'LockError' } }, ['category: expected SchemaError, got LockError']],
    [{ details: { ...paged.details, tool: 'Alembic' } }, ['tool: expected Knex, got Alembic']],
    [{ details: { ...paged.details, tool: undefined } }, ['tool: expected Knex, got (nothing)']],
    [
      { details: { ...paged.details, database_state: 'rolled-back' } },
      ['output database-state: expected rolled-back, got partial'],
    ],
    [{ leaving: `postgres://migrator:${PASSWORD}@db` }, [`the password of the database left: ${PASSWORD}`]],
    [{ leaving: `Key (email)=(${PERSON})` }, [`the value of a row left: ${PERSON}`]],
    [{ leaving: encodeURIComponent(PERSON) }, [`the value of a row left: ${PERSON}`]],
  ])('%j', (change, expected) => {
    expect(faults(tool, failed, { ...paged, ...change })).toEqual(expected);
  });

  test('that claims another state than the database is in', () => {
    const told = { ...paged, state: 'rolled-back', details: { ...paged.details, database_state: 'rolled-back' } };
    expect(faults(tool, failed, told)).toEqual([
      `database state: expected partial or unknown, got rolled-back; truth: ${JSON.stringify(truth)}`,
    ]);
  });
});

test('a claim that leaves room for an opt-out is accepted, but not on MariaDB, where no DDL is rolled back', () => {
  const details = { ...paged.details, database_state: 'rolled-back (unless a setting changes its transactions)' };
  const told = { ...paged, state: 'rolled-back', details };
  expect(faults(tool, failed, told)).toEqual([]);
  expect(faults(tool, { ...failed, dialect: 'mariadb' }, told)).toEqual([
    `database state: expected partial or unknown, got rolled-back; truth: ${JSON.stringify(truth)}`,
  ]);
});

test.each<[string, Reported, Told, string[]]>([
  ['a migration that did not fail', { ...failed, rc: 0 }, paged, ['the migration was to fail and ended with 0']],
  ['an incident left open', mended, { ...resolved, open: 1 }, ['open incidents: expected 0, got 1']],
  ['a success that pages', mended, { ...resolved, action: 'trigger' }, ['action: expected resolve, got trigger']],
  [
    'a success of which nothing is in the database',
    { ...mended, truth },
    { ...resolved, state: 'unknown' },
    ['state of the mended database: expected applied, got partial'],
  ],
  [
    'a mended migration that fails',
    { ...mended, rc: 3 },
    resolved,
    ['exit code of the mended migration: expected 0, got 3'],
  ],
  [
    'a dry run that resolves',
    tried,
    { ...silent, action: 'resolve', open: 0 },
    ['action: expected none, got resolve', 'open incidents: expected 1, got 0'],
  ],
])('%s is told', (_name, reported, told, expected) => {
  expect(faults(tool, reported, told)).toEqual(expected);
});

function unknownState(): Told {
  return { ...paged, state: 'unknown', details: { ...paged.details, database_state: 'unknown' } };
}
