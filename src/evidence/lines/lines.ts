import { readAnsibleResults } from './ansible-results.ts';
import { boundLines, shortenLine } from './bounds.ts';
import { joinBoxes, joinFrames } from './boxes.ts';
import { takeOffCarriers } from './carriers.ts';
import { readChef } from './chef.ts';
import type { CarriedLine, Line, Stream } from './line.ts';
import { takeOffShapes } from './shapes.ts';
import { separate } from './streams.ts';
import { splitOverwritten, stripTerminal } from './terminal.ts';

export type { Level, Line, Stream } from './line.ts';
export { restoreMiddle, shortenForRules } from './long-lines.ts';
export { joinWrapped } from './wrapped.ts';

/** A line as rules read it. */
export type LogLine = Line;

/**
 * What the programs behind a captured log printed, line by line: without terminal escapes, stamps, names of containers and packages,
 * the layouts of loggers and workflow commands. Lines of different containers, packages or tenants are different streams; at least one
 * is given. A progress line that was overwritten becomes a line of its own. Of very long logs the first 2 000 and the last 20 000 lines
 * are read, of endless lines both ends. Never throws; takes time in proportion to the log's length.
 */
export function readStreams(log: string): readonly Stream[] {
  return separate(readCarried(log));
}

// What the runner says of a step that failed; `gh run view` shows it as an error.
const RUNNER_WORDS = /^(?:Error: )?Process completed with exit code \d+\.?$/;

/** The texts of all streams, in the order of the log, without the runner's closing words. */
export function cleanLines(log: string): string[] {
  return readCarried(log)
    .map(({ text }) => text)
    .filter(text => !RUNNER_WORDS.test(text));
}

/** Carriers that only many lines together tell may stand within others. */
const MOST_ROUNDS = 4;

function readCarried(log: string): CarriedLine[] {
  let lines = splitLines(log).flatMap(takeOffCarriers);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const bare = takeOffSharedPrefixes(lines);
    if (bare === undefined) break;
    lines = bare;
  }
  return joinFrames(joinBoxes(readChef(readAnsibleResults(lines))));
}

function splitLines(log: string): CarriedLine[] {
  const { head, tail, tailAt } = boundLines(stripTerminal(log));
  const lines = splitAt(head, 0);
  return tail === '' ? lines : [...lines, ...splitAt(tail, tailAt)];
}

function splitAt(text: string, from: number): CarriedLine[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      splitOverwritten(line).map(part => ({ text: shortenLine(part), at: from + index, name: '' })),
    );
}

/** `lines` without the prefixes that those of one name share, and without what stood behind these; undefined: they share none. */
function takeOffSharedPrefixes(lines: readonly CarriedLine[]): CarriedLine[] | undefined {
  const groups = Map.groupBy(lines.keys(), index => lines[index]?.name ?? '');
  const bare = new Map<number, CarriedLine[]>();
  for (const indices of groups.values()) {
    const own = indices.flatMap(index => lines[index] ?? []);
    for (const [index, line] of (takeOffShapes(own) ?? []).entries()) {
      if (line !== own[index]) bare.set(indices[index] ?? 0, takeOffCarriers(line));
    }
  }
  return bare.size === 0 ? undefined : lines.flatMap((line, index) => bare.get(index) ?? [line]);
}
