import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

// Prisma and Atlas fetch engines that the tests cannot have: these texts follow their sources and their users' reports.
const PRISMA_HEAD = `Environment variables loaded from .env
Prisma schema loaded from prisma/schema.prisma
Datasource "db": PostgreSQL database "shop", schema "public" at "db:5432"

2 migrations found in prisma/migrations

`;

const PRISMA_FAILED = `${PRISMA_HEAD}Applying migration \`20260101120000_create_users\`
Applying migration \`20260102120000_add_payment_table\`
Error: P3018

A migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve

Migration name: 20260102120000_add_payment_table

Database error code: 42P01

Database error:
ERROR: relation "userz" does not exist

DbError { severity: "ERROR", parsed_severity: Some(Error), code: SqlState(E42P01), message: "relation \\"userz\\" does not exist", detail: None, file: Some("namespace.c"), line: Some(433), routine: Some("RangeVarGetRelidExtended") }

   0: sql_schema_connector::apply_migration::apply_script
           with migration_name="20260102120000_add_payment_table"
`;

describe('Prisma', () => {
  test('a failed migration has to be resolved by name', () => {
    const { runs, ...evidence } = readEvidenceFromTexts('', PRISMA_FAILED) ?? { runs: [] };
    expect(runs).toHaveLength(1);
    expect(evidence).toEqual({
      source: 'log-text',
      tool: 'Prisma',
      verdict: 'failure',
      database: 'shop',
      server: 'db:5432',
      schema: 'public',
      dialect: 'postgresql',
      migration: '20260102120000_add_payment_table',
      error: 'relation "userz" does not exist',
      errorType: 'P3018',
      sqlstate: '42P01',
      category: 'SchemaError',
      databaseState: 'partial',
      stateDetail: '1 applied',
      applied: ['20260101120000_create_users'],
      nextStep:
        'Check what 20260102120000_add_payment_table left behind, run `prisma migrate resolve --rolled-back 20260102120000_add_payment_table` (or `--applied`), and fix it; then run `prisma migrate deploy`',
      excerpt: expect.stringContaining('Database error code: 42P01'),
    });
  });

  test('every later run is refused until then', () => {
    const log = `${PRISMA_HEAD}Error: P3009

migrate found failed migrations in the target database, new migrations will not be applied. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve
The \`20260102120000_add_payment_table\` migration started at 2026-11-23 10:05:25.538445 UTC failed
`;
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      verdict: 'failure',
      migration: '20260102120000_add_payment_table',
      error: 'migrate found failed migrations in the target database',
      errorType: 'P3009',
      databaseState: 'unknown',
      nextStep: expect.stringContaining('prisma migrate resolve --rolled-back 20260102120000_add_payment_table'),
    });
  });

  test.each([
    [
      "Error: P1001: Can't reach database server at `db:5432`\n\nPlease make sure your database server is running at `db:5432`.\n",
      'P1001',
      'ConnectionError',
      "Can't reach database server at `db:5432`",
    ],
    [
      "Error: P1001\n\nCan't reach database server at `db`:`5432`\n",
      'P1001',
      'ConnectionError',
      "Can't reach database server at `db`:`5432`",
    ],
    [
      'Error: P1000: Authentication failed against database server at `db`, the provided database credentials for `shop` are not valid.\n',
      'P1000',
      'PermissionError',
      'Authentication failed against database server at `db`, the provided database credentials for `shop` are not valid.',
    ],
    [
      'Error: P1002\n\nThe database server at `db:5432` was reached but timed out.\n\nPlease try again.\n\nContext: Timed out trying to acquire a postgres advisory lock (SELECT pg_advisory_lock(72707369)). Elapsed: 10000ms.\n',
      'P1002',
      'LockError',
      'Timed out trying to acquire a postgres advisory lock',
    ],
    [
      'Error: P3005\n\nThe database schema is not empty. Read more about how to baseline an existing production database: https://pris.ly/d/migrate-baseline\n',
      'P3005',
      'ConfigurationError',
      'The database schema is not empty',
    ],
  ])('before any migration: %j', (text, errorType, category, error) => {
    expect(readEvidenceFromTexts('', PRISMA_HEAD + text)).toMatchObject({
      tool: 'Prisma',
      verdict: 'failure',
      errorType,
      category,
      error,
      databaseState: 'unchanged',
      applied: [],
    });
  });

  test.each([
    [
      'applied',
      'Applying migration `20260101120000_init`\n\nThe following migration(s) have been applied:\n\nmigrations/\n  └─ 20260101120000_init/\n    └─ migration.sql\n\nAll migrations have been successfully applied.\n',
      ['20260101120000_init'],
    ],
    ['nothing pending', 'No pending migrations to apply.\n', []],
  ])('success: %s', (_name, text, applied) => {
    expect(readEvidenceFromTexts('', PRISMA_HEAD + text)).toMatchObject({
      verdict: 'success',
      databaseState: 'applied',
      applied,
    });
  });

  test('cut off, and the status command', () => {
    expect(readEvidenceFromTexts('', `${PRISMA_HEAD}Applying migration \`5_x\`\n`)).toMatchObject({
      verdict: 'unfinished',
      migration: '5_x',
    });
    expect(readEvidenceFromTexts('', 'Database schema is up to date!\n')).toMatchObject({ verdict: 'other-command' });
  });
});

