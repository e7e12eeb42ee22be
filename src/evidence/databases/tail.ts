/** A line without what stands behind its message, and what that told. */
export interface Kept {
  readonly text: string;
  readonly sqlstate?: string;
  readonly code?: string;
  readonly type?: string;
}

const STATEMENT =
  '(?:CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|SELECT|RENAME|TRUNCATE|GRANT|REVOKE|REPLACE|MERGE|EXEC|COMMENT ON|WITH|BEGIN)';

// What drivers and tools set behind the server's message: statements, parameters, places, classes. Named groups: sqlstate, code, type.
const TAILS: readonly RegExp[] = [
  / ?\[Failed SQL: (?:\((?<code>-?\d+)\) ?)?.*$/,
  / ?\[(?:SQL|parameters): .*$/,
  / ?\((?:Connection: \w+,.{0,300}? |)SQL: .*$/,
  / ?\(Background on this error at: .*$/,
  / \(SQLSTATE:? (?<sqlstate>[0-9A-Z]{5})\).*$/,
  /(?<!SQLCODE=-?\d{1,5},?)[,;]? SQLSTATE[:=] ?(?<sqlstate>[0-9A-Z]{5})(?:[,;].*)?$/,
  / in line \d+(?:: .*)?$/,
  / \(column \d+\)$/,
  / handling \S+$/,
  /\), quitting migration\.?$/,
  / at character \d+$/,
  / at position \d+:\d+$/,
  / in \/\S+\.php:\d+.*$/,
  / at \/?\S+\.(?:php|rb|py|js|ts|exs?):\d+.*$/,
  / \((?<type>[A-Z]\w*(?:::\w+)+)\)$/,
  /(?:\/\S*)?:\d+:in [`'].*$/,
  / -> \[Help 1\]$/,
  / \{"exception":.*$/,
  /; SQL statement:.*$/,
  /[;,] (?:while executing|while running|while applying) .*$/,
  /(?<!\s)\s+(?:Hint|HINT|Detail|DETAIL|Position|QUERY|Statement|Where|LINE \d+): .*$/,
  /, Key \(.*$/,
  /,? (?:The )?(?:duplicate key|dup key|conflicting key) value (?:is|was) \(.*$/i,
  / (?:Truncated value|dup key): .*$/,
  / \((?<sqlstate>[0-9A-Z]{5})\)$/,
  / \[(?<code>\d{5})-\d{1,3}\]$/,
  / \((?<code>\d{2,6})\) \(SQL\w+\)["')]*,?$/,
  / \(version [^)]{1,80}\).*$/,
  / (?:\(\d{1,4}\) )?\([A-Z]+_[A-Z_]{2,60}\)$/,
  / \(trilogy_\w{1,60}\)$/,
  /,? (?:server|host) ClickHouseNode.*$/,
  /, src\/\S+\.rs:\d+.*$/,
  /\. Manual cleanup may be required\.$/,
];

/** Rails 3 and Sequel set the statement behind the message of the server. */
export const STATEMENT_BEHIND = new RegExp(`: ${STATEMENT}\\b.{12,}$`);

const MOST_LAYERS = 12;

/** `line` up to where its message ends. */
export function cutTail(line: string): Kept {
  let text = line.trimEnd();
  const told: { sqlstate?: string; code?: string; type?: string } = {};
  for (let [before, round] = ['', 0]; before !== text && round < MOST_LAYERS; round += 1) {
    before = text;
    for (const tail of TAILS) {
      const match = tail.exec(text);
      if (match === null || match.index === 0) continue;
      text = text.slice(0, match.index).trimEnd();
      const { sqlstate, code, type } = match.groups ?? {};
      if (sqlstate !== undefined) told.sqlstate ??= sqlstate;
      if (code !== undefined && code !== '0') told.code ??= code;
      if (type !== undefined) told.type ??= type;
    }
  }
  return { text, ...told };
}
