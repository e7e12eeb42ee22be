import { describe, expect, test } from '@jest/globals';
import { findSecrets } from '../../src/redaction/secret-finder.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';

const HEX = '0123456789abcdef0123456789abcdef';
const MIXED = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tU0vW1xY3zA5bC7d';

// Put together here, so that nobody's scanner takes them for real.
const TOKENS: readonly (readonly [string, string])[] = [
  ['GitHub', ['ghp', MIXED.slice(0, 36)].join('_')],
  ['GitHub, fine-grained', ['github', 'pat', MIXED.slice(0, 22), `${MIXED}${MIXED}`.slice(0, 59)].join('_')],
  ['Slack', ['xoxb', '123456789012', '1234567890123', MIXED.slice(0, 24)].join('-')],
  ['Slack webhook', ['https://hooks.slack.com', 'services', 'T0123456A', 'B0123456A', MIXED.slice(0, 24)].join('/')],
  ['npm', ['npm', MIXED.slice(0, 36)].join('_')],
  ['SendGrid', ['SG', MIXED.slice(0, 22), `${MIXED}abc`].join('.')],
  ['Shopify', ['shpat', HEX].join('_')],
];

async function found(text: string): Promise<string[]> {
  return (await findSecrets(text)).map(([start, end]) => text.slice(start, end));
}

describe('tokens of known services', () => {
  test.each(TOKENS)('%s, alone, in a sentence and in quotes', async (_, token) => {
    expect([await found(token), await found(`got ${token} back`), await found(`{"a":"${token}"}`)]).toEqual([
      [token],
      [token],
      [token],
    ]);
  });

  test('all of them in one text', async () => {
    const text = TOKENS.map(([, token]) => token).join('\n');
    expect(new Set(await found(text))).toEqual(new Set(TOKENS.map(([, token]) => token)));
  });

  test.each([
    ['the rest of the text', '/* secretlint-disable */'],
    ['the rest of a SQL file', '-- secretlint-disable'],
    ['the rest of a script', '# secretlint-disable'],
    ['the rest of a page', '<!-- secretlint-disable -->'],
    ['the next line', '-- secretlint-disable-next-line'],
    ['one rule', '# secretlint-disable @secretlint/secretlint-rule-github'],
  ])('a comment in the text cannot switch it off for %s', async (_, comment) => {
    const [, token = ''] = TOKENS[0] ?? [];
    expect(await found(`${comment}\n${token} # secretlint-disable-line`)).toEqual([token]);
  });
});

test.each([
  '',
  'relation "userz" does not exist',
  '20260102120000_add_payment_table',
  'acme/shop',
  'https://github.com/acme/shop/actions/runs/1234567890/attempts/2',
  '0123456789abcdef0123456789abcdef01234567',
  'at commit 0123456789abcdef0123456789abcdef01234567',
  'confiture-005_add_payment_table-production-acme/shop',
  'org.postgresql.util.PSQLException: ERROR: relation "userz" does not exist',
])('nothing is found in %j', async text => {
  expect(await found(text)).toEqual([]);
});

test('many texts take time in proportion to their number', async () => {
  const findInEach = async (texts: number) => {
    for (let n = 0; n < texts; n += 1) await found(`text ${n} has ${HEX}`);
    // What the library does behind our back as the turn ends counts too.
    await new Promise(resolve => setTimeout(resolve, 50));
  };
  expect(await growthOf(findInEach, 400)).toBeLessThan(SUPERLINEAR);
});
