import { describe, expect, test } from '@jest/globals';
import { categorise } from '../../../src/evidence/databases/category.ts';
import { isSqlstate } from '../../../src/evidence/databases/sqlstate.ts';

describe('a SQLSTATE decides', () => {
  test.each([
    ['08006', 'ConnectionError'],
    ['08001', 'ConnectionError'],
    ['28P01', 'PermissionError'],
    ['28000', 'PermissionError'],
    ['42501', 'PermissionError'],
    ['23505', 'ConstraintError'],
    ['23502', 'ConstraintError'],
    ['42601', 'SyntaxError'],
    ['42001', 'SyntaxError'],
    ['42581', 'SyntaxError'],
    ['42X01', 'SyntaxError'],
    ['42P01', 'SchemaError'],
    ['42703', 'SchemaError'],
    ['40P01', 'LockError'],
    ['55P03', 'LockError'],
    ['57014', 'TimeoutError'],
    ['22P02', 'DatabaseError'],
    ['P0001', 'DatabaseError'],
    ['3D000', 'DatabaseError'],
    ['XX000', 'DatabaseError'],
    ['57P01', 'ConnectionError'],
    ['57P03', 'ConnectionError'],
    ['53300', 'ConnectionError'],
    ['3F000', 'SchemaError'],
  ])('%s is a %s, as code, as SQLSTATE and whatever the words are', (sqlstate, category) => {
    expect(categorise({ code: sqlstate })).toBe(category);
    expect(categorise({ code: sqlstate.toLowerCase() })).toBe(category);
    expect(categorise({ sqlstate, code: 'P3018', message: 'checksum mismatch' })).toBe(category);
  });

  test.each([
    ['42P01', true],
    ['P0001', true],
    ['HV000', true],
    ['P3018', false],
    ['EPIPE', false],
    ['EPERM', false],
    ['ABCDE', false],
    ['42p01', false],
    ['4201', false],
    ['', false],
  ])('%j has its shape: %s', (text, expected) => {
    expect(isSqlstate(text)).toBe(expected);
  });
});

describe("a tool's code or an exception class", () => {
  test.each([
    ['CONFIG_006', 'ConnectionError'],
    ['CONFIG_004', 'ConfigurationError'],
    ['CONFIG_010', 'ConfigurationError'],
    ['VALID_001', 'ConfigurationError'],
    ['MIGR_106', 'ConfigurationError'],
    ['MIGR_001', 'DatabaseError'],
    ['LOCK_1300', 'LockError'],
    ['P1000', 'PermissionError'],
    ['P1001', 'ConnectionError'],
    ['P1012', 'ConfigurationError'],
    ['P3018', 'DatabaseError'],
    ['DB_CONNECTION', 'ConnectionError'],
    ['UndefinedTable', 'SchemaError'],
    ['psycopg2.errors.UndefinedColumn', 'SchemaError'],
    ['PG::DuplicateTable', 'SchemaError'],
    ['PG::UniqueViolation', 'ConstraintError'],
    ['ActiveRecord::RecordNotUnique', 'ConstraintError'],
    ['django.db.utils.IntegrityError', 'ConstraintError'],
    ['psycopg.errors.SyntaxError', 'SyntaxError'],
    ['InsufficientPrivilege', 'PermissionError'],
    ['LockNotAvailable', 'LockError'],
    ['PG::DeadlockDetected', 'LockError'],
    ['ActiveRecord::ConcurrentMigrationError', 'LockError'],
    ['QueryCanceled', 'TimeoutError'],
    ['ActiveRecord::ConnectionNotEstablished', 'ConnectionError'],
    ['psycopg2.OperationalError', 'DatabaseError'],
    ['OperationalError', 'DatabaseError'],
    ['ProgrammingError', 'DatabaseError'],
    ['PSQLException', 'DatabaseError'],
    ['LockError', 'LockError'],
    ['schemaerror', 'SchemaError'],
    ['DatabaseError', 'DatabaseError'],
    ['', 'DatabaseError'],
  ])('%j is a %s', (code, category) => {
    expect(categorise({ code })).toBe(category);
  });

  test.each([
    ['P1002', 'timed out trying to acquire a postgres advisory lock', 'LockError'],
    ['P1002', 'the server was reached but timed out', 'ConnectionError'],
    ['OperationalError', 'canceling statement due to lock timeout', 'LockError'],
    ['OperationalError', 'server closed the connection unexpectedly', 'ConnectionError'],
    ['ProgrammingError', 'relation "userz" does not exist', 'SchemaError'],
    ['INTERNAL_ERROR', 'Checksum verification failed for 1 migration(s): 5.', 'ChecksumError'],
    ['VALIDATE_ERROR', 'Migration checksum mismatch for migration version 1', 'ChecksumError'],
    ['CONFIG_006', 'password authentication failed for user "shop"', 'ConnectionError'],
  ])('%s with %j is a %s', (code, message, category) => {
    expect(categorise({ code, message })).toBe(category);
  });
});

