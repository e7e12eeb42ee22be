import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../src/evidence/evidence.ts';
import { wholeLog } from './fixtures.ts';

// Folders of fixtures that hold a success, a SQL failure and a refused connection.
const FOLDERS = [
  'confiture-0.5',
  'confiture-0.44',
  'confiture-0.44-json',
  'confiture-1.29',
  'confiture-1.29-json',
  'alembic',
  'dbmate',
  'django',
  'drizzle-kit-0.31.9',
  'flyway',
  'flyway-json',
  'golang-migrate',
  'goose',
  'knex',
  'liquibase',
  'node-pg-migrate',
  'rails',
  'sequelize-cli',
  'sql-migrate',
  'sqitch',
  'typeorm',
];

function read(...logs: string[]) {
  const evidence = readEvidenceFromTexts('', logs.join(''));
  if (evidence === undefined) return undefined;
  const { excerpt: _, runs: _runs, dialect: _dialect, ...rest } = evidence;
  return rest;
}

/** What a page shows first. */
function gist(...logs: string[]) {
  const evidence = readEvidenceFromTexts('', logs.join(''));
  if (evidence === undefined) return undefined;
  const { tool, verdict, migration, error, category } = evidence;
  return { tool, verdict, migration, error, category };
}

describe('the runs of a log are joined', () => {
  test.each(FOLDERS)('%s: a failure, then a success that need not be its retry', folder => {
    const failed = wholeLog(`${folder}/sql`);
    expect(gist(failed, wholeLog(`${folder}/success`))).toEqual({ ...gist(failed), verdict: 'some-failed' });
  });

  test.each(FOLDERS)('%s: a success, then a failure', folder => {
    const failed = wholeLog(`${folder}/sql`);
    expect(gist(wholeLog(`${folder}/success`), failed)).toEqual(gist(failed));
  });

  // Sqitch refused says nothing by which it could be told from others.
  const telling = FOLDERS.filter(folder => folder !== 'sqitch');

  test.each(telling)('%s: no connection at first, then a failure, then none again', folder => {
    const [refused, failed] = [wholeLog(`${folder}/refused`), wholeLog(`${folder}/sql`)];
    expect(read(refused, failed)).toEqual(read(failed));
    expect(gist(refused, failed, refused)).toEqual(gist(refused));
  });

  // dbmate's refusal is known at the end of a log only.
  test.each(telling.filter(folder => folder !== 'dbmate'))('%s: no connection at first, then success', folder => {
    const success = wholeLog(`${folder}/success`);
    expect(read(wholeLog(`${folder}/refused`), success)).toEqual({ ...read(success), mended: true });
  });

  const pairs = FOLDERS.flatMap(first =>
    FOLDERS.filter(second => second.split('-')[0] !== first.split('-')[0]).map(second => [first, second]),
  );

  test.each(pairs)('%s, then %s', (first = '', second = '') => {
    const [failed, failedFirst] = [wholeLog(`${second}/sql`), wholeLog(`${first}/sql`)];
    expect(gist(wholeLog(`${first}/success`), failed)).toEqual(gist(failed));
    expect(gist(failedFirst, wholeLog(`${second}/success`))).toEqual(gist(failedFirst));
  });
});