const ATLAS_FAILED = `Migrating to version 20260103120000 (3 migrations in total):

  -- migrating version 20260101120000
    -> CREATE TABLE users (id int);
  -- ok (1.2ms)

  -- migrating version 20260102120000
    -> ALTER TABLE userz
         ADD COLUMN avatar text;
    pq: relation "userz" does not exist

  -------------------------
  -- 21.258916ms
  -- 1 migration ok, 1 with errors
  -- 1 sql statement ok, 1 with errors
`;
const ATLAS_ERROR = `Error: sql/migrate: executing statement "ALTER TABLE userz\\n\\tADD COLUMN avatar text;" from version "20260102120000": pq: relation "userz" does not exist (42P01)
sql/migrate: write revision: pq: current transaction is aborted, commands ignored until end of transaction block (25P02)
`;

describe('Atlas, text', () => {
  test.each([
    ['both streams', ATLAS_FAILED + ATLAS_ERROR, '42P01'],
    ['standard output alone', ATLAS_FAILED, undefined],
  ])('a failed migration, %s', (_name, log, sqlstate) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      tool: 'Atlas',
      verdict: 'failure',
      migration: '20260102120000',
      error: 'relation "userz" does not exist',
      category: 'SchemaError',
      databaseState: 'partial',
      stateDetail: '1 of 3 applied',
      applied: ['20260101120000'],
      ...(sqlstate === undefined ? {} : { sqlstate, errorType: sqlstate }),
    });
  });

  test('standard error alone names the version', () => {
    expect(readEvidenceFromTexts('', ATLAS_ERROR)).toMatchObject({
      verdict: 'failure',
      migration: '20260102120000',
      sqlstate: '42P01',
    });
  });

  test.each([
    [
      'applied',
      'Migrating to version 2 (1 migrations in total):\n\n  -- migrating version 2\n    -> CREATE TABLE t (id int);\n  -- ok (1ms)\n\n  -------------------------\n  -- 10ms\n  -- 1 migration\n  -- 1 sql statement\n',
      'success',
    ],
    ['nothing pending', 'No migration files to execute\n', 'success'],
    [
      'cut off',
      'Migrating to version 2 (1 migrations in total):\n\n  -- migrating version 2\n    -> CREATE TABLE t (id int);\n',
      'unfinished',
    ],
    ['checksum', 'You have a checksum error in your migration directory.\nError: checksum mismatch\n', 'failure'],
    [
      'MySQL keeps pieces',
      'Migrating to version 2 (1 migrations in total):\n\n  -- migrating version 2\n    -> ALTER TABLE x;\nError: sql/migrate: executing statement "ALTER TABLE x" from version "2": Error 1064 (42000): You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version\n',
      'failure',
    ],
  ])('%s', (name, log, verdict) => {
    const states: Record<string, string> = {
      checksum: 'unchanged',
      'MySQL keeps pieces': 'unknown',
      'cut off': 'unknown',
    };
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      tool: 'Atlas',
      verdict,
      databaseState: states[name] ?? 'applied',
    });
  });
});
