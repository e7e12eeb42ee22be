import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CREDENTIAL_RULES } from '../../src/redaction/credentials/credentials.ts';
import { mayConcernRules } from '../../src/redaction/hints.ts';
import { ROW_RULES } from '../../src/redaction/rows/rows.ts';
import { NEEDED } from '../../src/redaction/rows/sql.ts';
import { redactText } from '../../src/redaction/rules.ts';

const NEEDS = [
  ...[...CREDENTIAL_RULES, ...ROW_RULES].flatMap(({ name, hints }) => hints.map(hint => [name, hint] as const)),
  ...NEEDED.map(need => ['SQL statement', need] as const),
  ['PostgreSQL statement', 'LINE 1: '],
  ['MySQL statement', "near 'x'"],
  ['MySQL statement in German', "bei 'x'"],
  ['MySQL statement in French', "près de 'x'"],
  ['userinfo', '@'],
  ['cut URL', 'postgres://app:secret'],
  ['cut URL in capitals', 'CLICKHOUSE+HTTPS://APP:S3CRETPW'],
  ['cut URL over https', 'clickhouse+https://app:s3cretpw'],
] as const;

test.each(NEEDS)('%s, which needs %j, may concern a rule', (_, need) => {
  expect(mayConcernRules(`a${need}z`)).toBe(true);
  expect(mayConcernRules(need.toUpperCase())).toBe(true);
});

describe('the rules need not be loaded for', () => {
  test.each([
    '',
    'production',
    '005_add_payment_table',
    'acme/shop',
    '.github/workflows/migrate.yml',
    'refs/heads/main',
    'https://github.com/acme/shop/actions/runs/4711/attempts/1',
    'the migration failed (status failure)',
    'the status is skipped: nothing ran that could have failed or mended anything',
    '2026-01-02T03:04:05.000Z',
  ])('%j', text => {
    expect(mayConcernRules(text)).toBe(false);
  });
});

// Pieces of what the rules look for, with and without the hint.
const PIECE = fc.constantFrom(
  ...['k', 'ey', ' (', 'id', ')=(', '1) already exists', "'x'", '"x"', 'https://', '://', 'postgres', 'app:pw', '@db'],
  ...[
    'row',
    'fail',
    'ing row contains (1)',
    'valu',
    'e',
    'es (1)',
    'in',
    'sert into t ',
    'do ',
    '$$x$$',
    '\n',
    '\u2028',
  ],
  ...[
    'LINE',
    ' 1',
    ': ',
    'near',
    " '",
    ' at line 1',
    'eyJ',
    'abcdefghijk',
    '.abcdef',
    'hvs',
    '.',
    'sk_',
    'live_',
    '-p x',
  ],
  ...[
    '=',
    '%3d',
    'x',
    ' ',
    '[',
    '[1]',
    ']]',
    '- ',
    ',',
    ')',
    ';',
    'null',
    'pass',
    'wd',
    'se',
    'cret',
    'tok',
    'en',
    '"',
  ],
);

test('what may concern no rule is left as it is', () => {
  let left = 0;
  fc.assert(
    fc.property(fc.array(PIECE, { maxLength: 12 }), pieces => {
      const text = pieces.join('');
      if (mayConcernRules(text)) return;
      left += 1;
      expect(redactText(text)).toBe(text);
    }),
    { numRuns: 5_000 },
  );
  expect(left).toBeGreaterThan(100);
});
