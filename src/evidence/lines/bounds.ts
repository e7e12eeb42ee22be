import { cutAtBlank } from '../../primitives/text.ts';

// How much of a log is looked at: its head tells which tool ran, its tail how it ended.
export const LINE_LIMITS: LineLimits = { head: 2_000, tail: 20_000 };
const LONGEST_LINE = 131_072;

/** How many lines are looked at, of the head and of the tail of a log. */
export interface LineLimits {
  readonly head: number;
  readonly tail: number;
}

/** Head and tail of a log, and the number of the tail's first line in all of it. */
export interface Bounded {
  readonly head: string;
  /** Empty when `head` is the whole log. */
  readonly tail: string;
  readonly tailAt: number;
}

/** Of a log of very many lines the first and the last ones: 2 000 and 20 000. */
export function boundLines(log: string, limits: LineLimits = LINE_LIMITS): Bounded {
  let tail = log.length;
  for (let count = 0; count < limits.tail && tail > 0; count += 1) tail = log.lastIndexOf('\n', tail - 1);
  let head = -1;
  for (let count = 0; count < Math.max(1, limits.head) && head < tail; count += 1) head = log.indexOf('\n', head + 1);
  if (tail <= 0 || head >= tail) return { head: log, tail: '', tailAt: 0 };
  let between = 0;
  for (let at = head; at !== -1 && at < tail; at = log.indexOf('\n', at + 1)) between += 1;
  return { head: log.slice(0, head), tail: log.slice(tail + 1), tailAt: limits.head + between };
}

/** {@link boundLines} as one text. */
export function cutToLines(log: string, limits: LineLimits): string {
  const { head, tail } = boundLines(log, limits);
  return tail === '' ? head : `${head}\n${tail}`;
}

/** How many lines a text has. */
export function countLines(log: string): number {
  let lines = 1;
  for (let at = log.indexOf('\n'); at !== -1; at = log.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Of an endless line both ends. */
export function shortenLine(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const tail = line.slice(-LONGEST_LINE / 2);
  // Half a word may be half a secret, and which of its quotes opens a value only the middle tells.
  const from = Math.max(
    tail.search(/\s/),
    ...["'", '",', '")'].map(quote => tail.lastIndexOf(quote) + quote.length - 1),
  );
  return `${cutAtBlank(line, LONGEST_LINE / 2)} … ${tail.slice(from + 1)}`;
}
