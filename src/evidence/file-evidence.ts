import type { Problem } from '../primitives/errors.ts';
import { cutAtBlank } from '../primitives/text.ts';
import { joinSources, sortByDatabase } from './database-runs.ts';
import { nameFiles } from './file-names.ts';
import { countLines, cutToLines, LINE_LIMITS } from './lines/bounds.ts';
import { readLogRuns } from './log-runs.ts';
import { findReports } from './reports/reports.ts';
import { joinDatabases } from './runs/joined-databases.ts';
import type { Evidence, RunOutcome } from './runs/outcome.ts';
import { joinRuns } from './runs/verdict.ts';
import { shareLimits } from './sources/shared-limits.ts';
import type { SourceFile } from './sources/source-files.ts';

/** What all files say. */
export interface FileEvidence {
  readonly evidence: Evidence | undefined;
  /** The reports that are none. */
  readonly unread: readonly SourceFile[];
  /** The texts that tell of it. */
  readonly texts: readonly string[];
}

/** What other jobs printed, by their names. */
export type JobLogs = readonly { readonly job: string; readonly text: string }[];

/** Reads the files of all databases, or of one. Pure; never throws. */
export function readFiles(reports: readonly SourceFile[], logs: readonly SourceFile[], jobLogs: JobLogs): FileEvidence {
  const read = reports.length > 1 || logs.length > 1 ? readDatabases : readOneDatabase;
  return read(reports, logs, jobLogs);
}

function readOneDatabase(
  [report]: readonly SourceFile[],
  [log]: readonly SourceFile[],
  jobLogs: JobLogs,
): FileEvidence {
  const reported = report?.text === undefined ? [] : readReport(report.text);
  return {
    evidence: joinRuns(joinSources(reported, [...readLog(log?.text ?? ''), ...readJobLogs(jobLogs)])),
    unread: report?.text !== undefined && reported.length === 0 ? [report] : [],
    texts: [report?.text ?? '', log?.text ?? '', ...jobLogs.map(({ text }) => text)],
  };
}

function readDatabases(reports: readonly SourceFile[], logs: readonly SourceFile[], jobLogs: JobLogs): FileEvidence {
  const names = nameFiles(reports, logs);
  const named = [
    ...reports.map((file, index) => ({ file, report: true, name: names.reports[index] ?? '' })),
    ...logs.map((file, index) => ({ file, report: false, name: names.logs[index] ?? '' })),
  ].map(({ file, ...rest }) => ({ ...rest, file, text: file.text ?? '' }));
  const shares = shareLimits(
    named.map(({ text }) => countLines(text)),
    LINE_LIMITS,
  );
  const files = named.map((file, index) => {
    const words = cutToLines(file.text, shares[index] ?? LINE_LIMITS);
    return { ...file, runs: file.report && words !== '' ? readReport(file.text, words) : readLog(words) };
  });
  const ofJobs = { report: false, name: '', runs: readJobLogs(jobLogs) };
  const { databases, others } = sortByDatabase([...files, ofJobs]);
  const evidence = joinDatabases(databases, others);
  const [first] = evidence?.databases ?? [];
  const told = files.some(({ name }) => name === first?.name) ? first?.name : '';
  const unread = files.filter(({ file, report, runs }) => report && file.text !== undefined && runs.length === 0);
  return {
    evidence,
    unread: unread.map(({ file }) => file),
    texts: files.filter(({ name }) => name === told).map(({ file }) => file.text ?? ''),
  };
}

function readJobLogs(jobLogs: JobLogs): readonly RunOutcome[] {
  return jobLogs.flatMap(({ job, text }) => readLogRuns(text).map(run => nameStream(run, job, jobLogs.length)));
}

// Legs of a matrix are streams of their own: the success of one is no retry of another.
function nameStream(run: RunOutcome, job: string, jobs: number): RunOutcome {
  return jobs === 1 ? run : { ...run, stream: run.stream === undefined ? job : `${job} ${run.stream}` };
}

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

function readReport(text: string, words = text): readonly RunOutcome[] {
  const found = findReports(text);
  if (found.length > 0) return found.map(({ report }) => ({ source: 'report', ...report }));
  // `--format json > report.json` of older tools leaves plain words when there is nothing to report.
  return readLogRuns(words).flatMap(run => (run.tool === '' ? [] : [{ ...run, source: 'report' as const }]));
}

/** What is wrong with reports that are none; of many, of the first. */
export function describeUnread(unread: readonly SourceFile[]): Problem[] {
  const [first] = unread;
  if (first === undefined) return [];
  const others = unread.length - 1;
  const more = others === 0 ? '' : ` (${others} more ${others === 1 ? 'file is' : 'files are'} like it.)`;
  return [{ level: 'warning', message: `${describeUnknownReport(first.path, first.text ?? '')}${more}` }];
}

function describeUnknownReport(path: string, text: string): string {
  const words = cutAtBlank(text.trim(), 40);
  const begin = words === '' ? `it holds ${text.length} characters` : `it begins with ${JSON.stringify(words)}`;
  const got = text.trim() === '' ? 'the file is empty' : begin;
  return `report: expected the JSON report of Confiture, Flyway or Atlas in ${path}, but ${got}; the page is sent without it. Let the tool write it, e.g. confiture migrate up --format json --output ${path}`;
}
