import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';
import { TOOLS } from '../../../src/evidence/tools/tools.ts';

/** A dry run that went well, and how the run in earnest behind it begins and fails. */
interface Rehearsal {
  readonly tool: string;
  readonly dry: readonly string[];
  /** Its first lines without which it is no dry run. */
  readonly least: number;
  readonly earnest: readonly string[];
}

const ERROR = 'relation "x" does not exist';
const LIQUIBASE = 'Starting Liquibase at 09:00:05 using Java 17.0.9 (version 4.29.0 #1 built at 2024-07-01 12:00+0000)';
const PLAN = [
  '-- Update Database Script',
  '-- Change Log: db.xml',
  '-- Changeset db.xml::2::me',
  'ALTER TABLE x ADD y INT;',
];
const LIQUIBASE_FAILS = [
  'Running Changeset: db.xml::2::me',
  'Unexpected error running Liquibase: Migration failed for changeset db.xml::2::me:',
  `     Reason: liquibase.exception.DatabaseException: ERROR: ${ERROR} [Failed SQL: (0) ALTER TABLE x ADD y INT]`,
];
const LIQUIBASE_REFUSED = [
  LIQUIBASE,
  'Unexpected error running Liquibase: Connection could not be created to jdbc:postgresql://h/shop with driver org.postgresql.Driver.  Connection to h:5432 refused.',
];
const VERSION = 'DoctrineMigrations\\Version20260301120000';
const DOCTRINE_FAILS = [
  `[notice] Migrating up to ${VERSION}`,
  `[error] Migration ${VERSION} failed during Execution. Error: "SQLSTATE[42P01]: Undefined table: 7 ERROR:  ${ERROR}"`,
];

