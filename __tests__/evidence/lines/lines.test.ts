import { describe, expect, test } from '@jest/globals';
import { cleanLines, joinWrapped, restoreMiddle, shortenForRules } from '../../../src/evidence/lines/lines.ts';

describe('cleanLines', () => {
  test.each([
    ['plain', 'a\nb', ['a', 'b']],
    ['Windows', 'a\r\nb\r\n', ['a', 'b', '']],
    ['colours', '\u001b[1;33mUsage: \u001b[0m\u001b[1mx\u001b[0m', ['Usage: x']],
    ['a link', '\u001b]8;;https://example.com\u0007text\u001b]8;;\u0007', ['text']],
    ['progress by carriage return', '[1] working\r[2] working\rdone\n', ['[1] working', '[2] working', 'done', '']],
    ['progress by escape', '[⣷] applying...\u001b[2K\u001b[1G[✓] done', ['[⣷] applying...', '', '[✓] done']],
    ['a reset by tput', '\u001b(Bshop\u001b[31mer\u001b(B\u001b[m', ['shoper']],
    ['a mark that only clears', '\u001b[01;31m\u001b[Kerror\u001b[m\u001b[K: x', ['error: x']],
    [
      'timestamps of the runner',
      '2026-11-23T10:05:25.1234567Z Error: x\n2026-11-23T10:05:26.1234567Z ',
      ['Error: x', ''],
    ],
    ['gh run view --log', 'migrate\tRun dbmate up\t2026-11-23T10:05:25.1234567Z Error: x', ['Error: x']],
    ['docker compose', 'migrate-1  | Error: x', ['Error: x']],
    ['a table of psql stays', ' id | name\n  1 | x', [' id | name', '  1 | x']],
    [
      'commands of scripts',
      '::group::Migrate\na\n::endgroup::\n::add-mask::secret\n::set-output name=x::1\n::debug::b\n::warning file=x,line=1::c',
      ['a'],
    ],
    ['commands of the runner', '##[group]Run dbmate up\n##[command]/usr/bin/dbmate\na\n##[endgroup]', ['a']],
    [
      'an error in a command is said',
      '::error title=x::Error: boom\n##[error]Error: bang',
      ['Error: boom', 'Error: bang'],
    ],
    [
      'the end of a failed step',
      'a\n##[error]Process completed with exit code 1.\nError: Process completed with exit code 2.',
      ['a'],
    ],
    ['control characters', 'a\u0000b\u0007c\ufeff', ['abc']],
    ['nothing', '', ['']],
  ])('%s', (_name, log, expected) => {
    expect(cleanLines(log)).toEqual(expected);
  });

  test('keeps head and tail of a log of many lines, and both ends of a long line', () => {
    const log = Array.from({ length: 80_000 }, (_, index) => `line ${index}`).join('\n');
    const lines = cleanLines(log);
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([22_000, 'line 0', 'line 79999']);
  });

  test.each([
    ['a long line stays', 'x'.repeat(131_072), 'x'.repeat(131_072)],
    ['of an endless one whole words stay', `start ${'x'.repeat(200_000)} the end`, 'start … the end'],
    [
      'and nothing that could be the end of a literal',
      `insert 'a', 'b ${'x'.repeat(200_000)} 4111', "c d")": ERROR: bad`,
      `insert 'a', 'b … ": ERROR: bad`,
    ],
  ])('%s', (_name, log, expected) => {
    expect(cleanLines(log)).toEqual([expected]);
  });
});

describe('joinWrapped', () => {
  const join = (...texts: string[]): string[] =>
    joinWrapped(texts.map((text, at) => ({ text, at }))).map(({ text }) => text);

  test.each([
    [
      'a space at the end goes on',
      ['⚡ Applying ', 'x'.repeat(80), 'tail... ✅', 'next'],
      [`⚡ Applying ${'x'.repeat(80)}tail... ✅`, 'next'],
    ],
    [
      'a full line of words goes on after a space',
      [`${'word '.repeat(15)}hello`, 'more'],
      [`${'word '.repeat(15)}hello more`],
    ],
    ['not into a blank line', ['a ', '', 'b'], ['a ', '', 'b']],
    ['not into an indented line', ['a ', '  Name: x'], ['a ', '  Name: x']],
    ['not into a new mark', ['a ', '⚡ Applying x'], ['a ', '⚡ Applying x']],
    ['not into a box', [`╭${'─'.repeat(78)}╮`, '│ No such option │'], [`╭${'─'.repeat(78)}╮`, '│ No such option │']],
    ['short lines stay', ['a', 'b'], ['a', 'b']],
  ])('%s', (_name, lines, expected) => {
    expect(join(...lines)).toEqual(expected);
  });

  test('keeps the number of the first line', () => {
    expect(
      joinWrapped([
        { text: 'a ', at: 7 },
        { text: 'b', at: 8 },
        { text: 'c', at: 9 },
      ]),
    ).toEqual([
      { text: 'a b', at: 7 },
      { text: 'c', at: 9 },
    ]);
  });
});

test('what rules read of a long line is given back whole', () => {
  const line = { text: `ERROR: ${'a'.repeat(5_000)} middle ${'b'.repeat(5_000)} (end)`, at: 0 };
  const [short] = shortenForRules([line]);
  const text = short?.text.slice('ERROR: '.length, -' (end)'.length) ?? '';
  expect(short?.text).toHaveLength(6_003);
  expect(restoreMiddle(`${text}\nmore … of it`, [line])).toBe(`${line.text.slice(7, -6)}\nmore … of it`);
});
