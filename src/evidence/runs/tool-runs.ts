import { findDialect } from '../databases/databases.ts';
import { joinWrapped, type Line, shortenForRules } from '../lines/lines.ts';
import type { Tool } from '../tools/rule.ts';
import { TOOLS } from '../tools/tools.ts';
import type { PlacedRun } from './placed-run.ts';
import type { Run } from './run.ts';
import { endRun } from './run-changes.ts';
import { readRuns } from './run-reader.ts';
import { whatSaysEnd } from './says-end.ts';

// Of more runs nobody reads the lines.
const MOST_SHOWN = 50;

/**
 * The runs of all tools in the lines of one stream, in order. Where two tools claim the same lines, the one that opened, began or ended
 * something has them before the one that only failed, then the one that understood more lines, then the earlier row of the table; a
 * database's client comes last: Sqitch prints the errors of psql.
 */
export function findRuns(stream: readonly Line[]): readonly PlacedRun[] {
  const whole = stream.map(({ text, level }, at) => (level === undefined ? { text, at } : { text, at, level }));
  const plain = { lines: whole, texts: whole.map(({ text }) => text), short: readable(whole) };
  const joined = joinWrapped(whole);
  const unbroken = { lines: joined, texts: joined.map(({ text }) => text), short: readable(joined) };
  const claims = TOOLS.flatMap((tool, order) => {
    const read = tool.wraps === true ? unbroken : plain;
    return readRuns(tool, read.short).map((run): Claim => claim(tool, order, run, read));
  });
  const kept = settle(claims, whole.length).sort((a, b) => a.first - b.first);
  closeSilent(kept);
  const streamDialect = kept.length > 0 ? findDialect(whole) : undefined;
  const shown = new Set(
    kept.filter(({ run }) => run.failure !== undefined || run.ended === undefined).slice(-MOST_SHOWN),
  );
  return kept.map((own, index) => {
    const { tool, run, lines, texts, first } = own;
    const next = kept[index + 1]?.first ?? whole.length;
    const range = [indexOf(lines, index === 0 ? 0 : first), indexOf(lines, next)] as const;
    return { tool, run, lines, texts, shows: shown.has(own), streamDialect, own: range };
  });
}

/** A run of a tool that ends silently ended well where its next run began: a failure it would have told. */
function closeSilent(kept: readonly Claim[]): void {
  for (const [index, { tool, run, last }] of kept.entries()) {
    const isOpen = run.begun !== undefined && run.failure === undefined && run.ended === undefined;
    if (!isOpen || whatSaysEnd(tool) !== 'nothing' || run.rehearsal !== 'none' || run.other !== 'no') continue;
    if (kept.slice(index + 1).some(later => later.tool === tool)) endRun(run, 'succeeds', last);
  }
}

/** Lines as rules look at them: of very long ones both ends, without trailing blanks. */
function readable(lines: readonly Line[]): readonly Line[] {
  return shortenForRules(lines).map(line => {
    const text = line.text.trimEnd();
    return text.length === line.text.length ? line : { text, at: line.at };
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
