import { expect, test } from '@jest/globals';
import { type MatchedSource, matchSource, type SourceClues } from '../../src/github/source-match.ts';

const FILES = [
  'a/migrations/0001_initial.py',
  'b/migrations/0001_initial.py',
  'shop/migrations/0002_payment.py',
  'db/changelog.xml',
  'db/migrate/20260102120000_add_payment_table.rb',
  'db/migrations/005_add_payment_table.up.sql',
  'db/migrations/005_add_payment_table.down.sql',
  'db/p.sql',
  'migrate/000007_add_orders.up.sql',
  'migrate/000007_add_orders.down.sql',
  'prisma/migrations/20260103120000_add_user/migration.sql',
  'sql/V3__add_status.sql',
  'src/migrations/1700000000000-AddCart.ts',
  'versions/2026_01_ae1027a6acfb_create_account.py',
  'deploy/appschema.sql',
  'revert/appschema.sql',
  'verify/appschema.sql',
];

test.each<[string, SourceClues, MatchedSource | undefined]>([
  [
    'by its name',
    { migration: '005_add_payment_table', places: [] },
    { path: 'db/migrations/005_add_payment_table.up.sql' },
  ],
  [
    'Flyway',
    { migration: '3_add_status', places: [{ path: '/flyway/sql/V3__add_status.sql', line: 2 }] },
    { path: 'sql/V3__add_status.sql', line: 2 },
  ],
  [
    'Rails, which says its class',
    { migration: '20260102120000_AddPaymentTable', places: [] },
    { path: 'db/migrate/20260102120000_add_payment_table.rb' },
  ],
  [
    'a version alone',
    { migration: '20260102120000', places: [] },
    { path: 'db/migrate/20260102120000_add_payment_table.rb' },
  ],
  [
    'a revision alone',
    { migration: 'ae1027a6acfb', places: [{ path: '/app/versions/2026_01_ae1027a6acfb_create_account.py', line: 22 }] },
    { path: 'versions/2026_01_ae1027a6acfb_create_account.py', line: 22 },
  ],
  [
    'golang-migrate',
    { migration: '7_add_orders', places: [{ path: '', line: 12 }] },
    { path: 'migrate/000007_add_orders.up.sql', line: 12 },
  ],
  ['TypeORM', { migration: 'AddCart1700000000000', places: [] }, { path: 'src/migrations/1700000000000-AddCart.ts' }],
  [
    'Prisma, by its folder',
    { migration: '20260103120000_add_user', places: [] },
    { path: 'prisma/migrations/20260103120000_add_user/migration.sql' },
  ],
  ['Django, by its app', { migration: 'shop.0002_payment', places: [] }, { path: 'shop/migrations/0002_payment.py' }],
  ['Liquibase, by its changelog', { migration: 'db/changelog.xml::1::mona', places: [] }, { path: 'db/changelog.xml' }],
  ['Sqitch', { migration: 'appschema', places: [] }, { path: 'deploy/appschema.sql' }],
  [
    'psql, which names no migration',
    { migration: '', places: [{ path: 'p.sql', line: 4 }] },
    { path: 'db/p.sql', line: 4 },
  ],
  ['two of a name', { migration: '0001_initial', places: [] }, undefined],
  [
    'two of a name, and a path',
    { migration: '0001_initial', places: [{ path: '/app/b/migrations/0001_initial.py', line: 8 }] },
    { path: 'b/migrations/0001_initial.py', line: 8 },
  ],
  [
    'a line of another file',
    { migration: '005_add_payment_table', places: [{ path: 'db/p.sql', line: 4 }] },
    { path: 'db/migrations/005_add_payment_table.up.sql' },
  ],
  ['a name that no file has', { migration: '006_gone', places: [{ path: 'db/p.sql', line: 4 }] }, undefined],
  ['too short a name', { migration: '7', places: [] }, undefined],
  ['a file of another kind', { migration: '', places: [{ path: 'src/index.ts', line: 1 }] }, undefined],
])('%s', (_, clues, matched) => {
  expect(matchSource(FILES, clues)).toEqual(matched);
});
