/** A value of a row that a database or a tool quotes in its error: what stands before it, and what after it. */
interface RowRule {
  readonly name: string;
  /** Lower-case texts of which every match holds one: most texts have none, and running a dozen expressions over a name takes longer than to page. */
  readonly needs: readonly string[];
  /** Ends where the value begins. */
  readonly before: RegExp;
  /** Begins where the value ends. */
  readonly after: RegExp;
  /** Whether the value can go over the end of a line. */
  readonly lines: 'one' | 'many';
  /** What is taken when its end is not found, as in a text that was cut off. */
  readonly otherwise: 'line' | 'text' | 'nothing';
}

const NEXT_LINE = String.raw`(?=\W{0,4}(?:\n|$)|\\?["'],(?:\s*["']|\s|$)|\\n)`;

/** PostgreSQL's: https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-ERROR-VERBOSITY */
export const ROW_RULES: readonly RowRule[] = [
  {
    name: 'PostgreSQL key detail',
    needs: ['key ('],
    before: /\bKey \([^\n]{1,500}?\)=\(/gi,
    after: /\)\s+(?:already\s+exists|is\s+(?:not\s+present|still\s+referenced|duplicated)|conflicts\s+with)/gi,
    lines: 'many',
    otherwise: 'text',
  },
  {
    name: 'key detail in another language',
    needs: [')=('],
    before: /\)=\((?!\*)/g,
    after: /\)(?=\W{0,3}\s)/g,
    lines: 'one',
    otherwise: 'line',
  },
  {
    name: 'PostgreSQL failing row',
    needs: ['failing row'],
    before: /\bfailing row contains (?:\([^()\n]{1,500}\) = )?\(/gi,
    after: new RegExp(String.raw`\)\.?${NEXT_LINE}`, 'g'),
    lines: 'many',
    otherwise: 'text',
  },
  {
    name: 'PostgreSQL COPY context',
    needs: ['copy '],
    before: /\bCOPY [^\n]{1,300}?, line \d+(?:, column [^\n:]{1,200})?: "/gi,
    after: new RegExp(`"${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
  },
  {
    name: 'PostgreSQL JSON context',
    needs: ['json data'],
    before: /\bJSON data, line \d+: /g,
    after: /\n|$/g,
    lines: 'one',
    otherwise: 'line',
  },
  {
    name: 'PostgreSQL JSON token',
    needs: ['token "'],
    before: /\bToken "/g,
    after: /" is invalid/g,
    lines: 'one',
    otherwise: 'nothing',
  },
  {
    name: 'refused value after the message',
    needs: [': "', ": '", ': \\'],
    before:
      /\b(?:invalid input (?:syntax|value) for [^\n:]{1,200}|out of range|malformed \w+ literal|incorrect [\w ]{1,40} value|invalid \w+ format|invalid \w+ character string|truncated value): \\?["']/gi,
    after:
      /\\?["'](?=\W{0,4}(?:\n|$)|\\?["'],(?:\s*["']|\s|$)|\\n| for (?:column|function)| at (?:row|character) | \(SQLSTATE|\. )/gi,
    lines: 'one',
    otherwise: 'line',
  },
  {
    name: 'refused value before the message',
    needs: ['value '],
    before: /\bvalue ["'](?!\*)/gi,
    after: /["'] (?:(?:is )?out of range|for "|to data type)/gi,
    lines: 'one',
    otherwise: 'nothing',
  },
  {
    name: 'bound parameter',
    needs: ['parameter'],
    before: /\bparameters?:? (?=\$\d+ = )/gi,
    after: /\n|$/g,
    lines: 'one',
    otherwise: 'line',
  },
  {
    name: 'SQLAlchemy parameters',
    needs: ['[parameters'],
    before: /\[parameters: /gi,
    after: /\](?=\s*(?:\n|$))/g,
    lines: 'many',
    otherwise: 'text',
  },
  {
    name: 'Node driver parameters',
    needs: ['parameters: ['],
    before: /\bparameters: \[/gi,
    after: /\](?=,?\s*(?:\n|$|\}))/g,
    lines: 'many',
    otherwise: 'text',
  },
  {
    name: 'Rails binds',
    needs: ['[['],
    before: /(?<=\s)\[\[(?=["'])/g,
    after: /\]\](?=\s*(?:\n|$))/g,
    lines: 'one',
    otherwise: 'line',
  },
  {
    name: 'MySQL duplicate entry',
    needs: ['duplicate entry'],
    before: /\bDuplicate entry '/gi,
    after: /' for key/gi,
    lines: 'many',
    otherwise: 'line',
  },
  {
    name: 'SQL Server duplicate key',
    needs: ['duplicate key value is'],
    before: /\bduplicate key value is \(/gi,
    after: new RegExp(String.raw`\)\.?${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
  },
  {
    name: 'Oracle row',
    needs: ['column values'],
    before: /\bcolumn values \(/gi,
    after: /\) already exists/gi,
    lines: 'one',
    otherwise: 'line',
  },
];

/** `text` without the row values that errors quote. */
export function redactRowValues(text: string): string {
  const lower = text.toLowerCase();
  return ROW_RULES.filter(({ needs }) => needs.some(need => lower.includes(need))).reduce(applyRowRule, text);
}

// Both searches only move forward, so that the time is linear in the text whatever stands in it.
function applyRowRule(text: string, { before, after, lines, otherwise }: RowRule): string {
  let result = '';
  let position = 0;
  let next: number | undefined;
  for (const match of text.matchAll(before)) {
    const start = match.index + match[0].length;
    if (match.index < position || text.startsWith('***', start)) continue;
    if (next === undefined || next < start) next = search(text, after, start);
    const line = endOfLine(text, start);
    const limit = lines === 'one' ? line : text.length;
    const end = next <= limit ? next : { line, text: text.length, nothing: start }[otherwise];
    result += end === start ? text.slice(position, end) : `${text.slice(position, start)}***`;
    position = end;
  }
  return result + text.slice(position);
}

function search(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
