import type { Problem } from '../../primitives/errors.ts';
import { isPattern, readPaths } from './file-pattern.ts';
import { findNamedFiles, type NamedFile } from './named-files.ts';
import { shareLimits } from './shared-limits.ts';
import {
  type FileReading,
  type Files,
  openSource,
  type ReadLimits,
  readSource,
  type Source,
  type SourceInput,
  type SourceRequest,
} from './sources.ts';

/** One of the files of an input. */
export interface SourceFile extends Source {
  readonly path: string;
  /** Below the folder of the pattern that found it; absent: the input names the file itself. */
  readonly name?: string;
}

/** What an input names. */
export interface Sources {
  /** In the order of the input, those of a pattern sorted by name. */
  readonly files: readonly SourceFile[];
  /** Files were named, and nothing of this job lies there. */
  readonly missing: boolean;
  /** A pattern may have named files that are not read: too many fit, or a folder could not be looked through. */
  readonly unread: boolean;
  readonly problems: readonly Problem[];
}

/** Where the files are, since when they are this job's, and how much of an input is read. */
export interface SourceOptions {
  readonly files: Files;
  readonly jobStartedAt: Date | undefined;
  readonly limits: Readonly<Record<SourceInput, ReadLimits>>;
}

/** Opens the files that `text` of an input names, a path or pattern a line; all together are read within the limits of one. Never throws. */
export async function openSources(input: SourceInput, text: string, place: SourceOptions): Promise<Sources> {
  const paths = readPaths(text);
  const [path] = paths;
  if (path === undefined) return { files: [], missing: false, unread: false, problems: [] };
  if (paths.length === 1 && !isPattern(path)) return openAlone(input, { path }, place);
  const { files: named, problems, refused, cut } = await findNamedFiles(input, paths, place.files);
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    const alone = await openAlone(input, only, place);
    return {
      ...alone,
      missing: alone.missing && !refused,
      unread: refused,
      problems: [...problems, ...alone.problems],
    };
  }
  const opened = await openAll(input, named, place);
  // What a pattern finds may be of another job; a file that is named is missed.
  const stale = opened.filter(file => file.name !== undefined && file.stale === true);
  const own = opened.filter(file => !stale.includes(file));
  return {
    files: own,
    missing: own.every(file => file.missing) && !refused,
    unread: refused || cut,
    problems: [...problems, ...describeStale(input, stale, place), ...gather(own)],
  };
}

async function openAlone(
  input: SourceInput,
  { path, name }: Pick<NamedFile, 'path' | 'name'>,
  { files, jobStartedAt, limits: all }: SourceOptions,
): Promise<Sources> {
  const source = await openSource({ input, path, limits: all[input], jobStartedAt }, files);
  const file = { ...source, path, ...(name === undefined ? {} : { name }) };
  return { files: [file], missing: source.missing, unread: false, problems: source.problems };
}

async function openAll(
  input: SourceInput,
  named: readonly NamedFile[],
  { files, jobStartedAt, limits: all }: SourceOptions,
): Promise<SourceFile[]> {
  const shares = shareLimits(
    named.map(({ size }) => size),
    all[input],
  );
  const opened: SourceFile[] = [];
  let late: FileReading | undefined;
  for (let from = 0; from < named.length; from += AT_A_TIME) {
    const readings = named.slice(from, from + AT_A_TIME).map(async ({ path, name }, index) => {
      const limits = shares[from + index] ?? { head: 0, tail: 0 };
      const request: SourceRequest = { input, path, limits, jobStartedAt };
      const reading = late ?? (await files.read(path, limits));
      if (reading.kind === 'late') late = reading;
      return { ...readSource(request, reading), path, ...(name === undefined ? {} : { name }) };
    });
    opened.push(...(await Promise.all(readings)));
  }
  return opened;
}

/** So that few are open; what comes after one on a drive that hangs is not tried. */
const AT_A_TIME = 50;

function describeStale(input: SourceInput, stale: readonly SourceFile[], { jobStartedAt }: SourceOptions): Problem[] {
  const [first] = stale;
  if (first === undefined) return [];
  const which = stale.length === 1 ? first.path : `${stale.length} files (e.g. ${first.path})`;
  const were = stale.length === 1 ? 'was' : 'were';
  const message = `${input}: expected files of this job, but ${which} ${were} last written before it began at ${jobStartedAt?.toISOString()}, and ${were} not read. Delete such files before the migration.`;
  return [{ level: 'warning', message }];
}

/** What is wrong with the files, of each level the first messages. */
function gather(files: readonly SourceFile[]): Problem[] {
  const problems = files.flatMap(file => file.problems);
  return (['error', 'warning', 'notice'] as const).flatMap(level => {
    const own = problems.filter(problem => problem.level === level);
    const more = own.length - MOST_MESSAGES;
    const rest: Problem = { level, message: `The same or something like it holds for ${more} more files.` };
    return [...own.slice(0, MOST_MESSAGES), ...(more > 0 ? [rest] : [])];
  });
}

const MOST_MESSAGES = 3;