describe('a migration that began and did not end', () => {
  test.each([
    ['confiture-1.29', '⚡ Applying 20260102120000_add_payment_table...', '20260102120000_add_payment_table'],
    ['confiture-0.44', '⚡ Applying 20260102120000_add_payment_table...', '20260102120000_add_payment_table'],
    ['dbmate', 'Applying: 20260102120000_add_payment_table.sql\n', '20260102120000_add_payment_table'],
    ['django', '  Applying shop.0002_add_payment_table...', 'shop.0002_add_payment_table'],
    [
      'rails',
      '== 20260102120000 AddPaymentTable: migrating ==================================\n',
      '20260102120000_AddPaymentTable',
    ],
    ['sequelize-cli', '== 20260102120000-add-payment-table: migrating =======\n', '20260102120000-add-payment-table'],
    [
      'node-pg-migrate',
      '### MIGRATION 20260102120000_add-payment-table (UP) ###\n',
      '20260102120000_add-payment-table',
    ],
    ['alembic', 'Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb, add payment table\n', 'bbbbbbbbbbbb_add_payment_table'],
    ['flyway', 'Migrating schema "public" to version "2 - add payment table"\n', '2 - add payment table'],
    [
      'liquibase',
      'Running Changeset: changelog.sql::2-add-payment-table::alice\n',
      'changelog.sql::2-add-payment-table::alice',
    ],
    ['sqitch', '  + add_payment_table .. ', 'add_payment_table'],
    [
      'golang-migrate-verbose',
      'Read and execute 20260102120000/u add_payment_table\n',
      '20260102120000_add_payment_table',
    ],
  ])('%s cut off after %j', (folder, line, migration) => {
    const log = wholeLog(`${folder}/success`);
    const cut = log.slice(0, log.indexOf(line) + line.length);
    expect(log).toContain(line);
    expect(readEvidenceFromTexts('', cut)).toMatchObject({
      verdict: 'unfinished',
      migration,
      // Where more were pending than the one that it stopped in.
      databaseState: folder.startsWith('confiture') ? 'partial' : 'unknown',
    });
  });

  test('is no sign of failure where the tool is mute when it is called as a library', () => {
    const log = '> Migrating files:\n> - 5_x\n### MIGRATION 5_x (UP) ###\nSELECT 1;\n';
    expect(readEvidenceFromTexts('', log)?.endsAloud).toBeUndefined();
  });

  test('tells how many were applied before, where each is committed on its own', () => {
    const log = wholeLog('confiture-1.29/success');
    expect(read(log.slice(0, log.indexOf('⚡ Applying 20260103120000')))).toEqual({
      source: 'log-text',
      tool: 'Confiture',
      verdict: 'unfinished',
      endsAloud: true,
      databaseState: 'unknown',
      stateDetail: '2 of 3 applied',
      applied: ['20260101120000_create_users', '20260102120000_add_payment_table'],
      nextStep: 'Check whether the last migration was applied and what it left behind; then run `confiture migrate up`',
    });
  });
});

