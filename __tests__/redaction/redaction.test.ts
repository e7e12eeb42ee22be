import { describe, expect, test } from '@jest/globals';
import {
  capitaliseRedacted,
  cutRedacted,
  firstRedactedLine,
  hashRedacted,
  redactAll,
  redacted,
  redactNamed,
  type SecretFinder,
} from '../../src/redaction/redaction.ts';
import { processorTime } from '../growth.ts';
import { makeRedactor } from './redactors.ts';

const ESC = '\u001b';
const KEY = 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN';

describe('known values', () => {
  const redactor = makeRedactor({ secrets: [KEY], environment: { DB_PASSWORD: 'pa ss/w"ord+1' } });

  test.each<[string, string]>([
    [`key ${KEY}!`, 'key ***!'],
    [`x${KEY}${KEY}y`, 'x******y'],
    ['pa ss/w"ord+1', '***'],
    [encodeURIComponent('pa ss/w"ord+1'), '***'],
    [new URLSearchParams({ p: 'pa ss/w"ord+1' }).toString(), 'p=***'],
    [JSON.stringify({ a: 'pa ss/w"ord+1' }), '{"a":"***"}'],
    [Buffer.from('pa ss/w"ord+1').toString('base64'), '***'],
    [Buffer.from('pa ss/w"ord+1').toString('base64url'), '***'],
    [`${KEY.slice(0, 5)}${ESC}[31m${KEY.slice(5)}${ESC}[0m`, '***'],
    [`${KEY.slice(0, 5)}\u200b${KEY.slice(5, 9)}\u200d\u00ad${KEY.slice(9)}`, '***'],
    [`pa\u2060ss\ufeffword=\u200bhunter2`, 'password=***'],
    ['nothing of that', 'nothing of that'],
  ])('%j', async (text, expected) => {
    expect(await redactor.redact(text)).toBe(expected);
  });
});

describe('tokens that the finder finds', () => {
  test.each<[string, [number, number][], string]>([
    ['one', [[2, 4]], 'ab***ef'],
    [
      'two',
      [
        [4, 5],
        [0, 1],
      ],
      '***bcd***f',
    ],
    [
      'one after the other',
      [
        [0, 2],
        [2, 4],
      ],
      '******ef',
    ],
    [
      'one in the other',
      [
        [1, 5],
        [2, 3],
      ],
      'a***f',
    ],
    [
      'overlapping',
      [
        [0, 3],
        [2, 5],
      ],
      '***f',
    ],
    [
      'the same twice',
      [
        [2, 4],
        [2, 4],
      ],
      'ab***ef',
    ],
    ['everything', [[0, 6]], '***'],
    ['none', [], 'abcdef'],
  ])('%s', async (_, ranges, expected) => {
    expect(await makeRedactor({ findSecrets: async () => ranges }).redact('abcdef')).toBe(expected);
  });

  test('when the search breaks, the text is withheld with a warning, and nothing is thrown', async () => {
    const broken: SecretFinder = async () => {
      throw new Error('no preset');
    };
    const redactor = makeRedactor({ findSecrets: broken });
    expect(await redactor.redact('password=hunter2')).toBe('password=***');
    expect(redactor.withholds()).toBe(true);
    expect(redactor.problems()).toEqual([{ level: 'warning', message: expect.stringContaining('no preset') }]);
  });
});

