import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cleanText,
  cutAtBlank,
  cutText,
  escapeHtml,
  fillTemplate,
  firstLine,
  neutraliseCommands,
  unknownPlaceholders,
} from '../../src/primitives/text.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';

const ESC = '\u001b';

describe('cleanText', () => {
  test.each<[string, string, string]>([
    ['plain text stays', 'relation "userz" does not exist', 'relation "userz" does not exist'],
    ['tabs and line feeds stay', 'a\tb\nc', 'a\tb\nc'],
    ['Windows and old Mac line ends', 'a\r\nb\rc', 'a\nb\nc'],
    ['colours', `${ESC}[31mred${ESC}[0m and ${ESC}[1;38;5;208mbold${ESC}[m`, 'red and bold'],
    [
      'cursor movements of a progress bar',
      `[⣷] applying...${ESC}[2K${ESC}[1G[⣷] applying...`,
      '[⣷] applying...[⣷] applying...',
    ],
    ['hyperlinks', `${ESC}]8;;https://example.com${ESC}\\text${ESC}]8;;${ESC}\\`, 'text'],
    ['window titles', `${ESC}]0;title\u0007text`, 'text'],
    ['two-character escapes', `a${ESC}Mb`, 'ab'],
    ['what tput prints', `a${ESC}(Bb${ESC}7c${ESC}=d`, 'abcd'],
    ['a joiner of graphemes', 'pass\u034fword', 'password'],
    ['a lone escape', `a${ESC}`, 'a'],
    ['other controls', 'a\u0000b\u0007c\u007fd\u0085e', 'abcde'],
    ['zero-width characters', 'pass\u200bword\u2060=\ufeffx', 'password=x'],
    ['bidirectional overrides', 'a\u202eb\u2066c\u2069d', 'abcd'],
    ['half a surrogate pair', 'a\ud83db', 'a\ufffdb'],
    ['emoji stay', '❌ 🧨', '❌ 🧨'],
    ['nothing', '', ''],
  ])('%s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test('leaves nothing that a second cleaning would take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
      }),
    );
  });

  test.each([`${ESC}[`, `${ESC}]`, `${ESC}[0;`, '\r', `${ESC}`])(
    'takes time in proportion to the length of %j',
    async head => {
      const clean = (size: number) => cleanText(head.repeat(size / head.length));
      expect(await growthOf(clean, 131_072)).toBeLessThan(SUPERLINEAR);
    },
  );
});

describe('cutAtBlank', () => {
  test.each<[string, number, string]>([
    ['abc', 3, 'abc'],
    ['abc def', 7, 'abc def'],
    ['abc def', 6, 'abc'],
    ['abc def', 3, 'abc'],
    ['abc  def', 4, 'abc'],
    ['abc\ndef ghi', 8, 'abc\ndef'],
    ['abcdef', 3, ''],
  ])('of %j to %i is %j', (text, limit, expected) => {
    expect(cutAtBlank(text, limit)).toBe(expected);
  });
});

describe('cutText', () => {
  test.each<[string, string, number, string]>([
    ['short enough', 'abc', 3, 'abc'],
    ['too long', 'abcd', 3, 'ab…'],
    ['one character left', 'abcd', 1, '…'],
    ['a pair that would be split', 'a🧨b', 3, 'a…'],
    ['a pair that fits', 'a🧨bc', 4, 'a🧨…'],
    ['nothing', '', 3, ''],
  ])('%s', (_, text, limit, expected) => {
    expect(cutText(text, limit)).toBe(expected);
  });

  test('never exceeds the limit and never splits a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const cut = cutText(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

test.each<[string, string]>([
  ['first\nsecond', 'first'],
  ['\n \t\n  second  \nthird', 'second'],
  ['', ''],
  [' \n ', ''],
])('firstLine(%j)', (text, expected) => {
  expect(firstLine(text)).toBe(expected);
});

describe('templates', () => {
  const values = { migration: '005_add', environment: 'production', 'error-type': '42P01', empty: '' };

  test.each<[string, string]>([
    ['{migration} in {environment}', '005_add in production'],
    ['{error-type}', '42P01'],
    ['{empty}|', '|'],
    ['{unknown} stays', '{unknown} stays'],
    ['{ migration } and {Migration} are no placeholders', '{ migration } and {Migration} are no placeholders'],
    ['{migration}{migration}', '005_add005_add'],
    ['{toString} {constructor} {__proto__}', '{toString} {constructor} {__proto__}'],
    ['', ''],
  ])('fillTemplate(%j)', (template, expected) => {
    expect(fillTemplate(template, values)).toBe(expected);
  });

  test('a value is filled in as it is: neither placeholders nor replacement patterns in it act', () => {
    expect(fillTemplate('{a} {b}', { a: "{b} $& $1 $' $$", b: 'x' })).toBe("{b} $& $1 $' $$ x");
  });

  test.each<[string, string[]]>([
    ['{migration} {sha} {run-id}', ['sha', 'run-id']],
    ['{migration}', []],
    ['{Migration} {error_type}', ['Migration', 'error_type']],
    ['no placeholder', []],
  ])('unknownPlaceholders(%j)', (template, expected) => {
    expect(unknownPlaceholders(template, Object.keys(values))).toEqual(expected);
  });
});

describe('neutraliseCommands', () => {
  test.each([
    '::error::y',
    'x::error::y',
    '::::',
    ':::',
    '::add-mask::x\n::stop-commands::y',
    '##[error]x',
    '###[group]',
  ])('no command of the runner is left in %j', text => {
    const neutral = neutraliseCommands(text);
    expect(neutral).not.toMatch(/::|##\[/);
    expect(neutral.replaceAll('\u200b', '')).toBe(text);
  });

  test('other text stays', () => {
    expect(neutraliseCommands('a: b # c [d] http://e')).toBe('a: b # c [d] http://e');
  });
});

describe('escaping', () => {
  test('escapeHtml leaves nothing that opens a tag, an attribute or a reference', () => {
    expect(escapeHtml(`<b a="c" d='e'>&amp;\`</b>`)).toBe(
      '&#60;b a=&#34;c&#34; d=&#39;e&#39;&#62;&#38;amp;&#96;&#60;/b&#62;',
    );
  });
});
