/** One kind of secret or personal value, and what stays of the text around it. */
export interface RedactionRule {
  readonly name: string;
  /** Lower-case texts of which every match holds one: compiling and running two dozen expressions for a name takes longer than to page. */
  readonly needs: readonly string[];
  readonly pattern: RegExp;
  readonly replacement: string;
}

const SECRET_WORD =
  '(?:pass(?:word|wd|phrase)|(?<![a-z])pass(?![a-z])|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|routing[_-]?key|integration[_-]?key|credentials?)';
/** What every name of a secret holds. */
const SECRET_STEMS = ['pass', 'pwd', 'secret', 'token', 'key', 'credential'];
const QUOTED = `'(?:[^'\\\\]|\\\\.|'')*(?:'|$)|"(?:[^"\\\\]|\\\\.)*(?:"|$)`;
const SQL_START =
  /\b(?:insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|select\s|values\s*\(|(?:create|alter|drop)\s+(?:table|user|role|view|type|domain|subscription|server|function|procedure)|call\s+\w|execute\s+\w|do\s+\$|with\s+\w+\s+as\s*\(|copy\s+\w+\s+from)/gi;
// An apostrophe right behind a letter is English, not a literal. A literal that is cut off ends with the text.
const SQL_LITERAL = String.raw`(?<!\w)[eE]'(?:[^'\\]|\\.|'')*(?:'|$)|(?<!\w)(?:[bBnNxX]|[uU]&)?'(?:[^']|'')*(?:'|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)`;
const SQL_WORDS = new RegExp(String.raw`${SQL_LITERAL}|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|([(,=<>]\s*)-?\d[\d.]*\b`, 'g');
const SQL_END = new RegExp(
  String.raw`${SQL_LITERAL}|;|\n\s*\n|\s\| Error:|\n(?=[^\n]{0,60}\b(?:ERROR|error|Error|DETAIL|HINT):)`,
  'g',
);
const SQL_DML = /^(?:insert|update|delete|merge|select|values|call|execute|with)/i;

/**
 * What secretlint's recommended preset lacks: credentials in connection strings, headers and assignments, and the row
 * values and literals that PostgreSQL, MySQL and the tools quote in their errors. Every rule is linear in the text.
 * Row values: https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-ERROR-VERBOSITY
 */
export const RULES: readonly RedactionRule[] = [
  {
    name: 'private key, whole or cut off',
    needs: ['-----begin'],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    replacement: '***',
  },
  { name: 'URL userinfo', needs: ['@'], pattern: /(\bhttps?:\/\/)[^\s/?#@"'<>]{1,2000}@/gi, replacement: '$1***@' },
  {
    name: 'URL userinfo with an unescaped slash',
    needs: ['@'],
    pattern: /(\bhttps?:\/\/)(?![^\s/:@]{1,300}:\d{1,5}(?:[/?#]|$))[^\s/:@"'<>]{1,300}:[^\s"'<>]{1,2000}@/gi,
    replacement: '$1***@',
  },
  {
    name: 'connection string userinfo',
    needs: ['@'],
    pattern: /(\b(?!https?:)[a-z][a-z0-9+.-]{1,30}:\/\/)[^\s"'<>`]{1,2000}@/gi,
    replacement: '$1***@',
  },
  {
    name: 'MySQL driver DSN',
    needs: ['@'],
    pattern: /[^\s"'/@]{1,200}:[^\s"']{1,200}@((?:tcp|unix)\()/gi,
    replacement: '***@$1',
  },
  {
    name: 'Authorization header',
    needs: ['authorization'],
    pattern: /(\b(?:proxy-)?authorization["']?\s*[:=]\s*)[^\n]+/gi,
    replacement: '$1***',
  },
  {
    name: 'bearer token',
    needs: ['bearer', 'token='],
    pattern: /(\bBearer\s+|\bToken\s+token=)["']?[\w.~+/=-]{8,}/gi,
    replacement: '$1***',
  },
  { name: 'JSON web token', needs: ['eyj'], pattern: /\beyJ[\w-]{8,}\.[\w-]{4,}\.?[\w-]*/g, replacement: '***' },
  {
    name: 'query or property secret',
    needs: ['='],
    pattern: new RegExp(`([?&;][\\w.-]{0,40}?(?:${SECRET_WORD}|pass|auth|sig|signature|key|jwt)=)[^&\\s"']*`, 'gi'),
    replacement: '$1***',
  },
  {
    name: 'assignment of a secret',
    needs: SECRET_STEMS,
    pattern: new RegExp(`(${SECRET_WORD}[\\w.-]{0,40}["']?\\s*=>?\\s*)(?!\\*\\*\\*)(?:${QUOTED}|[^\\s"']+)`, 'gi'),
    replacement: '$1***',
  },
  {
    name: 'secret in JSON, YAML or a header',
    needs: SECRET_STEMS,
    pattern: new RegExp(
      `(${SECRET_WORD}[\\w.-]{0,40}(?:["']\\s*:\\s*|:[ \\t]*(?=["'])))(?!\\*\\*\\*)(?:${QUOTED}|[^\\s,}]+)`,
      'gi',
    ),
    replacement: '$1***',
  },
  {
    name: 'password in YAML or a header',
    needs: SECRET_STEMS,
    pattern: /((?:pass(?:word|wd|phrase)|secret|_token|api[_-]?key)["']?:[ \t]+)(?!\*\*\*)[^\s"']+/gi,
    replacement: '$1***',
  },
  {
    name: 'password as an option or in SQL',
    needs: [...SECRET_STEMS, 'identified'],
    pattern: new RegExp(
      `((?:--?(?:${SECRET_WORD})[ \\t]+|\\b(?:password|identified\\s+by)\\s+(?=')))(?!\\*\\*\\*)(?:${QUOTED}|[^\\s"']+)`,
      'gi',
    ),
    replacement: '$1***',
  },
  {
    name: 'PostgreSQL key detail',
    needs: ['key ('],
    pattern:
      /(\bKey \([^\n]{1,500}?\)=\()[\s\S]{0,8000}?(\)\s+(?:already\s+exists|is\s+(?:not\s+present|still\s+referenced|duplicated)|conflicts\s+with))/gi,
    replacement: '$1***$2',
  },
  {
    name: 'PostgreSQL key detail, cut off',
    needs: ['key ('],
    pattern: /(\bkey \([^\n]{1,500}?\)=\()(?!\*\*\*\))[^\n]*/gi,
    replacement: '$1***)',
  },
  {
    name: 'PostgreSQL failing row',
    needs: ['failing row'],
    pattern: /(Failing row contains \()(?!\*\*\*\))(?:[\s\S]{0,8000}?\)\.?(?=['"]?,?\s*(?:\n|$))|[\s\S]{0,8000})/gi,
    replacement: '$1***)',
  },
  {
    name: 'PostgreSQL COPY context',
    needs: ['copy '],
    pattern: /(\bCOPY [^\n]{1,300}?, line \d+(?:, column [^\n:]{1,200})?: )"(?:[^\n]*"|[^\n]*)/gi,
    replacement: '$1"***"',
  },
  {
    name: 'MySQL duplicate entry',
    needs: ['duplicate entry'],
    pattern: /(Duplicate entry )'[\s\S]{0,2000}?'( for key)/gi,
    replacement: "$1'***'$2",
  },
  {
    name: 'refused value after the message',
    needs: [': "', ": '"],
    pattern:
      /((?:invalid input (?:syntax|value) for [^\n:]{1,200}|out of range|malformed \w+ literal|(?:truncated )?incorrect \w+ value|invalid \w+ format|invalid byte sequence[^\n:]{0,100}): )(["'])[^\n]*\2/gi,
    replacement: '$1$2***$2',
  },
  {
    name: 'refused value before the message',
    needs: ['out of range'],
    pattern: /(\bvalue )"[^\n"]*"( (?:is )?out of range)/gi,
    replacement: '$1"***"$2',
  },
  {
    name: 'SQLAlchemy parameters',
    needs: ['parameters: '],
    pattern: /(\[parameters: )(?!\*\*\*)[\s\S]{0,8000}?(?:\]\s*(?=\n|$)|$)/gi,
    replacement: '$1***]\n',
  },
  {
    name: 'bound parameters',
    needs: ['parameters: '],
    pattern: /(\bparameters: )\$1 = [^\n]*/gi,
    replacement: '$1***',
  },
];

/**
 * `text` with the literals of its SQL statements taken out: strings, dollar-quoted bodies and comments of every
 * statement, numbers of those that carry rows. A statement ends at its semicolon, or where a tool's own words begin.
 */
export function redactSqlLiterals(text: string): string {
  let result = '';
  let position = 0;
  SQL_START.lastIndex = 0;
  for (let match = SQL_START.exec(text); match !== null; match = SQL_START.exec(text)) {
    const start = match.index;
    const end = endOfStatement(text, start + match[0].length - 1);
    const carriesRows = SQL_DML.test(match[0]);
    result += text.slice(position, start);
    result += text
      .slice(start, end)
      .replace(SQL_WORDS, (word, _tag: string | undefined, before: string | undefined) => {
        if (before !== undefined) return carriesRows ? `${before}***` : word;
        if (word.startsWith('--')) return '--';
        if (word.startsWith('/*')) return '/* */';
        return word.startsWith('$') ? '$$***$$' : `${/^e/i.test(word) ? 'E' : ''}'***'`;
      });
    position = end;
    SQL_START.lastIndex = Math.max(end, SQL_START.lastIndex);
  }
  return result + text.slice(position);
}

function endOfStatement(text: string, from: number): number {
  SQL_END.lastIndex = from;
  for (let match = SQL_END.exec(text); match !== null; match = SQL_END.exec(text)) {
    if (!/['$]/.test(match[0])) return match.index;
  }
  return text.length;
}
