import { expect, test } from '@jest/globals';
import { type Link, readLinks } from '../../src/inputs/links.ts';
import { readerOf } from './input-readers.ts';

const A: Link = { text: 'A', href: 'https://a.example.com/' };
const B: Link = { text: 'B', href: 'https://b.example.com/?x=1&y=2' };

test.each<[string, string, Link[]]>([
  ['nothing', '', []],
  ['lines', 'A=https://a.example.com\n\n  B = https://b.example.com/?x=1&y=2  ', [A, B]],
  ['a bare URL', 'https://b.example.com/?x=1&y=2', [{ text: B.href, href: B.href }]],
  ['a text with an equals sign', 'A=B=https://a.example.com', [{ text: 'A=B', href: A.href }]],
  ['a text that is empty', '=https://a.example.com', [{ text: A.href, href: A.href }]],
  ['a list', '- text: A\n  href: https://a.example.com\n- {text: B, href: "https://b.example.com/?x=1&y=2"}', [A, B]],
  [
    'a list without texts',
    '- https://a.example.com\n- href: https://a.example.com',
    [
      { text: A.href, href: A.href },
      { text: A.href, href: A.href },
    ],
  ],
  ['JSON', '[{"text": "A", "href": "https://a.example.com"}]', [A]],
])('%s', async (_, text, expected) => {
  const reader = readerOf({ links: text });
  expect([await readLinks(reader), reader.problems]).toEqual([expected, []]);
});

const OUT = 'The link is left out.';

test.each<[string, string, (string | RegExp)[]]>([
  ['relative', 'Docs=/docs', [`links: expected an absolute http(s) URL for "Docs"; got "/docs". ${OUT}`]],
  ['javascript', 'javascript:alert(1)', [`links: expected an absolute http(s) URL; got "javascript:alert(1)". ${OUT}`]],
  ['mail', 'Mail=mailto:a@b.c', [`links: expected an absolute http(s) URL for "Mail"; got "mailto:a@b.c". ${OUT}`]],
  ['empty', 'Docs=', [`links: expected an absolute http(s) URL for "Docs"; got nothing. ${OUT}`]],
  ['without an address', '- text: Docs', [`links: expected an absolute http(s) URL for "Docs"; got nothing. ${OUT}`]],
  [
    'no list',
    '- a\nb: [',
    [
      /^links: expected lines Text=https:\/\/… or a YAML list of \{text, href\}; got "- a\nb: \[" \(.+\)\. No link is added\.$/,
    ],
  ],
])('%s is left out', async (_, text, expected) => {
  const reader = readerOf({ links: text });
  expect(await readLinks(reader)).toEqual([]);
  expect(reader.problems.map(({ message }) => message)).toEqual(expected.map(asMatcher));
  expect(reader.problems.every(({ level }) => level === 'warning')).toBe(true);
});

test('the usable ones stay beside the others', async () => {
  const reader = readerOf({ links: 'A=https://a.example.com\nX=nope\nB=https://b.example.com/?x=1&y=2' });
  expect(await readLinks(reader)).toEqual([A, B]);
  expect(reader.problems).toHaveLength(1);
});

function asMatcher(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text);
}
