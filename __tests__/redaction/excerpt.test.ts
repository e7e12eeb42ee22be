import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markBlocks } from '../../src/redaction/excerpt-marks.ts';
import { redactExcerpt } from '../../src/redaction/redaction.ts';
import { makeRedactor } from './redactors.ts';

// What opens and closes a secret, for words that say whether their line is shown.
const SIGNS = [
  "'",
  '"',
  '\\',
  '(',
  ';',
  '***',
  'a b',
  "password='",
  'password: |',
  'insert into a values (',
  "select '",
  'Failing row contains (',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'postgres://a:',
  '@host',
];
const parts = fc.array(fc.tuple(fc.constantFrom(...SIGNS), fc.nat(999)), { minLength: 1, maxLength: 4 });
const lines = fc.array(fc.tuple(fc.boolean(), parts), { minLength: 2, maxLength: 8 });

test('no excerpt holds a hidden word, nor one that redaction of the shown lines alone takes', async () => {
  await fc.assert(
    fc.asyncProperty(lines, async drawn => {
      const redactor = makeRedactor({ findSecrets: async () => [] });
      const blocks = drawn.map(([shown, words]) => ({
        shown,
        text: words.map(([sign, number]) => `${sign}${shown ? 'shown' : 'hidden'}${number}x`).join(''),
      }));
      const alone: string[] = [];
      for (const [index, { shown, text }] of blocks.entries()) {
        if (!shown) continue;
        if (blocks[index - 1]?.shown) alone.push(`${alone.pop()}\n${text}`);
        else alone.push(text);
      }
      const allowed = wordsOf((await Promise.all(alone.map(text => redactor.redact(text)))).join('\n'));
      const excerpt = await redactExcerpt(markBlocks(blocks), redactor);
      expect(wordsOf(excerpt).filter(word => !allowed.includes(word))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

function wordsOf(text: string): readonly string[] {
  return text.match(/(?:shown|hidden)\d+x/g) ?? [];
}
