import { describe, expect, test } from '@jest/globals';
import { redactText } from '../../src/redaction/rules.ts';

/** Sentences that quote a value, for which `{}` stands. */
const SENTENCES = [
  // PostgreSQL
  'DETAIL:  Expected ":", but found "{}".',
  'DETAIL:  Expected "," or "]", but found "{}".',
  'DETAIL:  Expected end of input, but found "{}".',
  'DETAIL:  »,« oder »]« wurde erwartet, aber »{}« gefunden.',
  'DÉTAIL : Attendait « : », mais a trouvé « {} ».',
  'ERROR:  time zone "{}" not recognized',
  'ERROR:  no operand in tsquery: "{}"',
  `CONTEXT:  PL/pgSQL assignment "v_name := '{}'"`,
  `CONTEXT:  PL/pgSQL expression "v_name = '{}' OR v_id = 5"`,
  `QUERY:  v_name = '{}'`,
  // MySQL and MariaDB
  `Foreign key constraint for table 'p', record '{}-5' would lead to a duplicate entry in table 'c', key 'x'`,
  `Conversion from collation a into b impossible for parameter '{}'`,
  `Неправильное integer значение: '{}' для столбца 'age' в строке 1`,
  `Incorrecto valor integer: '{}' para la columna 'age' en la fila 1`,
  // Oracle, Db2, SQL Server, SQLite
  `SQL0104N  An unexpected token "'{}'" was found following "VALUES (".`,
  `SQL0010N  The string constant beginning with "'{}" does not have an ending string delimiter.`,
  `DB2 SQL Error: SQLCODE=-104, SQLSTATE=42601, SQLERRMC='{}';VALUES (, DRIVER=4.19.56`,
  `The identifier that starts with 'Roe {}' is too long. Maximum length is 128.`,
  'no such column: "Roe {}" - should this be a string literal in single-quotes?',
  // CockroachDB, ClickHouse, Snowflake
  'could not parse "{}" as type uuid: uuid: incorrect UUID length: {}',
  'name: name, type: UInt32, ERROR: text "{}" is not like UInt32',
  `Syntax error: failed at position 35 (''{}'') (line 1, col 35): '{}', 5). Expected one of: token, Comma`,
  `Cannot parse expression of type UInt32 here: '{}', 5): While executing ValuesBlockInputFormat`,
  'Row Values: ["{}", 5, NULL]',
  `Invalid UTF8 detected in string '{}'`,
  // H2, HSQLDB, Derby, Firebird, HANA
  'Data conversion error converting "{}"; SQL statement:',
  `Value too long for column "NAME CHARACTER VARYING(5)": "'{}' (12)"; SQL statement:`,
  `Value not permitted for column "('a', 'b')": "{}"; SQL statement:`,
  'Cannot parse "DATE" constant "{}"; SQL statement:',
  `key violation: "PRIMARY KEY ON PUBLIC.T(ID) ( /* key:1 */ 5, '{}')"; SQL statement:`,
  'constraint violation: "FK: PUBLIC.O FOREIGN KEY(U) REFERENCES PUBLIC.U(N) ({})"; SQL statement:',
  'integrity constraint violation: unique constraint or index violation; UQ table: USERS value: {}',
  `trying to shrink VARCHAR '{}' to length 5.`,
  `a violation of foreign key constraint 'FK' for key ({}).  The statement has been rolled back.`,
  `-Problematic key value is ("NAME" = '{}')`,
  '-conversion error from string "{}"',
  `not a valid number string '{}' at function to_int()`,
  `Failed in "NAME" column with the value '{}'`,
  // DuckDB, BigQuery, Spanner, Cassandra, Neo4j
  'Duplicate key "name: {}" violates unique constraint.',
  'because key "name: {}" does not exist in the referenced table',
  'Bad int64 value: {}',
  'Row [{},5] in table users already exists',
  'Unique index violation on index i at index key [{},1]. It conflicts with row [{}] in table users.',
  'Invalid STRING constant ({}) for "age" of type int',
  "already exists with label `User` and property `name` = '{}'",
  // asyncpg, pgx, Ecto
  `invalid input for query argument $1: '{}' ('str' object cannot be interpreted as an integer)`,
  'failed to encode args[0]: unable to encode "{}" into binary format for int4 (OID 23)',
  'Postgrex expected an integer in -5..5, got "{}". Please make sure the value',
  '** (Ecto.ChangeError) value `"{}"` for `Shop.User.age` in `insert` does not match type :integer',
  'Errors\n\n    %{x}\n\nApplied changes\n\n    %{name: "{}"}\n\nParams\n\n    %{"name" => "{}"}',
  // Mongoose, Prisma, Sequelize, MongoDB, Vitess
  'Cast to ObjectId failed for value "{}" (type string) at path "owner"',
  'name: `{}` is not a valid enum value for path `name`.',
  'Path `name` (`{}`) is longer than the maximum allowed length (5).',
  'Invalid `prisma.user.create()` invocation in\n/app/seed.ts:5:21\n\n→ 5   create({\n        data: {\n          name: "{}",\n        }\n      })\n\nArgument `age`: Invalid value',
  `      fields: { email: '{}' },`,
  `Executing: INSERT INTO "u" ("n") VALUES ($1) RETURNING "id"; "{}"`,
  `      op: {\n        email: '{}',\n        a: 5\n      }\n    }\n  ]`,
  `  op: { email: '{}', a: 5 }`,
  `  parameters: [ '{}' ],\n  args: [ '{}' ],\n  types: [ 0 ]`,
  'BindVars: {#maxLimit: "type:INT64 value:\\"5\\""v1: "type:VARCHAR value:\\"{}\\""}',
  // Django, Pydantic, Jackson, Entity Framework, NHibernate, Spring, Doctrine, Rails
  `user_id contains a value '{}' that does not have a corresponding value in shop_user.id.`,
  `row in table 'o' with primary key '{}' has an invalid foreign key`,
  `unable to parse string [type=int_parsing, input_value='{}', input_type=str]`,
  'Cannot deserialize value of type `int` from String "{}": not a valid `int` value',
  `another instance with the key value '{Id: {}}' is already being tracked.`,
  `VALUES (@p0);@p0 = '{}' [Type: String (4000:0:0)]`,
  'column index 1, parameter value [{}], value class [java.lang.String], SQL type unknown',
  'Executing statement: INSERT INTO u VALUES (?) (parameters: array{"1":"{}"}, types: array{"1":2})',
  `undefined method 'x' for #<User id: 5, name: "{}">`,
  `ValueError: '{}' is not a valid Status`,
];
const VALUE = ['Zaph', 'odia'].join('');

