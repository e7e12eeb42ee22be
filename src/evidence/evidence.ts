import type { Problem } from '../primitives/errors.ts';
import { cutAtBlank } from '../primitives/text.ts';
import { markExcerpt } from './lines/excerpt.ts';
import { cleanLines, readStreams } from './lines/lines.ts';
import { readLogRuns } from './log-runs.ts';
import { findReports } from './reports/reports.ts';
import { chooseLastLines } from './runs/excerpt-lines.ts';
import type { Evidence, RunOutcome } from './runs/outcome.ts';
import { joinRuns } from './runs/verdict.ts';
import { isSameRun, joinReport } from './same-run.ts';
import { findPlaces, type SourcePlace } from './source-places.ts';
import { BRIEF, type Files, LIMITS, openSource, type Source } from './sources/sources.ts';

export type { Evidence, RunOutcome, RunVerdict, Verdict } from './runs/outcome.ts';
export type { Files } from './sources/sources.ts';
export type { DatabaseState } from './tools/rule.ts';

/** Where the evidence lies, and how old it may be. */
export interface EvidencePaths {
  /** Path of the tool's JSON report; empty: none was named. */
  readonly report: string;
  /** Path of the captured output; empty: none was named. */
  readonly log: string;
  /** Evidence older than the job is another run's; absent: any age will do. */
  readonly jobStartedAt?: Date;
  /** Of the log only a small part is read: the command that writes it still runs, and waits for whoever takes its output. */
  readonly brief?: true;
  /** What other jobs printed, which is no file here: each log is read by itself, its runs named after the job. Raw. */
  readonly jobLogs?: readonly { readonly job: string; readonly text: string }[];
}

/** What was found, what stood in the way, and whether the named log is not of this job: the migration did not run. */
export interface EvidenceReading {
  readonly evidence: Evidence | undefined;
  readonly problems: readonly Problem[];
  readonly logMissing: boolean;
  readonly files: FilesRead;
  /** The last lines of a log that no rule understands, at most 20: whoever is paged can read what nobody could sort. */
  readonly tail?: string;
  /** The places in source files that the ends of report and logs name; absent where there is no evidence, or it names none. */
  readonly places?: readonly SourcePlace[];
}

/** What became of the files: `lost` when every one that was named is missing or cannot be read. A missing report alone counts as none: some tools write none when nothing is pending. */
export type FilesRead = 'none' | 'read' | 'lost';

/** Reads report and log. Never throws: what cannot be read is a problem, and the page goes out without it. */
export async function readEvidence(paths: EvidencePaths, files: Files): Promise<EvidenceReading> {
  const [report, log] = await Promise.all([
    openSource('report', paths.report, paths.jobStartedAt, files, LIMITS.report),
    openSource('log', paths.log, paths.jobStartedAt, files, paths.brief === true ? BRIEF : LIMITS.log),
  ]);
  const problems = [...report.problems, ...log.problems];
  const reported = report.text === undefined ? [] : readReport(report.text);
  if (report.text !== undefined && reported.length === 0) {
    problems.push({ level: 'warning', message: describeUnknownReport(paths.report, report.text) });
  }
  const { jobLogs = [] } = paths;
  const ofJobs = jobLogs.flatMap(({ job, text }) => readLogRuns(text).map(run => nameStream(run, job, jobLogs.length)));
  const evidence = joinRuns(joinSources(reported, [...readLog(log.text ?? ''), ...ofJobs]));
  const tail = evidence === undefined ? lastLines(log.text ?? jobLogs.at(-1)?.text ?? '') : '';
  const texts = [report.text ?? '', log.text ?? '', ...jobLogs.map(({ text }) => text)];
  const places = evidence?.error === undefined ? [] : findPlaces(texts.flatMap(text => cleanLines(endOf(text))));
  return {
    evidence,
    problems,
    logMissing: log.missing,
    files: countFiles([report, log], paths),
    ...(tail === '' ? {} : { tail }),
    ...(places.length === 0 ? {} : { places }),
  };
}

// Legs of a matrix are streams of their own: the success of one is no retry of another.
function nameStream(run: RunOutcome, job: string, jobs: number): RunOutcome {
  return jobs === 1 ? run : { ...run, stream: run.stream === undefined ? job : `${job} ${run.stream}` };
}

function countFiles(sources: readonly Source[], { log }: EvidencePaths): FilesRead {
  if (sources.some(({ text }) => text !== undefined)) return 'read';
  const isRefused = sources.some(({ problems, missing }) => problems.length > 0 && !missing);
  return log !== '' || isRefused ? 'lost' : 'none';
}

/** The last lines of a log, of the stream that ends last. */
function lastLines(log: string): string {
  const streams = readStreams(endOf(log)).filter(({ lines }) => lines.some(({ text }) => text.trim() !== ''));
  const lines = streams.reduce(
    (last, { lines: own }) => ((own.at(-1)?.at ?? 0) >= (last.at(-1)?.at ?? 0) ? own : last),
    EMPTY,
  );
  return markExcerpt(
    lines.map(({ text }) => text),
    chooseLastLines(lines, 0, lines.length),
  );
}

// Lines may be long: the end of the text holds more than enough of them. The first of them may be half a line.
function endOf(log: string): string {
  return log.length > LONGEST_TAIL ? log.slice(log.indexOf('\n', log.length - LONGEST_TAIL) + 1) : log;
}

const EMPTY: ReturnType<typeof readStreams>[number]['lines'] = [];
const LONGEST_TAIL = 200_000;

/**
 * What a report and a log say, each possibly empty: every JSON report and every run in words, joined to one verdict.
 * Pure; never throws; takes time in proportion to the texts' length.
 */
export function readEvidenceFromTexts(report: string, log: string): Evidence | undefined {
  return joinRuns(joinSources(report === '' ? [] : readReport(report), readLog(log)));
}

function readLog(log: string): readonly RunOutcome[] {
  return log === '' ? [] : readLogRuns(log);
}

function readReport(text: string): readonly RunOutcome[] {
  const found = findReports(text);
  if (found.length > 0) return found.map(({ report }) => ({ source: 'report', ...report }));
  // `--format json > report.json` of older tools leaves plain words when there is nothing to report.
  return readLogRuns(text).flatMap(run => (run.tool === '' ? [] : [{ ...run, source: 'report' as const }]));
}

/** The runs of both: what a report says of a run in the log is joined with it; of the rest a success came first, a failure last. */
function joinSources(reported: readonly RunOutcome[], logged: readonly RunOutcome[]): readonly RunOutcome[] {
  const runs = reported.length === 0 ? [...logged] : logged.filter(({ tool }) => tool !== '');
  const first: RunOutcome[] = [];
  const last: RunOutcome[] = [];
  for (const report of reported) {
    const at = runs.findLastIndex(run => run.source !== 'report' && isSameRun(report, run));
    const told = runs[at];
    if (told !== undefined) runs[at] = joinReport(report, told);
    else if (report.verdict === 'failure') last.push(report);
    else first.push(report);
  }
  return [...first, ...runs, ...last];
}

function describeUnknownReport(path: string, text: string): string {
  const words = cutAtBlank(text.trim(), 40);
  const begin = words === '' ? `it holds ${text.length} characters` : `it begins with ${JSON.stringify(words)}`;
  const got = text.trim() === '' ? 'the file is empty' : begin;
  return `report: expected the JSON report of Confiture, Flyway or Atlas in ${path}, but ${got}; the page goes out without it. Have the tool write it, e.g. confiture migrate up --format json --output ${path}`;
}
