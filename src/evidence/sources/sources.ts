import { describeError, type Problem } from '../../primitives/errors.ts';
import { decode, findCharset } from './charset.ts';

/** The files, as far as evidence needs them. Its real implementation is files.ts. */
export interface Files {
  /** The first `head` and the last `tail` bytes of a regular file. Never rejects. */
  read(path: string, limits: { readonly head: number; readonly tail: number }): Promise<FileReading>;
}

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
}

const KIB = 1024;
const MIB = 1024 * KIB;
/** Bytes that are read of a file, from its head and from its tail. */
export const LIMITS = {
  report: { head: 8 * MIB, tail: 0 },
  // Which tool ran stands at the head, how it ended at the tail.
  log: { head: 64 * KIB, tail: 4 * MIB },
} as const;
/** The same of a log whose command still runs: its output waits while this is understood. */
export const BRIEF = { head: 32 * KIB, tail: 64 * KIB } as const;

// Clocks of file systems are as coarse as 2 s (FAT), and file and job may be dated by different machines.
const CLOCK_ALLOWANCE_MS = 5_000;

/** Opens the file that the input `name` points to; `path` may be empty. Never throws. */
export async function openSource(
  name: 'report' | 'log',
  path: string,
  jobStartedAt: Date | undefined,
  files: Files,
  limits: { readonly head: number; readonly tail: number },
): Promise<Source> {
  if (path === '') return { text: undefined, missing: false, problems: [] };
  const reading = await files.read(path, limits);
  switch (reading.kind) {
    case 'missing':
      return { text: undefined, missing: true, problems: [missingFile(name, path)] };
    case 'not-a-file':
      return refused(name, path, `it is ${reading.what}`, 'Name the file itself');
    case 'late':
      return refused(name, path, `it could not be read within ${reading.afterMs / 1_000} s`, 'Keep it on a local disk');
    case 'failed':
      return refused(name, path, `it cannot be read (${describeError(reading.thrown)})`, 'Check its permissions');
    default:
      break;
  }
  if (jobStartedAt !== undefined && reading.modifiedAt.getTime() < jobStartedAt.getTime() - CLOCK_ALLOWANCE_MS) {
    const age = `it was last written at ${reading.modifiedAt.toISOString()}, before this job began at ${jobStartedAt.toISOString()}`;
    return {
      ...refused(name, path, age, 'Delete it before the migration, so that it cannot speak for another run'),
      missing: true,
    };
  }
  const huge = reading.size > limits.head + limits.tail;
  if (huge && name === 'report') {
    return refused(
      name,
      path,
      `it has ${reading.size} bytes`,
      `A report has at most ${LIMITS.report.head} bytes: name the tool's own report`,
    );
  }
  const text = decodeParts(reading.head, reading.tail, huge);
  if (text === undefined)
    return refused(name, path, 'it is binary', 'Name the text that the migration command printed');
  return { text, missing: false, problems: huge ? [cutFile(path, reading.size)] : [] };
}

function refused(name: string, path: string, got: string, remedy: string): Source {
  const message = `${name}: expected a regular text file of this job at ${path}, but ${got}; the page goes out without it. ${remedy}.`;
  return { text: undefined, missing: false, problems: [{ level: 'warning', message }] };
}

// Several failures, and old versions with nothing pending, write no report: its absence is no fault.
function missingFile(name: 'report' | 'log', path: string): Problem {
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

function cutFile(path: string, size: number): Problem {
  const { head, tail } = LIMITS.log;
  return {
    level: 'warning',
    message: `log: expected at most ${head + tail} bytes in ${path}, but it has ${size}; only its first ${head} and last ${tail} bytes are read. Log the migration apart from other commands.`,
  };
}

function decodeParts(head: Uint8Array, tail: Uint8Array, cut: boolean): string | undefined {
  const whole = Buffer.concat([head, tail]);
  const charset = findCharset(whole);
  if (!cut) {
    const text = decode(whole, charset);
    return isBinary(text) ? undefined : text;
  }
  const first = decode(head, charset);
  if (isBinary(first)) return undefined;
  const isHalf = charset.startsWith('utf-16') && tail.length % 2 === 1;
  const last = decode(isHalf ? tail.subarray(1) : tail, charset);
  // Half lines at the cut say nothing.
  return `${first.slice(0, first.lastIndexOf('\n') + 1)}\n${last.slice(last.indexOf('\n') + 1)}`;
}

/** Text has no NUL and few bytes that are not UTF-8: a log may hold some of another charset. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 8 * KIB);
  const strange = [...sample].filter(character => character === '\0' || character === '\ufffd').length;
  return strange > 8 && strange > sample.length / 20;
}
