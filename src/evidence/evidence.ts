import type { Problem } from '../primitives/errors.ts';
import { describeUnread, type JobLogs, readFiles } from './file-evidence.ts';
import { markExcerpt } from './lines/excerpt.ts';
import { cleanLines, readStreams } from './lines/lines.ts';
import { chooseLastLines } from './runs/excerpt-lines.ts';
import type { Evidence } from './runs/outcome.ts';
import { findPlaces, type SourcePlace } from './source-places.ts';
import { openSources, type SourceFile, type SourceOptions, type Sources } from './sources/source-files.ts';
import { BRIEF, type Files, LIMITS } from './sources/sources.ts';

export { readEvidenceFromTexts } from './file-evidence.ts';
export type {
  DatabaseEnding,
  DatabaseOutcome,
  Evidence,
  RunOutcome,
  RunVerdict,
  Verdict,
} from './runs/outcome.ts';
export type { Files } from './sources/sources.ts';
export type { DatabaseState } from './tools/rule.ts';

/** Where the evidence lies, and how old it may be. */
export interface EvidencePaths {
  /** Path of the tool's JSON report, or paths and patterns, one a line: then each file is of a database. Empty: none was named. */
  readonly report: string;
  /** Path of the captured output, or paths and patterns. Empty: none was named. */
  readonly log: string;
  /** Evidence older than the job is another run's; absent: any age will do. */
  readonly jobStartedAt?: Date | undefined;
  /** Path of what the wrapper captured, read where no log is named or it is missing: of this job, whatever a clock that was set back since makes of its date. */
  readonly captured?: string;
  /** Of the log only a small part is read: the command that writes it still runs, and waits for whoever takes its output. */
  readonly brief?: true;
  /** What other jobs printed, which is no file here: each log is read by itself, its runs named after the job. Raw. */
  readonly jobLogs?: JobLogs;
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

/** What became of the files: `in-part` when a pattern may have named more than are read, `lost` when every one that was named is missing or cannot be read. A missing report alone counts as none: some tools write none when nothing is pending. */
export type FilesRead = 'none' | 'read' | 'in-part' | 'lost';

/** Reads reports and logs. Never throws: what cannot be read is a problem, and the page is sent without it. */
export async function readEvidence(paths: EvidencePaths, files: Files): Promise<EvidenceReading> {
  const limits = paths.brief === true ? { ...LIMITS, log: BRIEF } : LIMITS;
  const options = { files, jobStartedAt: paths.jobStartedAt, limits };
  const [reports, logs] = await Promise.all([openSources('report', paths.report, options), openLogs(paths, options)]);
  const { jobLogs = [] } = paths;
  const { evidence, unread, texts } = readFiles(reports.files, logs.files, jobLogs);
  const tail = evidence === undefined ? lastLines(lastWritten(logs.files) ?? jobLogs.at(-1)?.text ?? '') : '';
  const places = evidence?.error === undefined ? [] : findPlaces(texts.flatMap(text => cleanLines(endOf(text))));
  return {
    evidence,
    problems: [...reports.problems, ...logs.problems, ...describeUnread(unread)],
    logMissing: logs.missing,
    files: countFiles([reports, logs], paths),
    ...(tail === '' ? {} : { tail }),
    ...(places.length === 0 ? {} : { places }),
  };
}

async function openLogs({ log, captured = '' }: EvidencePaths, options: SourceOptions): Promise<Sources> {
  const named = await openSources('log', log, options);
  if (captured === '' || (log !== '' && !named.missing)) return named;
  const own = await openSources('log', captured, { ...options, jobStartedAt: undefined });
  return { ...own, problems: [...named.problems, ...own.problems] };
}

/** The text of the log that was written last: where a loop stops at its first failure, it is in there. */
function lastWritten(logs: readonly SourceFile[]): string | undefined {
  const time = ({ modifiedAt }: SourceFile): number => modifiedAt?.getTime() ?? 0;
  const written = logs.filter(({ text = '' }) => text.trim() !== '');
  return written.reduce<SourceFile | undefined>(
    (last, log) => (last === undefined || time(log) >= time(last) ? log : last),
    undefined,
  )?.text;
}

function countFiles(sources: readonly Sources[], { log, captured = '' }: EvidencePaths): FilesRead {
  if (sources.some(({ files }) => files.some(({ text }) => text !== undefined)))
    return sources.some(({ unread }) => unread) ? 'in-part' : 'read';
  const isRefused = sources.some(({ problems, missing }) => problems.length > 0 && !missing);
  return log + captured !== '' || isRefused ? 'lost' : 'none';
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
