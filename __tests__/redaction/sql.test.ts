import { expect, test } from '@jest/globals';
import { redactSqlLiterals } from '../../src/redaction/rows/sql.ts';

test.each<[string, string, string]>([
  [
    'strings and numbers',
    `INSERT INTO users VALUES (1, 'a@b.c', 5551234);`,
    `INSERT INTO users VALUES (***, '***', ***);`,
  ],
  ['doubled quotes', `UPDATE users SET name = 'O''Brien' WHERE id = 7`, `UPDATE users SET name = '***' WHERE id = ***`],
  ['escape strings', `SELECT E'a\\'b', 'c'`, `SELECT '***', '***'`],
  [`MySQL's escapes`, `UPDATE t SET a = 'O\\'Brien secret' WHERE b = 'x'`, `UPDATE t SET a = '***' WHERE b = '***'`],
  [`MySQL's double quotes`, `INSERT INTO t (a) VALUES ("a@b.c", "x")`, `INSERT INTO t (a) VALUES ("***", "***")`],
  [`MySQL's double quotes in a condition`, `DELETE FROM t WHERE mail = "a@b.c"`, `DELETE FROM t WHERE mail = "***"`],
  [
    'names in double quotes stay',
    `INSERT INTO "users" ("email", "age") VALUES ('x', 1)`,
    `INSERT INTO "users" ("email", "age") VALUES ('***', ***)`,
  ],
  ['typed literals', `SELECT DATE'2026-01-02', 'x'`, `SELECT '***', '***'`],
  ['introducers', `INSERT INTO t VALUES (_utf8'abc', N'def', x'1F')`, `INSERT INTO t VALUES ('***', '***', '***')`],
  ['dollar quotes', `DO $$ BEGIN PERFORM 'x'; END $$; SELECT 1`, 'DO $$***$$; SELECT 1'],
  [
    'tagged dollar quotes',
    `CREATE FUNCTION f() AS $body$ a $$ b $body$ LANGUAGE sql`,
    'CREATE FUNCTION f() AS $$***$$ LANGUAGE sql',
  ],
  ['comments', `SELECT 1 -- of a@b.c\nFROM t /* x\ny */;`, `SELECT 1 --\nFROM t /* */;`],
  ['comments in JSON', `"SELECT 1 -- of a@b.c\\nFROM t"`, `"SELECT 1 --\\nFROM t"`],
  [
    'rulers are no comments',
    `SELECT a failed\n------\nSQL State : 42P01`,
    `SELECT a failed\n------\nSQL State : 42P01`,
  ],
  ['a semicolon in a string', `SELECT 'a;b', 'c'; rest 'd'`, `SELECT '***', '***'; rest 'd'`],
  ['a string that is cut off', `INSERT INTO t VALUES ('a@b`, `INSERT INTO t VALUES ('***'`],
  [
    'a schema keeps its numbers',
    `ALTER TABLE t ADD c varchar(5) DEFAULT 'x'`,
    `ALTER TABLE t ADD c varchar(5) DEFAULT '***'`,
  ],
  [
    'several statements',
    `DELETE FROM t WHERE a = 'x'; INSERT INTO t VALUES ('y');`,
    `DELETE FROM t WHERE a = '***'; INSERT INTO t VALUES ('***');`,
  ],
  [
    'MERGE, REPLACE, CALL',
    `CALL f('x'); REPLACE INTO t VALUES ('y'); MERGE INTO t USING s ON (s.a = 'z')`,
    `CALL f('***'); REPLACE INTO t VALUES ('***'); MERGE INTO t USING s ON (s.a = '***')`,
  ],
  [
    'an apostrophe that nobody escaped',
    `INSERT INTO t VALUES ('O'Brien', 'jane', 4111)`,
    `INSERT INTO t VALUES ('***', '***', ***)`,
  ],
  ['one before a blank', `INSERT INTO t VALUES ('the dogs' bowl', 'jane')`, `INSERT INTO t VALUES ('***', '***')`],
  ['the last row of a list', `('Carol', '987')\napp_1  | ('Dave', '988')`, `('***', '***')\napp_1  | ('***', '***')`],
  [
    'values without quotes, as Laravel shows them',
    '(Connection: mysql, SQL: insert into `users` (`name`) values (Jane (X) Roe, a@b.c))',
    '(Connection: mysql, SQL: insert into `users` (`name`) values (***))',
  ],
  [
    'conditions without quotes',
    '(SQL: update `users` set `name` = Jane, `age` = 5 where `mail` = a@b.c and `x` is null limit 1)',
    '(SQL: update `users` set `name` = ***, `age` = *** where `mail` = *** and `x` is null limit 1)',
  ],
])('%s', (_, text, expected) => {
  expect(redactSqlLiterals(text)).toBe(expected);
});

test.each<[string, string]>([
  ['Confiture', `SQL execution failed | SQL: ALTER TABLE userz ADD c text | Error: relation 'userz' is not there`],
  ['Knex', `alter table \`userz\` add \`a\` text - Table 'shop.userz' doesn't exist`],
  ['golang-migrate', `in line 0: ALTER TABLE userz ADD c text (details: pq: relation 'userz' does not exist)`],
  ['lines', `Error executing:\nALTER TABLE userz ADD c text\nerror: relation 'userz' does not exist`],
  ['goose', `failed to execute SQL query "ALTER TABLE t ADD c int": Error 1091 (42000): Can't DROP 'idx_foo'; check`],
  ['Knex with a code', `alter table \`t\` add \`c\` text - ER_DUP_FIELDNAME: Duplicate column name 'c'`],
  ['a blank line', `ALTER TABLE userz ADD c text\n\nMigration 'foo' failed`],
  ['a quote around it', `query: 'ALTER TABLE userz ADD (c text)', name: 'foo'`],
])('what a tool says behind a statement stays: %s', (_, text) => {
  expect(redactSqlLiterals(text)).toBe(text);
});

test.each([
  `Migration 'foo' failed`,
  `Failed to execute migration 'foo'`,
  `Can't create table 'shop.users' (errno: 150)`,
  `maximum call stack exceeded in 'foo'`,
  `update of 'foo' is not possible`,
  `costs $5 and $6`,
  `CREATE TYPE mood AS ENUM ('sad', 'ok')`,
  `ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad' BEFORE 'ok'`,
  `ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'`,
  `ALTER TABLE t ADD s enum('a','b') NOT NULL DEFAULT ''`,
  `Unknown column 'bio' (5) at line 3 of 'foo' at line 4`,
])('stays as it is: %s', text => {
  expect(redactSqlLiterals(text)).toBe(text);
});

// Each begins a statement by itself, so that none is missing among the words without which no statement is looked for.
test.each([
  `insert into t (a) select 'x'`,
  `replace into t (a, b) ('x')`,
  `update t set a = 'x'`,
  `delete from t where a = 'x'`,
  `merge into t using u on a = 'x'`,
  `select 'x'`,
  `values ('x')`,
  `create type t as (a 'x')`,
  `alter type t set (a = 'x')`,
  `drop view v -- 'x'`,
  `comment on column a is 'x'`,
  `call f('x')`,
  `execute f('x')`,
  `execute immediate 'x'`,
  `exec f 'x'`,
  `do $$ 'x' $$`,
  `with a as ('x')`,
  `copy t from 'x'`,
])('is looked for, whatever its case: %s', text => {
  for (const form of [text, text.replace(/^[a-z]+/, word => word.toUpperCase())])
    expect(redactSqlLiterals(form)).not.toContain(`'x'`);
});
