import { describe, expect, test } from '@jest/globals';
import { readAtlas } from '../../../src/evidence/reports/atlas.ts';
import { readFlyway } from '../../../src/evidence/reports/flyway.ts';

const MESSAGE =
  'Script V2__add_payment_table.sql failed\n---\nSQL State  : 42P01\nError Code : 0\nMessage    : ERROR: relation "userz" does not exist\nLocation   : V2__add_payment_table.sql\nLine       : 1\n';
const FIRST = {
  category: 'Versioned',
  version: '1',
  description: 'create users',
  type: 'SQL',
  filepath: '/home/runner/work/shop/shop/sql/V1__create_users.sql',
  executionTime: 5,
};

function migrate(parts: object): object {
  return {
    operation: 'migrate',
    migrations: [],
    migrationsExecuted: 0,
    success: false,
    flywayVersion: '11.8.2',
    database: 'shop',
    warnings: [],
    databaseType: 'PostgreSQL',
    totalMigrationTime: 5,
    ...parts,
  };
}

function failed(parts: object = {}): object {
  return {
    errorCode: 'FAILED_VERSIONED_MIGRATION',
    sqlState: null,
    message: MESSAGE,
    stackTrace: null,
    lineNumber: 1,
    path: '/home/runner/work/shop/shop/sql/V2__add_payment_table.sql',
    ...parts,
  };
}

describe('Flyway', () => {
  test('a failed migration after another', () => {
    expect(readFlyway(migrate({ migrations: [FIRST], error: failed() }))).toEqual({
      tool: 'Flyway',
      verdict: 'failure',
      migration: 'V2__add_payment_table',
      error: 'relation "userz" does not exist',
      errorType: '42P01',
      sqlstate: '42P01',
      category: 'SchemaError',
      databaseState: 'partial',
      stateDetail: '1 applied',
      nextStep:
        'Fix V2__add_payment_table; then run `flyway migrate`. With group=true, Flyway kept nothing of the run. `flyway info` shows what is applied',
      applied: ['V1__create_users'],
      excerpt: MESSAGE,
      durationMs: 5,
    });
  });

  test.each([
    ['the first one', { error: failed() }, { databaseState: 'rolled-back' }],
    [
      'the SQLSTATE of newer versions',
      { error: failed({ sqlState: '42601', message: 'boom' }) },
      { sqlstate: '42601', errorType: '42601', category: 'SyntaxError', error: 'boom' },
    ],
    [
      'a repeatable migration without a path',
      { error: failed({ errorCode: 'FAILED_REPEATABLE_MIGRATION', path: null }) },
      { migration: 'V2__add_payment_table' },
    ],
    [
      'MySQL, where DDL stays',
      { databaseType: 'MySQL', error: failed() },
      {
        databaseState: 'unknown',
        nextStep:
          'Undo by hand what V2__add_payment_table left behind, and fix it; then run `flyway repair` and `flyway migrate`',
      },
    ],
    [
      'outside a transaction',
      { error: failed({ message: `${MESSAGE}Statement  : CREATE INDEX CONCURRENTLY i` }) },
      { databaseState: 'unknown' },
    ],
  ])('%s', (_name, parts, expected) => {
    expect(readFlyway(migrate(parts))).toMatchObject(expected);
  });

  test.each([
    [
      'DB_CONNECTION',
      'Unable to obtain connection from database (jdbc:postgresql://db:5432/shop)',
      'ConnectionError',
      'unchanged',
      undefined,
    ],
    [
      'VALIDATE_ERROR',
      'Validate failed: Migrations have failed validation\nMigration checksum mismatch for migration version 1\n-> Applied to database : -3',
      'ChecksumError',
      'unchanged',
      '1',
    ],
    ['ERROR', 'Detected both transactional and non-transactional statements', 'DatabaseError', 'unknown', undefined],
  ])('the bare error %s', (errorCode, message, category, databaseState, migration) => {
    expect(readFlyway({ error: { errorCode, message, stackTrace: null, lineNumber: null, path: null } })).toMatchObject(
      {
        tool: 'Flyway',
        verdict: 'failure',
        category,
        databaseState,
        ...(migration === undefined ? {} : { migration }),
      },
    );
  });

  test('success, nothing pending, another command', () => {
    expect(readFlyway(migrate({ success: true, migrations: [FIRST, { version: '2', description: 'x' }] }))).toEqual({
      tool: 'Flyway',
      verdict: 'success',
      migration: '2 - x',
      databaseState: 'applied',
      applied: ['V1__create_users', '2 - x'],
      durationMs: 5,
    });
    expect(readFlyway(migrate({ success: true }))).toMatchObject({ verdict: 'success', applied: [] });
    expect(readFlyway(migrate({ operation: 'info', success: true }))).toMatchObject({ verdict: 'other-command' });
  });

  test.each([
    [null],
    [[]],
    [{}],
    [{ error: { errorCode: 'X' } }],
    [{ error: { errorCode: 5, stackTrace: '' } }],
    [{ flywayVersion: '11', migrations: [] }],
  ])('%j is no report of Flyway', document => {
    expect(readFlyway(document)).toBeUndefined();
  });
});