const REHEARSALS: readonly Rehearsal[] = [
  {
    tool: 'Liquibase',
    dry: [LIQUIBASE, ...PLAN, "Liquibase command 'update-sql' was executed successfully."],
    least: 2,
    earnest: LIQUIBASE_FAILS,
  },
  {
    tool: 'Liquibase',
    dry: [LIQUIBASE, ...PLAN, "Liquibase command 'update-sql' was executed successfully."],
    least: 2,
    earnest: LIQUIBASE_REFUSED,
  },
  { tool: 'Liquibase', dry: PLAN, least: 1, earnest: LIQUIBASE_FAILS },
  { tool: 'Liquibase', dry: PLAN, least: 1, earnest: LIQUIBASE_REFUSED },
  {
    tool: 'Liquibase',
    dry: ["Liquibase command 'update-sql' was executed successfully."],
    least: 1,
    // Before 4.5 no changeset is announced.
    earnest: LIQUIBASE_FAILS.slice(1),
  },
  {
    tool: 'Liquibase',
    dry: ['--- liquibase:4.29.0:updateSQL (default-cli) @ shop ---', LIQUIBASE],
    least: 1,
    earnest: [
      '--- liquibase:4.29.0:update (default-cli) @ shop ---',
      LIQUIBASE,
      `Error setting up or running Liquibase: liquibase.exception.DatabaseException: ERROR: ${ERROR}`,
    ],
  },
  {
    tool: 'Doctrine Migrations',
    dry: [
      `[notice] Migrating (dry-run) up to ${VERSION}`,
      '[notice] finished in 12.3ms, used 20M memory, 1 migrations executed, 1 sql queries',
      ` [OK] Successfully migrated to version: ${VERSION}`,
    ],
    least: 1,
    earnest: DOCTRINE_FAILS,
  },
  {
    tool: 'Doctrine Migrations',
    dry: [`Executing dry run of migration up to ${VERSION} from 0`],
    least: 1,
    earnest: [`Migrating up to ${VERSION} from 0`, DOCTRINE_FAILS[1] ?? ''],
  },
  {
    tool: 'Laravel',
    dry: ['   INFO  Running migrations.', '  2026_03_01_000000_pay ....', '  ⇂ alter table "x" add column "y" int'],
    least: 2,
    earnest: [
      '   INFO  Running migrations.',
      '  2026_03_01_000000_pay .... 5.12ms FAIL',
      `  SQLSTATE[42P01]: Undefined table: 7 ERROR:  ${ERROR} (SQL: x)`,
    ],
  },
  {
    tool: 'Laravel',
    dry: ['Pay: alter table "x" add column "y" int'],
    least: 1,
    earnest: [
      'Migrating: 2026_03_01_000000_pay',
      '',
      '   Illuminate\\Database\\QueryException ',
      '',
      `  SQLSTATE[42P01]: Undefined table: 7 ERROR:  ${ERROR} (SQL: x)`,
    ],
  },
  {
    tool: 'Alembic',
    dry: [
      'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.',
      'INFO  [alembic.runtime.migration] Generating static SQL',
      'INFO  [alembic.runtime.migration] Will assume transactional DDL.',
      'INFO  [alembic.runtime.migration] Running upgrade aaaa -> bbbb, pay',
    ],
    least: 2,
    earnest: [
      'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.',
      'INFO  [alembic.runtime.migration] Will assume transactional DDL.',
      'INFO  [alembic.runtime.migration] Running upgrade aaaa -> bbbb, pay',
      'Traceback (most recent call last):',
      '  File "/usr/lib/python3/alembic/runtime/migration.py", line 623, in run_migrations',
      `sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) ${ERROR}`,
    ],
  },
  {
    tool: 'Confiture',
    dry: ['🔍 Analyzing migrations without execution...', 'Migration Analysis Summary'],
    least: 2,
    earnest: ['📦 Found 1 pending migration(s)', '⚡ Applying 002_pay... ❌', `❌ Error: ${ERROR}`],
  },
  {
    tool: 'node-pg-migrate',
    dry: [
      'dry run',
      '> Migrating files:',
      '> - 5_x',
      '### MIGRATION 5_x (UP) ###',
      'SELECT 1;',
      'Migrations complete!',
    ],
    least: 2,
    earnest: ['> Migrating files:', '> - 5_x', '### MIGRATION 5_x (UP) ###', 'Error executing:', `error: ${ERROR}`],
  },
  {
    tool: 'FluentMigrator',
    dry: [
      'PREVIEW-ONLY MODE',
      '2: Pay migrating =====',
      'ALTER TABLE x ADD y INT',
      '2: Pay migrated',
      'Task completed.',
    ],
    least: 4,
    earnest: [
      '2: Pay migrating =====',
      '!!! An error occurred executing the following sql:',
      `The error was 42P01: ${ERROR}`,
    ],
  },
  {
    tool: 'grate',
    dry: [
      'Running grate v1.6 (build date 1) against server h - shop.',
      'This is a dry run, nothing will be done to the database.',
    ],
    least: 2,
    earnest: [
      'Running grate v1.6 (build date 1) against server h - shop.',
      " Running '2_pay.sql'.",
      'Migration failed due to the following errors:',
      `2_pay.sql: 42P01: ${ERROR}`,
    ],
  },
  {
    tool: 'Django',
    dry: ['Planned operations:', 'shop.0002_pay', '    Add field y to x'],
    least: 1,
    earnest: [
      '  Applying shop.0002_pay...Traceback (most recent call last):',
      `django.db.utils.ProgrammingError: ${ERROR}`,
    ],
  },
  {
    tool: 'Django',
    dry: ['BEGIN;', '-- Add field y to x', 'ALTER TABLE x ADD y INT;', 'COMMIT;'],
    least: 2,
    earnest: [
      'Running migrations:',
      '  Applying shop.0002_pay...Traceback (most recent call last):',
      `django.db.utils.ProgrammingError: ${ERROR}`,
    ],
  },
  {
    tool: 'sqlx',
    dry: ['Can apply 2/migrate pay (0ns)'],
    least: 1,
    earnest: [`error: while executing migration 2: error returned from database: ${ERROR}`],
  },
  {
    tool: 'Supabase CLI',
    dry: [
      'DRY RUN: migrations will *not* be pushed to the database.',
      'Connecting to remote database...',
      'Would push these migrations:',
      'Finished supabase db push.',
    ],
    least: 2,
    earnest: [
      'Connecting to remote database...',
      'Applying migration 2_pay.sql...',
      `ERROR: ${ERROR} (SQLSTATE 42P01)`,
    ],
  },
  {
    tool: 'Atlas',
    dry: ['+ atlas migrate apply --dry-run', 'Migrating to version 2 from 1 (1 migrations in total):', '  -- ok (1ms)'],
    least: 1,
    earnest: [
      '+ atlas migrate apply',
      'Migrating to version 2 from 1 (1 migrations in total):',
      '  -- migrating version 2',
      `Error: sql/migrate: executing statement "ALTER TABLE x" from version "2": pq: ${ERROR}`,
    ],
  },
  {
    tool: 'sql-migrate',
    dry: ['==> Would apply migration 2_pay.sql (up)', 'SELECT 1;'],
    least: 1,
    earnest: [`Migration failed: pq: ${ERROR} handling 2_pay.sql`],
  },
  {
    tool: 'EF Core',
    dry: ['START TRANSACTION;', 'INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")', 'COMMIT;'],
    least: 2,
    earnest: [
      "Applying migration '2_Pay'.",
      "Executed DbCommand (4ms) [Parameters=[], CommandType='Text', CommandTimeout='30']",
      'INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")',
      "Failed executing DbCommand (8ms) [Parameters=[], CommandType='Text', CommandTimeout='30']",
      `Npgsql.PostgresException (0x80004005): 42P01: ${ERROR}`,
    ],
  },
  {
    tool: 'DbUp',
    dry: [
      'Beginning database upgrade',
      "Executing Database Server script '2_pay.sql'",
      'Success! No errors have occured when executing scripts, transaction will be rolled back',
      'Upgrade successful',
    ],
    least: 3,
    earnest: [
      'Beginning database upgrade',
      "Executing Database Server script '2_pay.sql'",
      "DB exception has occured in script: '2_pay.sql'",
      `42P01: ${ERROR}`,
    ],
  },
];