describe(`the user's patterns`, () => {
  test.each<[string, string, string, string]>([
    ['one', 'C-\\d+', 'customer C-123 and C-4', 'customer *** and ***'],
    ['several lines', 'C-\\d+\n\n  [A-Z]{3}  ', 'C-1 ABC', '*** ***'],
    ['groups and references', '(\\w)\\1+', 'aab', '***b'],
    ['one that matches nothing as well', 'x*', 'axxb', 'a***b'],
    ['one that matches what is redacted', '\\*+', 'password=hunter2', 'password=***'],
    ['inline flags', '(?i:abc)', 'xABCx', 'x***x'],
    ['replacement characters', '\\$&', 'a $& b', 'a *** b'],
  ])('%s', async (_, patterns, text, expected) => {
    const redactor = makeRedactor({ patterns });
    const once = await redactor.redact(text);
    expect(once).toBe(expected);
    expect(await redactor.redact(once)).toBe(expected);
    expect(redactor.withholds()).toBe(false);
    expect(redactor.problems()).toEqual([]);
  });

  test('an invalid one is told and withholds; the others are applied', async () => {
    const redactor = makeRedactor({ patterns: '(\nC-\\d+' });
    expect(redactor.withholds()).toBe(true);
    expect(redactor.problems()).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(
          /^redact: expected one regular expression a line.*; line 1 is not a regular expression \(Unterminated group\)\. The page goes out without error text, log excerpt and custom details\. Mend the pattern\.$/,
        ),
      },
    ]);
    expect(await redactor.redact('C-1')).toBe('***');
  });

  test('a catastrophic one takes bounded time over any number of texts, is told once and withholds', async () => {
    const redactor = makeRedactor({ patterns: '(a+)+$' });
    const redactAll = async () => {
      for (let n = 0; n < 50; n += 1) await redactor.redact(`${'a'.repeat(40)}!${n}`);
    };
    expect(await processorTime(redactAll)).toBeLessThan(2_500);
    expect(redactor.withholds()).toBe(true);
    expect(redactor.problems()).toHaveLength(1);
    expect(redactor.problems()[0]?.message).toContain('took longer than 250 ms');
  });

  test('thousands of texts cost little', async () => {
    const redactor = makeRedactor({ patterns: 'C-\\d+' });
    const redactAll = async () => {
      for (let n = 0; n < 1_000; n += 1) await redactor.redact(`customer C-${n}`);
    };
    expect(await processorTime(redactAll)).toBeLessThan(3_000);
    expect(redactor.withholds()).toBe(false);
  });

  test('a pattern can do nothing but match', async () => {
    const redactor = makeRedactor({ patterns: '"+globalThis.constructor.constructor("return process")()+"' });
    expect(await redactor.redact('text')).toBe('text');
    expect(redactor.problems()).toEqual([]);
  });
});

test('the same text is searched once, and nothing for an empty one', async () => {
  const searched: string[] = [];
  const findSecrets: SecretFinder = async text => {
    searched.push(text);
    return [];
  };
  const redactor = makeRedactor({ findSecrets });
  expect(await Promise.all(['foo', '', 'bar', 'foo'].map(text => redactor.redact(text)))).toEqual([
    'foo',
    '',
    'bar',
    'foo',
  ]);
  expect(searched).toEqual(['foo', 'bar']);
});

test('the same text gives the same result whoever asks and whatever was asked before', async () => {
  const redactor = makeRedactor({ patterns: '\\bC-\\d+' });
  const texts = ['password=hunter2', "select 'x' C-1", 'postgres://a:b@c/d', 'Key (a)=(b) already exists'];
  const first = await Promise.all(texts.map(text => redactor.redact(text)));
  const second = await Promise.all([...texts].reverse().map(text => redactor.redact(text)));
  expect(second.reverse()).toEqual(first);
});

describe('what is made of redacted texts', () => {
  const text = redacted`one ${redacted`two`}, ${3}`;

  test('joins, cuts, hashes and capitalises', () => {
    expect([
      text,
      cutRedacted(text, 5),
      firstRedactedLine(redacted`\n first \nsecond`),
      capitaliseRedacted(text),
      hashRedacted(text, 8),
    ]).toEqual(['one two, 3', 'one …', 'first', 'ONE TWO, 3', expect.stringMatching(/^[\da-f]{8}$/)]);
  });

  test('redactAll keeps the names', async () => {
    expect(await redactAll({ a: 'password=hunter2', b: '' }, makeRedactor())).toEqual({ a: 'password=***', b: '' });
  });

  test.each<[string, string, string]>([
    ['db_password', 'hunter2', '***'],
    ['api-key', 'x', '***'],
    ['password', '', ''],
    ['tables', 'users', 'users'],
    ['tables', 'password=hunter2', 'password=***'],
  ])('a value by the name %s', async (name, value, expected) => {
    expect(await redactNamed(name, value, makeRedactor())).toBe(expected);
  });
});
