import type { Dialect } from './dialect.ts';
import { blankLiterals, isHarmless, STATEMENT } from './harmless.ts';
import { categoriseTranslated, SEVERITIES } from './languages.ts';
import { OPENINGS } from './openings.ts';
import { findSentence } from './sentences.ts';
import { cutTail, type Kept, STATEMENT_BEHIND } from './tail.ts';

/** What one line tells of an error. */
export interface Message {
  readonly text: string;
  readonly sqlstate?: string | undefined;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
  readonly dialect?: Dialect | undefined;
}

/** The message of a database in `line`; undefined when there is none. */
export function readMessage(line: string): Message | undefined {
  if (isHarmless(line)) return undefined;
  const statement = STATEMENT.test(line);
  const bare = line.replace(/(\(details: .*)\)$/, '$1');
  const plain = statement ? blankLiterals(bare) : bare;
  // A statement behind the message may quote errors of its own.
  const kept: Kept = plain.includes('SQL') ? cutTail(plain) : { text: plain };
  const found = findOpening(kept.text) ?? findSpoken(kept.text, statement, kept.sqlstate !== undefined);
  if (found === undefined) return undefined;
  const cut = cutTail(tidy(found.text));
  const dialect = narrow(found.dialect, tidy(cut.text));
  // SQLite's drivers in Go and its client set the result code behind the words: https://www.sqlite.org/rescode.html
  const text = dialect === 'sqlite' ? tidy(cut.text).replace(/ \(\d{1,4}\)$/, '') : tidy(cut.text);
  if (!/\p{L}{2}/u.test(text)) return undefined;
  return {
    text,
    sqlstate: found.sqlstate ?? cut.sqlstate ?? kept.sqlstate,
    code: found.code ?? cut.code ?? kept.code,
    type: found.type ?? cut.type ?? kept.type,
    dialect,
  };
}

/** The message behind the last of a database's or driver's own openings. */
function findOpening(line: string): Message | undefined {
  let last: { readonly end: number; readonly groups: Groups; readonly dialect?: Dialect | undefined } | undefined;
  let told: { sqlstate?: string | undefined; code?: string | undefined; type?: string | undefined } = {};
  for (const { needs, when, dialect } of OPENINGS) {
    if (!line.includes(needs)) continue;
    for (const match of line.matchAll(when)) {
      const end = match.index + match[0].length;
      const groups: Groups = match.groups ?? {};
      told = { ...told, ...definedOf(groups) };
      if (last === undefined || end > last.end) last = { end, groups, dialect: dialect ?? last?.dialect };
      else if (last.dialect === undefined) last = { ...last, dialect };
    }
  }
  if (last === undefined) return undefined;
  // libpq names the server before it hands on what that said.
  const server = line.search(/connection to server (?:at|on) /);
  const text = server !== -1 && server < last.end ? line.slice(server) : unwrap(line.slice(last.end));
  return { text: text.replace(STATEMENT_BEHIND, ''), ...told, dialect: last.dialect };
}

type Groups = Readonly<Record<string, string | undefined>>;

function definedOf({ sqlstate, code, number, mysql, type }: Groups): {
  sqlstate?: string;
  code?: string;
  type?: string;
} {
  const vendor = code ?? mysql ?? number;
  return {
    ...(sqlstate === undefined ? {} : { sqlstate }),
    ...(vendor === undefined || (/^\d{1,2}$/.test(vendor) && number !== undefined) ? {} : { code: vendor }),
    ...(type === undefined ? {} : { type }),
  };
}

