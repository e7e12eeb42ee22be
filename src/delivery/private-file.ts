import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../github/run-facts.ts';

/** The folder of this action below `RUNNER_TEMP`, which the runner empties at the start and the end of a job; undefined where the runner names none. */
export function jobFolder({ RUNNER_TEMP = '' }: Environment): string | undefined {
  return RUNNER_TEMP === '' ? undefined : join(RUNNER_TEMP, 'pagerduty-migration-alert');
}

/** Writes a file for its owner only, whatever stands in its place, its folder too, and gives its path. Throws where that can't be. */
export function writePrivately(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return path;
}

// Never through a link, and never waiting for a pipe that stands in the file's place. Windows has neither flag.
const APPEND =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

/** Adds to a file of its owner only, which is made where there is none. Throws where that can't be. */
export function appendPrivately(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) rmSync(path);
  const file = openSync(path, APPEND, 0o600);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** The lines of a file that are not empty; none where there is no file. */
export function readLines(path: string): string[] {
  // A pipe that stands in a file's place would hold the job until somebody writes into it.
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter(line => line !== '');
}

/** What `act` gives, or `otherwise` where it throws: no file may lose a page. */
export function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
