import { describe, expect, test } from '@jest/globals';
import {
  cleanError,
  findSqlstate,
  isFromOtherDatabase,
  isOutsideTransaction,
} from '../../../src/evidence/databases/error-text.ts';
import { growthOf, SUPERLINEAR } from '../../growth.ts';

describe('cleanError', () => {
  test.each([
    ['ERROR:  relation "userz" does not exist', 'relation "userz" does not exist'],
    ['error: relation "userz" does not exist', 'relation "userz" does not exist'],
    ['pq: relation "userz" does not exist (42P01)', 'relation "userz" does not exist'],
    [
      `('42S02', "[42S02] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Invalid object name 'userz'. (208) (SQLExecDirectW)")`,
      "Invalid object name 'userz'.",
    ],
    [
      'line: 3, column: 7, position: 60: pq: syntax error at or near "TABL" at position 3:7 (42601)',
      'syntax error at or near "TABL"',
    ],
    ['ERROR: relation "userz" does not exist (SQLSTATE 42P01)', 'relation "userz" does not exist'],
    [
      'liquibase.exception.DatabaseException: ERROR: relation "userz" does not exist [Failed SQL: (0) ALTER TABLE userz]',
      'relation "userz" does not exist',
    ],
    ['relation "nope" does not exist. Manual cleanup may be required.', 'relation "nope" does not exist'],
    ['syntax error at or near "TABL"\nLINE 2: ALTER TABL users\n              ^', 'syntax error at or near "TABL"'],
    [
      'duplicate key value violates unique constraint "users_pkey"\nDETAIL:  Key (id)=(1) already exists.',
      'duplicate key value violates unique constraint "users_pkey"',
    ],
    [
      'duplicate key value violates unique constraint "users_pkey", Key (id)=(1) already exists.',
      'duplicate key value violates unique constraint "users_pkey"',
    ],
    [
      'null value in column "email"\nDETAIL:  Failing row contains (1, Jane Doe\n12 Secret Street, null).\nCONTEXT:  COPY users, line 2: "1\nJane"\nERROR: boom',
      'null value in column "email"\nERROR: boom',
    ],
    ['boom\nQUERY:  INSERT INTO users\n  VALUES (1)\nLINE 2: VALUES (1)\n        ^\nbang', 'boom\nbang'],
    ['boom\nHint: Check the migration\nand more of the hint', 'boom'],
    [
      'Failed to connect to database: connection failed: connection to server at "db", port 1 failed: Connection refused\n\tIs the server running on that host?',
      'connection to server at "db", port 1 failed: Connection refused',
    ],
    [
      'Migration preconditions failed (1 failures):\n  - TableExists(public.nope): no',
      'Migration preconditions failed (1 failures):\n  - TableExists(public.nope): no',
    ],
    ['  boom  ', 'boom'],
    ['error: ', 'error:'],
    ['', ''],
    ['\n\n', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(cleanError(text)).toBe(expected);
  });

  test.each(['x ', ' ', 'ERROR: ', ' (SQLSTATE 42P01)', ' Hint: ', '\n', ', Key (', ' [Failed SQL: '])(
    '64 KiB of %j take time in proportion to their length',
    async piece => {
      const clean = (size: number) => {
        cleanError(`x${piece.repeat(size / piece.length)}y`);
        cleanError(piece.repeat(size / piece.length));
      };
      expect(await growthOf(clean, 65_536)).toBeLessThan(SUPERLINEAR);
    },
  );

  test('keeps 20 lines at most', () => {
    expect(cleanError('x\n'.repeat(50)).split('\n')).toHaveLength(20);
  });
});

test.each([
  ['boom (SQLSTATE 42P01)', '42P01'],
  ['boom (42P01)', '42P01'],
  ['boom (42P01)\nmore', '42P01'],
  ['ERROR:  42P01: boom', '42P01'],
  ['boom (12345) is no end', undefined],
  ['boom (EPIPE)', undefined],
  ['boom', undefined],
])('findSqlstate of %j is %s', (text, expected) => {
  expect(findSqlstate(text)).toBe(expected);
});

test.each([
  ['Error 1146 (42S02): Table x does not exist', true],
  ['ER_NO_SUCH_TABLE: no', true],
  ['You have an error in your SQL syntax; check the manual', true],
  ['Mysql2::Error: x', true],
  ['ORA-00942: table or view does not exist', true],
  ['relation "userz" does not exist', false],
])('isFromOtherDatabase of %j is %s', (text, expected) => {
  expect(isFromOtherDatabase(text)).toBe(expected);
});

test.each([
  ['CREATE INDEX CONCURRENTLY i ON users(nope)', true],
  ['VACUUM users', true],
  ['CREATE INDEX CONCURRENTLY cannot run inside a transaction block', false],
  ['ALTER TABLE users ADD COLUMN x int', false],
])('isOutsideTransaction of %j is %s', (text, expected) => {
  expect(isOutsideTransaction(text)).toBe(expected);
});
