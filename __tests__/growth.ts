/** From here on a growth is no longer linear: four times the text takes 4 times as long where it is, 16 times where it is quadratic. */
export const SUPERLINEAR = 8;

/** Milliseconds of this thread's processor that `work` takes: what else runs on the machine does not count. */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * How many times as long `work` takes for `size` as for a quarter of it, in processor time, the best of three each: to be compared with
 * {@link SUPERLINEAR}. 0 where `size` takes less than `quickMs`, which no superlinear work of a well chosen size does.
 */
export async function growthOf(work: (size: number) => unknown, size: number, quickMs = 100): Promise<number> {
  const growth = await measureGrowth(work, size, quickMs);
  // A busy neighbour spoils one measurement; what is not linear is so each time.
  return growth < SUPERLINEAR ? growth : Math.min(growth, await measureGrowth(work, size, quickMs));
}

async function measureGrowth(work: (size: number) => unknown, size: number, quickMs: number): Promise<number> {
  const first = await processorTime(() => work(size));
  if (first < quickMs) return 0;
  // The first time pays for compiling, and any time may pay for a garbage collection.
  const long = Math.min(first, await bestOf(2, () => work(size)));
  return long < quickMs ? 0 : long / Math.max(await bestOf(3, () => work(size / 4)), 1);
}

async function bestOf(tries: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tries; n += 1) best = Math.min(best, await processorTime(work));
  return best;
}
