import { expect, test } from '@jest/globals';
import { readStreams } from '../../../src/evidence/lines/lines.ts';

// Two blanks on either side, 40 columns: words are cut, blanks stay.
const BOX = [
  'In Connection.php line 664:',
  '                                        ',
  "  SQLSTATE[42S01]: Table 'users' alrea  ",
  '  dy exists (SQL: create table users    ',
  '                                        ',
  '',
];

test('the words of a box are whole again', () => {
  expect(readStreams(BOX.join('\n'))[0]?.lines.map(({ text }) => text.trimEnd())).toEqual([
    'In Connection.php line 664:',
    '',
    "  SQLSTATE[42S01]: Table 'users' already exists (SQL: create table users",
    '',
    '',
  ]);
});

test('lines of other widths, and sentences that ended, stay apart', () => {
  const apart = [
    '  a line of a table that somebody drew    ',
    '  another one, longer than the one before it  ',
    '  a sentence that ends early                ',
    '  a sentence that begins a new line, so it  ',
  ];
  expect(readStreams(apart.join('\n'))[0]?.lines.map(({ text }) => text)).toEqual(apart);
});

test('the words of a drawn frame are whole again, its frames of the stack apart', () => {
  const words = [
    '',
    'MigrationError: Migration 5.0.0-slugs (up)',
    'failed: Original error: relation "slugs"',
    'already exists',
    '    at /srv/app/umzug.js:151:27',
  ];
  const frame = words.map(text => `│   ${text.padEnd(46)} │`);
  expect(
    readStreams(frame.join('\n'))[0]
      ?.lines.map(({ text }) => text)
      .slice(1),
  ).toEqual([
    'MigrationError: Migration 5.0.0-slugs (up) failed: Original error: relation "slugs" already exists',
    'at /srv/app/umzug.js:151:27',
  ]);
});
