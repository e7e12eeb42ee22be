import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder that keeps what was downloaded and built, outside the repository, so that a second run is quick. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pagerduty-migration-alert');

const MARK = '.complete';

/** Whether the folder of that name is there and complete. */
export function isCached(name: string): boolean {
  return existsSync(join(CACHE, name, MARK));
}

/**
 * The folder of one tool in one version; `fill` is called when it is not there yet. A fill that was broken off leaves no mark behind and is
 * begun anew by the next run.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  if (!isCached(name)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await fill(folder);
    writeFileSync(join(folder, MARK), '');
  }
  return folder;
}
