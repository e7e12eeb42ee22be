import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

const PENDING =
  '0 migrations are already loaded in the database.\n2 migrations were found in the source code.\n2 migrations are new migrations must be executed.\n';
const CLI = 'Sequelize CLI [Node: 20, CLI: 6.6.2, ORM: 6.37.1]\n\nUsing environment "production".\n';
const KIT = "Reading config file '/a/drizzle.config.ts'\n";

type Row = readonly [tool: string, verdict: string, migration: string, error: string, category: string, state: string];

function read(log: string): Row {
  const found = readEvidenceFromTexts('', log);
  const verdict = `${found?.verdict ?? ''}${found?.rollback === true ? ' (rollback)' : ''}`;
  const detail = found?.stateDetail === undefined ? '' : ` (${found.stateDetail})`;
  return [
    found?.tool ?? '',
    verdict,
    found?.migration ?? '',
    found?.error ?? '',
    found?.category ?? '',
    `${found?.databaseState ?? ''}${detail}`,
  ];
}

/** Commands and failures that the captures do not hold: the words are those of the tools' sources. */
describe('tools of JavaScript', () => {
  test.each<[string, string, Row]>([
    [
      'typeorm each mysql',
      `${PENDING}query: START TRANSACTION\nquery: CREATE TABLE \`a\` (\`id\` int)\nquery: INSERT INTO \`shop\`.\`migrations\`(\`timestamp\`, \`name\`) VALUES (?, ?) -- PARAMETERS: [1,"A1"]\nquery: COMMIT\nMigration A1646036000000 has been  executed successfully.\nquery: START TRANSACTION\nquery: ALTER TABLE \`b\` ADD \`x\` int\nquery failed: ALTER TABLE \`b\` ADD \`x\` int\nerror: Error: Table 'shop.b' doesn't exist\nMigration "B1646036000001" failed, error: Table 'shop.b' doesn't exist\nquery: ROLLBACK\nError during migration run:\nQueryFailedError: Table 'shop.b' doesn't exist\n    at Query.onResult (/app/node_modules/typeorm/driver/mysql/MysqlQueryRunner.js:222:37)\n  code: 'ER_NO_SUCH_TABLE',\n  errno: 1146,\n`,
      [
        'TypeORM',
        'failure',
        'B1646036000001',
        "Table 'shop.b' doesn't exist",
        'SchemaError',
        'partial (1 of 2 applied)',
      ],
    ],
    [
      'typeorm none pg',
      `${PENDING}query: CREATE TABLE "a" ("id" int)\nquery: CREATE INDEX CONCURRENTLY "i" ON "a" ("x")\nquery failed: CREATE INDEX CONCURRENTLY "i" ON "a" ("x")\nerror: error: column "x" does not exist\nMigration "A1646036000000" failed, error: column "x" does not exist\nError during migration run:\nQueryFailedError: column "x" does not exist\n    at PostgresQueryRunner.query (/app/node_modules/typeorm/driver/postgres/PostgresQueryRunner.js:219:19)\n`,
      ['TypeORM', 'failure', 'A1646036000000', 'column "x" does not exist', 'SchemaError', 'unknown'],
    ],
    [
      'mikro-orm, a check that fails',
      'Changes detected. Please create migration to update schema.\n ELIFECYCLE  Command failed with exit code 1.\n',
      ['MikroORM', 'other-command', '', 'Changes detected', 'DatabaseError', 'unchanged'],
    ],
    [
      'Nest says of every failure of its start that it could not connect',
      '[Nest] 1  - 02/01/2025, 08:01:02   ERROR [TypeOrmModule] Unable to connect to the database. Retrying (1)...\nQueryFailedError: column "vat" of relation "orders" already exists\n    at PostgresQueryRunner.query (/app/a.js:219:19)\n',
      ['', 'unknown', '', 'column "vat" of relation "orders" already exists', 'SchemaError', 'unknown'],
    ],
    [
      'Nest, which could not',
      '[Nest] 1  - 02/01/2025, 08:01:02   ERROR [TypeOrmModule] Unable to connect to the database (audit). Retrying (1)...\nAggregateError [ECONNREFUSED]: \n    at internalConnectMultiple (node:net:1122:18)\n',
      ['', 'unknown', '', 'ECONNREFUSED', 'ConnectionError', 'unknown'],
    ],
    [
      'Nest, which says no more',
      '[Nest] 1  - 02/01/2025, 08:01:02   ERROR [MongooseModule] Unable to connect to the database. Retrying (9)...\n'.repeat(
        4,
      ),
      ['', 'unknown', '', 'Unable to connect to the database. Retrying (9)...', 'ConnectionError', 'unknown'],
    ],
    [
      'typeorm quiet mysql',
      "Error during migration run:\nQueryFailedError: Table 'a' already exists\n    at Query.onResult (/app/node_modules/typeorm/driver/mysql/MysqlQueryRunner.js:222:37)\n  code: 'ER_TABLE_EXISTS_ERROR',\n",
      ['TypeORM', 'failure', '', "Table 'a' already exists", 'SchemaError', 'unknown'],
    ],
    [
      "typeorm, the folder of SQLite's file is a file",
      "Error during migration run:\nError: EEXIST: file already exists, mkdir '/dev/null'\n    at async Object.mkdir (node:internal/fs/promises:1564:10)\n    at async BetterSqlite3Driver.createDatabaseDirectory (/app/node_modules/typeorm/driver/better-sqlite3/BetterSqlite3Driver.js:135:9)\n    at async DataSource.initialize (/app/node_modules/typeorm/data-source/DataSource.js:137:9) {\n  errno: -17,\n  code: 'EEXIST',\n  syscall: 'mkdir',\n  path: '/dev/null'\n}\n",
      ['TypeORM', 'failure', '', "EEXIST: file already exists, mkdir '/dev/null'", 'ConnectionError', 'unchanged'],
    ],
    [
      "typeorm, the folder of SQLite's file is read-only: five letters are no SQLSTATE",
      "Error during migration run:\nError: EROFS: read-only file system, mkdir '/data'\n    at async Object.mkdir (node:internal/fs/promises:1564:10)\n    at async BetterSqlite3Driver.createDatabaseDirectory (/app/node_modules/typeorm/driver/better-sqlite3/BetterSqlite3Driver.js:135:9)\n    at async DataSource.initialize (/app/node_modules/typeorm/data-source/DataSource.js:137:9) {\n  errno: -30,\n  code: 'EROFS',\n  syscall: 'mkdir',\n  path: '/data'\n}\n",
      ['TypeORM', 'failure', '', "EROFS: read-only file system, mkdir '/data'", 'ConnectionError', 'unchanged'],
    ],
    [
      'typeorm esm',
      'Error during migration run:\nError: Unable to open file: "/app/src/data-source.ts". Cannot use import statement outside a module\n    at CommandUtils.loadDataSource (/app/node_modules/typeorm/commands/CommandUtils.js:22:19)\n',
      [
        'TypeORM',
        'failure',
        '',
        'Unable to open file: "/app/src/data-source.ts". Cannot use import statement outside a module',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'typeorm revert fails',
      '2 migrations are already loaded in the database.\nB1646036000001 is the last executed migration. It was executed on Mon Feb 14 2022.\nNow reverting it...\nquery: START TRANSACTION\nquery: DROP TABLE "b"\nquery failed: DROP TABLE "b"\nerror: error: table "b" does not exist\nquery: ROLLBACK\nError during migration revert:\nQueryFailedError: table "b" does not exist\n    at PostgresQueryRunner.query (/app/x.js:1:1)\n',
      ['TypeORM', 'failure (rollback)', '', 'table "b" does not exist', 'SchemaError', 'rolled-back'],
    ],
    [
      'typeorm revert ok',
      '2 migrations are already loaded in the database.\nB1646036000001 is the last executed migration. It was executed on Mon Feb 14 2022.\nNow reverting it...\nquery: START TRANSACTION\nquery: DROP TABLE "b"\nquery: DELETE FROM "migrations" WHERE "timestamp" = $1 AND "name" = $2 -- PARAMETERS: [1,"B"]\nMigration B1646036000001 has been  reverted successfully.\nquery: COMMIT\n',
      ['TypeORM', 'other-command (rollback)', 'B1646036000001', '', '', 'unknown'],
    ],
    [
      'typeorm show',
      ' [X] 1 Init1646036000000\n[ ] B1646036000001\n',
      ['TypeORM', 'other-command', '', '', '', 'unknown'],
    ],
    [
      'typeorm caught',
      `${PENDING}query: START TRANSACTION\nquery failed: DROP INDEX "x"\nerror: error: index "x" does not exist\nMigration A1646036000000 has been  executed successfully.\nMigration B1646036000001 has been  executed successfully.\nquery: COMMIT\n`,
      ['TypeORM', 'success', 'B1646036000001', 'index "x" does not exist', 'SchemaError', 'applied'],
    ],
    [
      'drizzle check then ok',
      `${KIT}Everything's fine 🐶🔥\n${KIT}Using 'pg' driver for database querying\n[⣷] applying migrations...\n[✓] migrations applied successfully!\n`,
      ['drizzle-kit', 'success', '', '', '', 'applied'],
    ],
    [
      'drizzle push no tty old',
      `${KIT}[✓] Pulling schema from database...\n\n Warning  Found data-loss statements:\n· You're about to delete name column in users table with 3 items\n\nTHIS ACTION WILL CAUSE DATA LOSS AND CANNOT BE REVERTED\n\nDo you still want to push changes?\n❯ No, abort\n  Yes, I want to remove 1 column, \n`,
      [
        'drizzle-kit',
        'failure',
        '',
        'drizzle-kit push asked a question and got no answer',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'drizzle push ok',
      `${KIT}[✓] Pulling schema from database...\n[✓] Changes applied\n`,
      ['drizzle-kit', 'success', '', '', '', 'applied'],
    ],
    [
      'drizzle push fails',
      `${KIT}[✓] Pulling schema from database...\nerror: relation "a" already exists\n    at /app/node_modules/pg/lib/client.js:535:17\n  code: '42P07',\n`,
      ['drizzle-kit', 'failure', '', 'relation "a" already exists', 'SchemaError', 'unknown'],
    ],
    [
      'drizzle no url',
      `${KIT} Error  Either connection "url" or "host", "database" are required for PostgreSQL database connection\n`,
      [
        'drizzle-kit',
        'failure',
        '',
        'Either connection "url" or "host", "database" are required for PostgreSQL database connection',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'drizzle refused',
      `${KIT}[⣷] applying migrations...AggregateError [ECONNREFUSED]: \n    at internalConnectMultiple (node:net:1122:18) {\n  code: 'ECONNREFUSED',\n  [errors]: [\n    Error: connect ECONNREFUSED ::1:5432\n        at createConnectionError (node:net:1652:14) {\n`,
      ['drizzle-kit', 'failure', '', 'connect ECONNREFUSED ::1:5432', 'ConnectionError', 'unchanged'],
    ],
    [
      'sequelize status',
      `${CLI}up 20260101-a.js\ndown 20260102-b.js\n`,
      ['sequelize-cli', 'other-command', '', '', '', 'unknown'],
    ],
    [
      'sequelize undo ok',
      `${CLI}== 20260102-b: reverting =======\n== 20260102-b: reverted (0.030s)\n`,
      ['sequelize-cli', 'other-command (rollback)', '20260102-b', '', '', 'unknown'],
    ],
    [
      'sequelize undo fails',
      `${CLI}== 20260102-b: reverting =======\n\nERROR: relation "b" does not exist\n`,
      ['sequelize-cli', 'failure (rollback)', '20260102-b', 'relation "b" does not exist', 'SchemaError', 'unknown'],
    ],
    [
      'sequelize up then undo',
      `${CLI}== 20260102-b: migrating =======\n== 20260102-b: migrated (0.030s)\n${CLI}== 20260102-b: reverting =======\n== 20260102-b: reverted (0.030s)\n`,
      ['sequelize-cli', 'other-command', '20260102-b', '', '', 'unknown'],
    ],
    [
      'sequelize noconfig',
      'Sequelize CLI [Node: 20, CLI: 6.6.2, ORM: 6.37.1]\n\n\nERROR: Cannot find "/app/config/config.json". Have you run "sequelize init"?\n',
      [
        'sequelize-cli',
        'failure',
        '',
        'Cannot find "/app/config/config.json". Have you run "sequelize init"?',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'sequelize seed fails',
      `${CLI}No migrations were executed, database schema was already up to date.\n${CLI}== 20260102-seed: migrating =======\n\nERROR: Validation error\nERROR DETAIL: Key (email)=(a@b.example) already exists.\n`,
      [
        'sequelize-cli',
        'failure',
        '20260102-seed',
        'Key (email)=(a@b.example) already exists.',
        'ConstraintError',
        'unknown',
      ],
    ],
    [
      'knex list',
      'Using environment: production\nFound 1 Completed Migration file/files.\na.js\nFound 1 Pending Migration file/files.\nb.js\n',
      ['Knex', 'other-command', '', '', '', 'unknown'],
    ],
    [
      'knex latest + seed',
      'Using environment: production\nBatch 2 run: 1 migrations\nUsing environment: production\nRan 3 seed files\n',
      ['Knex', 'success', '', '', '', 'applied'],
    ],
    [
      'knex enoent',
      "Using environment: production\nError: ENOENT: no such file or directory, scandir '/app/migrations'\n",
      [
        'Knex',
        'failure',
        '',
        "ENOENT: no such file or directory, scandir '/app/migrations'",
        'DatabaseError',
        'unchanged',
      ],
    ],
    [
      'knex lock old',
      "Using environment: production\nKnex:warning - Can't take lock to run migrations: Migration table is already locked\nKnex:warning - If you are sure migrations are not running you can release the lock manually by deleting all the rows from migrations lock table: knex_migrations_lock\nError: Migration table is already locked\n",
      ['Knex', 'failure', '', 'Migration table is already locked', 'LockError', 'unchanged'],
    ],
    [
      'knex up',
      'Using environment: production\nBatch 2 ran the following migrations:\n20260102_b.js\n',
      ['Knex', 'success', '', '', '', 'applied'],
    ],
    [
      'knex sqlite',
      'Using environment: production\nmigration file "b.js" failed\nmigration failed with error: alter table `a` add column `b` text - SQLITE_ERROR: duplicate column name: b\nError: alter table `a` add column `b` text - SQLITE_ERROR: duplicate column name: b\n',
      [
        'Knex',
        'failure',
        'b',
        'SQLITE_ERROR: duplicate column name: b',
        'SchemaError',
        'rolled-back (unless a setting changes its transactions)',
      ],
    ],
    [
      'knex down corrupt',
      'Using environment: production\nError: The migration directory is corrupt, the following files are missing: a.js\n',
      [
        'Knex',
        'failure',
        '',
        'The migration directory is corrupt, the following files are missing: a.js',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'npm down',
      '> Migrating files:\n> - 2_b\n### MIGRATION 2_b (DOWN) ###\nDROP TABLE "b";\nDELETE FROM "public"."pgmigrations" WHERE name=\'2_b\';\n\n\nMigrations complete!\n',
      ['node-pg-migrate', 'other-command (rollback)', '2_b', '', '', 'unknown'],
    ],
    [
      'npm down fails',
      '> Migrating files:\n> - 2_b\n### MIGRATION 2_b (DOWN) ###\nDROP TABLE "b";\n\n\nError executing:\nDROP TABLE "b";\nerror: table "b" does not exist\n\n> Rolling back attempted migration ...\nerror: table "b" does not exist\n',
      ['node-pg-migrate', 'failure (rollback)', '2_b', 'table "b" does not exist', 'SchemaError', 'rolled-back'],
    ],
    [
      'typeorm of an app, an old wording',
      'Migration "AddLabel1617268711084" has been failed, error: Table \'label\' already exists\n',
      ['TypeORM', 'failure', 'AddLabel1617268711084', "Table 'label' already exists", 'SchemaError', 'unknown'],
    ],
    [
      'mikro, no database',
      'mikro-orm migration:up\n\nMigrate up to the latest version\n\nDriverException: database "modul" does not exist\n    at PostgreSqlExceptionConverter.convertException (/a.js:8:16)\n',
      ['MikroORM', 'failure', '', 'database "modul" does not exist', 'DatabaseError', 'unchanged'],
    ],
    [
      'mikro, an error that may come from a migration',
      'mikro-orm migration:up\n\nMigrate up to the latest version\n\nTableExistsException: relation "a" already exists\n',
      ['MikroORM', 'failure', '', 'relation "a" already exists', 'SchemaError', 'unknown'],
    ],
    [
      'prisma, deploy on MongoDB',
      'Prisma schema loaded from prisma/schema.prisma\nDatasource "db": MongoDB database "shop" at "c0.example"\nError: The "mongodb" provider is not supported with this command.\n',
      [
        'Prisma',
        'failure',
        '',
        'The "mongodb" provider is not supported with this command.',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'an address that never answers',
      'ERROR [ExceptionHandler] \nAggregateError [ECONNREFUSED]: \n    at internalConnectMultiple (node:net:1122:18)\n',
      ['', 'unknown', '', 'ECONNREFUSED', 'ConnectionError', 'unknown'],
    ],
    [
      'umzug ok',
      "{ event: 'migrating', name: '1_a.js' }\n{ event: 'migrated', name: '1_a.js', durationSeconds: 0.013 }\n",
      ['umzug', 'success', '1_a', '', '', 'applied'],
    ],
    [
      'umzug fail',
      "{ event: 'migrating', name: '1_a.js' }\n{ event: 'migrated', name: '1_a.js', durationSeconds: 0.013 }\n{ event: 'migrating', name: '2_b.js' }\nMigrationError: Migration 2_b.js (up) failed: Original error: relation \"b\" already exists\n    at /app/node_modules/umzug/lib/umzug.js:151:27\n",
      ['umzug', 'failure', '2_b', 'relation "b" already exists', 'SchemaError', 'partial (1 applied)'],
    ],
    [
      'mikro',
      '[migrator] Processing \'Migration20240101\'\n[migrator] Applied \'Migration20240101\'\n[migrator] Processing \'Migration20240102\'\nMigrationError: Migration Migration20240102 (up) failed: Original error: alter table "x" add column "y" int; - relation "x" does not exist\n',
      [
        'MikroORM',
        'failure',
        'Migration20240102',
        'relation "x" does not exist',
        'SchemaError',
        'rolled-back (unless a setting changes its transactions)',
      ],
    ],
    [
      'supabase',
      'Connecting to remote database...\nDo you want to push these migrations to the remote database?\n • 1_a.sql\n\n [Y/n] y\nApplying migration 1_a.sql...\nApplying migration 2_b.sql...\nERROR: column "x" does not exist (SQLSTATE 42703)\nAt statement: 0\nALTER TABLE y DROP COLUMN x\nTry rerunning the command with --debug to troubleshoot the error.\n',
      ['Supabase CLI', 'failure', '2_b', 'column "x" does not exist', 'SchemaError', 'partial (1 applied)'],
    ],
    [
      'supabase dry',
      'DRY RUN: migrations will *not* be pushed to the database.\nConnecting to remote database...\nWould push these migrations:\n • 1_a.sql\nFinished supabase db push.\n',
      ['Supabase CLI', 'dry-run', '', '', '', 'unchanged'],
    ],
    [
      'supabase missing',
      'Connecting to remote database...\nRemote migration versions not found in local migrations directory.\n\nMake sure your local git repo is up-to-date. If the error persists, try repairing the migration history table:\nsupabase migration repair --status reverted 20240101\n',
      [
        'Supabase CLI',
        'failure',
        '',
        'Remote migration versions not found in local migrations directory.',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'supabase uptodate',
      'Connecting to remote database...\nRemote database is up to date.\n',
      ['Supabase CLI', 'success', '', '', '', 'applied'],
    ],
    [
      'supabase conn',
      'Connecting to remote database...\nfailed to connect to postgres: failed to connect to `host=db.acme.example user=postgres database=postgres`: dial error (dial tcp 10.0.0.1:5432: connect: connection refused)\n',
      [
        'Supabase CLI',
        'failure',
        '',
        'failed to connect to postgres: failed to connect to `host=db.acme.example user=postgres database=postgres`: dial error (dial tcp 10.0.0.1:5432: connect: connection refused)',
        'ConnectionError',
        'unchanged',
      ],
    ],
    [
      'hasura',
      'INFO Applying migrations...\nINFO nothing to apply on database: default\n',
      ['Hasura CLI', 'success', '', '', '', 'applied'],
    ],
    [
      'db-migrate',
      '[INFO] Processed migration 20140101000000-a\n[INFO] Done\n',
      ['db-migrate', 'success', '20140101000000-a', '', '', 'applied'],
    ],
    [
      'db-migrate fail',
      '[INFO] Processed migration 20140101000000-a\n[ERROR] 20140102000000-b error: relation "x" already exists\n    at Connection.parseE\n[ERROR] error: relation "x" already exists\n',
      [
        'db-migrate',
        'failure',
        '20140102000000-b',
        'relation "x" already exists',
        'SchemaError',
        'partial (1 applied)',
      ],
    ],
    [
      'graphile',
      'graphile-migrate: 2 committed migrations executed\n',
      ['graphile-migrate', 'success', '', '', '', 'applied'],
    ],
    [
      'graphile fail',
      '🛑 Error occurred at line 3, column 5 of "000002.sql":\n|   alter table x add y int;\n| ------------^\n| 42P01: relation "x" does not exist\n\n    error: relation "x" does not exist\n        at Parser.parseErrorMessage\n\n    Severity:\tERROR\n    Code:    \t42P01\n',
      [
        'graphile-migrate',
        'failure',
        '000002',
        'relation "x" does not exist',
        'SchemaError',
        'rolled-back (unless a setting changes its transactions)',
      ],
    ],
    [
      'tsnode',
      "> ts-node src/migrate.ts\n\nTSError: ⨯ Unable to compile TypeScript:\nsrc/migrate.ts:3:1 - error TS2304: Cannot find name 'foo'.\n",
      ['', 'unknown', '', '⨯ Unable to compile TypeScript:', 'DatabaseError', 'unknown'],
    ],
    [
      'esm',
      "node:internal/modules/esm/resolve:275\n    throw new ERR_MODULE_NOT_FOUND(\n          ^\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/dist/migrate.js' imported from /app/\n    at finalizeResolution (node:internal/modules/esm/resolve:275:11)\n  code: 'ERR_MODULE_NOT_FOUND',\n\nNode.js v20.12.2\n",
      [
        '',
        'unknown',
        '',
        "Cannot find module '/app/dist/migrate.js' imported from /app/",
        'ConfigurationError',
        'unknown',
      ],
    ],
  ])('%s', (_, log, row) => {
    expect(read(log)).toEqual(row);
  });
});
