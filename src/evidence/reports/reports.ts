import { readAtlas } from './atlas.ts';
import { readConfiture } from './confiture.ts';
import { readFlyway } from './flyway.ts';
import { findObjects } from './json-objects.ts';
import type { Report } from './report.ts';

/** The shapes of JSON that tools write. A new shape is a new entry and a fixture. */
const SHAPES: readonly ((document: unknown) => Report | undefined)[] = [readConfiture, readFlyway, readAtlas];

/** A report that stands in a text, and the offset of what follows it. */
export interface FoundReport {
  readonly report: Report;
  readonly start: number;
  readonly end: number;
}

/** Every report in `text`, in order: a file that is all JSON holds one, a log may hold several among other lines. */
export function findReports(text: string): FoundReport[] {
  return findObjects(text).flatMap(({ document, start, end }) => {
    const report = recognise(document);
    return report === undefined ? [] : [{ report, start, end }];
  });
}

function recognise(document: unknown): Report | undefined {
  for (const read of SHAPES) {
    const report = read(document);
    // A report is written at the end.
    if (report !== undefined) return report.verdict === 'success' ? { ...report, saidDone: true } : report;
  }
  return undefined;
}