const read = (lines: readonly string[]) => readEvidenceFromTexts('', `${lines.join('\n')}\n`);

describe('a dry run, then a run in earnest that fails', () => {
  const cuts = REHEARSALS.flatMap(({ dry, least, ...rest }) =>
    Array.from({ length: dry.length - least + 1 }, (_, cut) => ({ ...rest, dry: dry.slice(0, dry.length - cut) })),
  );

  test.each(cuts)('$tool: $dry.length lines of the plan, and $earnest.0', ({ tool, dry, earnest }) => {
    expect(read(dry)).toMatchObject({ tool, verdict: 'dry-run' });
    expect(read([...dry, ...earnest])).toMatchObject({ tool, verdict: 'failure' });
  });

  test('every tool that can rehearse is asked', () => {
    // Of db-migrate a logger's level is taken off first: its word for a dry run, alone, is anybody's.
    const able = TOOLS.filter(
      ({ name, rules }) => name !== 'db-migrate' && rules.some(({ says }) => says === 'rehearses'),
    ).map(({ name }) => name);
    expect([...new Set(REHEARSALS.map(({ tool }) => tool))].toSorted()).toEqual(able.toSorted());
  });
});

describe('a dry run that fails', () => {
  test.each([
    ['Liquibase has no connection', [...PLAN.slice(0, 1), 'Unexpected error running Liquibase: Connection refused']],
    [
      "Maven's plugin has none",
      [
        '--- liquibase:4.29.0:updateSQL (default-cli) @ shop ---',
        LIQUIBASE,
        'Error setting up or running Liquibase: liquibase.exception.DatabaseException: Connection refused',
      ],
    ],
    ['Doctrine', [`[notice] Migrating (dry-run) up to ${VERSION}`, DOCTRINE_FAILS[1] ?? '']],
    ['sqlx', ['Can apply 2/migrate pay (0ns)', 'error: migration 3 was previously applied but has been modified']],
  ])('%s', (_, lines) => {
    expect(read(lines)).toMatchObject({ verdict: 'dry-run-failure' });
  });
});
