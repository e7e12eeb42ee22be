const STATEMENT = new RegExp(
  [
    String.raw`\b(?:insert\s+(?:ignore\s+|or\s+\w+\s+)?into|replace\s+into|update\s+(?:\S+\s+){1,4}?set|delete\s+from|merge\s+into|select)\s`,
    String.raw`\bvalues\s*\(`,
    String.raw`\b(?:create|alter|drop|comment\s+on)\s+(?:table|user|role|view|type|domain|subscription|server|function|procedure|column)\s+(?!')`,
    String.raw`\b(?:call|execute)\s+[\w."]+\s*\(|\bexecute\s+immediate\s|\bexec\s+[\w.]+\s+(?=')`,
    String.raw`\bdo\s+\$|\bwith\s+\w+\s+as\s*\(|\bcopy\s+\w+\s+from`,
    // A row of a long list, of which the head is not in sight.
    String.raw`(?<=^|[\n\u2028\u2029])[ \t]*\((?=(?:[en]?'|-?\d|null\b|default\b)[^\n]*\)[,;][ \t]*(?:\n|$))`,
  ].join('|'),
  'gi',
);
/** Of these every statement holds one: most texts have none, and need not be searched. */
export const NEEDED = [
  ...['insert', 'replace', 'update', 'delete', 'merge', 'select', 'values', 'with', 'copy', '$'],
  ...['create', 'alter', 'drop', 'comment', 'call', 'exec', '),', ');'],
];
const SCHEMA_ONLY = /^\s*(?:create|alter|drop|comment|copy|do)\b/i;

// An apostrophe right behind a letter is English, not a literal; MySQL escapes one with a backslash. A literal that is
// cut off ends with the text.
const LITERAL = [
  String.raw`(?<!\w)[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)`,
  String.raw`(?<!\w)(?:[bBnNxX]|[uU]&|_\w{2,20}|date|time|timestamp|interval)?'(?:[^']|''|(?<=\\)'(?=\w))*(?:'|$)`,
  String.raw`\$(\w{0,60})\$[\s\S]*?(?:\$\1\$|$)`,
].join('|');
const WORD = new RegExp(
  String.raw`${LITERAL}|(?<![-\w])--(?!-)(?:(?!\\n)[^\n])*|\/\*[\s\S]*?(?:\*\/|$)|([=<>]\s*)"[^"\n]*"|([(,=<>]\s*)-?\d[\d.]*\b`,
  'gi',
);
/** Where a tool's own words begin again behind a statement that has no semicolon. */
const WORDS_OF_TOOLS = [
  String.raw`\n\s*\n|\n[\u2028\u2029]?[ \t]*\^`,
  String.raw`\s\| Error:`,
  String.raw`\s\(details: `,
  String.raw`\n(?=[^\n]{0,60}\b(?:ERROR|error|Error|DETAIL|HINT):)`,
  // Knex: `alter table … - Table 'shop.userz' doesn't exist`
  String.raw`\s-\s(?=(?:Table|Unknown|Duplicate|Column|Cannot|Can't|Data|Incorrect|Out of|You have|SQLITE_|relation|column|null value|duplicate key|syntax error|new row|insert or update|permission|type|invalid|value)\b)`,
  // A quote around the whole statement.
  String.raw`(?<=[);])'|'(?= at line \d)`,
];
const END = new RegExp(`;|${WORDS_OF_TOOLS.join('|')}|(?<literal>${LITERAL})`, 'g');

/**
 * `text` with the literals of its SQL statements taken out: strings, dollar-quoted bodies and comments of every
 * statement, numbers and MySQL's strings in double quotes of those that carry rows. A statement ends at its semicolon,
 * or where a tool's own words begin.
 */
export function redactSqlLiterals(text: string): string {
  const source = redactPieces(text);
  const lower = source.toLowerCase();
  if (!NEEDED.some(word => lower.includes(word))) return source;
  let result = '';
  let position = 0;
  STATEMENT.lastIndex = 0;
  for (let match = STATEMENT.exec(source); match !== null; match = STATEMENT.exec(source)) {
    const end = endOfStatement(source, match.index + match[0].length - 1);
    const statement = source.slice(match.index, end);
    result += source.slice(position, match.index) + redactWords(statement, !SCHEMA_ONLY.test(statement));
    position = end;
    STATEMENT.lastIndex = Math.max(end, STATEMENT.lastIndex);
  }
  return result + source.slice(position);
}

// PostgreSQL's `LINE 3:` and MySQL's `near '…'` show a statement from its middle.
function redactPieces(text: string): string {
  const behindLine = text.includes('LINE ')
    ? text.replace(/(\bLINE \d+:)([^\n]*)/g, (_, before: string, sql: string) => before + redactPart(sql))
    : text;
  return behindLine.includes("near '") ? behindLine.replace(/[^\n]+/g, redactNear) : behindLine;
}

function redactNear(line: string): string {
  const near = line.indexOf("near '");
  const start = near + "near '".length;
  const end = line.lastIndexOf("' at line ");
  return near < 0 || end < start ? line : line.slice(0, start) + redactPart(line.slice(start, end)) + line.slice(end);
}

// A number at its very start counts as a value too.
function redactPart(sql: string): string {
  return redactWords(`(${sql}`, !SCHEMA_ONLY.test(sql)).slice(1);
}

function redactWords(statement: string, carriesRows: boolean): string {
  const words = statement.replace(WORD, (word, _tag, beforeString?: string, beforeNumber?: string) => {
    if (beforeString !== undefined) return carriesRows ? `${beforeString}"***"` : word;
    if (beforeNumber !== undefined) return carriesRows ? `${beforeNumber}***` : word;
    if (word.startsWith('--')) return '--';
    if (word.startsWith('/*')) return '/* */';
    return word.startsWith('$') ? '$$***$$' : "'***'";
  });
  const values = carriesRows ? /\bvalues\s*\(/i.exec(words)?.index : undefined;
  return values === undefined ? words : words.slice(0, values) + hideStrings(words.slice(values));
}

// In a list of values a string in double quotes is MySQL's literal; elsewhere it is a name.
function hideStrings(values: string): string {
  return values.replace(/([(,]\s*)"[^"\n]*"/g, '$1"***"');
}

function endOfStatement(text: string, from: number): number {
  END.lastIndex = from;
  for (let match = END.exec(text); match !== null; match = END.exec(text)) {
    if (match.groups?.literal === undefined) return match.index;
  }
  return text.length;
}
