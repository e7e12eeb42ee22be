import { categorise } from '../databases/category.ts';
import { cleanError, findSqlstate } from '../databases/error-text.ts';
import type { Evidence } from '../evidence.ts';
import { markExcerpt } from '../lines/excerpt.ts';

// How a program says that it failed, whatever program it is: `error: …`, `FATAL: …`, `Npgsql.PostgresException: …`, libpq's own sentence.
const ERROR_LINE =
  /^(?:(?:Caused by|Unhandled exception\.?|Exception in thread "[^"]{0,80}"):? )?(?:(?<type>[A-Za-z_][\w.$:]{0,120}(?:Error|Exception|Violation|Bad|Failure))(?: \(0x[0-9A-Fa-f]+\))?: |(?:error|Error|ERROR|FATAL|fatal|panic)(?:\[\w+\])?:\s+|(?=connection to server at ))(?<error>.+)$/;

const LAST_LINES = 400;

/**
 * The last error in the log of a tool that the table does not know, if its words are a database's; else undefined. It says nothing of
 * how the run ended: the job's status alone decides that. Its `tool` is empty.
 */
export function readUnknownTool(lines: readonly string[]): Evidence | undefined {
  const from = Math.max(0, lines.length - LAST_LINES);
  for (let at = lines.length - 1; at >= from; at -= 1) {
    const groups = ERROR_LINE.exec(lines[at]?.trim() ?? '')?.groups;
    if (groups?.error === undefined) continue;
    const sqlstate = findSqlstate(groups.error);
    const type = groups.type?.split('.').at(-1);
    const category = categorise({ code: type ?? '', sqlstate: sqlstate ?? '', message: groups.error });
    if (category === 'DatabaseError' && sqlstate === undefined) continue;
    const errorType = sqlstate ?? type;
    return {
      source: 'log-text',
      tool: '',
      verdict: 'unknown',
      error: cleanError(groups.error),
      ...(errorType === undefined ? {} : { errorType }),
      ...(sqlstate === undefined ? {} : { sqlstate }),
      category,
      databaseState: 'unknown',
      applied: [],
      excerpt: markExcerpt(lines, around(at, lines.length)),
    };
  }
  return undefined;
}

function around(at: number, end: number): number[] {
  return Array.from({ length: 8 }, (_, index) => at - 3 + index).filter(near => near >= 0 && near < end);
}
