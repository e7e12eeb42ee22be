/** A place in a source file that the output names. */
export interface SourcePlace {
  /** As it was printed; empty: the failed migration's own file. Raw. */
  readonly path: string;
  /** Counts from 1. */
  readonly line?: number;
}

/** More places than one failure names; the last ones count. */
const MOST_PLACES = 100;
const LONGEST_LINE = 4_000;
const LONGEST_PATH = 300;

const ENDING = /\.(?:sql|py|rb|[cm]?[jt]s|go|php|exs?|java|kt|cs|xml|ya?ml|json)(?![\w-])/g;
const BORDER = /[\s"'`()<>[\]{}|,;=*]/;
// `x.py", line 3`, `x.sql:3`, `x.cs:line 3`, `x.php on line 3`, `x.php(3)`, MariaDB: `at line 3 in file: 'x.sql'`
const LINE = /(?:["'], line |:line |:| on line |\()(\d{1,7})(:\d|:in\b)?/y;
const LINE_BEFORE = /at line (\d{1,7}) in file: '?$/;
// psql prints what is no error the same way.
const HARMLESS = /^psql:.{1,300}:\d+: (?:NOTICE|WARNING|INFO|DEBUG|LOG):/;
// Flyway: https://github.com/flyway/flyway/blob/main/flyway-core/src/main/java/org/flywaydb/core/internal/sqlscript/FlywaySqlScriptException.java
const FLYWAY_LINE = /^\s{0,8}Line {1,20}: (\d{1,7})$/;
// golang-migrate knows the line of the file where its driver computed a column: https://github.com/golang-migrate/migrate/blob/master/database/postgres/postgres.go
const GOLANG_MIGRATE = /\(column \d{1,7}\) in line (\d{1,7}):/;

/**
 * The places that `lines` of a tool's output name, in their order, a path once: of the frames of one file the innermost.
 * Pure; never throws; takes time in proportion to the lines' length.
 */
export function findPlaces(lines: readonly string[]): readonly SourcePlace[] {
  const places = new Map<string, SourcePlace>();
  let before: readonly string[] = [];
  for (const line of lines) {
    if (line.length > LONGEST_LINE || HARMLESS.test(line)) continue;
    const [, flyway] = FLYWAY_LINE.exec(line) ?? [];
    for (const path of flyway === undefined ? [] : before) places.set(path, place(path, flyway));
    const [, own] = GOLANG_MIGRATE.exec(line) ?? [];
    if (own !== undefined) places.set('', place('', own));
    const found = findInLine(line);
    for (const { path, line: number, isInnermost } of found) {
      if (isInnermost && places.get(path)?.line !== undefined) continue;
      if (number === undefined && places.has(path)) continue;
      places.delete(path);
      places.set(path, place(path, number));
    }
    if (found.length > 0) before = found.map(({ path }) => path);
  }
  return [...places.values()].slice(-MOST_PLACES);
}

interface Found {
  readonly path: string;
  readonly line: string | undefined;
  /** Stacks of JavaScript and Ruby begin with the innermost frame, those of Python end with it. */
  readonly isInnermost: boolean;
}

function findInLine(line: string): Found[] {
  const found: Found[] = [];
  for (const { index, 0: ending } of line.matchAll(ENDING)) {
    const end = index + ending.length;
    const start = startOf(line, index);
    const path = cleanPath(line.slice(start, end));
    LINE.lastIndex = end;
    const [, number = LINE_BEFORE.exec(line.slice(0, start))?.[1], column] = LINE.exec(line) ?? [];
    if (path !== '') found.push({ path, line: number, isInnermost: column !== undefined });
  }
  return found;
}

function startOf(line: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < LONGEST_PATH && !BORDER.test(line.charAt(start - 1))) start -= 1;
  return start;
}

// `psql:db/x.sql`, `file:///srv/x.py`, `filesystem:/flyway/sql/V3__x.sql`: what stands before the last colon names no folder, but a drive does.
function cleanPath(printed: string): string {
  const path = printed.replaceAll('\\', '/').replace(/^.*:(?!\/[^/])/, '');
  return path
    .replace(/^[A-Za-z]{2,}:/, '')
    .replace(/^(?:[A-Za-z]:)?\/{1,3}(?=[^/])/, '/')
    .replace(/^(?:\.\/)+/, '');
}

function place(path: string, line: string | undefined): SourcePlace {
  const number = Number(line ?? 0);
  return number > 0 ? { path, line: number } : { path };
}
