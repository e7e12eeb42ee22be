import { describe, expect, test } from '@jest/globals';
import { findDoubt } from '../../../src/decision/doubt.ts';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

function told(log: string) {
  const evidence = readEvidenceFromTexts('', log);
  if (evidence === undefined) return undefined;
  const { tool, verdict, migration = '', error = '', databaseState, stateDetail = '' } = evidence;
  return [tool, verdict, migration, error, databaseState, stateDetail];
}

const DJANGO = 'Operations to perform:\n  Apply all migrations: shop\nRunning migrations:\n';
const DJANGO_FAILS =
  '  Applying shop.0007_sku...Traceback (most recent call last):\n  File "/x/django/db/migrations/executor.py", line 9, in apply\npsycopg2.errors.UniqueViolation: could not create unique index "sku_key"\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\ndjango.db.utils.IntegrityError: could not create unique index "sku_key"\n';

describe('several runs in one log', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a loop over tenants goes on',
      'Applying: 2_pay.sql\nError: pq: relation "userz" does not exist\nApplying: 1_init.sql\nApplied: 1_init.sql in 3ms\nWriting: ./db/schema.sql\n',
      ['dbmate', 'some-failed', '2_pay', 'relation "userz" does not exist', 'partial', '1 of 2 databases'],
    ],
    [
      'the same migration on two databases',
      `${DJANGO}  Applying shop.0007_sku... OK\n${DJANGO}${DJANGO_FAILS}`,
      ['Django', 'failure', 'shop.0007_sku', 'could not create unique index "sku_key"', 'partial', '1 of 2 databases'],
    ],
    [
      'a plan, then the real run',
      `Planned operations:\nshop.0007_sku\n    Alter field sku\n${DJANGO}  Applying shop.0007_sku... OK\n`,
      ['Django', 'success', 'shop.0007_sku', '', 'applied', ''],
    ],
    [
      'a plan, then the real run fails in the words of any run',
      '==> Would apply migration 2_pay.sql (up)\nMigration failed: pq: relation "userz" does not exist handling 2_pay.sql\n',
      ['sql-migrate', 'failure', '2_pay', 'relation "userz" does not exist', 'unknown', ''],
    ],
    [
      'a rollback that fails',
      `${DJANGO.replace('Apply all', 'Target specific')}  Unapplying shop.0003_later...${DJANGO_FAILS.split('...')[1]}`,
      [
        'Django',
        'failure',
        'shop.0003_later',
        'could not create unique index "sku_key"',
        'rolled-back',
        'unless a setting changes its transactions',
      ],
    ],
    [
      'a client that waits for the database before the tool runs',
      'psql: error: connection to server at "db", port 5432 failed: FATAL:  the database system is starting up\nApplying: 1_init.sql\nApplied: 1_init.sql in 3ms\nWriting: ./db/schema.sql\n',
      ['dbmate', 'success', '1_init', '', 'applied', ''],
    ],
  ])('%s', (_name, log, expected) => {
    expect(told(log)).toEqual(expected);
  });
});