test.each([
  ['unable to open database file', 'ConnectionError'],
  ['unable to open database file: out of memory (14)', 'ConnectionError'],
  ['[SQLITE_CANTOPEN] Unable to open the database file (unable to open database file)', 'ConnectionError'],
  ['Cannot open database because the directory does not exist', 'ConnectionError'],
  ["path to '/data/shop.db': '/data' does not exist", 'ConnectionError'],
  ['Database file at path [/data/shop.sqlite] does not exist. Ensure this is an absolute path', 'ConnectionError'],
  ['Error opening database: "Could not save properties /data/shop.lock.db"', 'ConnectionError'],
  ['IO Error: Cannot open file "/data/shop.duckdb": Not a directory', 'ConnectionError'],
  ["EEXIST: file already exists, mkdir '/dev/null'", 'ConnectionError'],
  ["file already exists, mkdir '/dev/null'", 'ConnectionError'],
  ["ENOENT: no such file or directory, mkdir '/data/a'", 'ConnectionError'],
  ["EROFS: read-only file system, mkdir '/data'", 'ConnectionError'],
  ["ENOTDIR: not a directory, open '/dev/null/shop.db'", 'ConnectionError'],
  ["EISDIR: illegal operation on a directory, open '/data'", 'ConnectionError'],
  ['File exists @ dir_s_mkdir - /dev/null', 'ConnectionError'],
  ['Not a directory @ dir_s_mkdir - /dev/null/db', 'ConnectionError'],
  // Of other files.
  ["EACCES: permission denied, mkdir '/data'", 'PermissionError'],
  ["ENOENT: no such file or directory, open 'knexfile.js'", 'DatabaseError'],
  ["EEXIST: file already exists, open 'dist/migrations.js'", 'SchemaError'],
  ['Permission denied @ rb_sysopen - db/schema.rb', 'PermissionError'],
  ['Cannot open database "shop" requested by the login. The login failed.', 'PermissionError'],
] as const)('a database that is a file: %j is a %s', (message, category) => {
  expect(categorise({ message })).toBe(category);
});

