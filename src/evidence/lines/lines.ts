import { cutAtBlank } from '../../primitives/text.ts';

/** What one line of a log says, without what carried it. */
export interface Line {
  readonly text: string;
  /** Line of the raw log, counted from 0. A record that holds several lines gives them all the same number. */
  readonly at: number;
  /** What the carrier said of it, where it said so. */
  readonly level?: Level;
  /** Name of the logger that carried it, e.g. `org.flywaydb.core.internal.command.DbMigrate`. */
  readonly logger?: string;
}

export type Level = 'error' | 'warning' | 'info' | 'debug';

/** Lines of one origin, in the order of the log. */
export interface Stream {
  /** Container, package, pod …; empty: the only one, or the lines that no name stands before. */
  readonly name: string;
  readonly lines: readonly Line[];
}

/** A line as today's rules read it. `at` counts lines of the cleaned log from 0. */
export type LogLine = Pick<Line, 'text' | 'at'>;

/** The lines of a captured log, by origin. Never throws; takes time in proportion to the log's length. */
export function readStreams(log: string): readonly Stream[] {
  return [{ name: '', lines: cleanLines(log).map((text, at) => ({ text, at })) }];
}

// How much of a log the rules look at: its head tells which tool ran, its tail how it ended.
const HEAD_LINES = 2_000;
const TAIL_LINES = 50_000;
const LONGEST_LINE = 131_072;

/**
 * The lines of a captured log as a person sees them: without terminal escapes, the runner's timestamps, the prefixes of `gh run view`
 * and of docker compose, and workflow commands. A progress line that was overwritten becomes a line of its own.
 * Of very long logs the first 2 000 and the last 50 000 lines, of endless lines both ends.
 */
export function cleanLines(log: string): string[] {
  const lines = cutMiddle(stripTerminal(log)).split('\n');
  return lines.map(line => stripPrefixes(line)).filter(line => line !== undefined);
}

function cutMiddle(log: string): string {
  let tail = log.length;
  for (let count = 0; count < TAIL_LINES && tail > 0; count += 1) tail = log.lastIndexOf('\n', tail - 1);
  if (tail <= 0) return log;
  let head = -1;
  for (let count = 0; count < HEAD_LINES && head < tail; count += 1) {
    head = log.indexOf('\n', head + 1);
  }
  return head >= tail ? log : `${log.slice(0, head)}\n${log.slice(tail + 1)}`;
}

// CSI sequences that go back to the start of a line, other CSI, OSC, charsets, and two-character escapes (ECMA-48, ECMA-35).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const LINE_RESTARTS = /\u001b\[(?:\d*G|2K)/g;
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /\u001b(?:\[[0-?]{0,30}[ -/]{0,5}[@-~]|\][^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\)?|[ -/]{0,5}[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;

function stripTerminal(log: string): string {
  return log
    .replaceAll('\r\n', '\n')
    .replace(LINE_RESTARTS, '\n')
    .replace(ESCAPES, '')
    .replace(/\r/g, '\n')
    .replace(CONTROLS, '');
}

const GH_PREFIX = /^[^\t]{1,200}\t[^\t]{1,200}\t(?=\d{4}-\d\d-\d\dT)/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}Z /;
const COMPOSE_PREFIX = /^[A-Za-z0-9][\w.-]{0,80}-\d{1,3} {1,80}\| ?/;

// What the runner says of a step that failed; `gh run view` shows it as an error.
const RUNNER_WORDS = /^(?:Error: )?Process completed with exit code \d+\.?$/;

function stripPrefixes(raw: string): string | undefined {
  const line = shorten(raw).replace(GH_PREFIX, '').replace(TIMESTAMP, '').replace(COMPOSE_PREFIX, '');
  // An error that somebody wrapped in a command is still said; every other command is talk between script and runner.
  const said = line.replace(/^(?:::error(?: [^\n]{0,500}?)?::|##\[error\])/, '');
  if (RUNNER_WORDS.test(said)) return undefined;
  return said === line && /^(?:::[a-z-]+(?: [^:]{0,500})?::|##\[[a-z-]+\])/.test(line) ? undefined : said;
}

function shorten(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const tail = line.slice(-LONGEST_LINE / 2);
  // Half a word may be half a secret, and which of its quotes opens a value only the middle tells.
  const from = Math.max(
    tail.search(/\s/),
    ...["'", '",', '")'].map(quote => tail.lastIndexOf(quote) + quote.length - 1),
  );
  return `${cutAtBlank(line, LONGEST_LINE / 2)} … ${tail.slice(from + 1)}`;
}

const LONGEST_FOR_RULES = 6_000;
const GAP = ' … ';

/** What rules look at: of very long lines both ends. */
export function shortenForRules(lines: readonly LogLine[]): LogLine[] {
  return lines.map(line =>
    line.text.length <= LONGEST_FOR_RULES ? line : { text: cutInside(line.text), at: line.at },
  );
}

function cutInside(line: string): string {
  return `${line.slice(0, LONGEST_FOR_RULES / 2)}${GAP}${line.slice(-LONGEST_FOR_RULES / 2)}`;
}

/** `text`, which rules read in shortened `lines`, as it stands in the whole ones. */
export function restoreMiddle(text: string, lines: readonly LogLine[]): string {
  if (!text.includes(GAP)) return text;
  const long = lines.filter(line => line.text.length > LONGEST_FOR_RULES).map(line => line.text);
  return text
    .split('\n')
    .map(part => long.map(line => findWhole(part, line)).find(whole => whole !== undefined) ?? part)
    .join('\n');
}

function findWhole(part: string, line: string): string | undefined {
  const short = cutInside(line);
  const from = short.indexOf(part);
  const isAcross =
    from !== -1 && from < LONGEST_FOR_RULES / 2 && from + part.length > LONGEST_FOR_RULES / 2 + GAP.length;
  return isAcross ? line.slice(from, line.length - (short.length - from - part.length)) : undefined;
}

const NEW_THOUGHT = /^(?:\s|[│╭╰┃•⚡✅❌📦🔒🔐💡🔍🔧🔄⏸⏱🛠🧪📋📚⚠])/u;

/**
 * Lines that a program broke at 80 columns, whole again. Rich (Confiture) leaves the space before a broken word at the end of the
 * line, and fills the line when it has to cut within a word.
 */
export function joinWrapped(lines: readonly LogLine[]): LogLine[] {
  const joined: LogLine[] = [];
  let open = false;
  let last = '';
  for (const line of lines) {
    const before = joined.at(-1);
    if (open && before !== undefined && line.text !== '' && !NEW_THOUGHT.test(line.text)) {
      const gap = last.length === 80 && /\s/.test(last) ? ' ' : '';
      joined[joined.length - 1] = { text: before.text + gap + line.text, at: before.at };
    } else {
      joined.push(line);
    }
    last = line.text;
    open = (line.text.endsWith(' ') && line.text.trim() !== '') || line.text.length === 80;
  }
  return joined;
}
