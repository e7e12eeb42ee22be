import { expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

/** tool, verdict, migration, error, category, state */
type Page = readonly [string, string, string, string, string, string];

// Lines as the tools of Go, Rust and Perl and the databases' own clients print them, in the words of their sources.
const OUTPUTS: readonly (readonly [string, Page])[] = [
  [
    '1/u users (1.2ms)\nerror: migration failed in line 0: ALTER TABLE usrs ADD email text; (details: unconfigured table usrs)\n',
    ['golang-migrate', 'failure', '', 'unconfigured table usrs', 'DatabaseError', 'partial (1 applied)'],
  ],
  [
    '2024/05/10 11:47:00 goose run: failed to execute SQL: BEGIN\nerror code 500: Internal Error: Connection left in transaction state\nexit status 1\n',
    [
      'goose',
      'failure',
      '',
      'error code 500: Internal Error: Connection left in transaction state',
      'DatabaseError',
      'unchanged',
    ],
  ],
  [
    '2022/02/12 16:32:58 goose up: code: 62, message: Cannot parse expression of type Int64 here: ?, ?)\n',
    [
      'goose',
      'failure',
      '',
      'code: 62, message: Cannot parse expression of type Int64 here: ?, ?)',
      'DatabaseError',
      'unchanged',
    ],
  ],
  // Atlas: the reason before the error, and behind it.
  [
    "You have a checksum error in your migration directory.\n\n\tL4: 2024_a.sql was edited\n\nPlease check your migration files and run\n\n'atlas migrate hash'\n\nto re-hash the contents and resolve the error\n\nError: checksum mismatch\n",
    ['Atlas', 'failure', '', 'checksum mismatch', 'ChecksumError', 'unchanged'],
  ],
  [
    'Error: checksum mismatch\n\nYou have a checksum error in your migration directory.\nThis happens if you manually create or edit a migration file.\n',
    ['Atlas', 'failure', '', 'checksum error in your migration directory', 'ChecksumError', 'unchanged'],
  ],
  [
    '$ atlas migrate apply --url "$DB" --dry-run\nMigrating to version 2 from 1 (1 migrations in total):\n\n  -- migrating version 2\n    -> ALTER TABLE a ADD b int;\n  -- ok (12.1µs)\n\n  -------------------------\n  -- 20.2ms\n  -- 1 migration\n  -- 1 sql statement\n',
    ['Atlas', 'dry-run', '', '', '', 'unchanged'],
  ],
  [
    'ERRO skipping applying migrations on database default, encountered: \n{\n  "internal": {\n    "statement": "SELCT 1;",\n    "error": {\n      "message": "syntax error at or near \\"SELCT\\"",\n      "status_code": "42601",\n      "description": null\n    }\n  },\n  "error": "query execution failed",\n  "code": "postgres-error"\n}\n',
    ['Hasura CLI', 'failure', '', 'syntax error at or near "SELCT"', 'SyntaxError', 'unknown'],
  ],
  [
    'ERRO skipping applying migrations on database default, encountered: \n{\n  "internal": "no connection to the server\\n",\n  "path": "$",\n  "error": "connection error",\n  "code": "postgres-error"\n}\n',
    ['Hasura CLI', 'failure', '', 'no connection to the server', 'ConnectionError', 'unknown'],
  ],
  [
    'Error: apply failed: first /graphql/migrations: file does not exist\n',
    ['Hasura CLI', 'failure', '', 'first /graphql/migrations: file does not exist', 'DatabaseError', 'unknown'],
  ],
  [
    '2026-02-24T14:54:46.377Z ERROR run_migrations: store::migrator: failed to run PostgreSQL migrations error=migration 25 was previously applied but is missing in the resolved migrations\n',
    [
      'sqlx',
      'failure',
      '25',
      'migration 25 was previously applied but is missing in the resolved migrations',
      'ConfigurationError',
      'unchanged',
    ],
  ],
  [
    'Error: error applying migration V1__crate, db error: ERROR: duplicate key value violates unique constraint "refinery_schema_history_pkey"\n',
    [
      'refinery',
      'failure',
      'V1__crate',
      'duplicate key value violates unique constraint "refinery_schema_history_pkey"',
      'ConstraintError',
      'unknown',
    ],
  ],
  [
    'Sqlcmd: Error: Microsoft ODBC Driver 18 for SQL Server : SSL Provider: [error:0A000086:SSL routines::certificate verify failed:self-signed certificate].\nSqlcmd: Error: Microsoft ODBC Driver 18 for SQL Server : Client unable to establish connection. For solutions related to encryption errors, see https://go.microsoft.com/fwlink/?linkid=2226722.\n',
    [
      'sqlcmd',
      'client-failure',
      '',
      '[error:0A000086:SSL routines::certificate verify failed:self-signed certificate].',
      'ConnectionError',
      'unchanged',
    ],
  ],
  [
    '2026/01/01 10:00:00 goose run: ERROR: relation "goose_db_version" does not exist (SQLSTATE 42P01); ERROR: permission denied for schema public (SQLSTATE 42501)\n',
    ['goose', 'failure', '', 'permission denied for schema public', 'PermissionError', 'unchanged'],
  ],
  [
    'OK    001_basics.sql\nFAIL 002_next.sql (pq: relation "x" does not exist), quitting migration.',
    ['goose', 'failure', '002_next', 'relation "x" does not exist', 'SchemaError', 'partial (1 applied)'],
  ],
  [
    'partial migration error (type:sql,version:7): failed to execute SQL query "ALTER TABLE x": ERROR: relation "x" does not exist (SQLSTATE 42P01)\n',
    ['goose', 'failure', '7', 'relation "x" does not exist', 'SchemaError', 'unknown'],
  ],
  [
    '2024/01/01 10:00:00 goose run: ERROR 00003_x.go: failed to run Go migration: Go functions must be registered and built into a custom binary\n',
    [
      'goose',
      'failure',
      '00003_x',
      'Go functions must be registered and built into a custom binary',
      'ConfigurationError',
      'unchanged',
    ],
  ],
  [
    '2024/01/01 10:00:00 goose run: ERROR go migration: "00003_x.go": pq: column "a" does not exist\n',
    [
      'goose',
      'failure',
      '00003_x',
      'column "a" does not exist',
      'SchemaError',
      'rolled-back (unless a setting changes its transactions)',
    ],
  ],
  [
    '{"time":"2025-10-18T13:30:51.112Z","level":"INFO","msg":"migration completed","direction":"up","duration_seconds":0.1,"source":"00001_a.sql","state":"applied","type":"sql","version":1,"logger":"goose"}\n{"time":"2025-10-18T13:30:51.112Z","level":"INFO","msg":"successfully migrated database","current_version":1,"logger":"goose"}\n',
    ['goose', 'success', '', '', '', 'applied'],
  ],
  ['2024/01/01 10:00:00 goose: version 20240101\n', ['goose', 'other-command', '', '', '', 'unknown']],
  [
    '2024/01/01 10:00:00 goose run: ./migrations directory does not exist\n',
    ['goose', 'failure', '', './migrations directory does not exist', 'ConfigurationError', 'unchanged'],
  ],
  [
    '2024/01/01 10:00:00 goose run: failed to ensure DB version: dial tcp 10.0.0.1:5432: i/o timeout\n',
    [
      'goose',
      'failure',
      '',
      'failed to ensure DB version: dial tcp 10.0.0.1:5432: i/o timeout',
      'ConnectionError',
      'unchanged',
    ],
  ],
  [
    '2024/01/01 10:00:00 Start buffering 1/u a\n2024/01/01 10:00:00 Start buffering 2/u b\n2024/01/01 10:00:00 Read and execute 1/u a\n2024/01/01 10:00:00 Finished 1/u a (read 1ms, ran 2ms)\n2024/01/01 10:00:00 Read and execute 2/u b\n2024/01/01 10:00:00 error: migration failed: relation "x" does not exist in line 0: ALTER TABLE x; (details: pq: relation "x" does not exist)\n',
    ['golang-migrate', 'failure', '2_b', 'relation "x" does not exist', 'SchemaError', 'partial (1 applied)'],
  ],
  ['3/d c (12ms)\n2/d b (13.5ms)\n', ['golang-migrate', 'other-command of a rollback', '2_b', '', '', 'unknown']],
  [
    '3/d c (12ms)\nerror: migration failed: table "b" does not exist in line 0: DROP TABLE b; (details: pq: table "b" does not exist)\n',
    ['golang-migrate', 'failure of a rollback', '', 'table "b" does not exist', 'SchemaError', 'unknown'],
  ],
  [
    'error: no migration found for version 7: read down for version 7 .: file does not exist\n',
    [
      'golang-migrate',
      'failure',
      '7',
      'no migration found for version 7: read down for version 7 .: file does not exist',
      'ConfigurationError',
      'unchanged',
    ],
  ],
  ['error: no migration\n', ['golang-migrate', 'failure', '', 'no migration', 'ConfigurationError', 'unchanged']],
  [
    'error: failed to open source, "file://migrations": open migrations: no such file or directory\n',
    [
      'golang-migrate',
      'failure',
      '',
      'failed to open source, "file://migrations": open migrations: no such file or directory',
      'ConfigurationError',
      'unchanged',
    ],
  ],
  [
    '2024/01/01 10:00:00 migrate up: Dirty database version 5. Fix and force version.\nexit status 1\n',
    ['golang-migrate', 'failure', '5', 'Dirty database version 5. Fix and force version.', 'DatabaseError', 'unknown'],
  ],
  [
    '{"level":"fatal","msg":"could not migrate","error":"migration failed: column \\"x\\" does not exist in line 0: ALTER TABLE y DROP x; (details: pq: column \\"x\\" does not exist)"}\n',
    ['golang-migrate', 'failure', '', 'column "x" does not exist', 'SchemaError', 'unknown'],
  ],
  [
    'error: try lock failed in line 0: SELECT pg_advisory_lock($1) (details: pq: canceling statement due to statement timeout)\n',
    ['golang-migrate', 'failure', '', 'canceling statement due to statement timeout', 'TimeoutError', 'unknown'],
  ],
  [
    'Rolling back: 20240101_x.sql\nRolled back: 20240101_x.sql in 3ms\nError: pq: table "b" does not exist\n',
    [
      'dbmate',
      'failure of a rollback',
      '20240101_x',
      'table "b" does not exist',
      'SchemaError',
      'rolled-back (unless a setting changes its transactions)',
    ],
  ],
  [
    'Applying: 1_a.sql\nApplied: 1_a.sql in 3ms\nError: exec: "pg_dump": executable file not found in $PATH\n',
    ['dbmate', 'failure', '', 'exec: "pg_dump": executable file not found in $PATH', 'ConfigurationError', 'applied'],
  ],
  [
    'Applying: 1_a.sql\nApplied: 1_a.sql in 3ms\nError: pg_dump: error: server version: 16.1; pg_dump version: 15.4\npg_dump: error: aborting because of server version mismatch\n',
    [
      'dbmate',
      'failure',
      '',
      'pg_dump: error: server version: 16.1; pg_dump version: 15.4',
      'ConfigurationError',
      'applied',
    ],
  ],
  [
    'Applying: 1_a.sql\nApplied: 1_a.sql in 3ms\nError: code: 57, message: Table shop.x already exists\n',
    ['dbmate', 'failure', '1_a', 'Table shop.x already exists', 'SchemaError', 'unknown'],
  ],
  [
    'Waiting for database............\nError: unable to connect to database: dial tcp 10.0.0.1:5432: connect: connection refused\n',
    ['dbmate', 'failure', '', 'dial tcp 10.0.0.1:5432: connect: connection refused', 'ConnectionError', 'unchanged'],
  ],
  [
    'Error: migration `20240101` is out of order with already applied migrations, the version number has to be higher than the applied migration `20240202` in --strict mode\n',
    ['dbmate', 'failure', '', 'migration `20240101` is out of order', 'ConfigurationError', 'unchanged'],
  ],
  [
    'Migration Status: PENDING\n  -- Current Version: 1\n  -- Next Version:    2\n  -- Executed Files:  1\n  -- Pending Files:   1\n',
    ['Atlas', 'other-command', '', '', '', 'unknown'],
  ],
  [
    'Analyzing changes from version 1 to 2 (1 migration in total):\n\n  -- analyzing version 2\n    -- destructive changes detected:\n  -------------------------\n',
    ['Atlas', 'other-command', '', '', '', 'unknown'],
  ],
  [
    'Error: migration file 20240101.sql was added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error\n',
    [
      'Atlas',
      'failure',
      '',
      'migration file 20240101.sql was added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error',
      'ConfigurationError',
      'unchanged',
    ],
  ],
  [
    'Error: acquiring database lock: sql/schema: lock is held by other session\n',
    [
      'Atlas',
      'failure',
      '',
      'acquiring database lock: sql/schema: lock is held by other session',
      'LockError',
      'unchanged',
    ],
  ],
  [
    'Migrating down from version 3 to version 2 (1 migration in total):\n\n  -- reverting version 3\n    -> DROP TABLE x\n  -- ok (2ms)\n\n  -------------------------\n  -- 2ms\n  -- 1 migration\n  -- 1 sql statement\n',
    ['Atlas', 'other-command of a rollback', '3', '', '', 'unknown'],
  ],
  [
    'Planning migration statements (1 in total):\n\nApplying approved migration (1 statement in total):\n\n  -- create "t" table\n    -> CREATE TABLE t\n  -- ok (4ms)\n\n  -------------------------\n  -- 4ms\n  -- 1 migration\n  -- 1 sql statement\n',
    ['Atlas', 'success', '', '', '', 'applied'],
  ],
  [
    'Reverting all changes from db:pg:shop\n  - b .. ok\n  - a .. psql:revert/a.sql:1: ERROR:  cannot drop table a\nnot ok\n"psql" unexpectedly returned exit value 3\n',
    ['Sqitch', 'failure of a rollback', 'a', 'cannot drop table a', 'DatabaseError', 'unknown'],
  ],
  [
    'Reverting changes to a from db:pg:shop\n  - b .. ok\n',
    ['Sqitch', 'other-command of a rollback', 'b', '', '', 'unknown'],
  ],
  [
    'Verifying db:pg:shop\n  * a .. ok\n  * b .. psql:verify/b.sql:1: ERROR:  x\n# Verify script "verify/b.sql" failed.\nnot ok\n\nVerify Summary Report\n---------------------\nChanges: 2\nErrors:  1\nVerify failed\n',
    ['Sqitch', 'other-command', '', 'Verify failed', 'DatabaseError', 'unchanged'],
  ],
  [
    'Deploying changes to db:sqlite:x.db\n  + a .. ok\n  + b .. Parse error near line 3: no such table: userz\nnot ok\n"sqlite3" unexpectedly returned exit value 1\nReverting all changes\n  - a .. ok\nDeploy failed\n',
    ['Sqitch', 'failure', 'b', 'no such table: userz', 'SchemaError', 'rolled-back'],
  ],
  [
    'Blocked by another instance of Sqitch working on db:pg:shop; waiting 60 seconds...\nTimed out waiting 60 seconds for another instance of Sqitch to finish work on db:pg:shop\n',
    [
      'Sqitch',
      'failure',
      '',
      'Timed out waiting 60 seconds for another instance of Sqitch to finish work on db:pg:shop',
      'LockError',
      'unchanged',
    ],
  ],
  [
    'Missing required change: users\n',
    ['Sqitch', 'failure', '', 'Missing required change: users', 'ConfigurationError', 'unchanged'],
  ],
  [
    'Migration failed: Unable to create migration plan because of 3_x.sql: unknown migration in database\n',
    [
      'sql-migrate',
      'failure',
      '3_x',
      'Unable to create migration plan because of 3_x.sql: unknown migration in database',
      'ConfigurationError',
      'unchanged',
    ],
  ],
  [
    '+-----------+---------+\n| MIGRATION | APPLIED |\n+-----------+---------+\n| 1_a.sql | no |\n',
    ['sql-migrate', 'other-command', '', '', '', 'unknown'],
  ],
  [
    'Cannot connect to database: dial tcp: lookup db: no such host\n',
    ['sql-migrate', 'failure', '', 'lookup db: no such host', 'ConnectionError', 'unchanged'],
  ],
  [
    '2024/01/01 10:00:00 migrate: pq: relation "x" does not exist handling 2_x.sql\n',
    ['sql-migrate', 'failure', '2_x', 'relation "x" does not exist', 'SchemaError', 'unknown'],
  ],
  [
    "psql:a.sql:3: ERREUR:  la relation « x » n'existe pas\n",
    ['psql', 'client-failure', 'a.sql', "la relation « x » n'existe pas", 'SchemaError', 'unknown'],
  ],
  [
    'psql:a.sql:3: ERROR:  42P01: relation "x" does not exist\nLOCATION:  parserOpenTable, parse_relation.c:1392\n',
    ['psql', 'client-failure', 'a.sql', 'relation "x" does not exist', 'SchemaError', 'unknown'],
  ],
  [
    'psql:<stdin>:3: ERROR:  relation "x" does not exist\n',
    ['psql', 'client-failure', '', 'relation "x" does not exist', 'SchemaError', 'unknown'],
  ],
  [
    'psql:a.sql:3: error: connection to server was lost\n',
    ['psql', 'client-failure', 'a.sql', 'connection to server was lost', 'ConnectionError', 'unknown'],
  ],
  [
    "Sqlcmd: Error: Microsoft ODBC Driver 17 for SQL Server : Login failed for user 'sa'..\n",
    ['sqlcmd', 'client-failure', '', "Login failed for user 'sa'..", 'PermissionError', 'unchanged'],
  ],
  [
    'CREATE TABLE x (id number)\n             *\nERROR at line 1:\nORA-00955: name is already used by an existing object\n',
    [
      'SQL*Plus',
      'client-failure',
      '',
      'ORA-00955: name is already used by an existing object',
      'SchemaError',
      'unknown',
    ],
  ],
  [
    'ERROR:\nORA-12154: TNS:could not resolve the connect identifier specified\n',
    [
      'SQL*Plus',
      'client-failure',
      '',
      'ORA-12154: TNS:could not resolve the connect identifier specified',
      'ConnectionError',
      'unchanged',
    ],
  ],
  [
    'Applied 1/migrate a (1.2ms)\nerror: while executing migration 2: error returned from database: relation "x" does not exist\n',
    ['sqlx', 'failure', '2', 'relation "x" does not exist', 'SchemaError', 'partial (1 applied)'],
  ],
  [
    "error: while executing migration 2: error returned from database: 1146 (42S02): Table 'shop.x' doesn't exist\n",
    ['sqlx', 'failure', '2', "Table 'shop.x' doesn't exist", 'SchemaError', 'unknown'],
  ],
  ['20240101/installed a\n20240102/pending b\n', ['sqlx', 'other-command', '', '', '', 'unknown']],
  [
    'error: migration 2 is partially applied; fix and remove row from `_sqlx_migrations` table\n',
    [
      'sqlx',
      'failure',
      '2',
      'migration 2 is partially applied; fix and remove row from `_sqlx_migrations` table',
      'DatabaseError',
      'unknown',
    ],
  ],
  [
    "thread 'main' panicked at src/main.rs:9:10:\ncalled `Result::unwrap()` on an `Err` value: VersionMismatch(20240101)\n",
    ['sqlx', 'failure', '20240101', 'VersionMismatch(20240101)', 'ChecksumError', 'unchanged'],
  ],
  [
    'Could not connect to database via `postgres://u:p@h/db`: connection to server at "h" failed: Connection refused\n',
    ['Diesel', 'failure', '', 'connection to server at "h" failed: Connection refused', 'ConnectionError', 'unchanged'],
  ],
  [
    "Running migration 1_a\nRunning migration 2_b\nFailed to run migrations: Failed to run 2_b with: Table 'shop.x' doesn't exist\n",
    ['Diesel', 'failure', '2_b', "Table 'shop.x' doesn't exist", 'SchemaError', 'partial (1 applied)'],
  ],
  ['Rolling back migration 2_b\nRunning migration 2_b\n', ['Diesel', 'unfinished', '2_b', '', '', 'unknown']],
  [
    "thread 'main' panicked at src/main.rs:9:\ncalled `Result::unwrap()` on an `Err` value: `applied migration V1__a is different than filesystem one V1__a`\n",
    [
      'refinery',
      'failure',
      'V1__a',
      'applied migration V1__a is different than filesystem one V1__a',
      'ChecksumError',
      'unchanged',
    ],
  ],
  [
    "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)\n",
    [
      'mysql',
      'client-failure',
      '',
      "Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)",
      'ConnectionError',
      'unchanged',
    ],
  ],
  [
    "ERROR 1045 (28000): Access denied for user 'x'@'y' (using password: YES)\n",
    [
      'mysql',
      'client-failure',
      '',
      "Access denied for user 'x'@'y' (using password: YES)",
      'PermissionError',
      'unchanged',
    ],
  ],
  [
    "ERROR 1064 (42000) at line 3 in file: 'db/x.sql': You have an error in your SQL syntax; check the manual\n",
    [
      'mysql',
      'client-failure',
      'db/x.sql',
      'You have an error in your SQL syntax; check the manual',
      'SyntaxError',
      'unknown',
    ],
  ],
  [
    "Applying all pending migrations\nApplying migration 'm1_a'\nMigration 'm1_a' has been applied\nApplying migration 'm2_b'\nExecution Error: error returned from database: relation \"x\" does not exist\n",
    ['SeaORM', 'failure', 'm2_b', 'relation "x" does not exist', 'SchemaError', 'unknown'],
  ],
  [
    "Applying all pending migrations\nApplying migration 'm1_a'\nMigration 'm1_a' has been applied\nApplying migration 'm2_b'\nExecution Error: error returned from database: 1146 (42S02): Table 'shop.x' doesn't exist\n",
    ['SeaORM', 'failure', 'm2_b', "Table 'shop.x' doesn't exist", 'SchemaError', 'partial (1 applied)'],
  ],
  [
    "Adding registry tables to db:mysql:shop\nDeploying changes to db:mysql:shop\n  + a .. ERROR 1072 (42000) at line 5 in file: 'deploy/a.sql': Key column 'b' doesn't exist in table\nok\n",
    ['Sqitch', 'failure', 'a', "Key column 'b' doesn't exist in table", 'SchemaError', 'unknown'],
  ],
];

test.each(OUTPUTS)('%j', (log, page) => {
  const { tool, verdict, rollback, migration, error, category, databaseState, stateDetail } =
    readEvidenceFromTexts('', log) ?? {};
  const state = stateDetail === undefined ? databaseState : `${databaseState} (${stateDetail})`;
  const ended = rollback === true ? `${verdict} of a rollback` : verdict;
  expect([tool, ended, migration ?? '', error ?? '', category ?? '', state]).toEqual(page);
});
