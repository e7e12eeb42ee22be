import { joinApart, markShown } from '../marks.ts';

// How much of a log is redacted to show a few lines of it: a private key has some 50 lines, a statement can have more.
const LINES_BEFORE = 200;
const LINES_BEHIND = 20;
const MOST_BEFORE = 65_536;

/** The lines of `lines` at `shown`, in order, marked within those around them. */
export function markExcerpt(lines: readonly string[], shown: readonly number[]): string {
  const regions: { readonly from: number; to: number; readonly shown: Set<number> }[] = [];
  for (const at of shown) {
    const from = startOfRegion(lines, at);
    const to = Math.min(lines.length, at + 1 + LINES_BEHIND);
    const last = regions.at(-1);
    if (last !== undefined && from <= last.to) {
      last.to = to;
      last.shown.add(at);
    } else {
      regions.push({ from, to, shown: new Set([at]) });
    }
  }
  return joinApart(
    regions.map(({ from, to, shown: own }) => markShown(lines.slice(from, to), at => own.has(from + at))),
  );
}

function startOfRegion(lines: readonly string[], at: number): number {
  let from = at;
  for (let left = MOST_BEFORE; from > 0 && from > at - LINES_BEFORE; from -= 1) {
    left -= lines[from - 1]?.length ?? 0;
    if (left < 0) break;
  }
  return from;
}