const FILE = {
  Name: '20260101120000_create_users.sql',
  Version: '20260101120000',
  Description: 'create_users',
  Applied: ['CREATE TABLE users (id int);'],
  Skipped: 0,
};
const BAD = {
  Name: '20260102120000_add_payment_table.sql',
  Version: '20260102120000',
  Applied: [],
  Error: { Stmt: 'ALTER TABLE userz ADD COLUMN avatar text;', Text: 'pq: relation "userz" does not exist (42P01)' },
};

function apply(parts: object): object {
  return {
    Driver: 'postgres',
    URL: { Scheme: 'postgres', Host: 'db:5432' },
    Dir: 'file://migrations',
    Current: '',
    Target: '3',
    ...parts,
  };
}

describe('Atlas', () => {
  test('a failed migration after another', () => {
    expect(
      readAtlas(apply({ Pending: [FILE, BAD, FILE], Applied: [FILE, BAD], Error: 'sql/migrate: executing statement' })),
    ).toEqual({
      tool: 'Atlas',
      verdict: 'failure',
      migration: '20260102120000_add_payment_table',
      error: 'relation "userz" does not exist',
      errorType: '42P01',
      sqlstate: '42P01',
      category: 'SchemaError',
      databaseState: 'partial',
      stateDetail: '1 of 3 applied',
      nextStep: 'Fix 20260102120000_add_payment_table; then run `atlas migrate apply`',
      applied: ['20260101120000_create_users'],
      excerpt: 'ALTER TABLE userz ADD COLUMN avatar text;\npq: relation "userz" does not exist (42P01)',
    });
  });

  test.each([
    ['the first one', { Applied: [BAD] }, { databaseState: 'rolled-back', applied: [] }],
    ['on MySQL', { Driver: 'mysql', Applied: [BAD] }, { databaseState: 'unknown' }],
    [
      'outside a transaction',
      { Applied: [{ ...BAD, Error: { Stmt: 'CREATE INDEX CONCURRENTLY i', Text: 'boom' } }] },
      { databaseState: 'unknown' },
    ],
    [
      'without a file',
      { Error: 'acquiring database lock: timeout' },
      {
        verdict: 'failure',
        category: 'LockError',
        databaseState: 'unknown',
        error: 'acquiring database lock: timeout',
      },
    ],
    [
      'no name',
      { Applied: [{ Version: '5', Description: 'x', Error: { Stmt: '', Text: 'boom' } }] },
      { migration: '5_x' },
    ],
  ])('%s', (_name, parts, expected) => {
    expect(readAtlas(apply(parts))).toMatchObject(expected);
  });

  test('success and nothing pending', () => {
    expect(readAtlas(apply({ Pending: [FILE], Applied: [FILE] }))).toEqual({
      tool: 'Atlas',
      verdict: 'success',
      migration: '20260101120000_create_users',
      databaseState: 'applied',
      applied: ['20260101120000_create_users'],
    });
    expect(readAtlas(apply({ Message: 'No migration files to execute' }))).toEqual({
      tool: 'Atlas',
      verdict: 'success',
      nothingPending: true,
      databaseState: 'applied',
      applied: [],
    });
  });

  test.each([[null], [[]], [{}], [{ Driver: 'postgres' }], [{ Driver: 5, Dir: 'x', Applied: [] }]])(
    '%j is no report of Atlas',
    document => {
      expect(readAtlas(document)).toBeUndefined();
    },
  );
});