describe('a failure that no rule of the tool knows', () => {
  test.each<[string, string, readonly string[]]>([
    [
      "of another tool, in the words of a script, behind the first tool's success",
      '2 migrations found in prisma/migrations\n\nNo pending migrations to apply.\n/usr/bin/migrate: line 1: syntax error: unexpected ")"\nApplying clickhouse migrations failed. This is mostly caused by the database being unavailable.\nExiting...\n',
      [
        'Prisma',
        'success',
        '',
        'Applying clickhouse migrations failed. This is mostly caused by the database being unavailable.',
        'unknown',
        '',
      ],
    ],
    [
      'in the words of the database',
      'Sequelize CLI [Node: 20]\n\n== 2-pay: migrating =======\nUnhandled rejection SequelizeDatabaseError: x\n  ERROR: relation "Buyers" does not exist (SQLSTATE 42P01)\n',
      ['sequelize-cli', 'unfinished', '2-pay', 'relation "Buyers" does not exist', 'unknown', ''],
    ],
    [
      'the end of the process',
      'Applying: 1_init.sql\nApplied: 1_init.sql in 3ms\nApplying: 2_pay.sql\nKilled\n',
      ['dbmate', 'unfinished', '2_pay', 'Killed', 'unknown', '1 applied'],
    ],
    [
      'of no tool that is known',
      'starting\nsh: 1: liquidbase: command not found\n',
      ['', 'unknown', '', 'liquidbase: command not found', 'unchanged', ''],
    ],
    [
      'of Helm, whose hook began',
      'Release "shop" does not exist. Installing it now.\nError: UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred:\n\t* job shop-migrate failed: BackoffLimitExceeded\n\n',
      ['', 'unknown', '', 'job shop-migrate failed: BackoffLimitExceeded', 'unknown', ''],
    ],
    [
      'of Helm, which did not begin',
      'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress\n',
      ['', 'unknown', '', 'another operation (install/upgrade/rollback) is in progress', 'unchanged', ''],
    ],
    [
      'of SSH, which broke while the tool ran',
      'Applying: 2_pay.sql\nclient_loop: send disconnect: Broken pipe\n',
      ['dbmate', 'unfinished', '2_pay', 'client_loop: send disconnect: Broken pipe', 'unknown', ''],
    ],
    [
      'of a release phase, after the tool said why',
      'Applying: 2_pay.sql\nError: pq: relation "userz" does not exist\nError release_command failed running on machine 86ed05ae224218 with exit code 1.\n',
      [
        'dbmate',
        'failure',
        '2_pay',
        'relation "userz" does not exist',
        'rolled-back',
        'unless a setting changes its transactions',
      ],
    ],
    [
      'of Kubernetes',
      'job.batch/migrate created\nerror: timed out waiting for the condition on jobs/migrate\n',
      ['', 'unknown', '', 'timed out waiting for the condition on jobs/migrate', 'unknown', ''],
    ],
  ])('%s', (_name, log, expected) => {
    expect(told(log)).toEqual(expected);
  });

  test('a success has no error, and whoever ends in peace has none', () => {
    expect(told('all is well\ndone\n')).toBeUndefined();
  });
});

const PRISMA =
  '2 migrations found in prisma/migrations\n\nApplying migration `1_a`\n\nAll migrations have been successfully applied.\n';
const FLYWAY =
  'Migrating schema "public" to version "1 - a"\nSuccessfully applied 1 migration to schema "public", now at version v1 (execution time 00:00.025s)\n';

describe('what fails behind the success of a tool is told where the status is a failure, and no doubt where it is a success', () => {
  test.each<[string, string, readonly string[]]>([
    [
      "the application's start",
      `${FLYWAY}\n***************************\nAPPLICATION FAILED TO START\n***************************\n\nDescription:\n\nWeb server failed to start. Port 8080 was already in use.\n\nAction:\n\nStop the process.\n`,
      ['Flyway', 'success', '1 - a', 'Web server failed to start. Port 8080 was already in use.', 'applied', ''],
    ],
    [
      'a seed',
      `${PRISMA}Running seed command \`ts-node prisma/seed.ts\` ...\nPrismaClientKnownRequestError: \n\nUnique constraint failed on the fields: (\`key\`)\n`,
      ['Prisma', 'success', '1_a', 'Unique constraint failed on the fields: (`key`)', 'applied', ''],
    ],
    [
      'another program',
      `${PRISMA}{"level":"error","message":"Nest can't resolve dependencies of the FlagsService (?)."}\nnpm ERR! errno 1\n`,
      ['Prisma', 'success', '1_a', "Nest can't resolve dependencies of the FlagsService (?).", 'applied', ''],
    ],
    [
      'a connection that was tried again',
      `${PRISMA}Error: connect ECONNREFUSED 127.0.0.1:6379\nServer started: all modules done\n`,
      ['Prisma', 'success', '1_a', '', 'applied', ''],
    ],
  ])('%s', (_name, log, expected) => {
    expect(told(log)).toEqual(expected);
    expect(findDoubt({ evidence: readEvidenceFromTexts('', log), files: 'read' })).toBeUndefined();
  });

  test("a callback of Flyway's own is a failure of Flyway, which takes nothing back", () => {
    const log = `${FLYWAY}ERROR: Error while executing afterMigrate callback: Script afterMigrate.sql failed\n-----------------------------\nSQL State  : 42501\nError Code : 0\nMessage    : ERROR: permission denied for sequence s\n`;
    expect(told(log)).toEqual(['Flyway', 'failure', '1 - a', 'permission denied for sequence s', 'applied', '']);
  });
});
