import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

const HEAD =
  'Prisma schema loaded from prisma/schema.prisma\nDatasource "db": PostgreSQL database "shop", schema "public" at "db:5432"\n\n';

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

/** Its commands and its errors, in the words of its CLI and engine. */
describe('Prisma', () => {
  test.each<[string, string, Row]>([
    [
      'prisma mid close',
      `${HEAD}2 migrations found in prisma/migrations\n\nApplying migration \`1_a\`\nApplying migration \`2_b\`\nError: P1017\n\nServer has closed the connection.\n`,
      ['Prisma', 'failure', '2_b', 'Server has closed the connection.', 'ConnectionError', 'partial (1 applied)'],
    ],
    [
      'prisma s0',
      `${HEAD}2 migrations found in prisma/migrations\n\nError: ERROR: prepared statement "s0" already exists\n   0: sql_schema_connector::sql_migration_persistence::initialize\n           with namespaces=None\n             at schema-engine/connectors/sql-schema-connector/src/sql_migration_persistence.rs:14\n`,
      ['Prisma', 'failure', '', 'prepared statement "s0" already exists', 'SchemaError', 'unknown'],
    ],
    [
      'prisma generate then ok',
      `Prisma schema loaded from prisma/schema.prisma\n\n✔ Generated Prisma Client (v5.1.0) to ./node_modules/@prisma/client in 60ms\n\n${HEAD}1 migration found in prisma/migrations\n\nApplying migration \`1_a\`\n\nThe following migration(s) have been applied:\n\nmigrations/\n  └─ 1_a/\n    └─ migration.sql\n\nAll migrations have been successfully applied.\n`,
      ['Prisma', 'success', '1_a', '', '', 'applied'],
    ],
    [
      'prisma generate only',
      'Prisma schema loaded from prisma/schema.prisma\n\n✔ Generated Prisma Client (v5.1.0) to ./node_modules/@prisma/client in 60ms\n',
      ['Prisma', 'other-command', '', '', '', 'unknown'],
    ],
    [
      'prisma status pending',
      `${HEAD}2 migrations found in prisma/migrations\nFollowing migration have not yet been applied:\n2_b\n\nTo apply migrations in development run prisma migrate dev.\nTo apply migrations in production run prisma migrate deploy.\n`,
      [
        'Prisma',
        'other-command',
        '',
        'Following migration have not yet been applied:\n2_b',
        'DatabaseError',
        'unchanged',
      ],
    ],
    [
      'prisma push loss',
      `${HEAD}⚠️  There might be data loss when applying the changes:\n\n  • You are about to drop the column \`x\` on the \`User\` table, which still contains 3 non-null values.\n\n\nError: Use the --accept-data-loss flag to ignore the data loss warnings like prisma db push --accept-data-loss\n`,
      [
        'Prisma',
        'failure',
        '',
        'Use the --accept-data-loss flag to ignore the data loss warnings like prisma db push --accept-data-loss',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'prisma push unexec',
      `${HEAD}\nError: \n⚠️ We found changes that cannot be executed:\n\n  • Step 0 Added the required column \`age\` to the \`User\` table without a default value. There are 3 rows in this table, it is not possible to execute this step.\n\n\nYou may use the --force-reset flag to drop the database before push like prisma db push --force-reset\nAll data will be lost.\n`,
      [
        'Prisma',
        'failure',
        '',
        'Step 0 Added the required column `age` to the `User` table without a default value. There are 3 rows in this table, it is not possible to execute this step.',
        'DatabaseError',
        'unchanged',
      ],
    ],
    [
      'prisma push ok',
      `${HEAD}🚀  Your database is now in sync with your Prisma schema. Done in 53ms\n\n✔ Generated Prisma Client (v5.1.0) to ./node_modules/@prisma/client in 60ms\n`,
      ['Prisma', 'success', '', '', '', 'applied'],
    ],
    [
      'prisma P3005',
      `${HEAD}2 migrations found in prisma/migrations\n\nError: P3005\n\nThe database schema is not empty. Read more about how to baseline an existing production database: https://pris.ly/d/migrate-baseline\n`,
      ['Prisma', 'failure', '', 'The database schema is not empty', 'ConfigurationError', 'unchanged'],
    ],
    [
      'prisma supabase pooler',
      `${HEAD}Error: Schema engine error:\nFATAL: Tenant or user not found\n`,
      ['Prisma', 'failure', '', 'Tenant or user not found', 'DatabaseError', 'unchanged'],
    ],
    [
      'prisma sqlite locked',
      'Prisma schema loaded from prisma/schema.prisma\nDatasource "db": SQLite database "dev.db" at "file:./dev.db"\n\n3 migrations found in prisma/migrations\n\nError: SQLite database error\ndatabase is locked\n   0: sql_schema_connector::sql_migration_persistence::initialize\n',
      ['Prisma', 'failure', '', 'database is locked', 'LockError', 'unknown'],
    ],
    [
      'prisma P1001 retry ok',
      `${HEAD}Error: P1001: Can't reach database server at \`db:5432\`\n\nPlease make sure your database server is running at \`db:5432\`.\n${HEAD}1 migration found in prisma/migrations\n\n\nNo pending migrations to apply.\n`,
      ['Prisma', 'success', '', '', '', 'applied'],
    ],
    [
      'prisma P1012 v2',
      'Prisma schema loaded from prisma/schema.prisma\nError: Get config: Schema Parsing P1012\n\nerror: Error validating datasource `db`: the URL must start with the protocol `postgresql://` or `postgres://`.\n  -->  schema.prisma:7\n',
      [
        'Prisma',
        'failure',
        '',
        'Error validating datasource `db`: the URL must start with the protocol `postgresql://` or `postgres://`.',
        'ConfigurationError',
        'unchanged',
      ],
    ],
    [
      'prisma P3008',
      `${HEAD}Error: P3008\n\nThe migration \`0_init\` is already recorded as applied in the database.\n`,
      [
        'Prisma',
        'other-command',
        '',
        'The migration `0_init` is already recorded as applied in the database.',
        'DatabaseError',
        'unchanged',
      ],
    ],
    [
      'prisma resolve then deploy fails',
      `${HEAD}\nMigration 0_init marked as applied.\n${HEAD}2 migrations found in prisma/migrations\n\nApplying migration \`1_a\`\nError: P3018\n\nA migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more\n\nMigration name: 1_a\n\nDatabase error code: 42P07\n\nDatabase error:\nERROR: relation "a" already exists\n\nDbError { severity: "ERROR", parsed_severity: Some(Error), code: SqlState(E42P07), message: "relation \\"a\\" already exists" }\n`,
      ['Prisma', 'failure', '1_a', 'relation "a" already exists', 'SchemaError', 'unknown'],
    ],
    [
      'prisma mssql',
      'Prisma schema loaded from prisma/schema.prisma\nDatasource "db": SQL Server\n\n2 migrations found in prisma/migrations\n\nApplying migration `1_a`\nError: P3018\n\nA migration failed to apply.\n\nMigration name: 1_a\n\nDatabase error code: 15023\n\nDatabase error:\nUser, group, or role \'x\' already exists in the current database.\n',
      [
        'Prisma',
        'failure',
        '1_a',
        "User, group, or role 'x' already exists in the current database.",
        'SchemaError',
        'unknown',
      ],
    ],
    [
      'prisma cut',
      `${HEAD}2 migrations found in prisma/migrations\n\nApplying migration \`1_a\`\n`,
      ['Prisma', 'unfinished', '1_a', '', '', 'unknown'],
    ],
    [
      'prisma p1001 alone',
      "Error: P1001\n\nCan't reach database server at `db:5432`\n\nPlease make sure\n",
      ['Prisma', 'failure', '', "Can't reach database server at `db:5432`", 'ConnectionError', 'unchanged'],
    ],
    [
      'what is to do, by migrate diff',
      '[+] Added tables\n  - User\n',
      ['Prisma', 'other-command', '', '', '', 'unknown'],
    ],
    [
      'the errors before what stands on the other stream',
      'Error: P3018\n\nA migration failed to apply.\n\nMigration name: 2_b\n\nDatabase error code: 1064\n\nDatabase error:\nYou have an error in your SQL syntax\n\nApplying migration `1_a`\nApplying migration `2_b`\n',
      ['Prisma', 'failure', '2_b', 'You have an error in your SQL syntax', 'SyntaxError', 'partial (1 applied)'],
    ],
  ])('%s', (_, log, row) => {
    expect(read(log)).toEqual(row);
  });
});
