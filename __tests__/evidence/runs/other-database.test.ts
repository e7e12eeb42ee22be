import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

type Log = (place: string) => string;

const prisma = (source: Log): readonly [Log, Log] => [
  place => `${source(place)}\n\nError: P1002: The database server at \`h:5432\` was reached but timed out.\n`,
  place => `${source(place)}\n\n1 migration found in prisma/migrations\n\nNo pending migrations to apply.\n`,
];
const FLYWAY = 'Flyway Community Edition 11.1.0 by Redgate\n';
const FLYWAY_LOCKED: Log = schema =>
  `Migrating schema "${schema}" to version "2 - pay"\nERROR: Migration of schema "${schema}" to version "2 - pay" failed! Changes successfully rolled back.\nSQL State  : 55P03\nError Code : 0\nMessage    : ERROR: canceling statement due to lock timeout\n`;
const FLYWAY_OK: Log = schema =>
  `Migrating schema "${schema}" to version "2 - pay"\nSuccessfully applied 1 migration to schema "${schema}", now at version v2 (execution time 00:00.012s)\n`;
const SQITCH: Log = target => `Deploying changes to ${target}\n`;
const KNEX: Log = name => `Using environment: ${name}\n`;
const SEQUELIZE: Log = name =>
  `Sequelize CLI [Node: 22.1.0, CLI: 6.6.2]\n\nLoaded configuration file "config.json".\nUsing environment "${name}".\n`;
const SPATIE: Log = name => `\nRunning command for tenant \`${name}\` (id: 1)...\n`;
const EF: Log = name => `Migrating using database '${name}' on server 'tcp:h:1433'.\n`;
const DJANGO: Log = name =>
  `+ python manage.py migrate --no-input --database=${name}\nOperations to perform:\n  Apply all migrations: shop\nRunning migrations:\n  Applying shop.0002_pay...`;

// A run that fails for a while, and one that goes well, each on a database that it names.
const TOOLS: readonly (readonly [string, Log, Log])[] = [
  [
    'Prisma, by name',
    ...prisma(place => `Datasource "db": PostgreSQL database "${place}", schema "public" at "h:5432"`),
  ],
  ['Prisma, by server', ...prisma(place => `Datasource "db": MySQL database "shop" at "${place}:3306"`)],
  [
    'Prisma, by schema',
    ...prisma(place => `Datasource "db": PostgreSQL database "shop", schema "${place}" at "h:5432"`),
  ],
  [
    'Flyway, by URL',
    place =>
      `${FLYWAY}ERROR: Unable to obtain connection from database (jdbc:postgresql://${place}:5432/shop?ssl=true) for user 'app': Connection to ${place}:5432 refused.\n`,
    place => `${FLYWAY}Database: jdbc:postgresql://${place}:5432/shop (PostgreSQL 16.2)\n${FLYWAY_OK('public')}`,
  ],
  ['Flyway, by schema', place => FLYWAY + FLYWAY_LOCKED(place), place => FLYWAY + FLYWAY_OK(place)],
  [
    'Sqitch',
    place =>
      `${SQITCH(place)}  + users .. psql:deploy/users.sql:3: ERROR:  canceling statement due to lock timeout\nnot ok\n`,
    place => `${SQITCH(place)}  + users .. ok\n`,
  ],
  [
    'Knex',
    place => `${KNEX(place)}Can't take lock to run migrations: Migration table is already locked\n`,
    place => `${KNEX(place)}Batch 2 run: 1 migrations\n`,
  ],
  [
    'sequelize-cli',
    place => `${SEQUELIZE(place)}\nERROR: connect ECONNREFUSED 10.0.0.1:5432\n`,
    place => `${SEQUELIZE(place)}== 2-pay: migrating =======\n== 2-pay: migrated (0.01s)\n\n`,
  ],
  [
    'Laravel, tenants of Spatie',
    place =>
      `${SPATIE(place)}\n   INFO  Running migrations.\n\n  2026_01_02_000000_pay ..... 5ms FAIL\n\n   Illuminate\\Database\\QueryException \n\n  SQLSTATE[55P03]: Lock not available: 7 ERROR:  canceling statement due to lock timeout\n`,
    place => `${SPATIE(place)}\n   INFO  Running migrations.\n\n  2026_01_02_000000_pay ..... 5ms DONE\n\n`,
  ],
  [
    'EF Core',
    place =>
      `${EF(place)}Applying migration '20260102000000_Pay'.\nFailed executing DbCommand (1ms)\nMicrosoft.Data.SqlClient.SqlException (0x80131904): Lock request time out period exceeded.\n`,
    place => `${EF(place)}Applying migration '20260102000000_Pay'.\nDone.\n`,
  ],
  [
    'Django, as the shell traces it',
    place =>
      `${DJANGO(place)}Traceback (most recent call last):\n  File "/x/django/db/migrations/executor.py", line 9, in apply\ndjango.db.utils.OperationalError: canceling statement due to lock timeout\n`,
    place => `${DJANGO(place)} OK\n`,
  ],
];

