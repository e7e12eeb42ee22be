import { expect, test } from '@jest/globals';
import { findPlaces, type SourcePlace } from '../../src/evidence/source-places.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';

test.each<[string, readonly string[], readonly SourcePlace[]]>([
  [
    'psql, whose notices are no errors',
    ['psql:db/p.sql:3: NOTICE:  table "t" does not exist', 'psql:db/p.sql:12: ERROR:  relation "userz" does not exist'],
    [{ path: 'db/p.sql', line: 12 }],
  ],
  [
    'Flyway',
    ['Location   : db/migration/V2__pay.sql (/home/runner/work/shop/shop/db/migration/V2__pay.sql)', 'Line       : 3'],
    [
      { path: 'db/migration/V2__pay.sql', line: 3 },
      { path: '/home/runner/work/shop/shop/db/migration/V2__pay.sql', line: 3 },
    ],
  ],
  ['Flyway in a container', ['in filesystem:/flyway/sql/V3__x.sql'], [{ path: '/flyway/sql/V3__x.sql' }]],
  ['Confiture', ['  File: db/migrations/005_add.py'], [{ path: 'db/migrations/005_add.py' }]],
  [
    'Python: the last frame of a file',
    [
      '  File "/app/migrations/versions/ae10_add.py", line 22, in upgrade',
      '  File "/app/migrations/versions/ae10_add.py", line 31, in add',
    ],
    [{ path: '/app/migrations/versions/ae10_add.py', line: 31 }],
  ],
  [
    'JavaScript: the first frame of a file',
    ['    at up (/app/m/1_a.js:7:3)', '    at run (file:///app/m/1_a.js:90:3)'],
    [{ path: '/app/m/1_a.js', line: 7 }],
  ],
  ['Ruby', ["/app/db/migrate/2026_add.rb:4:in `change'"], [{ path: '/app/db/migrate/2026_add.rb', line: 4 }]],
  [
    '.NET',
    ['   at Shop.Add.Up() in C:\\src\\Migrations\\Add.cs:line 14'],
    [{ path: '/src/Migrations/Add.cs', line: 14 }],
  ],
  ['PHP', ['PDOException in /app/m/add.php on line 9'], [{ path: '/app/m/add.php', line: 9 }]],
  ['MariaDB', ["ERROR 1064 (42000) at line 3 in file: 'db/x.sql': You have"], [{ path: 'db/x.sql', line: 3 }]],
  [
    'golang-migrate, in the file that it names elsewhere',
    ['error: migration failed: syntax error at or near "X" (column 5) in line 12: X'],
    [{ path: '', line: 12 }],
  ],
  ['golang-migrate, which knows no line', ['migration failed: boom in line 0: X'], []],
  ['what is no file', ['version 1.2.sqlite, x.sql-backup, https://example.com/'], []],
])('%s', (_, lines, places) => {
  expect(findPlaces(lines)).toEqual(places);
});

test('the time is in proportion to the lines', async () => {
  const line = `${'a.sql:1 '.repeat(20)}${'x'.repeat(200)}`;
  const find = (size: number) => findPlaces(Array<string>(size).fill(line));
  expect(await growthOf(find, 10_000)).toBeLessThan(SUPERLINEAR);
});
