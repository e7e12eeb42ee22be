import { cutExcerpt, keepShown, readBlocks, splitApart } from '../../src/redaction/excerpt-marks.ts';

/** What is shown of a marked text in which nothing is redacted. */
export function showMarked(text: string): string {
  return splitApart(text)
    .map(region => cutExcerpt(keepShown(region, readBlocks(region))))
    .join('\n');
}
