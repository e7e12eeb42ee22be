import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SOURCE_FILE } from './source-match.ts';

const DEEPEST = 12;
const MOST_ENTRIES = 50_000;
/** Installed packages and build output: copies, or another repository's. */
const SKIPPED = /^(?:\..*|node_modules|bower_components|vendor|dist|build|target|__pycache__|site-packages)$/;
/** What tells a virtual environment of Python, whatever it is called: https://docs.python.org/3/library/venv.html */
const VIRTUAL_ENVIRONMENT = 'pyvenv.cfg';

/**
 * The files of `workspace` that a migration could be, as paths below it with `/`; the shallow ones first, of very many not
 * all. Links are not followed. What can't be read is left out. Ends when `signal` says so.
 */
export async function listWorkspace(workspace: string, signal: AbortSignal): Promise<readonly string[]> {
  const files: string[] = [];
  let entries = 0;
  let folders = [''];
  for (let depth = 0; depth < DEEPEST && folders.length > 0; depth += 1) {
    const below: string[] = [];
    for (const folder of folders) {
      if (signal.aborted || entries > MOST_ENTRIES) return files;
      const listed = await readdir(join(workspace, folder), { withFileTypes: true }).catch(() => []);
      entries += listed.length;
      if (listed.some(({ name }) => name === VIRTUAL_ENVIRONMENT)) continue;
      for (const entry of listed) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !SKIPPED.test(entry.name)) below.push(path);
        else if (entry.isFile() && SOURCE_FILE.test(entry.name)) files.push(path);
      }
    }
    folders = below;
  }
  return files;
}
