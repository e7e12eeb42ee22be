import { describeError, type Problem } from '../../primitives/errors.ts';
import type { FileSearch } from './file-pattern.ts';
import { decodeParts } from './file-text.ts';

/** The files, as far as evidence needs them. Its real implementation is files.ts. */
export interface Files {
  /** The first `head` and the last `tail` bytes of a regular file. Never rejects. */
  read(path: string, limits: ReadLimits): Promise<FileReading>;
  /** The regular files that fit a pattern, sorted by name, at most `most` of them. Never rejects. */
  find(pattern: string, most: number): Promise<FileSearch>;
}

/** How many bytes are read of the beginning and of the end of a file. */
export interface ReadLimits {
  readonly head: number;
  readonly tail: number;
}

/** The inputs that name files. */
export type SourceInput = 'report' | 'log';

/** What came of reading a file. */
export type FileReading =
  /** `tail` is empty when `head` holds the whole file. `size` is in bytes. */
  | {
      readonly kind: 'read';
      readonly head: Uint8Array;
      readonly tail: Uint8Array;
      readonly size: number;
      readonly modifiedAt: Date;
    }
  | { readonly kind: 'missing' }
  /** What stands there instead of a regular file, e.g. `a directory`. */
  | { readonly kind: 'not-a-file'; readonly what: string }
  /** It did not answer in time, as on a network drive that hangs. */
  | { readonly kind: 'late'; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly thrown: unknown };

/** The text of a named input, if it has one. */
export interface Source {
  readonly text: string | undefined;
  /** The path was named, and nothing of this job lies there. */
  readonly missing: boolean;
  readonly problems: readonly Problem[];
  /** The file is of another job. */
  readonly stale?: true;
  /** When the file was last written; absent where it was not read. */
  readonly modifiedAt?: Date;
}

const KIB = 1024;
const MIB = 1024 * KIB;
/** What is read of one report or log, and of many together. */
export const LIMITS: Readonly<Record<SourceInput, ReadLimits>> = {
  report: { head: 8 * MIB, tail: 0 },
  // Which tool ran stands at the head, how it ended at the tail.
  log: { head: 64 * KIB, tail: 4 * MIB },
};
/** The same of a log whose command still runs: its output waits while this is understood. */
export const BRIEF: ReadLimits = { head: 32 * KIB, tail: 64 * KIB };

// Clocks of file systems are as coarse as 2 s (FAT), and file and job may be dated by different machines.
const CLOCK_ALLOWANCE_MS = 5_000;

/** A file to open: the input that named it, and how much of it may be read. */
export interface SourceRequest {
  readonly input: SourceInput;
  readonly path: string;
  readonly limits: ReadLimits;
  /** A file that is older is of another job; undefined: any age will do. */
  readonly jobStartedAt: Date | undefined;
}

/** Opens a file. Never throws: what stands in the way is a problem. */
export async function openSource(request: SourceRequest, files: Files): Promise<Source> {
  const { path, limits } = request;
  return readSource(request, await files.read(path, limits));
}

/** The text of what came of reading a file. Pure. */
export function readSource({ input, path, limits, jobStartedAt }: SourceRequest, reading: FileReading): Source {
  switch (reading.kind) {
    case 'missing':
      return { text: undefined, missing: true, problems: [missingFile(input, path)] };
    case 'not-a-file':
      return refused(input, path, `it is ${reading.what}`, 'Name the file itself');
    case 'late':
      return refused(
        input,
        path,
        `it could not be read within ${reading.afterMs / 1_000} s`,
        'Keep it on a local disk',
      );
    case 'failed':
      return refused(input, path, `it cannot be read (${describeError(reading.thrown)})`, 'Check its permissions');
    default:
      break;
  }
  const { modifiedAt, size } = reading;
  if (isStale(modifiedAt, jobStartedAt)) {
    const age = `it was last written at ${modifiedAt.toISOString()}, before this job began at ${jobStartedAt?.toISOString()}`;
    return {
      ...refused(input, path, age, 'Delete it before the migration, so that no old report is read'),
      missing: true,
      stale: true,
    };
  }
  const huge = size > limits.head + limits.tail;
  if (huge && input === 'report') {
    const most = limits.head === LIMITS.report.head ? 'A report has' : 'All reports together have';
    return refused(
      input,
      path,
      `it has ${size} bytes`,
      `${most} at most ${LIMITS.report.head} bytes: name the report that the tool writes`,
    );
  }
  const text = decodeParts(reading.head, reading.tail, huge);
  if (text === undefined)
    return refused(input, path, 'it is binary', 'Name the file that holds what the migration command printed');
  return { text, missing: false, problems: huge ? [cutFile(path, size, limits)] : [], modifiedAt };
}

function isStale(modifiedAt: Date, jobStartedAt: Date | undefined): boolean {
  return jobStartedAt !== undefined && modifiedAt.getTime() < jobStartedAt.getTime() - CLOCK_ALLOWANCE_MS;
}

function refused(name: string, path: string, got: string, remedy: string): Source {
  const message = `${name}: expected a regular text file of this job at ${path}, but ${got}; the page is sent without it. ${remedy}.`;
  return { text: undefined, missing: false, problems: [{ level: 'warning', message }] };
}

// Several failures, and old versions with nothing pending, write no report: its absence is no fault.
function missingFile(name: SourceInput, path: string): Problem {
  return name === 'report'
    ? {
        level: 'notice',
        message: `report: expected the tool's report at ${path}, but there is no such file. Some failures write none; if this one should have, check the path and the tool's --output.`,
      }
    : {
        level: 'warning',
        message: `log: expected the migration's output at ${path}, but there is no such file. Either the migration did not run, or the path is wrong; capture it with: set -o pipefail; COMMAND 2>&1 | tee ${path}`,
      };
}

function cutFile(path: string, size: number, { head, tail }: ReadLimits): Problem {
  return {
    level: 'warning',
    message: `log: expected at most ${head + tail} bytes in ${path}, but it has ${size}; only its first ${head} and last ${tail} bytes are read. Write the output of the migration into a log of its own.`,
  };
}
