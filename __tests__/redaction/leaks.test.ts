import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markBlocks } from '../../src/redaction/excerpt-marks.ts';
import { type Redactor, redactExcerpt, redactNamed } from '../../src/redaction/redaction.ts';
import { propertyRuns } from '../property-runs.ts';
import { makeRedactor } from './redactors.ts';
import { SENTENCES } from './sentences.ts';
import { USEFUL_TEXTS } from './useful-texts.ts';

/** A word that no text of ours holds. */
const secrets = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...'QXZqxz'), minLength: 3, maxLength: 3 }),
    fc.string({ unit: fc.constantFrom(...'ABCDEFabcdef0123456789-_.'), minLength: 3, maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(...'QXZqxz'), minLength: 3, maxLength: 3 }),
  )
  .map(parts => parts.join(''));

/** How a log writes a sentence. */
const ENCODINGS: readonly ((sentence: string) => string)[] = [
  sentence => sentence,
  sentence => JSON.stringify({ level: 'error', msg: sentence }),
  sentence => `"${sentence.replaceAll('"', '\\"').replaceAll("'", '\\u0027').replaceAll('\n', '\\n')}"`,
  sentence =>
    sentence.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
];
/** What is left of a carrier before a line. */
const CARRIERS = ['', 'Error: ', '[INFO] ', 'psql:V2__seed.sql:1: ', 'flyway  | ', '2026-01-02T03:04:05Z ', '- '];
/** The fields of a page: a text, a line of an excerpt, a detail with a name. */
const FIELDS: readonly ((text: string, redactor: Redactor) => Promise<string>)[] = [
  (text, redactor) => redactor.redact(text),
  (text, redactor) =>
    redactExcerpt(
      markBlocks([
        { shown: false, text: 'Running' },
        { shown: true, text },
        { shown: false, text: 'Done' },
      ]),
      redactor,
    ),
  (text, redactor) => redactNamed('tables', text, redactor),
];

const runs = propertyRuns(3_000);

test('no sentence lets a secret through, however it is written and carried, in any field', async () => {
  await fc.assert(
    fc.asyncProperty(
      secrets,
      fc.constantFrom(...SENTENCES),
      fc.constantFrom(...ENCODINGS),
      fc.constantFrom(...CARRIERS),
      fc.constantFrom(...FIELDS),
      async (secret, sentence, encode, carrier, show) => {
        const text = carrier + encode(sentence(secret));
        expect(await show(text, makeRedactor({ findSecrets: async () => [] }))).not.toContain(secret);
      },
    ),
    { numRuns: runs },
  );
});

test('no useful text is changed, whatever stands around it, in any field', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...USEFUL_TEXTS),
      fc.constantFrom(...CARRIERS),
      fc.constantFrom('', '\n', '\nHINT:  x', ' (Connection lost)'),
      fc.constantFrom(...FIELDS),
      async (useful, carrier, behind, show) => {
        const text = `${carrier}${useful}${behind}`;
        expect((await show(text, makeRedactor({ findSecrets: async () => [] }))).trim()).toBe(text.trim());
      },
    ),
    { numRuns: runs },
  );
});