describe('a later success is the retry of what failed', () => {
  test.each(TOOLS)('%s: not on another database', (_name, fails, succeeds) => {
    expect(readEvidenceFromTexts('', fails('tenant_a') + succeeds('tenant_b'))).toMatchObject({
      verdict: 'some-failed',
      runs: [{ verdict: 'failure' }, { verdict: 'success' }],
    });
  });

  test.each(TOOLS)('%s: on the same one', (_name, fails, succeeds) => {
    const log = fails('tenant_a') + fails('tenant_a') + succeeds('tenant_a');
    expect(readEvidenceFromTexts('', log)).toMatchObject({ verdict: 'success', mended: true });
  });

  test('where the runner has masked the name, as where none is named', () => {
    const [, fails, succeeds] = TOOLS[1] ?? [];
    const log = `${fails?.('***')}${succeeds?.('***')}`;
    expect(readEvidenceFromTexts('', log)).toMatchObject({ verdict: 'success', mended: true });
  });

  test('of one database only', () => {
    const [, fails, succeeds] = TOOLS[0] ?? [];
    const [, nameless] = prisma(() => 'Prisma schema loaded from prisma/schema.prisma');
    expect(readEvidenceFromTexts('', `${fails?.('a')}${fails?.('b')}${nameless('')}`)?.verdict).toBe('some-failed');
    expect(readEvidenceFromTexts('', `${fails?.('a')}${fails?.('b')}${succeeds?.('b')}`)).toMatchObject({
      verdict: 'some-failed',
      database: 'a',
    });
  });

  // Their success names no server: it is the retry of one failure, and not of failures on two.
  test.each<[string, Log, string]>([
    [
      'Flyway',
      place =>
        `${FLYWAY}ERROR: Unable to obtain connection from database (jdbc:postgresql://${place}:5432/shop?ssl=true) for user 'app': refused.\n`,
      FLYWAY + FLYWAY_OK('public'),
    ],
    [
      'Liquibase',
      place =>
        `Starting Liquibase at 03:00:00 (version 4.31.0)\nUnexpected error running Liquibase: Connection could not be created to jdbc:postgresql://${place}:5432/shop with driver org.postgresql.Driver. refused\n`,
      "Starting Liquibase at 03:00:05 (version 4.31.0)\nLiquibase command 'update' was executed successfully.\n",
    ],
  ])('%s: two servers that could not be reached', (_name, fails, success) => {
    expect(readEvidenceFromTexts('', fails('a') + success)?.verdict).toBe('success');
    expect(readEvidenceFromTexts('', fails('a') + fails('a') + success)?.verdict).toBe('success');
    expect(readEvidenceFromTexts('', fails('a') + fails('b') + success)?.verdict).toBe('some-failed');
  });
});
