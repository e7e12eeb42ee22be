import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', 'fixtures', 'evidence');

/** The text of a fixture such as `dbmate/sql.stdout`; empty when there is none. */
export function fixture(name: string): string {
  const path = join(ROOT, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Standard output, then standard error, as `cat out err` joins them. */
export function splitLog(name: string): string {
  return fixture(`${name}.stdout`) + fixture(`${name}.stderr`);
}

/** Both streams as `2>&1` mixes them, where that differs from one after the other in more than times. */
export function mixedLog(name: string): string {
  return fixture(`${name}.combined`) || splitLog(name);
}

/** The fixture's log, ended by a line break: another command's output may follow. */
export function wholeLog(name: string): string {
  const log = splitLog(name);
  return log === '' || log.endsWith('\n') ? log : `${log}\n`;
}
