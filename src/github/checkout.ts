import { lstat, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Which commit of which repository a checkout has to be of. */
export interface Commit {
  /** GitHub's web site, e.g. `https://github.com`. */
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly sha: string;
}

/** Larger than the index of any repository that is worth a link. */
const LARGEST_INDEX = 64 * 1_048_576;

/**
 * The path within the repository of a file of the workspace, both with `/`, where it is a file of that very commit: the
 * checkout around it has the commit as its HEAD and the repository as its origin, and its index knows the file. Undefined
 * elsewhere: another checkout, a submodule, what a build wrote. https://git-scm.com/docs/gitrepository-layout
 */
export async function findInCommit(workspace: string, file: string, commit: Commit): Promise<string | undefined> {
  const root = await findRoot(workspace, file);
  if (root === undefined) return undefined;
  const git = join(workspace, root, '.git');
  const path = root === '.' ? file : file.slice(root.length + 1);
  const [head, config] = await Promise.all([readHead(git), read(join(git, 'config'))]);
  if (head !== commit.sha.toLowerCase() || !isOrigin(config, commit)) return undefined;
  return (await isTracked(git, path)) ? path : undefined;
}

// A submodule and a second work tree have a file of that name: they are not this checkout.
async function findRoot(workspace: string, file: string): Promise<string | undefined> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = await lstat(join(workspace, folder, '.git')).catch(() => undefined);
    if (found !== undefined) return found.isDirectory() ? folder : undefined;
    if (folder === '.') return undefined;
  }
}

async function readHead(git: string): Promise<string> {
  const head = (await read(join(git, 'HEAD'))).trim();
  const [, ref] = /^ref: (refs\/[\w./+@-]{1,250})$/.exec(head) ?? [];
  if (ref === undefined || ref.includes('..')) return head.toLowerCase();
  const loose = (await read(join(git, ref))).trim();
  if (loose !== '') return loose.toLowerCase();
  const packed = (await read(join(git, 'packed-refs'))).split('\n').find(line => line.endsWith(` ${ref}`));
  return packed?.split(' ')[0]?.toLowerCase() ?? '';
}

function isOrigin(config: string, { serverUrl, repository }: Commit): boolean {
  const [, section = ''] = /^\[remote "origin"\]\n((?:[^[\n].*\n?|\n)*)/m.exec(config.replaceAll('\r', '')) ?? [];
  const [, url = ''] = /^\s*url\s*=\s*(\S+)\s*$/m.exec(section) ?? [];
  // `https://user@host/owner/name.git`, `ssh://git@host/owner/name`, `git@host:owner/name.git`
  const [, host, path] =
    /^(?:\w+:\/\/)?(?:[^@/]{1,300}@)?([^:/]+(?::\d+(?=\/))?)[:/](.+?)(?:\.git)?\/?$/.exec(url) ?? [];
  const own = URL.canParse(serverUrl) ? new URL(serverUrl) : undefined;
  const isHost = host !== undefined && (host === own?.host || host === own?.hostname);
  return isHost && path?.toLowerCase() === repository.toLowerCase();
}

// Entries of versions 2 and 3 hold the whole path behind its length, and end with NUL: https://git-scm.com/docs/index-format
async function isTracked(git: string, path: string): Promise<boolean> {
  const index = join(git, 'index');
  const stats = await lstat(index).catch(() => undefined);
  if (stats === undefined || !stats.isFile() || stats.size > LARGEST_INDEX) return false;
  const bytes = await readFile(index).catch(() => Buffer.alloc(0));
  if (bytes.length < 12) return false;
  // Later versions leave out what a path shares with the one before.
  if (bytes.readUInt32BE(4) > 3) return true;
  const name = Buffer.from(`${path}\0`);
  const length = Math.min(name.length - 1, 0xfff);
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1))
    if (at >= 2 && (bytes.readUInt16BE(at - 2) & 0xfff) === length) return true;
  return false;
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
