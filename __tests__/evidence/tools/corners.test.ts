import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

const LB = 'Starting Liquibase at 10:05:25 (version 4.28.0 #2272 built at 2024-05-16 19:00+0000)\n';
const FW = 'Flyway OSS Edition 11.8.2 by Redgate\nDatabase: jdbc:postgresql://db:5432/shop (PostgreSQL 15.18)\n';
const AL =
  'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\nINFO  [alembic.runtime.migration] Will assume transactional DDL.\n';
const FRAME =
  'Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/alembic/config.py", line 590, in main\n';

/** Failures that the captures do not hold: real texts, each of one kind. */
describe('failures of one kind', () => {
  test.each<[string, string, object]>([
    [
      'golang-migrate after a failure',
      'error: Dirty database version 20260102120000. Fix and force version.\n',
      {
        tool: 'golang-migrate',
        migration: '20260102120000',
        error: 'Dirty database version 20260102120000. Fix and force version.',
        databaseState: 'unknown',
        nextStep:
          'Check what 20260102120000 left behind, and fix it; then run `migrate force VERSION` with the last version that is complete, and `migrate up`',
      },
    ],
    [
      'golang-migrate, locked',
      "error: can't acquire database lock\n",
      { category: 'LockError', databaseState: 'unchanged' },
    ],
    [
      'Knex, locked',
      "Can't take lock to run migrations: Migration table is already locked\nIf you are sure migrations are not running you can release the lock manually by running 'knex migrate:unlock'\n",
      { tool: 'Knex', category: 'LockError', databaseState: 'unchanged', error: 'Migration table is already locked' },
    ],
    [
      'node-pg-migrate, locked',
      "Failed to release migration lock\nError: Another migration is already running. Advisory lock mode is set to 'fail'.\n    at lock (file:///x.js:1:1)\n",
      { tool: 'node-pg-migrate', category: 'LockError', databaseState: 'unchanged' },
    ],
    [
      'Rails, locked',
      'rails aborted!\nActiveRecord::ConcurrentMigrationError: \n\nCannot run migrations because another migration process is currently running.\n\nTasks: TOP => db:migrate\n',
      {
        tool: 'Rails',
        category: 'LockError',
        databaseState: 'unchanged',
        error: 'Cannot run migrations because another migration process is currently running.',
      },
    ],
    [
      'Liquibase, locked',
      `${LB}Unexpected error running Liquibase: Could not acquire change log lock.  Currently locked by runner (10.0.0.1) since 11/23/26, 10:05 AM\n`,
      { tool: 'Liquibase', category: 'LockError', databaseState: 'unchanged' },
    ],
    [
      'Liquibase, a changed changeset',
      `${LB}ERROR: Exception Details\nERROR: Exception Primary Class:  ValidationFailedException\nERROR: Exception Primary Reason:  Validation Failed:\n     1 changesets check sum\n          changelog.sql::1-create-users::alice was: 9:98d9 but is now: 9:a77e\n\nUnexpected error running Liquibase: Validation Failed:\n     1 changesets check sum\n          changelog.sql::1-create-users::alice was: 9:98d9 but is now: 9:a77e\n`,
      {
        tool: 'Liquibase',
        migration: 'changelog.sql::1-create-users::alice',
        category: 'ChecksumError',
        databaseState: 'unchanged',
        error:
          'Validation Failed: 1 changesets check sum changelog.sql::1-create-users::alice was: 9:98d9 but is now: 9:a77e',
      },
    ],
    [
      'Liquibase, older words',
      `${LB}Unexpected error running Liquibase: Migration failed for change set changelog.sql::2-x::bob:\n     Reason: liquibase.exception.DatabaseException: ERROR: boom [Failed SQL: SELECT 1]\n`,
      { migration: 'changelog.sql::2-x::bob', error: 'boom' },
    ],
    [
      'Liquibase, outside a transaction',
      `${LB}Running Changeset: c.sql::9-conc::alice\nUnexpected error running Liquibase: Migration failed for changeset c.sql::9-conc::alice:\n     Reason: liquibase.exception.DatabaseException: ERROR: relation "nope" does not exist [Failed SQL: (0) CREATE INDEX CONCURRENTLY i ON nope(id)]\n`,
      { databaseState: 'unknown', nextStep: expect.stringContaining('Check what c.sql::9-conc::alice left behind') },
    ],
    [
      'Flyway, outside a transaction',
      `${FW}Migrating schema "public" to version "1 - a"\nMigrating schema "public" to version "2 - b" [non-transactional]\nERROR: Migration of schema "public" to version "2 - b" [non-transactional] failed! Please restore backups and roll back database and code!\nERROR: Script V2__b.sql failed\nSQL State  : 42703\nMessage    : ERROR: column "nope" does not exist\n`,
      {
        migration: 'V2__b',
        databaseState: 'partial',
        sqlstate: '42703',
        nextStep: expect.stringContaining('`flyway repair`'),
      },
    ],
    [
      'Flyway, a failure of before',
      `${FW}ERROR: Validate failed: Migrations have failed validation\nDetected failed migration to version 2 (add payment table).\nPlease remove any half-completed changes then run repair to fix the schema history.\n`,
      {
        migration: '2',
        error: 'Detected failed migration to version 2 (add payment table).',
        databaseState: 'unchanged',
        nextStep: 'Undo by hand what 2 left behind, then run `flyway repair`; then run `flyway migrate`',
      },
    ],
    [
      'Flyway, older words',
      `${FW}Migrating schema "public" to version "2 - b"\nERROR: Migration of schema "public" to version 2 failed! Changes successfully rolled back.\nERROR: Migration V2__b.sql failed\nMessage    : ERROR: boom\n`,
      { migration: 'V2__b', error: 'boom', databaseState: 'rolled-back' },
    ],
    [
      'Django, a history that does not fit',
      'django.db.migrations.exceptions.InconsistentMigrationHistory: Migration shop.0002_x is applied before its dependency shop.0001_y\n',
      { tool: 'Django', errorType: 'InconsistentMigrationHistory', databaseState: 'unchanged' },
    ],
    [
      'Django, two leaves',
      'CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0002_a, 0002_b in shop).\n',
      { tool: 'Django', databaseState: 'unchanged' },
    ],
    [
      'Django, Python in a migration',
      'Operations to perform:\n  Apply all migrations: shop\nRunning migrations:\n  Applying shop.0002_x...Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/django/db/migrations/migration.py", line 126, in apply\n  File "/home/runner/work/shop/shop/shop/migrations/0002_x.py", line 4, in forwards\nValueError: no tenant\n',
      { migration: 'shop.0002_x', error: 'no tenant', errorType: 'ValueError', databaseState: 'unknown' },
    ],
    [
      'Alembic, no such revision',
      `FAILED: Can't locate revision identified by 'nope'\n${AL}ERROR [alembic.util.messaging] Can't locate revision identified by 'nope'\n`,
      { tool: 'Alembic', error: "Can't locate revision identified by 'nope'", databaseState: 'unchanged' },
    ],
    [
      'Alembic with a quiet logger: the traceback names the migration',
      `${FRAME}  File "/home/runner/work/shop/shop/m/versions/b2c3_add_payment.py", line 4, in upgrade\n    op.execute("x")\nsqlalchemy.exc.ProgrammingError: (psycopg.errors.UndefinedTable) relation "userz" does not exist\n[SQL: x]\n`,
      { migration: 'b2c3_add_payment', errorType: 'UndefinedTable', databaseState: 'rolled-back' },
    ],
    [
      'Alembic on MySQL keeps pieces',
      `${AL.replace('transactional DDL', 'non-transactional DDL')}INFO  [alembic.runtime.migration] Running upgrade  -> aaaa, x\n${FRAME}sqlalchemy.exc.OperationalError: (pymysql.err.OperationalError) (1146, "Table x does not exist")\n`,
      { migration: 'aaaa_x', databaseState: 'unknown' },
    ],
    [
      'Sqitch on the way back to a tag',
      'Deploying changes to db:pg:shop\n  + a @v1 .. ok\n  + b ...... ok\n  + c ...... not ok\npsql:deploy/c.sql:2: ERROR:  boom\nReverting to @v1\n  - b ...... ok\nDeploy failed\n',
      { migration: 'c', error: 'boom', databaseState: 'partial', applied: ['a'] },
    ],
    [
      'psql goes on after errors: the first is the cause',
      'psql:a.sql:2: ERROR:  42P01: relation "userz" does not exist\npsql:a.sql:3: ERROR:  42P01: relation "other" does not exist\n',
      {
        tool: 'psql',
        verdict: 'client-failure',
        migration: 'a.sql',
        sqlstate: '42P01',
        error: 'relation "userz" does not exist',
      },
    ],
    [
      'psql could not connect, then could',
      'psql: error: connection to server at "db", port 5432 failed: Connection refused\npsql:a.sql:3: ERROR:  boom\n',
      { verdict: 'client-failure', error: 'boom', databaseState: 'unknown' },
    ],
    [
      'TypeORM without transactions',
      '2 migrations are new migrations must be executed.\nMigration A1 has been executed successfully.\nMigration "B2" failed, error: boom\nError during migration run:\nQueryFailedError: boom\n',
      { migration: 'B2', databaseState: 'partial', stateDetail: '1 of 2 applied' },
    ],
    [
      'dbmate under npm',
      'Error: dial tcp 127.0.0.1:1: connect: connection refused\nnpm error Lifecycle script `migrate` failed with error:\nnpm error code 2\n',
      { tool: 'dbmate', category: 'ConnectionError', databaseState: 'unchanged' },
    ],
    [
      'dbmate on MySQL keeps pieces',
      "Applying: 1_a.sql\nApplied: 1_a.sql in 1ms\nError: Error 1146 (42S02): Table 'shop.userz' doesn't exist\n",
      { tool: 'dbmate', migration: '1_a', databaseState: 'unknown' },
    ],
    [
      'goose, Go migration',
      'goose run: ERROR 00002_x.go: failed to run go migration: boom\n',
      { tool: 'goose', migration: '00002_x', error: 'boom', databaseState: 'unknown' },
    ],
    [
      'goose, outside a transaction',
      'goose run: ERROR 2_x.sql: failed to run SQL migration: failed to execute SQL query "CREATE INDEX CONCURRENTLY i ON nope(id);": ERROR: relation "nope" does not exist (SQLSTATE 42P01)\n',
      { databaseState: 'unknown' },
    ],
    [
      'Knex, an error of JavaScript',
      'migration file "5_x.js" failed\nmigration failed with error: Cannot read properties of undefined\nTypeError: Cannot read properties of undefined\n    at x.js:1:1\n',
      { migration: '5_x', error: 'Cannot read properties of undefined' },
    ],
    [
      'Confiture with a word of its log between a beginning and its end',
      '🔒 Acquired migration lock\n📦 Found 1 pending migration(s)\n⚡ Applying 5_conc... Running migration 5 in non-transactional mode. Manual cleanup may be required on failure.\n❌\n  Database Error: boom. Manual cleanup may be required.\n',
      { migration: '5_conc', error: 'boom', databaseState: 'unknown' },
    ],
    [
      'Confiture, rehearsal, then in earnest',
      '🧪 Executing migrations in SAVEPOINT (guaranteed rollback)...\n🔄 Proceed with real execution? [y/N]: y\n⚡ Applying 5_x... ❌\n  Database Error: boom\n',
      { migration: '5_x', databaseState: 'rolled-back' },
    ],
    [
      'Flyway, a group',
      `${FW}Migrating schema "public" to version "1 - a"\nMigrating schema "public" to version "2 - b"\nERROR: Migrations of schema "public" failed! Changes successfully rolled back.\nMessage    : ERROR: boom\n`,
      { databaseState: 'rolled-back', applied: [], error: 'boom' },
    ],
    [
      'Flyway, a migration that is not applied in order',
      `${FW}ERROR: Validate failed: Migrations have failed validation\nDetected resolved migration not applied to database: 1.1.\n`,
      { error: 'Detected resolved migration not applied to database: 1.1.', databaseState: 'unchanged' },
    ],
    [
      'Liquibase, anything else',
      `${LB}Unexpected error running Liquibase: The file changelog.sql was not found\n`,
      { tool: 'Liquibase', error: 'The file changelog.sql was not found', databaseState: 'unchanged' },
    ],
    [
      'Sqitch with mixed streams, and no word at the end',
      'Deploying changes to db:pg:shop\n  + a .. psql:deploy/a.sql:1: NOTICE:  x\nok\n  + b .. psql:deploy/b.sql:2: ERROR:  boom\nnot ok\n',
      { migration: 'b', error: 'boom', databaseState: 'partial', applied: ['a'] },
    ],
    [
      'Sqitch on another database',
      'Deploying changes to db:mysql:shop\n  + b .. ERROR 1146 (42S02) at line 2: Table does not exist\nnot ok\nDeploy failed\n',
      { tool: 'Sqitch', migration: 'b' },
    ],
    [
      'Django without frames',
      'Running migrations:\n  Applying shop.0001_y... NOTICE\n OK\n  Applying shop.0002_x...\ndjango.db.utils.ProgrammingError: relation "userz" does not exist\n',
      { migration: 'shop.0002_x', errorType: 'ProgrammingError', databaseState: 'partial', applied: ['shop.0001_y'] },
    ],
    [
      'Alembic, Python in a migration',
      `${AL}INFO  [alembic.runtime.migration] Running upgrade  -> aaaa, x\n${FRAME}  File "/home/runner/work/shop/shop/m/versions/aaaa_x.py", line 4, in upgrade\n    raise\nValueError: no tenant\n`,
      { migration: 'aaaa_x', error: 'no tenant', errorType: 'ValueError', databaseState: 'rolled-back' },
    ],
    [
      'Rails, Ruby in a migration',
      "== 5 AddPayment: migrating ====\nrails aborted!\nStandardError: An error has occurred, this and all later migrations canceled:\n\nundefined method `foo'\n",
      { migration: '5_AddPayment', error: "undefined method `foo'", databaseState: 'rolled-back' },
    ],
    [
      'Rails, before any migration',
      'rails aborted!\nActiveRecord::StatementInvalid: PG::InsufficientPrivilege: ERROR:  permission denied for schema public\nTasks: TOP => db:migrate\n',
      { tool: 'Rails', category: 'PermissionError', errorType: 'ActiveRecord::StatementInvalid' },
    ],
    [
      'node-pg-migrate, before any migration',
      '> Migrating files:\n> - 5_x\nError executing:\nCREATE TABLE "public"."pgmigrations" ();\nerror: permission denied for schema public\n',
      { category: 'PermissionError', databaseState: 'unchanged' },
    ],
    [
      'Knex, a file that is gone',
      'Error: The migration directory is corrupt, the following files are missing: 4_x.js\n    at x.js:1:1\n',
      { tool: 'Knex', databaseState: 'unchanged' },
    ],
    [
      'drizzle-kit with its streams apart',
      "[⣷] applying migrations...\nDrizzleQueryError: Failed query: SELECT 1\nparams: \n  cause: error: boom\n    code: '42P01',\n",
      { tool: 'drizzle-kit', error: 'boom', sqlstate: '42P01', databaseState: 'unknown' },
    ],
    [
      'Atlas, locked',
      'Error: acquiring database lock: sql/schema: lock is held by other session\n',
      { tool: 'Atlas', category: 'LockError', databaseState: 'unchanged' },
    ],
    [
      'goose, before any migration',
      'goose run: error parsing migration file: boom\n',
      { tool: 'goose', error: 'error parsing migration file: boom' },
    ],
    [
      'golang-migrate, no connection',
      '2026/11/23 20:41:38 error: dial tcp 127.0.0.1:1: connect: connection refused\n',
      { tool: 'golang-migrate', category: 'ConnectionError', databaseState: 'unchanged' },
    ],
    [
      'golang-migrate, its own table',
      'error: pq: permission denied for table schema_migrations\n',
      { tool: 'golang-migrate', category: 'PermissionError' },
    ],
    [
      'Prisma, the end alone',
      'Error: P3018\n\nA migration failed to apply.\n\nMigration name: 5_x\n\nDatabase error:\nERROR: boom\n',
      { tool: 'Prisma', migration: '5_x', error: 'boom' },
    ],
    [
      'Confiture, waiting for its lock',
      'Error: Could not acquire migration lock within 0.5s. Holder identity unavailable\n(no metadata recorded).\n',
      { errorType: 'LOCK_1300', category: 'LockError', databaseState: 'unchanged' },
    ],
  ])('%s', (_name, log, expected) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({ verdict: 'failure', ...expected });
  });
});

