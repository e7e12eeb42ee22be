import { findDialect } from '../databases/databases.ts';
import { joinWrapped, type Line, shortenForRules } from '../lines/lines.ts';
import type { Tool } from '../tools/rule.ts';
import { TOOLS } from '../tools/tools.ts';
import type { PlacedRun } from './placed-run.ts';
import type { Run } from './run.ts';
import { readRuns } from './run-reader.ts';

// More runs of one tool in one log are no runs; the last ones tell how it ended.
const MOST_RUNS = 1_000;

/**
 * The runs of all tools in the lines of one stream, in order. Where two tools claim the same lines, the one that opened, began or ended
 * something has them before the one that only failed, then the one that understood more lines, then the earlier row of the table; a
 * database's client comes last: Sqitch prints the errors of psql.
 */
export function findRuns(stream: readonly Line[]): readonly PlacedRun[] {
  const whole = stream.map(({ text }, at) => ({ text, at }));
  const short = shortenForRules(whole);
  const plain = whole.map(({ text }) => text);
  const claims = TOOLS.flatMap((tool, order) => {
    const lines = tool.wraps === true ? joinWrapped(whole) : whole;
    const runs = readRuns(tool, tool.wraps === true ? shortenForRules(lines) : short);
    const texts = runs.length > 0 && tool.wraps === true ? lines.map(({ text }) => text) : plain;
    return runs.slice(-MOST_RUNS).map((run): Claim => claim(tool, order, run, { lines, texts }));
  });
  const kept = settle(claims, whole.length).sort((a, b) => a.first - b.first);
  const streamDialect = kept.length > 0 ? findDialect(whole) : undefined;
  return kept.map(({ tool, run, lines, texts, first }, index) => {
    const next = kept[index + 1]?.first ?? whole.length;
    const from = index === 0 ? 0 : first;
    return { tool, run, lines, texts, streamDialect, own: [indexOf(lines, from), indexOf(lines, next)] };
  });
}

interface Claim {
  readonly tool: Tool;
  readonly order: number;
  readonly run: Run;
  readonly lines: readonly Line[];
  readonly texts: readonly string[];
  /** Of the stream, not of lines that were joined. */
  readonly first: number;
  readonly last: number;
  readonly strength: number;
}

function claim(tool: Tool, order: number, run: Run, read: Pick<Claim, 'lines' | 'texts'>): Claim {
  const spoke = run.opened || run.moved || run.ended !== undefined;
  const strength = tool.client === true ? 0 : spoke ? 2 : 1;
  const [first, last] = [read.lines[run.from]?.at ?? 0, read.lines[run.to]?.at ?? 0];
  return { tool, order, run, ...read, first, last, strength };
}

/** Each line belongs to one tool. Takes time in proportion to tools × lines: the runs of one tool share none. */
function settle(claims: readonly Claim[], lines: number): Claim[] {
  const owner = new Int16Array(lines).fill(-1);
  const byWeight = [...claims].sort(
    (a, b) => b.strength - a.strength || b.run.hits - a.run.hits || a.order - b.order || a.first - b.first,
  );
  return byWeight.filter(({ first, last, order }) => {
    for (let line = first; line <= last; line += 1) {
      const other = owner[line];
      if (other !== undefined && other !== -1 && other !== order) return false;
    }
    owner.fill(order, first, last + 1);
    return true;
  });
}

/** The index in `lines`, some of which may be joined, of the line of the stream at `at`. */
function indexOf(lines: readonly Line[], at: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
