import { cutAtBlank } from '../../primitives/text.ts';
import { withoutMarks } from '../../redaction/excerpt-marks.ts';
import type { RunOutcome } from '../runs/outcome.ts';

/** What a tool's JSON report says; where it was read is added by the reader. */
export type Report = Omit<RunOutcome, 'source'>;

/** Whether a value of a JSON document is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What evidence says beside a success that applied nothing. */
export function nothingPending(applies: boolean): Pick<RunOutcome, 'nothingPending'> {
  return applies ? { nothingPending: true } : {};
}

/** The first 20 lines of `text`: as much as an excerpt may have. */
export function cutLines(text: string): string {
  return withoutMarks(text).split('\n', 20).join('\n');
}

/** A string or number as text; empty for anything else. What follows the first 64 KiB is more than a page can hold. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? cutAtBlank(String(value), LONGEST_TEXT) : '';
}

const LONGEST_TEXT = 65_536;