describe.each(SENTENCES)('%s', sentence => {
  const written = (text: string) => sentence.replaceAll('{}', text);

  test.each([VALUE, `${VALUE} Roe`, `Roe (${VALUE}) x`])('with %s', value => {
    for (const text of [written(value), `x\n${written(value)}\ny`]) {
      const shown = redactText(text);
      expect(shown).not.toContain(VALUE);
      expect(redactText(shown)).toBe(shown);
    }
  });

  test('in JSON, and in JSON within JSON', () => {
    const log = JSON.stringify({ level: 'error', msg: written(VALUE), code: 'E1' });
    expect(redactText(log)).not.toContain(VALUE);
    expect(redactText(JSON.stringify({ log }))).not.toContain(VALUE);
  });
});

test.each([
  ['ERROR 1526 (HY000): Table has no partition for value 5551234', '5551234'],
  ["The row with 5: LINE 2: Zaphodia Roe', 'x');", 'Zaphodia'],
  ['CONTEXT:  COPY users, line 4: ""Jane\nZaphodia,5\n"', 'Zaphodia'],
  [`near '"Zaphodia Roe", 5)' at line 1`, 'Zaphodia'],
  ['ERROR:  invalid XML content\nDETAIL:  line 1: Opening tag\n<a>Zaphodia</b>\n      ^', 'Zaphodia'],
  ['INSERT INTO t SELECT 5551234, id + 5551234 FROM u WHERE id BETWEEN 5551234 AND 5551234', '5551234'],
])('hides what stands astray: %j', (text, value) => {
  expect(redactText(text)).not.toContain(value);
});

test('a statement of Db2 ends where its message goes on', () => {
  expect(redactText('following "VALUES (1, ".  Expected tokens may include:  ",".  SQLSTATE=42601')).toContain('42601');
});
