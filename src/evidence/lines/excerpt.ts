import { type Block, joinApart, markBlocks } from '../../redaction/excerpt-marks.ts';

// How much of a log is redacted to show a few lines of it: a private key has some 50 lines, a statement can have more.
const BEFORE = { lines: 200, characters: 65_536 };
const BEHIND = { lines: 20, characters: 8_192 };
/** A line that is longer tells little of those around it, and takes long. */
const LONGEST_LINE = 6_000;

/** The lines of `lines` at `shown`, in order, marked within those around them. */
export function markExcerpt(lines: readonly string[], shown: readonly number[]): string {
  const regions: { readonly from: number; to: number; readonly shown: Set<number> }[] = [];
  for (const at of shown) {
    const from = at - countAround(lines.slice(Math.max(0, at - BEFORE.lines), at).reverse(), BEFORE.characters);
    const to = at + 1 + countAround(lines.slice(at + 1, at + 1 + BEHIND.lines), BEHIND.characters);
    const last = regions.at(-1);
    if (last !== undefined && from <= last.to) {
      last.to = to;
      last.shown.add(at);
    } else {
      regions.push({ from, to, shown: new Set([at]) });
    }
  }
  return joinApart(
    regions.map(({ from, to, shown: own }) =>
      markBlocks(lines.slice(from, to).map((text, index): Block => ({ shown: own.has(from + index), text }))),
    ),
  );
}

/** How many of the lines that stand next to a shown one, the nearest first, belong to its region. */
function countAround(nearest: readonly string[], most: number): number {
  let left = most;
  const end = nearest.findIndex(({ length }) => {
    left -= length;
    return left < 0 || length > LONGEST_LINE;
  });
  return end === -1 ? nearest.length : end;
}
