import { expect, test } from '@jest/globals';
import { type Dialect, findDialect, rollsBackDdl } from '../../../src/evidence/databases/databases.ts';
import { dialectOfDriver } from '../../../src/evidence/databases/dialect.ts';

test.each<[string, Dialect | undefined]>([
  ['Database: jdbc:mysql://db:3306/shop (MySQL 8.0)', 'mysql'],
  ['Database: jdbc:mysql://db:3306/shop (MariaDB 10.11)', 'mariadb'],
  ['INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.', 'postgresql'],
  ['connecting to postgres://app@db:26257/shop', 'cockroachdb'],
  ['    at Packet.asError (/app/node_modules/mysql2/lib/packets/packet.js:728:17)', 'mysql'],
  ['CREATE TABLE a (id int) ENGINE=InnoDB', 'mysql'],
  ['CREATE TABLE a (id UInt64) ENGINE = MergeTree ORDER BY id', 'clickhouse'],
  ['Msg 2714, Level 16, State 6, Server acme, Line 1', 'sqlserver'],
  ['ORA-00955: name is already used by an existing object', 'oracle'],
  ['sqlite3.OperationalError: no such table: a', 'sqlite'],
  ['Migrating', undefined],
  ['jdbc:mysql://a/b jdbc:postgresql://a/b', undefined],
])('findDialect of %j is %s', (text, dialect) => {
  expect(findDialect([{ text: 'Starting' }, { text }])).toBe(dialect);
});

test.each<[Dialect | undefined, boolean | undefined]>([
  ['postgresql', true],
  ['sqlserver', true],
  ['sqlite', true],
  ['cockroachdb', undefined],
  ['mysql', false],
  ['mariadb', false],
  ['oracle', false],
  ['clickhouse', false],
  ['snowflake', false],
  ['mongodb', false],
  [undefined, undefined],
])('%s takes back schema changes: %s', (dialect, expected) => {
  expect(rollsBackDdl(dialect)).toBe(expected);
});

test.each<[string, Dialect | undefined]>([
  ['postgres', 'postgresql'],
  ['postgresql', 'postgresql'],
  ['MySQL', 'mysql'],
  ['mysql2', 'mysql'],
  ['maria+unix', 'mariadb'],
  ['mssql', 'sqlserver'],
  ['sqlserver', 'sqlserver'],
  ['sqlite3', 'sqlite'],
  ['libsql+wss', 'sqlite'],
  ['crdb', 'cockroachdb'],
  ['sql', undefined],
  ['', undefined],
])('the driver %j is of %s', (driver, expected) => {
  expect(dialectOfDriver(driver)).toBe(expected);
});
