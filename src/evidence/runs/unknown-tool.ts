import { findDialect } from '../databases/databases.ts';
import { markExcerpt } from '../lines/excerpt.ts';
import type { Stream } from '../lines/lines.ts';
import { saysDryRun } from './dry-run-words.ts';
import { chooseExcerpt, chooseLastLines } from './excerpt-lines.ts';
import { isCleanContainer, isStoppedContainer } from './exit-words.ts';
import type { RunOutcome } from './outcome.ts';
import { findUnknownError, type UnknownError } from './unknown-error.ts';

// A program of its own says which migration failed, and its caller went on.
const NAMED_FAILURE =
  /\b[Mm]igration:? ["'`]?(?=[\w\\./:-]{0,200}[\d_\\])(?<name>[\w\\./:-]{3,200})["'`]? (?:\(up\) )?(?:has )?failed\b/;
// A file of migrations before its error: `20180812001528_create_users: ERROR #42601 …`
const NAMED_ERROR =
  /^(?<name>(?:\d{8,14}|\d{4}(?:[-_]\d\d){2}[-_]\d{6}|\d{3,5})[_-][A-Za-z][\w-]{1,150}(?:\.\w{2,4})?): (?:ERROR|Error|error|failed)\b/;

// A database's error further from the end is of something that the program went on from.
const LAST_LINES = 400;

/**
 * The error in the log of a tool that the table does not know: a database's own words near its end, else its last words; undefined where
 * there are none. It says nothing of how the run ended: the job's status alone decides that. Its `tool` is empty.
 */
export function describeUnknownTool(streams: readonly Stream[]): RunOutcome | undefined {
  const isOver = streams.some(({ lines }) => lines.some(({ text }) => isCleanContainer(text)));
  const found = streams.flatMap(stream => {
    const from = Math.max(0, stream.lines.length - LAST_LINES);
    const error = findUnknownError(stream.lines.slice(from));
    // A container that was stopped when the one that migrates had ended well.
    if (error?.bare === true && isOver && isStoppedContainer(error.error)) return [];
    return error === undefined ? [] : [{ stream, error, from }];
  });
  // The container that ended with an error, before one that went on after it.
  const chosen = found.findLast(({ error }) => error.isLast) ?? found.at(-1);
  if (chosen !== undefined) return describe(chosen.stream, chosen.error, chosen.from, streams.length > 1);
  return streams.some(({ lines }) => saysDryRun(lines)) ? DRY_RUN : undefined;
}

const DRY_RUN: RunOutcome = {
  source: 'log-text',
  tool: '',
  verdict: 'dry-run',
  databaseState: 'unknown',
  applied: [],
};

function describe({ name, lines }: Stream, found: UnknownError, from: number, several: boolean): RunOutcome {
  const { error, errorType, sqlstate, category, isLast, neverStarted, bare } = found;
  const dialect = findDialect(lines);
  const read = found.lines.map(index => index + from);
  const texts = lines.map(({ text }) => text);
  const named = lines.findLast(({ text }) => NAMED_FAILURE.test(text))?.text;
  const migration = nameFailed(named, texts, read);
  const shown = new Set([
    ...(bare === true ? [] : chooseExcerpt(lines, read)),
    ...(bare === true || isLast ? chooseLastLines(lines, from, lines.length, bare === true ? {} : { most: 4 }) : []),
  ]);
  return {
    source: 'log-text',
    tool: '',
    verdict: 'unknown',
    ...(several && name !== '' ? { stream: name } : {}),
    ...(dialect === undefined ? {} : { dialect }),
    ...(bare === true ? {} : { error, category }),
    ...(errorType === undefined ? {} : { errorType }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
    ...(isLast || named !== undefined ? { lastWords: 'error' } : {}),
    ...(migration === undefined ? {} : { migration }),
    databaseState: neverStarted ? 'unchanged' : 'unknown',
    applied: [],
    excerpt: markExcerpt(texts, [...shown].sort((a, b) => a - b).slice(-20)),
  };
}

/** The migration that a line names as failed, or whose error is told behind its name. */
function nameFailed(named: string | undefined, texts: readonly string[], read: readonly number[]): string | undefined {
  const before = read.map(index => NAMED_ERROR.exec(texts[index] ?? '')?.groups?.name).find(name => name !== undefined);
  const name = (named === undefined ? undefined : NAMED_FAILURE.exec(named)?.groups?.name) ?? before;
  return name?.replace(/^.*[/\\](?=[^/\\]+$)|\.sql$/g, '');
}
