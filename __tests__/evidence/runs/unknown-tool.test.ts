import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

const read = (...lines: readonly string[]) => readEvidenceFromTexts('', `${lines.join('\n')}\n`);

describe('an unknown tool that says in so many words that it only rehearses', () => {
  const APPLIES = ['Applying V2.1__add_note.sql', 'Applying V2.2__add_index.sql'];

  test.each([
    ['Running in dry-run mode', ...APPLIES, 'Completed successfully'],
    [...APPLIES.flatMap(line => [line, 'Running in dry-run mode; skipping execution']), 'Completed successfully'],
    ['dry_run=true', ...APPLIES],
    ['This was a dry run.'],
    ['Dry run: no changes were made'],
  ])('%j', (...lines) => {
    expect(read(...lines)).toMatchObject({ tool: '', verdict: 'dry-run', databaseState: 'unknown' });
  });

  test.each([
    ['a setting', 'dry_run = False', ...APPLIES],
    ['another step', 'The dry run passed', ...APPLIES],
    ['the same again in earnest', 'Running in dry-run mode', ...APPLIES, 'Done', '$ ./migrate', ...APPLIES, 'Done'],
  ])('%s is none', (_, ...lines) => {
    expect(read(...lines)?.verdict).not.toBe('dry-run');
  });

  test('an error in it is told', () => {
    expect(read('Running in dry-run mode', 'ERROR: relation "x" does not exist (SQLSTATE 42P01)')).toMatchObject({
      verdict: 'unknown',
      error: 'relation "x" does not exist',
    });
  });
});

describe('the migration that an unknown tool names', () => {
  test.each([
    ['as failed', '0042_split', 'Migration 0042_split.sql failed: ERROR: relation "x" does not exist (SQLSTATE 42P01)'],
    ['with its folder', '0042_split', 'error: Migration db/migrations/0042_split.sql failed: no such column'],
    [
      'before its error',
      '20180812001528_create_users',
      '20180812001528_create_users: ERROR #42601 syntax error at or near ")"',
    ],
  ])('%s', (_, migration, line) => {
    expect(read('applying', line)).toMatchObject({ tool: '', migration, lastWords: 'error' });
  });

  test('a line that names none', () => {
    expect(read('applying', 'Migration failed: no such column')?.migration).toBeUndefined();
  });
});

describe('a client that waited for its database', () => {
  const REFUSED = 'psql: error: connection to server at "db" (172.18.0.2), port 5432 failed: Connection refused';
  const MYSQL = "ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (111)";

  test.each([
    [REFUSED, 'waiting', REFUSED, 'BEGIN', 'CREATE TABLE', 'COMMIT'],
    [REFUSED, 'postgres is ready'],
    [REFUSED, '/var/run/postgresql:5432 - accepting connections'],
    [MYSQL, 'Waiting for database...', MYSQL, 'Database is up', 'Applying 014_notes.sql'],
  ])('%j is no failure', (...lines) => {
    const evidence = read(...lines);
    expect(evidence?.verdict ?? 'unknown').toBe('unknown');
    expect(evidence?.lastWords).toBeUndefined();
  });

  test.each([
    [REFUSED, 'waiting'],
    [REFUSED, 'waiting', REFUSED, 'postgres did not come up in time'],
    // Which of two servers answers is not known.
    [REFUSED, REFUSED.replaceAll('db', 'replica'), 'BEGIN', 'CREATE TABLE', 'COMMIT'],
    ['BEGIN', 'CREATE TABLE', 'COMMIT', REFUSED],
  ])('%j is one', (...lines) => {
    expect(read(...lines)).toMatchObject({ verdict: 'client-failure', category: 'ConnectionError' });
  });

  test('what fails behind it is', () => {
    expect(read(REFUSED, 'db is up', 'BEGIN', 'psql:m/21.sql:2: ERROR:  relation "x" does not exist')).toMatchObject({
      verdict: 'client-failure',
      error: 'relation "x" does not exist',
    });
  });
});
