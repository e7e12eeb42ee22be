import type { Dirent } from 'node:fs';
import { glob, lstat, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type FileSearch, type FoundFile, splitPattern } from './file-pattern.ts';

/** More entries of folders than logs lie among: `**` in a workspace full of packages must not hold the page up. */
const MOST_ENTRIES = 20_000;

/**
 * The regular files that fit `pattern`, sorted by path; at most `most` of them. No link is followed, neither to a file nor to a folder,
 * and hidden files and `node_modules` are left out. Never rejects.
 * https://nodejs.org/docs/latest-v24.x/api/fs.html#fspromisesglobpattern-options
 */
export async function findFiles(pattern: string, most: number): Promise<FileSearch> {
  const { folder, rest } = splitPattern(pattern);
  const at = { folder: resolve(folder) };
  try {
    const isFolder = await stat(folder || '.').then(
      stats => stats.isDirectory(),
      () => false,
    );
    if (!isFolder) return { kind: 'no-folder', ...at };
    const { entries, cut } = await listEntries(rest, folder);
    const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
    const links = entries.filter(entry => entry.isSymbolicLink()).map(entry => join(entry.parentPath, entry.name));
    const sorted = sort(paths.map(path => relative(at.folder, path)));
    const found = await Promise.all(sorted.slice(0, most).map(name => measure(folder, name)));
    return { kind: 'found', ...at, files: found, fitting: sorted.length, links: links.length, cut };
  } catch (thrown) {
    return { kind: 'failed', ...at, thrown };
  }
}

async function listEntries(pattern: string, folder: string): Promise<{ entries: Dirent[]; cut: boolean }> {
  const entries: Dirent[] = [];
  let seen = 0;
  const exclude = (entry: Dirent): boolean => {
    seen += 1;
    return seen > MOST_ENTRIES || entry.name === 'node_modules';
  };
  for await (const entry of glob(pattern, { cwd: resolve(folder), withFileTypes: true, exclude })) {
    entries.push(entry);
    if (entries.length > MOST_ENTRIES) break;
  }
  return { entries, cut: seen > MOST_ENTRIES || entries.length > MOST_ENTRIES };
}

async function measure(folder: string, name: string): Promise<FoundFile> {
  const path = join(folder, name);
  // What is gone by now is told when it is read.
  const size = await lstat(path).then(
    stats => stats.size,
    () => 0,
  );
  return { path, name: name.replaceAll('\\', '/'), size };
}

// By code unit: the same on every machine.
function sort(names: readonly string[]): string[] {
  return [...new Set(names)].sort((one, other) => (one < other ? -1 : Number(one > other)));
}
