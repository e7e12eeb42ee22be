import { type Line, readStreams, type Stream } from './lines/lines.ts';
import { type FoundReport, findReports } from './reports/reports.ts';
import { findLastAnswer } from './runs/database-answers.ts';
import type { RunOutcome } from './runs/outcome.ts';
import { describeRun } from './runs/run-outcome.ts';
import { findRuns } from './runs/tool-runs.ts';
import { describeUnknownTool } from './runs/unknown-tool.ts';
import { isSameRun, joinReport } from './same-run.ts';

/** The runs that a log tells of, in order: its JSON reports, what tools printed, or the error of a tool that nobody knows. Never throws. */
export function readLogRuns(log: string): readonly RunOutcome[] {
  const streams = readStreams(log);
  const several = streams.length > 1;
  const runs = streams
    .flatMap(stream => readStream(stream).map(placed => ({ ...placed, name: several ? stream.name : '' })))
    .sort((a, b) => a.at - b.at)
    .map(({ outcome, name }) => (name === '' ? outcome : { ...outcome, stream: name }));
  if (runs.length > 0) return runs;
  const unknown = describeUnknownTool(streams);
  return unknown === undefined ? [] : [unknown];
}

/** A run, and the line of the log where it ends. */
interface Placed {
  readonly outcome: RunOutcome;
  readonly at: number;
}

function readStream({ lines }: Stream): Placed[] {
  const text = lines.map(line => line.text).join('\n');
  const reports = placeReports(text, findReports(text));
  const found = findRuns(withoutReports(lines, reports)).map(placed => ({
    outcome: describeRun(placed),
    from: placed.lines[placed.run.from]?.at ?? 0,
    to: placed.lines[placed.run.to]?.at ?? 0,
  }));
  const answered = endOfWait(found, lines);
  const told = found.filter(run => !isRefusedClient(run) || run.to >= answered);
  let before = 0;
  const joined = reports.map(({ report, from, to }) => {
    // The words of the run that the report is of stand before it, and behind the report before it.
    const at = told.findLastIndex(run => run.from >= before && run.to <= from && isSameRun(report, run.outcome));
    const [words] = at === -1 ? [] : told.splice(at, 1);
    before = to;
    return { outcome: joinReport({ source: 'log-json', ...report }, words?.outcome), from, to };
  });
  return [...told, ...joined].map(({ outcome, to }) => ({ outcome, at: lines[to]?.at ?? to }));
}

/** The line at which the database answers that a client only waited for; -1: it does not, or several were waited for, and which of them answers is not known. */
function endOfWait(found: readonly Pick<Placed, 'outcome'>[], lines: Stream['lines']): number {
  const servers = new Set(found.filter(isRefusedClient).map(({ outcome }) => outcome.server ?? ''));
  return servers.size === 1 ? findLastAnswer(lines) : -1;
}

function isRefusedClient({ outcome }: Pick<Placed, 'outcome'>): boolean {
  return outcome.verdict === 'client-failure' && outcome.category === 'ConnectionError';
}

interface PlacedReport {
  readonly report: FoundReport['report'];
  /** Indices of its first and its last line. */
  readonly from: number;
  readonly to: number;
}

function placeReports(text: string, found: readonly FoundReport[]): PlacedReport[] {
  let line = 0;
  let next = text.indexOf('\n');
  const lineOf = (offset: number): number => {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) line += 1;
    return line;
  };
  return found.map(({ report, start, end }) => ({ report, from: lineOf(start), to: lineOf(end - 1) }));
}

/** The lines, those of reports empty. */
function withoutReports(lines: readonly Line[], reports: readonly PlacedReport[]): readonly Line[] {
  if (reports.length === 0) return lines;
  const blank = new Set(
    reports.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
  );
  return lines.map((line, index) => (blank.has(index) ? { ...line, text: '' } : line));
}
