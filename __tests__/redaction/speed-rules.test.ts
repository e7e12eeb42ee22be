import { describe, expect, test } from '@jest/globals';
import { CREDENTIAL_RULES } from '../../src/redaction/credentials/credentials.ts';
import { ROW_RULES } from '../../src/redaction/rows/rows.ts';
import type { Rule } from '../../src/redaction/rule.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';
import { makeRedactor } from './redactors.ts';

const LONG = 16_384;
const QUICK_MS = 25;

const RULES: readonly Rule[] = [...CREDENTIAL_RULES, ...ROW_RULES];
/** What stands before the value of every rule. */
const PREFIXES = RULES.map(({ changes: [text, result] }) => text.slice(0, firstDifference(text, result)));
/** Beginnings that a naive expression goes back over. */
const BEGINNINGS = [
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  'authorization',
  'authorization:',
  '"authorization": ',
  'cookie:',
  'set-cookie: ',
  'Bearer ',
  'Token token=',
  'eyJaaaaaaaa',
  'eyJaaaaaaaa.',
  'eyJ-',
  'eyJaaaaaaaa-',
  'sk_live_',
  'hvs.',
  ';',
  ';password',
  ';password =',
  ';password={',
  ';',
  ';password',
  ';password =',
  '?',
  '?a',
  '?password=',
  'password',
  'password=',
  'password =>',
  '"password" = ',
  '"password"',
  '"password":',
  'password:',
  'password:',
  'password: |',
  'password: |\n',
  '\n',
  '\n-',
  '\npassword:',
  '\napi_key: ',
  'password:',
  'x-api-key: ',
  '<',
  '<password>',
  '<a:password>',
  '--password',
  '-password ',
  'mysql ',
  'mysql -p',
  'mysqldump a ',
  'curl ',
  'curl -u',
  'curl --user ',
  'password ',
  'identified',
  'identified by ',
  'identified grant ',
  'grant identified',
  'grant identified by ',
  'name="',
  'name="password"',
  'name="password" value=',
  'invalid integer value ',
  'invalid port "',
  "Port could not be cast to integer value as '",
  '\npassword ',
  '\npassword = ',
  '\npassword = a',
  '{password:',
  '{password:a',
  'sqlcmd ',
  'sqlcmd -P',
  'sqlplus ',
  'sqlplus a/',
  'mysqlsh a:',
  'login',
  'login a',
  'login a password',
  'login a password ',
  'Key (',
  'Key (a)=(',
  ')=(',
  'Failing row contains (',
  'failing row contains (a) = (',
  'COPY ',
  'COPY a, line 1: "',
  'COPY a, line 1, column ',
  'JSON data, line 1: ',
  'Token "',
  'invalid input syntax for ',
  'out of range: "',
  'incorrect ',
  "value '",
  "value '1'",
  'parameters',
  'parameters: $1 = ',
  '[parameters: ',
  '[parameters: ]',
  'parameters: [',
  'parameters: []',
  ' [["',
  ' [["a]]',
  "Duplicate entry '",
  "Duplicate entry 'a' for key '",
  'duplicate key value is (',
  'duplicate key value is (1)',
  'column values (',
  'column values (1) already',
];
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

function firstDifference(text: string, other: string): number {
  return [...text].findIndex((sign, index) => sign !== other[index]);
}

describe('what a rule could go back over takes time in proportion to its length', () => {
  const prefixes = new Set([...PREFIXES, ...BEGINNINGS, ...OTHERS]);
  test.each([...prefixes])('behind %j', async prefix => {
    for (const piece of [' ', '\t', '\n', '"', "'", '\\', '-', 'a', prefix, `${prefix} `]) {
      for (const end of ['', 'x}']) {
        const run = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
        // A redactor keeps what it has redacted: each text gets one of its own. The library's search for tokens has a test of its own.
        const redact = (length: number) =>
          makeRedactor({ findSecrets: async () => [] }).redact(`x ${prefix}${run(length)}${end}`);
        const growth = await growthOf(redact, LONG, QUICK_MS);
        expect({ piece, end, growth, linear: growth < SUPERLINEAR }).toMatchObject({ piece, end, linear: true });
      }
    }
  });
});
