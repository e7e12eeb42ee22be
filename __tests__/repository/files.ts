import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's folder. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** Paths of the repository's files that fit the patterns of `git ls-files`, with `/`, those not yet committed included. */
export function filesLike(...patterns: string[]): string[] {
  const listed = git('ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns).toString();
  return [...new Set(listed.split('\0'))].filter(path => path !== '').sort();
}

/** The text of a file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What a git command in the repository prints. */
export function git(...args: string[]): Buffer {
  return execFileSync('git', args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
}