const FAILURE =
  /error|fail|fatal|exception|panic|abort|cannot|could ?n[o']t|unable|violat|crit|severe|rejected|✖|❌|✗|\bERR\b|Fehler|erreur|erro\b|ошибк|错误|エラー/i;
const FOREIGN = new RegExp(`(?:^|[\\s\\]])(?:${SEVERITIES}) ?:\\s+$|(?:error|exception): $`, 'iu');

// Where a sentence may begin behind words of a program.
const BOUNDARY = /(?:^\W{0,12}|: +|\) | - | ! |<- |-> |=> |["'`(]|\] |\bError |, )(?=["'`[\p{L}])/gu;
const MOST_BOUNDARIES = 80;

/** The first sentence that a database would say, at the start of the line or behind words that tell of a failure. */
function findSpoken(line: string, statement: boolean, coded: boolean): Message | undefined {
  let rounds = 0;
  for (const match of line.matchAll(BOUNDARY)) {
    rounds += 1;
    if (rounds > MOST_BOUNDARIES) break;
    const from = match.index + match[0].length;
    const before = line.slice(0, from);
    if (statement && !before.endsWith(' - ')) continue;
    const sentence = findSentence(line, from);
    const isSaid = match.index === 0 || coded || FAILURE.test(before) || before === 'Context: ';
    if (sentence !== undefined && isSaid) return { text: line.slice(from), ...sentence, type: className(before) };
    const rest = line.slice(from);
    if (FOREIGN.test(before) && /["»«„“]/.test(rest) && categoriseTranslated(rest) !== undefined) {
      return { text: rest, dialect: 'postgresql', type: className(before) };
    }
  }
  if (!coded) return undefined;
  const last = line.lastIndexOf('ERROR: ');
  return { text: unwrap(last === -1 ? line : line.slice(last)) };
}

/** The class of the exception whose words follow. */
function className(before: string): string | undefined {
  return /([A-Z]\w{2,80}(?:Error|Exception|Violation|NotUnique))(?: \(0x[0-9A-F]+\))?: $/.exec(before)?.[1];
}

const PREAMBLES: readonly RegExp[] = [
  /^(?:[\w.$\\]{1,120}(?:Error|Exception|Violation)|StandardError|Error|ERROR|FATAL|error)(?: \(0x[0-9A-Fa-f]+\))?:\s+/,
  /^\[[^\]]{1,80}\]\s?(?=\[|\p{L})/u,
  /^\(conn=\d+\) /,
  /^(?:DB::Exception|Exception): /,
  /^Received from \S{1,200}\. /,
  /^failed to (?:run|execute) (?:SQL|Go|go) (?:migration|query)(?: ".*")?: /,
  /^Unhandled rejection /,
];

function unwrap(text: string): string {
  let left = text.trim();
  for (let [before, round] = ['', 0]; before !== left && round < 8; round += 1) {
    before = left;
    for (const preamble of PREAMBLES) left = left.replace(preamble, '');
  }
  return left;
}

/** Without the quotes and brackets that were opened before the message. */
function tidy(text: string): string {
  let left = unescapeLiteral(text);
  left = left.replace(/", ?(?:detail|hint|position|code):.*$/, '').trim();
  if (left.split('"').length % 2 === 0) left = left.replace(/"(?:\)+'?,?| ?\}+\)*)$/, '');
  for (const quote of ['"', '`', "'"]) {
    if (left.endsWith(quote) && left.split(quote).length % 2 === 0) left = left.slice(0, -1);
  }
  if (/[^"'`]\)$/.test(left) && left.split('(').length < left.split(')').length) left = left.slice(0, -1);
  return left.replace(/^["'`]+(?=[^"'`]{1,4000}$)/, '').trim();
}

/** A message out of a string literal, up to the end of its first line. */
function unescapeLiteral(text: string): string {
  if (!text.includes('\\')) return text;
  return text
    .replace(/\\u0027/g, "'")
    .replace(/\\(["'\\])/g, '$1')
    .replace(/\\n(?=[A-Z\s"'\\]|$).*$/, '');
}

function narrow(dialect: Dialect | undefined, text: string): Dialect | undefined {
  if (/\bMariaDB\b/.test(text)) return 'mariadb';
  const spoken = findSentence(text.replace(/^(?:\d{4} |ER_\w{1,60}: )/, ''))?.dialect;
  return dialect === undefined || (dialect === 'postgresql' && spoken === 'cockroachdb')
    ? (spoken ?? dialect)
    : dialect;
}
