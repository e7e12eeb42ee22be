import { describe, expect, test } from '@jest/globals';
import { markBlocks } from '../../src/redaction/excerpt-marks.ts';
import { redactExcerpt } from '../../src/redaction/redaction.ts';
import { makeRedactor } from './redactors.ts';
import { USEFUL_TEXTS } from './useful-texts.ts';

const redactor = makeRedactor();

describe.each(USEFUL_TEXTS)('useful: %s', text => {
  test('stays, alone and within an error', async () => {
    for (const whole of [text, `ERROR: ${text}`, `Migration failed: ${text}\nCONTEXT: x`, `[INFO] ${text}`])
      expect(await redactor.redact(whole)).toBe(whole);
  });

  test('stays in an excerpt', async () => {
    const blocks = [
      { shown: false, text: 'Running migrations' },
      { shown: true, text },
      { shown: false, text: 'Done' },
    ];
    expect(await redactExcerpt(markBlocks(blocks), redactor)).toBe(text);
  });
});

test('there are more than a hundred', () => {
  expect(new Set(USEFUL_TEXTS).size).toBeGreaterThan(100);
});