describe('output that is no failed migration', () => {
  const quiet: readonly (readonly [string, string])[] = [
    [
      'npm install',
      'npm warn deprecated inflight@1.0.6: This module leaks memory\nnpm error code E404\nnpm error 404 Not Found\nadded 239 packages in 24s\n',
    ],
    [
      'tests of an application',
      'FAIL test/shop.test.ts\n  ● error handling › throws\n    expect(received).toBe(expected)\n    error: relation "users" does not exist\nTests: 1 failed, 20 passed\n',
    ],
    [
      'pytest',
      '=== FAILURES ===\nE   sqlalchemy.exc.IntegrityError: (psycopg2.errors.UniqueViolation) duplicate key\nFAILED tests/test_shop.py::test_users - AssertionError\n1 failed in 0.4s\n',
    ],
    [
      'a web server',
      '10.0.0.1 - - [23/Nov/2026] "GET /migrations/failed HTTP/1.1" 500\nINFO: Applying patch...\nWARNING migration cache is cold\n',
    ],
    [
      'the log of a PostgreSQL server',
      '2026-11-23 10:05:25 UTC [67] ERROR:  relation "userz" does not exist at character 15\n2026-11-23 10:05:25 UTC [67] STATEMENT:  SELECT 1\n',
    ],
    [
      'pg_dump',
      '--\n-- PostgreSQL database dump\n--\nSET statement_timeout = 0;\nCREATE TABLE public.error_log (id integer);\nCOPY public.error_log (message) FROM stdin;\nERROR in payment\n\\.\n',
    ],
    ['pg_restore', 'pg_restore: warning: errors ignored on restore: 1\n'],
    ['git', 'Already up to date.\nSwitched to branch main\n'],
    [
      'docker',
      'Error response from daemon: No such container: shop\n#5 ERROR: process "/bin/sh -c make" did not complete\n',
    ],
    [
      'terraform',
      'No changes. Your infrastructure matches the configuration.\nno change\nApply complete! Resources: 0 added.\n',
    ],
    [
      'a traceback of something else',
      'Traceback (most recent call last):\n  File "app.py", line 1, in <module>\nsqlalchemy.exc.OperationalError: (psycopg2.OperationalError) boom\n',
    ],
    ['rake assets', 'rake aborted!\nSass::SyntaxError: Invalid CSS\nTasks: TOP => assets:precompile\n'],
    ['a Go program', 'Error: dial tcp 127.0.0.1:6379: connect: connection refused\nretrying\nconnected\n'],
    [
      'psql at peace',
      'CREATE TABLE\nINSERT 0 1\nNOTICE:  relation "users" already exists, skipping\n id | error\n----+-------\n  1 | none\n',
    ],
    [
      'a server that lost another one',
      `${'GET /orders 200\n'.repeat(40)}Error: dial tcp 127.0.0.1:6379: connect: connection refused\n`,
    ],
    ['a deployment', 'Deploying to production\nDeploy failed\ndry run\n'],
    ['words', 'The migration failed last week. ERROR: it says. Migration failed? error: migrations\n'],
  ];

  test.each(quiet)('%s', (_name, log) => {
    const evidence = readEvidenceFromTexts('', log);
    expect(['unknown', undefined]).toContain(evidence?.verdict);
    expect(evidence?.tool ?? '').toBe('');
  });

  test.each(FOLDERS.flatMap(folder => quiet.map(([name, log]) => [folder, name, log])))(
    '%s succeeded, then %s',
    (folder = '', _name = '', log = '') => {
      const success = wholeLog(`${folder}/success`);
      const {
        error: _,
        errorType: _type,
        category: _category,
        sqlstate: _sqlstate,
        lastWords: _words,
        ...rest
      } = {
        ...read(success, log),
      };
      expect(rest).toEqual(read(success));
    },
  );
});

describe('a success that mentions failures', () => {
  test.each([
    [
      'a migration called error',
      'Confiture',
      '📦 Found 1 pending migration(s)\n⚡ Applying 5_error_failed... ✅\n✅ Successfully applied migrations!\n',
    ],
    ['a warning before a non-transactional migration', 'Confiture', wholeLog('confiture-1.29/conc')],
    ['missing files (a bug of 0.44)', 'Confiture', wholeLog('confiture-0.44/nothing')],
    [
      'a dbmate file called Error',
      'dbmate',
      'Applying: 5_Error:_log.sql\nApplied: 5_Error:_log.sql in 1ms\nWriting: ./db/schema.sql\n',
    ],
    [
      'a Django migration called failed',
      'Django',
      'Operations to perform:\n  Apply all migrations: shop\nRunning migrations:\n  Applying shop.0003_error_log... OK\n',
    ],
    [
      'a Django migration that prints without a line break',
      'Django',
      'Running migrations:\n  Applying shop.0001_a... OK\n  Applying shop.0002_data...moved 3 rows. OK\n',
    ],
    [
      'a Django migration that prints without a line break, and its time',
      'Django',
      'Running migrations:\n  Applying shop.0002_data...moved 3 rows. OK (0.120s)\n',
    ],
    [
      'Prisma, older words',
      'Prisma',
      '1 migration found in prisma/migrations\nApplying migration `5_x`\n\nThe following migration have been applied:\n\nmigrations/\n  └─ 5_x/\n    └─ migration.sql\n',
    ],
    ['Liquibase with a summary', 'Liquibase', wholeLog('liquibase/success')],
    [
      'sequelize with NOTICE',
      'sequelize-cli',
      '== 5-error-log: migrating =======\nNOTICE: ERROR: no\n== 5-error-log: migrated (0.010s)\n',
    ],
  ])('%s', (_name, tool, log) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({ tool, verdict: 'success', databaseState: 'applied' });
  });
});
