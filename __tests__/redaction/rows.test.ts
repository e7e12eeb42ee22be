import { describe, expect, test } from '@jest/globals';
import { redactRowValues } from '../../src/redaction/rows/rows.ts';

describe('row values', () => {
  test.each<[string, string, string]>([
    ['key detail', 'DETAIL:  Key (email)=(a@b.c) already exists.', 'DETAIL:  Key (email)=(***) already exists.'],
    ['foreign key', 'Key (a, b)=(1, x) is not present in table "t".', 'Key (a, b)=(***) is not present in table "t".'],
    [
      'still referenced',
      'Key (id)=(7) is still referenced from table "t".',
      'Key (id)=(***) is still referenced from table "t".',
    ],
    ['duplicated', 'Key (id)=(7) is duplicated.', 'Key (id)=(***) is duplicated.'],
    [
      'exclusion',
      'Key (during)=([1,5)) conflicts with existing key (during)=([3,7)).',
      'Key (during)=(***) conflicts with existing key (during)=(***',
    ],
    [
      'an expression',
      'Key (lower(email::text))=(a@b.c) already exists.',
      'Key (lower(email::text))=(***) already exists.',
    ],
    [
      'over several lines',
      'Key (note)=(one\ntwo) already exists.\nHINT: x',
      'Key (note)=(***) already exists.\nHINT: x',
    ],
    ['with the brackets of the message', 'Key (n)=(a) is b) already exists.', 'Key (n)=(***) already exists.'],
    ['cut off', 'Key (note)=(one\ntwo', 'Key (note)=(***'],
    [
      'another language',
      'DETAIL:  Schlüssel »(email)=(a@b.c)« existiert bereits.',
      'DETAIL:  Schlüssel »(email)=(***)« existiert bereits.',
    ],
    ['of a driver', `detail: 'Key (email)=(a@b.c) already exists.',`, `detail: 'Key (email)=(***) already exists.',`],
    [
      'failing row',
      'DETAIL:  Failing row contains (1, a (b), null).\nSTATEMENT: x',
      'DETAIL:  Failing row contains (***).\nSTATEMENT: x',
    ],
    ['failing row, several lines', 'Failing row contains (1, one\ntwo).\nx', 'Failing row contains (***).\nx'],
    ['failing row, cut off', 'Failing row contains (1, one\ntw', 'Failing row contains (***'],
    [
      'failing row of a driver',
      `detail: 'Failing row contains (1, x).',\n  hint`,
      `detail: 'Failing row contains (***).',\n  hint`,
    ],
    [
      'failing row in JSON',
      '"Failing row contains (1, x).","code":"23502"',
      '"Failing row contains (***).","code":"23502"',
    ],
    [
      'partition',
      'Partition key of the failing row contains (day) = (2026-01-02).',
      'Partition key of the failing row contains (day) = (***).',
    ],
    ['COPY', 'CONTEXT:  COPY users, line 3: "1,a@b.c,"x""', 'CONTEXT:  COPY users, line 3: "***""'],
    ['COPY of a column', 'COPY users, line 3, column email: "a@b.c"', 'COPY users, line 3, column email: "***"'],
    ['JSON', 'CONTEXT:  JSON data, line 1: {"a": secret...\nx', 'CONTEXT:  JSON data, line 1: ***\nx'],
    ['JSON token', 'DETAIL:  Token "hunter2" is invalid.', 'DETAIL:  Token "***" is invalid.'],
    [
      'syntax of a type',
      'invalid input syntax for type integer: "a"b"',
      'invalid input syntax for type integer: "***"',
    ],
    [
      'syntax, with a code',
      'invalid input syntax for type uuid: "x" (SQLSTATE 22P02)',
      'invalid input syntax for type uuid: "***" (SQLSTATE 22P02)',
    ],
    ['enum', 'invalid input value for enum mood: "sad"', 'invalid input value for enum mood: "***"'],
    ['out of range', 'date/time field value out of range: "2026-99-99"', 'date/time field value out of range: "***"'],
    [
      'out of range, before',
      'value "99999999999" is out of range for type integer',
      'value "***" is out of range for type integer',
    ],
    ['array', 'malformed array literal: "{a"', 'malformed array literal: "***"'],
    ['to_date', 'invalid value "ab" for "DD"', 'invalid value "***" for "DD"'],
    [
      'portal',
      "CONTEXT:  unnamed portal with parameters: $1 = 'a@b.c', $2 = '7'",
      'CONTEXT:  unnamed portal with parameters: ***',
    ],
    ['SQLAlchemy', `[SQL: x]\n[parameters: {'email': 'a]b'}]\n(Background`, `[SQL: x]\n[parameters: ***]\n(Background`],
    ['SQLAlchemy, cut off', `[parameters: {'email': 'a@b.c'`, '[parameters: ***'],
    ['TypeORM', `  parameters: [ 'a@b.c', 5 ],\n  code`, '  parameters: [***],\n  code'],
    ['TypeORM, several lines', `parameters: [\n  'a@b.c',\n  5\n],\ncode`, 'parameters: [***],\ncode'],
    [
      'Rails',
      'INSERT INTO "users" ("email") VALUES ($1)  [["email", "a@b.c"]]',
      'INSERT INTO "users" ("email") VALUES ($1)  [[***]]',
    ],
    ['MySQL duplicate', `Duplicate entry 'O'Brien' for key 'users.name'`, `Duplicate entry '***' for key 'users.name'`],
    [
      'MySQL value',
      `Incorrect integer value: 'abc' for column 'age' at row 1`,
      `Incorrect integer value: '***' for column 'age' at row 1`,
    ],
    ['MySQL double', `Truncated incorrect DOUBLE value: '1x'`, `Truncated incorrect DOUBLE value: '***'`],
    ['SQL Server', 'The duplicate key value is (a@b.c).', 'The duplicate key value is (***).'],
    [
      'SQL Server conversion',
      `converting the varchar value 'abc' to data type int`,
      `converting the varchar value '***' to data type int`,
    ],
    ['Oracle', `row with column values (EMAIL:'a@b.c') already exists`, 'row with column values (***) already exists'],
  ])('%s', (_, text, expected) => {
    expect(redactRowValues(text)).toBe(expected);
  });
});

test.each([
  'duplicate key value violates unique constraint "users_email_key"',
  'null value in column "email" of relation "users" violates not-null constraint',
  'value too long for type character varying(5)',
  'invalid value for parameter "client_encoding"',
  `Table 'shop.userz' doesn't exist`,
  `Unknown column 'bio' in 'field list'`,
  'COPY users, line 3',
  'value "x" of something\nvalue of another is out of range',
])('stays as it is: %s', text => {
  expect(redactRowValues(text)).toBe(text);
});

test.each(['Key (email)=(***) already exists.', 'Failing row contains (***).', `Duplicate entry '***' for key 'x'`])(
  'what is redacted stays: %s',
  text => {
    expect(redactRowValues(text)).toBe(text);
  },
);
