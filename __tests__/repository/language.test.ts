import { expect, test } from '@jest/globals';
import { filesLike, readText } from './files.ts';

const TEXTS = filesLike('*.md', 'action.yml', 'verify/action.yml', 'examples/*.yml', '.github/ISSUE_TEMPLATE/*').filter(
  path => !path.includes('/fixtures/'),
);

// Readers have learned English as a second language, and are tired. Beside each, what they know.
const UNUSUAL: readonly (readonly [RegExp, string])[] = [
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bheed(?:s|ed|ing)?\b/i, 'respect, use'],
  [/\bstands? (?:as written|in|beside|for itself)\b/i, 'is shown in, is used exactly as written'],
  [/\bat hand\b/i, 'is there'],
  [/\bfaults of the network\b/i, 'network errors'],
  [/\bbest the\b/i, 'use the'],
  [/\bopted out\b/i, 'runs without a transaction'],
  [/[\w`)]\.\.(?=\s|$)/m, 'one full stop'],
];

test.each(TEXTS)('%s uses common words', path => {
  const lines = readText(path).split('\n');
  const found = UNUSUAL.flatMap(([word, better]) =>
    lines.flatMap((line, index) =>
      word.test(line) ? [`${path}:${index + 1}: ${line.match(word)?.[0]} (${better})`] : [],
    ),
  );
  expect(found).toEqual([]);
});

test.each([
  ['NO_PROXY is heeded.', 1],
  ['A template. It stands as written.', 1],
  ['`us..`', 0],
  ['Set it to us..', 1],
  ['Wait ... and see ../docs.', 0],
])('%s', (text, count) => {
  expect(UNUSUAL.filter(([word]) => word.test(text)).length).toBe(count);
});