describe('what is neither success nor failure', () => {
  test.each([
    [
      'Alembic prints SQL only',
      `${AL}INFO  [alembic.runtime.migration] Generating static SQL\nINFO  [alembic.runtime.migration] Running upgrade  -> aaaa, x\n`,
      'dry-run',
    ],
    ['Django plans', 'Planned operations:\nshop.0002_x\n    Raw SQL operation\n', 'dry-run'],
    [
      'node-pg-migrate rehearses',
      'dry run\n> Migrating files:\n> - 5_x\n### MIGRATION 5_x (UP) ###\nSELECT 1;\nMigrations complete!\n',
      'dry-run',
    ],
    ['sql-migrate rehearses', '==> Would apply migration 5_x.sql (up)\nSELECT 1;\n', 'dry-run'],
    ['Liquibase prints SQL only', `${LB}Liquibase command 'update-sql' was executed successfully.\n`, 'dry-run'],
    [
      'node-pg-migrate goes down',
      '> Migrating files:\n> - 5_x\n### MIGRATION 5_x (DOWN) ###\nSELECT 1;\nMigrations complete!\n',
      'other-command',
    ],
    ['Knex goes back', 'Batch 1 rolled back: 3 migrations\n', 'other-command'],
    [
      'dbmate goes back',
      'Rolling back: 5_x.sql\nRolled back: 5_x.sql in 1ms\nWriting: ./db/schema.sql\n',
      'other-command',
    ],
    [
      'Rails goes back',
      '== 20260102120000 AddPaymentTable: reverting ==\n== 20260102120000 AddPaymentTable: reverted (0.1s) ==\n',
      'other-command',
    ],
    [
      'Alembic goes back',
      `${AL}INFO  [alembic.runtime.migration] Running downgrade cccc -> bbbb, later\n`,
      'other-command',
    ],
    [
      'Django goes back and fails',
      'Operations to perform:\n  Target specific migration: 0001_y, from shop\nRunning migrations:\n  Rendering model states... DONE\n  Unapplying shop.0003_later...Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/django/db/migrations/executor.py", line 219, in x\ndjango.db.migrations.exceptions.IrreversibleError: Operation is not reversible\n',
      'failure',
    ],
    ['sequelize goes back', '== 5-x: reverting =======\n== 5-x: reverted (0.010s)\n', 'other-command'],
    ['golang-migrate goes back', '20260102120000/d add_payment_table (4.6ms)\n', 'other-command'],
    ['TypeORM goes back', 'Migration A1 has been  reverted successfully.\n', 'other-command'],
    ['Liquibase shows its status', `${LB}Liquibase command 'status' was executed successfully.\n`, 'other-command'],
    ['Sqitch reverts', 'Reverting all changes from db:pg:shop\n  - a .. ok\n', 'other-command'],
    ['Liquibase goes back', 'Rolling Back Changeset: c.sql::1::alice\n', 'other-command'],
    [
      'Confiture, another command misused',
      'Usage: confiture migrate down [OPTIONS]\n╭─ Error ─────╮\n│ No such option: --env │\n',
      'other-command',
    ],
    ['Alembic with nothing to say', AL, 'unknown'],
    ['Flyway shows its banner', FW, 'unfinished'],
  ])('%s', (_name, log, verdict) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({ verdict, applied: [] });
  });

  test.each([
    ['Liquibase', `${LB}Running Changeset: c.sql::1::alice\nLiquibase command 'update' was executed successfully.\n`],
    ['Liquibase', `${LB}Running Changeset: c.sql::1::alice\nLiquibase: Update has been successful. Rows affected: 1\n`],
    ['Liquibase', `${LB}Database is up to date, no changesets to execute\n`],
    ['goose', '2026/11/23 20:41:22 goose: successfully migrated database to version: 5\n'],
    ['golang-migrate', 'Finished 5/u x (read 1ms, ran 1ms)\nFinished after 6.1ms\n'],
    ['node-pg-migrate', 'No migrations to run!\n'],
    ['Atlas', '  -- migrating version 2\n  -------------------------\n  -- 1 migration\n'],
  ])('%s says in its own way that all went well: %j', (tool, log) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({ tool, verdict: 'success', databaseState: 'applied' });
  });

  test('a dry run, then the real thing', () => {
    const rehearsal =
      '🔍 Analyzing migrations without execution...\n🔒 Acquired migration lock\n📦 Found 1 pending migration(s)\n\nMigration Analysis Summary\n';
    const real =
      '🔒 Acquired migration lock\n📦 Found 1 pending migration(s)\n⚡ Applying 5_x... ✅\n✅ Successfully applied migrations!\n';
    expect(readEvidenceFromTexts('', rehearsal)).toMatchObject({ verdict: 'dry-run', databaseState: 'unchanged' });
    expect(readEvidenceFromTexts('', rehearsal + real)).toMatchObject({ verdict: 'success' });
    expect(readEvidenceFromTexts('', real + rehearsal)).toMatchObject({ verdict: 'success' });
  });
});
