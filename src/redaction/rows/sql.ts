import { redactInterpolated } from './interpolation.ts';
import { isSchemaOnly, LITERAL, redactWords } from './sql-literals.ts';

const STATEMENT = new RegExp(
  [
    String.raw`\b(?:insert\s+(?:ignore\s+|or\s+\w+\s+)?into|replace\s+into|update\s+(?:\S+\s+){1,4}?set|delete\s+from|merge\s+into|select)\s`,
    String.raw`\bvalues\s*\(`,
    String.raw`\b(?:create|alter|drop|comment\s+on)\s+(?:table|user|role|view|type|domain|subscription|server|function|procedure|column|database|system)\s+(?!'|(?:statement|failed|permission|only\s+allows|(?:drop|alter)\s+(?:column|constraint))\b)`,
    String.raw`\b(?:call|execute)\s+[\w."]+\s*\(|\bexecute\s+immediate\s|\bexec\s+(?!sp_(?:rename|help))[\w.]+\s+(?=n?'|null\b|@\w+\s*=)`,
    String.raw`\bdo\s+\$|\bwith\s+\w+\s+as\s*\(|\bcopy\s+\w+\s+from`,
    // A row of a long list, of which the head is not in sight.
    String.raw`(?<=^|[\n\u2028\u2029]|\| |\dZ )[ \t]*\((?=(?:[en]?'|-?\d|null\b|default\b)[^\n]*\)[,;][ \t]*(?:\n|$)|[en]?'[^\n]*,[^\n]*\)[ \t]*(?:\n|$))`,
  ].join('|'),
  'gi',
);
/** Of these every statement holds one: most texts have none, and need not be searched. */
const NEEDED = [
  ...['insert', 'replace', 'update', 'delete', 'merge', 'select', 'values', 'with', 'copy', '$'],
  ...['create', 'alter', 'drop', 'comment', 'call', 'exec', '),', ');', "')"],
];
/** Where a tool's own words begin again behind a statement that has no semicolon. */
const WORDS_OF_TOOLS = [
  String.raw`\n\s*\n|\n[\u2028\u2029]?[ \t]*\^`,
  String.raw`\s\| Error:`,
  // Db2
  String.raw`\\?"\. {1,2}(?=Expected tokens|SQLSTATE)`,
  String.raw`\s\(details: `,
  String.raw`\n(?=[^\n]{0,60}\b(?:ERROR|error|Error|DETAIL|HINT):)`,
  // Knex: `alter table … - Table 'shop.userz' doesn't exist`
  String.raw`\s-\s(?=(?:Table|Unknown|Duplicate|Column|Cannot|Can't|Data|Incorrect|Out of|You have|SQLITE_\w+|ER_\w+|relation|column|null value|duplicate key|syntax error|new row|insert or update|permission|type|invalid|value)\b)`,
  // A quote around the whole statement.
  String.raw`(?<=[);])'|'(?= at line \d)|\\?"(?=:\s)`,
];
const END = new RegExp(`;|${WORDS_OF_TOOLS.join('|')}|(?<literal>${LITERAL})`, 'g');

/**
 * `text` with the literals of its SQL statements taken out: strings, dollar-quoted bodies and comments of every
 * statement, numbers and MySQL's strings in double quotes of those that carry rows. A statement ends at its semicolon,
 * or where a tool's own words begin.
 */
export function redactSqlLiterals(text: string): string {
  const source = redactInterpolated(text);
  const lower = source.toLowerCase();
  if (!NEEDED.some(word => lower.includes(word))) return source;
  let result = '';
  let position = 0;
  STATEMENT.lastIndex = 0;
  for (let match = STATEMENT.exec(source); match !== null; match = STATEMENT.exec(source)) {
    const end = endOfStatement(source, match.index + match[0].length - 1);
    const statement = source.slice(match.index, end);
    result += source.slice(position, match.index) + redactWords(statement, !isSchemaOnly(statement));
    position = end;
    STATEMENT.lastIndex = Math.max(end, STATEMENT.lastIndex);
  }
  return result + source.slice(position);
}

function endOfStatement(text: string, from: number): number {
  END.lastIndex = from;
  for (let match = END.exec(text); match !== null; match = END.exec(text)) {
    if (match.groups?.literal === undefined) return match.index;
  }
  return text.length;
}
