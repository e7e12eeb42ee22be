import type { ReadLimits } from './sources.ts';

/**
 * How much is read of each of several files, so that all of them together stay within `limits`: a small file is read whole, and the large
 * ones share what is left. Pure; sizes are bytes, or lines.
 */
export function shareLimits(sizes: readonly number[], limits: ReadLimits): readonly ReadLimits[] {
  const shares: number[] = sizes.map(() => 0);
  let left = limits.head + limits.tail;
  let waiting = sizes.length;
  const smallestFirst = sizes.map((size, index) => ({ size, index })).sort((one, other) => one.size - other.size);
  for (const { size, index } of smallestFirst) {
    const share = Math.min(size, Math.floor(left / waiting));
    shares[index] = share;
    left -= share;
    waiting -= 1;
  }
  return shares.map(share => splitShare(share, limits));
}

// A report has no tail: without its beginning it is none.
function splitShare(share: number, { head, tail }: ReadLimits): ReadLimits {
  if (tail === 0) return { head: share, tail: 0 };
  const first = Math.min(head, Math.floor(share / 4));
  return { head: first, tail: share - first };
}
