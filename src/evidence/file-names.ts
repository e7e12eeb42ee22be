import type { SourceFile } from './sources/source-files.ts';

/** The names of the databases whose files these are, one a file; empty: the file is of all of them. */
export interface FileNames {
  readonly reports: readonly string[];
  readonly logs: readonly string[];
}

/**
 * Names each database by its file, `logs/acme.log` and `reports/acme.json` as `acme`; where files of several folders have the same name,
 * by the folders that differ: `reports/acme/report.json`, too. One file that is written out among several of the other input is of all.
 */
export function nameFiles(reports: readonly SourceFile[], logs: readonly SourceFile[]): FileNames {
  const areEnough = [reports, logs].every(files => hasOwnNames(files.map(partsOf)));
  return { reports: nameInput(reports, areEnough), logs: nameInput(logs, areEnough) };
}

function nameInput(files: readonly SourceFile[], areEnough: boolean): readonly string[] {
  const [first] = files;
  if (first === undefined) return [];
  if (files.length === 1 && first.name === undefined) return [''];
  if (areEnough) return files.map(file => partsOf(file).at(-1) ?? '');
  if (files.length === 1) return [nameAlone(first)];
  return withoutCommon(files.map(partsOf)).map(parts => parts.join('/'));
}

// The pattern has its `*` in a folder, where it needs the folders of the other input.
function nameAlone({ name = '', path }: SourceFile): string {
  const parts = partsOf({ path: name || path });
  return (parts.length > 1 ? parts.slice(0, -1) : parts).join('/');
}

/** The folders of a file and its name without its extension. */
function partsOf({ path }: Pick<SourceFile, 'path'>): readonly string[] {
  const parts = path.replaceAll('\\', '/').split('/');
  return parts.map((part, index) => (index === parts.length - 1 ? part.replace(/(?<=.)\.[A-Za-z]\w{0,9}$/, '') : part));
}

/** Whether no two files of different folders have the same name. */
function hasOwnNames(files: readonly (readonly string[])[]): boolean {
  const wholes = new Set(files.map(parts => parts.join('/')));
  return new Set(files.map(parts => parts.at(-1))).size === wholes.size;
}

/** What is left of each without the parts that all begin with, and those that all end with; never nothing. */
function withoutCommon(files: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const shortest = Math.min(...files.map(({ length }) => length));
  const [first = []] = files;
  let begin = 0;
  while (begin < shortest - 1 && files.every(parts => parts[begin] === first[begin])) begin += 1;
  let end = 0;
  while (end < shortest - 1 - begin && files.every(parts => parts.at(-1 - end) === first.at(-1 - end))) end += 1;
  return files.map(parts => parts.slice(begin, parts.length - end));
}