describe("PostgreSQL's own words and the tools', without a SQLSTATE", () => {
  test.each([
    ['relation "userz" does not exist', 'SchemaError'],
    ['column "bio" of relation "users" already exists', 'SchemaError'],
    ['function now2() does not exist', 'SchemaError'],
    ['column reference "id" is ambiguous', 'SchemaError'],
    ['column "x" cannot be cast automatically to type integer', 'SchemaError'],
    ['syntax error at or near "TABL"', 'SyntaxError'],
    ['duplicate key value violates unique constraint "users_pkey"', 'ConstraintError'],
    ['insert or update on table "a" violates foreign key constraint "fk"', 'ConstraintError'],
    ['null value in column "id" of relation "users" violates not-null constraint', 'ConstraintError'],
    ['column "colour" of relation "tags" contains null values', 'ConstraintError'],
    ['could not create unique index "i"', 'ConstraintError'],
    ['permission denied for schema public', 'PermissionError'],
    ['must be owner of table users', 'PermissionError'],
    [
      'connection to server at "db" (10.0.0.7), port 5432 failed: FATAL:  password authentication failed for user "shop"',
      'PermissionError',
    ],
    ['connection to server at "db", port 5432 failed: FATAL:  role "shop" does not exist', 'PermissionError'],
    ['no pg_hba.conf entry for host "10.0.0.7"', 'PermissionError'],
    ['requires_superuser=True', 'PermissionError'],
    ['new row violates row-level security policy for table "registries"', 'PermissionError'],
    ['connection to server at "127.0.0.1", port 1 failed: Connection refused', 'ConnectionError'],
    ['connect ECONNREFUSED 127.0.0.1:1', 'ConnectionError'],
    ['getaddrinfo ENOTFOUND db', 'ConnectionError'],
    ['connect ETIMEDOUT 10.0.0.7:5432', 'ConnectionError'],
    ['dial tcp 127.0.0.1:1: connect: connection refused', 'ConnectionError'],
    ['could not translate host name "db" to address: Name or service not known', 'ConnectionError'],
    ['connection to server at "db", port 5432 failed: timeout expired', 'ConnectionError'],
    ['Connection to 127.0.0.1:1 refused. Check that the hostname', 'ConnectionError'],
    ['the database system is starting up', 'ConnectionError'],
    ['pool timed out while waiting for an open connection', 'ConnectionError'],
    ['HikariPool-1 - Connection is not available, request timed out after 30000ms', 'ConnectionError'],
    ['no connection to the server', 'ConnectionError'],
    [
      'SSL Provider: [error:0A000086:SSL routines::certificate verify failed:self-signed certificate]',
      'ConnectionError',
    ],
    ['default: Authentication failed: password is incorrect, or there is no user with such name', 'PermissionError'],
    ['column "vat" specified more than once', 'SchemaError'],
    ['sorry, too many clients already', 'ConnectionError'],
    ['canceling statement due to lock timeout', 'LockError'],
    ['deadlock detected', 'LockError'],
    ['Could not acquire migration lock within 1.0s.', 'LockError'],
    ["can't acquire database lock", 'LockError'],
    ['Migration table is already locked', 'LockError'],
    ['Another migration is already running', 'LockError'],
    ['Could not acquire change log lock.  Currently locked by runner', 'LockError'],
    ['canceling statement due to statement timeout', 'TimeoutError'],
    ['canceling statement due to user request', 'TimeoutError'],
    ['Checksum verification failed!', 'ChecksumError'],
    ['checksum mismatch', 'ChecksumError'],
    ['No such option: --env', 'ConfigurationError'],
    ['no tenant for shop 5', 'DatabaseError'],
    ['current transaction is aborted, commands ignored until end of transaction block', 'DatabaseError'],
    ['', 'DatabaseError'],
  ])('%j is a %s', (message, category) => {
    expect(categorise({ message })).toBe(category);
  });

  test('nothing known is a DatabaseError', () => {
    expect(categorise({})).toBe('DatabaseError');
  });
});

test.each([
  ['DatabaseError', 'ORA-00942: table or view does not exist', 'SchemaError'],
  ['MigrationSchemaMissing', 'Unable to create the table (ORA-01950: no privileges on tablespace)', 'PermissionError'],
  ['DatabaseError', 'ORA-06512: at line 3\nORA-00001: unique constraint (S.C) violated', 'ConstraintError'],
  ['DatabaseError', 'ORA-01430: 要添加的列已存在于表中', 'SchemaError'],
])('%s with "%s" is a %s by the code of Oracle in it', (code, message, category) => {
  expect(categorise({ code, message })).toBe(category);
});
