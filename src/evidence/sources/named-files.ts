import { resolve } from 'node:path';
import { describeError, type Problem } from '../../primitives/errors.ts';
import { type FileSearch, isPattern } from './file-pattern.ts';
import type { Files, SourceInput } from './sources.ts';

/** A file that an input names, or that its pattern found. */
export interface NamedFile {
  readonly path: string;
  /** Below the pattern's folder; undefined: the input names the file itself. */
  readonly name?: string;
  /** Bytes. */
  readonly size: number;
}

/** The files that inputs name, and what was wrong with the patterns. */
export interface NamedFiles {
  readonly files: readonly NamedFile[];
  readonly problems: readonly Problem[];
  /** A folder could not be looked through: what lies there is not known. */
  readonly refused: boolean;
  /** Files that fit are not read, as they are too many. */
  readonly cut: boolean;
}

/** More databases than one job migrates. */
export const MOST_FILES = 1_000;

/** Finds the files that paths and patterns name; a file that has just the name of a pattern is that file. Never throws. */
export async function findNamedFiles(input: SourceInput, paths: readonly string[], files: Files): Promise<NamedFiles> {
  const found = await Promise.all(paths.map(path => findOne(input, path, files)));
  // `./logs/a.log` and `logs/a.log` are one file, and one database.
  const all = new Map<string, NamedFile>();
  for (const file of found.flatMap(each => each.files)) {
    const own = resolve(file.path);
    if (!all.has(own)) all.set(own, file);
  }
  const problems = found.flatMap(each => each.problems);
  if (all.size > MOST_FILES) {
    const message = `${input}: expected at most ${MOST_FILES} files, but ${all.size} fit; the others are not read, and what is in them is not known. Report in several steps, each with a pattern of its own.`;
    problems.push({ level: 'warning', message });
  }
  return {
    files: [...all.values()].slice(0, MOST_FILES),
    problems,
    refused: found.some(each => each.refused),
    cut: all.size > MOST_FILES,
  };
}

const NONE: NamedFiles = { files: [], problems: [], refused: false, cut: false };

async function findOne(input: SourceInput, path: string, files: Files): Promise<NamedFiles> {
  const own = await files.read(path, { head: 0, tail: 0 });
  if (own.kind === 'read') return { ...NONE, files: [{ path, size: own.size }] };
  if (!isPattern(path) || own.kind === 'not-a-file') return { ...NONE, files: [{ path, size: 0 }] };
  const search = await files.find(path, MOST_FILES + 1);
  const problems = describeSearch(input, path, search);
  if (search.kind !== 'found') return { ...NONE, problems, refused: search.kind !== 'no-folder' };
  return { ...NONE, files: search.files, problems, refused: search.cut };
}

function describeSearch(input: SourceInput, pattern: string, search: FileSearch): Problem[] {
  const what = input === 'log' ? "the migration's output" : "the tool's reports";
  const begin = `${input}: expected ${what} in files that fit ${pattern}, but`;
  const warn = (text: string): Problem[] => [{ level: 'warning', message: `${begin} ${text}` }];
  switch (search.kind) {
    case 'no-folder':
      return [missing(input, `${begin} there is no folder ${search.folder}. ${CAUSE[input]}`)];
    case 'late':
      return warn(`${search.folder} could not be looked through within ${search.afterMs / 1_000} s. ${NARROW}`);
    case 'failed':
      return warn(
        `${search.folder} cannot be looked through (${describeError(search.thrown)}). Check its permissions.`,
      );
    default:
      break;
  }
  const { folder, fitting, links, cut } = search;
  const linked =
    links === 0
      ? ''
      : ` (${links === 1 ? 'a symbolic link fits, and is' : `${links} symbolic links fit, and are`} not read)`;
  if (cut) return warn(`${folder} holds more than can be looked through; ${fitting} files were found. ${NARROW}`);
  if (fitting === 0) return [missing(input, `${begin} no file in ${folder} does${linked}. ${CAUSE[input]}`)];
  if (links === 0) return [];
  const [them, fit] = links === 1 ? ['1 of them', 'fits'] : [`${links} of them`, 'fit'];
  const message = `${input}: symbolic links are not read; ${them} in ${folder} ${fit} ${pattern}.`;
  return [{ level: 'notice', message }];
}

const NARROW = 'Write a pattern with fewer folders, on a local disk.';
const PATHS = 'a path is relative to the workspace, also where working-directory is set';
const CAUSE: Readonly<Record<SourceInput, string>> = {
  log: `Either the migration did not run, or the pattern is wrong (${PATHS}). Write what each database's migration prints into a file of its own: COMMAND > logs/DATABASE.log 2>&1`,
  report: `Some failures write none; if this one should have, check the pattern (${PATHS}) and the tool's --output.`,
};

// As of one file: the absence of a report is no fault.
function missing(input: SourceInput, message: string): Problem {
  return { level: input === 'log' ? 'warning' : 'notice', message };
}
