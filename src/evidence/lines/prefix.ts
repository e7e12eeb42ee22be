import { levelOf } from './levels.ts';
import { type CarriedLine, joinNames } from './line.ts';

/** What a carrier puts before a line. */
export interface Prefix {
  /** The characters that it can begin with: most lines begin otherwise, and are not looked at. */
  readonly starts: RegExp;
  /** Anchored; it matches the prefix and no more. Its groups may be `name` (of a container …), `turn` (a name, too: of what works one after the other), `level` and `logger`. */
  readonly pattern: RegExp;
}

/** The prefixes by the code of their first character; what does not begin in ASCII is under 128. */
export type PrefixTable = readonly (readonly Prefix[])[];

export function tabulate(prefixes: readonly Prefix[]): PrefixTable {
  return Array.from({ length: 129 }, (_, code) =>
    prefixes.filter(({ starts }) => starts.test(String.fromCharCode(code))),
  );
}

// The tool's rules read Alembic's lines as its own configuration prints them: `INFO  [alembic.runtime.migration] Running upgrade …`.
const NAMED_BY_LOGGER = /^alembic\b/;

/** Whether the logger's name belongs to the text: nothing more stands before it. */
export function isNamedByLogger(logger: string | undefined): logger is string {
  return logger !== undefined && NAMED_BY_LOGGER.test(logger);
}

/** A text with its logger's name, as Python's logging prints it by Alembic's own configuration. */
export function nameByLogger(level: string, logger: string, text: string): string {
  return `${level.toUpperCase().slice(0, 5).padEnd(5)} [${logger}] ${text}`;
}

/** `line` without the first prefix of `table` that it has; undefined: it has none. */
export function takeOffPrefix(line: CarriedLine, table: PrefixTable): CarriedLine | undefined {
  const { text } = line;
  for (const { pattern } of table[Math.min(text.charCodeAt(0), 128)] ?? []) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const groups: Partial<Record<string, string>> = match.groups ?? {};
    return { ...line, text: text.slice(match[0].length), ...readGroups(line, groups) };
  }
  return undefined;
}

function readGroups(line: CarriedLine, groups: Partial<Record<string, string>>): Partial<CarriedLine> {
  const level = groups.level === undefined ? undefined : levelOf(groups.level);
  return {
    ...(groups.name === undefined ? {} : { name: joinNames(line.name, groups.name.trim()) }),
    ...(groups.turn === undefined ? {} : { name: joinNames(line.name, groups.turn), inTurn: true }),
    ...(level === undefined ? {} : { level }),
    ...(groups.logger === undefined || groups.logger === '' ? {} : { logger: groups.logger }),
  };
}
