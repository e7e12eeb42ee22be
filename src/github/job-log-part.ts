/** What a step printed within the log of its job. */
export interface LogSpan {
  /** When the step began; absent: the log counts from its first line. */
  readonly from?: Date;
  /** When it ended; absent: the log counts to its last line. */
  readonly to?: Date;
}

/**
 * The part of a job's log that was printed within `span`, without GitHub's stamps and without the script that the runner
 * shows before each step. Times of the jobs API are whole seconds: where steps meet within one, the part begins at the
 * runner's heading of a step, and ends where the runner says how the step failed. Takes time in proportion to the log.
 */
export function cutJobLog(log: string, { from, to }: LogSpan): string {
  const first = secondOf(from) ?? '';
  const last = secondOf(to) ?? '9999';
  const lines: string[] = [];
  let isInside = first === '';
  for (let start = 0; start < log.length; ) {
    const newline = log.indexOf('\n', start);
    const end = newline === -1 ? log.length : newline;
    const line = log.slice(start, end).replace(/\r$/, '');
    start = end + 1;
    const second = STAMP.exec(line)?.[1];
    // A line without a stamp belongs to the one before it.
    if (second !== undefined) isInside = second >= first && second <= last;
    if (isInside) lines.push(line.replace(STAMP, ''));
  }
  return dropHeadings(from === undefined ? lines : narrow(lines)).join('\n');
}

// `2026-01-02T03:04:05.1234567Z `, behind a byte order mark on the first line.
const STAMP = /^\uFEFF?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z /;
const GROUP = '##[group]';
const HEADING = '##[group]Run ';
const HEADING_END = '##[endgroup]';
const STEP_FAILED =
  /^##\[error\](?:Process completed with exit code|The operation was cancell?ed|The action '.{1,200}' has timed out)/;
// What the runner shows of a step stands within its heading: how the script is run, or what an action gets.
const OWN_HEADING = /^(?:shell: |with:$)/;

function secondOf(time: Date | undefined): string | undefined {
  return time?.toISOString().slice(0, 19);
}

// The steps before and after may have printed within the same seconds.
function narrow(lines: readonly string[]): readonly string[] {
  const begin = lines.findIndex(line => line.startsWith(HEADING));
  const end = lines.findLastIndex(line => STEP_FAILED.test(line));
  return lines.slice(Math.max(0, begin), end < begin || end === -1 ? lines.length : end + 1);
}

function dropHeadings(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const end = line.startsWith(HEADING) ? endOfHeading(lines, index) : undefined;
    if (end === undefined) kept.push(line);
    else index = end;
  }
  return kept;
}

/** The index of a heading's last line; undefined: it is a group that the command opened itself. */
function endOfHeading(lines: readonly string[], begin: number): number | undefined {
  let isOwn = false;
  for (let index = begin + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === HEADING_END) return isOwn ? index : undefined;
    if (line.startsWith(GROUP)) return undefined;
    isOwn ||= OWN_HEADING.test(line);
  }
  return undefined;
}
