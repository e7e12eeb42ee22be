import { expect, test } from '@jest/globals';
import { redactNear } from '../../src/redaction/rows/near.ts';

test.each<[string, string, string]>([
  ['PostgreSQL', `LINE 3:   'a@b.c', 5551234)\n          ^`, `LINE 3:   '***', ***)\n          ^`],
  ['PostgreSQL in German', `ZEILE 3: VALUES ('Jane', 5)`, `ZEILE 3: VALUES ('***', ***)`],
  ['PostgreSQL in French', `LIGNE 3 : VALUES ('Jane', 5)`, `LIGNE 3 : VALUES ('***', ***)`],
  ['PostgreSQL in Chinese', `第3行VALUES ('Jane', 5)`, `第3行VALUES ('***', ***)`],
  ['PostgreSQL, from within a value', `LINE 3: ...Roe', 'Jane', 5)`, 'LINE 3: ***'],
  ['MySQL', `near ''a@b.c', 5551234)' at line 1`, `near ''***', ***)' at line 1`],
  ['MySQL in German', `bei 'VALUSE ('Jane')' in Zeile 2`, `bei 'VALUSE ('***')' in Zeile 2`],
  ['MySQL in French', `près de 'VALUSE ('Jane')' à la ligne 2`, `près de 'VALUSE ('***')' à la ligne 2`],
  ['MySQL, over lines', `near 'VALUSE\n('Jane', 5),\n(' at line 2`, `near 'VALUSE\n('***', ***),\n(' at line 2`],
  ['MySQL, an apostrophe that nobody escaped', `near 'Brien', 'a@b.c', 4111)' at line 1`, `near '***' at line 1`],
  ['MySQL, a keyword before it', `near 'INSRT ('O'Brien', 'a@b.c')' at line 1`, `near 'INSRT (***' at line 1`],
  ['MySQL, wrapped', `near 'VALUSE ('Jane')' at line   \n  1`, `near 'VALUSE ('***')' at line   \n  1`],
  [
    'MySQL, more behind it',
    `near 'INSRT INTO t VALUES ('x')' at line 1, in 'foo'`,
    `near 'INSRT INTO t VALUES ('***')' at line 1, in 'foo'`,
  ],
])('%s', (_, text, expected) => {
  expect(redactNear(text)).toBe(expected);
});

test.each([
  `near 'TABL users ADD COLUMN bio text' at line 1`,
  `bei 'TABL users' in Zeile 1`,
  'LINE 1: ALTER TABL users ADD COLUMN bio varchar(5)',
  `ERROR 1146 (42S02): Table 'shop.userz' doesn't exist`,
  `near 'x`,
])('stays as it is: %s', text => {
  expect(redactNear(text)).toBe(text);
});
