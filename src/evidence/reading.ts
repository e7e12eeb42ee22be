import type { Problem } from '../primitives/errors.ts';
import { cutAtBlank } from '../primitives/text.ts';
import type { Evidence, Verdict } from './evidence.ts';
import { markExcerpt } from './lines/excerpt.ts';
import { cleanLines } from './lines/lines.ts';
import type { Report } from './reports/report.ts';
import { findReports, lastReport } from './reports/reports.ts';
import { readText } from './runs/runs.ts';
import { readUnknownTool } from './runs/unknown-tool.ts';
import { type Files, openSource } from './sources/sources.ts';

export type { Files } from './sources/sources.ts';

/** Where the evidence lies, and how old it may be. */
export interface EvidencePaths {
  /** Path of the tool's JSON report; empty: none was named. */
  readonly report: string;
  /** Path of the captured output; empty: none was named. */
  readonly log: string;
  /** Evidence older than the job is another run's; absent: any age will do. */
  readonly jobStartedAt?: Date;
}

/** What was found, what stood in the way, and whether the named log is not of this job: the migration did not run. */
export interface EvidenceReading {
  readonly evidence: Evidence | undefined;
  readonly problems: readonly Problem[];
  readonly logMissing: boolean;
  /** The last lines of a log that no rule understands, at most 20: whoever is paged can read what nobody could sort. */
  readonly tail?: string;
}

const TAIL_LINES = 20;

/** Reads report and log. Never throws: what cannot be read is a problem, and the page goes out without it. */
export async function readEvidence(paths: EvidencePaths, files: Files): Promise<EvidenceReading> {
  const [report, log] = await Promise.all([
    openSource('report', paths.report, paths.jobStartedAt, files),
    openSource('log', paths.log, paths.jobStartedAt, files),
  ]);
  const problems = [...report.problems, ...log.problems];
  const reported = report.text === undefined ? undefined : readReport(report.text);
  if (report.text !== undefined && reported === undefined) {
    problems.push({ level: 'warning', message: describeUnknownReport(paths.report, report.text) });
  }
  const evidence = weigh(reported, log.text ?? '');
  const tail = evidence === undefined ? lastLines(log.text ?? '') : '';
  return { evidence, problems, logMissing: log.missing, ...(tail === '' ? {} : { tail }) };
}

function lastLines(log: string): string {
  // Lines may be long: the end of the text holds more than enough of them. The first of them may be half a line.
  const lines = cleanLines(
    log.length > LONGEST_TAIL ? log.slice(log.indexOf('\n', log.length - LONGEST_TAIL) + 1) : log,
  );
  const told = [...lines.keys()].filter(at => lines[at]?.trim() !== '');
  return markExcerpt(lines, told.slice(-TAIL_LINES));
}

const LONGEST_TAIL = 200_000;

/**
 * What a report and a log say, each possibly empty. The report is read first; then the last JSON object of a known shape in the log; then its
 * lines. In a log, the last outcome counts. Pure; never throws; takes time in proportion to the texts' length.
 */
export function readEvidenceFromTexts(report: string, log: string): Evidence | undefined {
  return weigh(report === '' ? undefined : readReport(report), log);
}

function weigh(fromReport: Evidence | undefined, log: string): Evidence | undefined {
  const fromLog = log === '' ? undefined : readLog(log);
  if (fromReport === undefined) return fromLog;
  // A report of another command says nothing, where the log does.
  if (fromReport.verdict === 'other-command' && fromLog !== undefined && isOutcome(fromLog.verdict)) return fromLog;
  return join(fromReport, fromLog);
}

function readReport(text: string): Evidence | undefined {
  const found = lastReport(findReports(text));
  if (found !== undefined) return { source: 'report', ...found.report };
  // `--format json > report.json` of older tools leaves plain words when there is nothing to report.
  const told = readText(cleanLines(text));
  return told === undefined ? undefined : { ...told.evidence, source: 'report' };
}

function readLog(log: string): Evidence | undefined {
  const lines = cleanLines(log);
  const text = lines.join('\n');
  const found = findReports(text);
  const json = lastReport(found);
  const told = readText(blank(text, found).split('\n'));
  if (json === undefined) return told?.evidence ?? readUnknownTool(lines);
  const evidence: Evidence = { source: 'log-json', ...json.report };
  if (told === undefined) return evidence;
  const later = isOutcome(told.evidence.verdict) && told.at >= countLines(text, json.end);
  const louder = json.report.verdict === 'other-command' && isOutcome(told.evidence.verdict);
  if (later || louder) return told.evidence;
  // Words that stand before an earlier report are of an earlier run.
  const earlier = found.findLast(({ end }) => end < json.start);
  const same = earlier === undefined || told.at >= countLines(text, earlier.end);
  return same ? join(evidence, told.evidence) : evidence;
}

function blank(text: string, found: readonly { readonly start: number; readonly end: number }[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of found) {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]+/g, ''));
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

function countLines(text: string, end: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function isOutcome(verdict: Verdict): boolean {
  return verdict !== 'other-command' && verdict !== 'unknown';
}

/** `first`, with what it lacks and `second` has, if both tell of the same outcome of the same tool. */
function join(first: Evidence, second: Evidence | undefined): Evidence {
  if (second === undefined || second.tool !== first.tool) return first;
  if (second.verdict !== first.verdict) return placeFailure(first, second);
  const joined = { ...second, ...first };
  if (first.databaseState === 'unknown' && second.databaseState !== 'unknown') {
    return { ...joined, ...pickState(second) };
  }
  // The log may know how many were pending.
  const told = second.applied.length === first.applied.length ? second.stateDetail : undefined;
  const { stateDetail, ...rest } = joined;
  const detail = first.databaseState === second.databaseState ? (told ?? stateDetail) : first.stateDetail;
  return { ...rest, ...(detail === undefined ? {} : { stateDetail: detail }), ...pickExcerpt(first, second) };
}

/** A report of a failure that does not say how far the run had come, where the lines before it do. */
function placeFailure(first: Evidence, second: Evidence): Evidence {
  if (first.verdict !== 'failure' || first.databaseState !== 'unknown') return first;
  // Confiture prints each beginning beside its JSON, too; what others print before it may be of another command.
  if (second.verdict === 'unknown' && first.tool === 'Confiture') return { ...first, databaseState: 'unchanged' };
  if (second.verdict !== 'unfinished' || second.applied.length === 0) return first;
  const { applied, stateDetail } = second;
  return { ...first, databaseState: 'partial', applied, ...(stateDetail === undefined ? {} : { stateDetail }) };
}

function pickState(from: Evidence): Partial<Evidence> {
  const { databaseState, stateDetail, nextStep, applied } = from;
  return {
    databaseState,
    applied,
    ...(stateDetail === undefined ? {} : { stateDetail }),
    ...(nextStep === undefined ? {} : { nextStep }),
  };
}

// What the tool printed shows more of the error than one field of its report.
function pickExcerpt(first: Evidence, second: Evidence): Partial<Report> {
  const excerpt = second.excerpt ?? first.excerpt;
  return excerpt === undefined ? {} : { excerpt };
}

function describeUnknownReport(path: string, text: string): string {
  const words = cutAtBlank(text.trim(), 40);
  const begin = words === '' ? `it holds ${text.length} characters` : `it begins with ${JSON.stringify(words)}`;
  const got = text.trim() === '' ? 'the file is empty' : begin;
  return `report: expected the JSON report of Confiture, Flyway or Atlas in ${path}, but ${got}; the page goes out without it. Have the tool write it, e.g. confiture migrate up --format json --output ${path}`;
}
