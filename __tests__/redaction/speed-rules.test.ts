import { describe, expect, test } from '@jest/globals';
import { CREDENTIAL_RULES } from '../../src/redaction/credentials.ts';
import { ROW_RULES } from '../../src/redaction/rows.ts';
import { makeRedactor } from './redactors.ts';

const redactor = makeRedactor();
const LONG = 65_536;

/** What stands before a value, for every rule: a new rule needs a line here. */
const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  'private key, whole or cut off': ['-----BEGIN PRIVATE KEY-----', '-----BEGIN '],
  'Authorization header': ['authorization', 'authorization:', '"authorization": '],
  cookie: ['cookie:', 'set-cookie: '],
  'bearer token': ['Bearer ', 'Token token='],
  'JSON web token': ['eyJaaaaaaaa', 'eyJaaaaaaaa.', 'eyJ-', 'eyJaaaaaaaa-'],
  'token that secretlint does not know': ['sk_live_', 'hvs.'],
  'property in braces': [';', ';password', ';password =', ';password={'],
  'property up to the next semicolon': [';', ';password', ';password ='],
  'query secret': ['?', '?a', '?password='],
  assignment: ['password', 'password=', 'password =>', '"password" = '],
  'JSON, or YAML with quotes': ['"password"', '"password":', 'password:'],
  'YAML block': ['password:', 'password: |', 'password: |\n'],
  'YAML at the start of a line': ['\n', '\n-', '\npassword:', '\napi_key: '],
  'YAML or header within a line': ['password:', 'x-api-key: '],
  'XML element': ['<', '<password>', '<a:password>'],
  option: ['--password', '-password '],
  'option of a MySQL client': ['mysql ', 'mysql -p', 'mysqldump a '],
  'option of curl': ['curl ', 'curl -u', 'curl --user '],
  'password in SQL': ['password ', 'identified', 'identified by '],
  'password in SQL, without quotes': ['identified grant ', 'grant identified', 'grant identified by '],
  'attributes of XML': ['name="', 'name="password"', 'name="password" value='],
  'piece of a password that was taken for a port': ['invalid integer value ', 'invalid port "'],
  'piece of a password that Python took for a port': ["Port could not be cast to integer value as '"],
  'INI at the start of a line': ['\npassword ', '\npassword = ', '\npassword = a'],
  'printed by Go': ['{password:', '{password:a'],
  'option of sqlcmd': ['sqlcmd ', 'sqlcmd -P'],
  'login of an Oracle client or of mysqlsh': ['sqlplus ', 'sqlplus a/', 'mysqlsh a:'],
  netrc: ['login', 'login a', 'login a password', 'login a password '],
  'PostgreSQL key detail': ['Key (', 'Key (a)=('],
  'key detail in another language': [')=('],
  'PostgreSQL failing row': ['Failing row contains (', 'failing row contains (a) = ('],
  'PostgreSQL COPY context': ['COPY ', 'COPY a, line 1: "', 'COPY a, line 1, column '],
  'PostgreSQL JSON context': ['JSON data, line 1: '],
  'PostgreSQL JSON token': ['Token "'],
  'refused value after the message': ['invalid input syntax for ', 'out of range: "', 'incorrect '],
  'refused value before the message': ["value '", "value '1'"],
  'bound parameter': ['parameters', 'parameters: $1 = '],
  'SQLAlchemy parameters': ['[parameters: ', '[parameters: ]'],
  'Node driver parameters': ['parameters: [', 'parameters: []'],
  'Rails binds': [' [["', ' [["a]]'],
  'MySQL duplicate entry': ["Duplicate entry '", "Duplicate entry 'a' for key '"],
  'SQL Server duplicate key': ['duplicate key value is (', 'duplicate key value is (1)'],
  'Oracle row': ['column values (', 'column values (1) already'],
};
const RULES = [...CREDENTIAL_RULES, ...ROW_RULES].map(rule => rule.name);
/** Rules that are written apart from the tables. */
const OTHERS = [
  '@jdbc:oracle:a:',
  '@a://b:c',
  '@postgres://',
  '@postgres://a:',
  'postgres://a:',
  '@ //a:b',
  '@postgres:/',
  'a:b@',
  '@a:',
  'select ',
  "values ('",
  'update a ',
  '\u001b[',
  "'",
  '"',
];

async function timeOf(text: string): Promise<number> {
  const start = performance.now();
  await redactor.redact(text);
  return performance.now() - start;
}

test('every rule has its prefixes', () => {
  expect(Object.keys(PREFIXES).sort()).toEqual([...RULES].sort());
});

describe('64 KiB of a run that a rule could go back over take less than a second', () => {
  const prefixes = new Set([...Object.values(PREFIXES).flat(), ...OTHERS]);
  test.each([...prefixes])('behind %j', async prefix => {
    for (const piece of [' ', '\t', '\n', '"', "'", '\\', '-', 'a', prefix, `${prefix} `]) {
      const run = piece.repeat(Math.ceil(LONG / piece.length)).slice(0, LONG);
      for (const end of ['', 'x}']) {
        const took = await timeOf(`x ${prefix}${run}${end}`);
        expect({ piece, end, slow: took > 1_000 }).toEqual({ piece, end, slow: false });
      }
    }
  });
});
