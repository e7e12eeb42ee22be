/** One kind of credential: what stands before it, and the credential itself. Every pattern is linear in the text. */
interface CredentialRule {
  readonly name: string;
  /** Lower-case texts of which every match holds one: running two dozen expressions over a name takes longer than to page. */
  readonly needs: readonly string[];
  readonly before: string;
  readonly value: string;
}

const SECRET_WORD =
  '(?:pass(?:word|wd|phrase)|(?<![a-z])pass(?![a-z])|pwd|secret|(?<!unexpected )token|credentials?|(?:api|access|account|private|signing|encryption|routing|integration|master)[_-]?key)';
/** What every name of a secret holds. */
const STEMS = ['pass', 'pwd', 'secret', 'token', 'key', 'credential'];
const NAME = `${SECRET_WORD}[\\w.-]{0,40}`;
// A quote that is not closed ends with the text. Inside a JSON text within a JSON text quotes are written \".
const QUOTED = String.raw`\\"(?:[^"\\]|\\\\(?:\\.|[^\\]))*(?:\\"|$)|'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)`;
// Quotes within a word belong to it; one that closes something does not.
const BARE = String.raw`(?:[^\s"'\\]|["'](?![\s,;:)}\]]|$)|\\(?!["']))+`;
// Where lines begin that are shown of a wider text.
const MARK = String.raw`[\u2028\u2029]`;
// All of the blanks or none: a run of them that can be given back one by one takes time by its square.
const BLANKS = String.raw`\s*(?!\s)`;
/** Not what is redacted already, and not our own messages: `api-token: expected …`. */
const NEW = '(?!\\s*(?:\\*\\*\\*|expected\\b))';

/**
 * What secretlint's recommended preset lacks: credentials in assignments, documents, headers and options. Those of
 * URLs are found by redaction-urls.
 */
export const CREDENTIAL_RULES: readonly CredentialRule[] = [
  {
    name: 'private key, whole or cut off',
    needs: ['-----begin'],
    before: '',
    value: String.raw`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)`,
  },
  {
    name: 'Authorization header',
    needs: ['authorization'],
    before: String.raw`\b(?:proxy-)?authorization(?:\\?["'])?\s*[:=]${BLANKS}`,
    value: `${QUOTED}|[^\\n"']+`,
  },
  { name: 'cookie', needs: ['cookie:'], before: String.raw`\b(?:set-)?cookie:[ \t]*(?![ \t])`, value: `[^\\n"']+` },
  {
    name: 'bearer token',
    needs: ['bearer', 'token='],
    before: String.raw`\bBearer\s+(?!\s)|\bToken\s+token=`,
    value: String.raw`["']?[\w.~+/=-]{8,}`,
  },
  { name: 'JSON web token', needs: ['eyj'], before: '', value: String.raw`\beyJ[\w-]{8,}\.[\w-]{4,}\.?[\w-]*` },
  {
    name: 'property in braces',
    needs: ['={'],
    before: String.raw`[?&;]\s*(?!\s)[\w .-]{0,40}?${SECRET_WORD}\s*=${BLANKS}`,
    value: String.raw`\{(?:[^}\n]|\}\})*\}?`,
  },
  {
    name: 'property up to the next semicolon',
    needs: STEMS,
    before: String.raw`;\s*(?:password|pwd)\s*=${BLANKS}`,
    value: String.raw`(?!["'])[^;\n"']+`,
  },
  {
    name: 'query secret',
    needs: ['=', '%3d'],
    before: String.raw`[?&;][\w.-]{0,40}?(?:${SECRET_WORD}|pass|auth|sig|signature|key|jwt)(?:=|%3d)`,
    value: String.raw`[^\s&"']+`,
  },
  {
    name: 'assignment',
    needs: STEMS,
    before: String.raw`${NAME}(?:\\?["'])?\s*(?:=>?|%3d)${BLANKS}`,
    value: `(?:${QUOTED})(?:(?=\\w)${BARE})?|${BARE}`,
  },
  {
    name: 'JSON, or YAML with quotes',
    needs: STEMS,
    before: String.raw`${NAME}(?:\\?["']\s*:${BLANKS}|:[ \t]*(?=["']))`,
    value: `${QUOTED}|[^\\s,}\\]]+`,
  },
  {
    name: 'YAML block',
    needs: STEMS,
    before: String.raw`${NAME}:[ \t]*[|>][-+\d]*[ \t]*\n${MARK}?(?=[ \t])`,
    value: String.raw`[ \t]+[^\n]*(?:\n${MARK}?[ \t]+[^\n]*)*`,
  },
  {
    name: 'YAML at the start of a line',
    needs: STEMS,
    before: String.raw`(?<=^|\n|${MARK})[ \t-]*[\w.-]{0,40}(?:pass(?:word|wd|phrase)|secret|token|api[_-]?key)["']?:[ \t]+(?![ \t])`,
    value: String.raw`[^\s|>][^\n]*`,
  },
  {
    name: 'YAML or header within a line',
    needs: STEMS,
    before: String.raw`(?:pass(?:word|wd|phrase)|secret|[_-]token|api[_-]?key)["']?:[ \t]*(?![ \t])`,
    value: String.raw`[^\s"'|>]+`,
  },
  { name: 'XML element', needs: STEMS, before: String.raw`<[\w:.-]{0,40}?${NAME}>`, value: '[^<]+' },
  { name: 'option', needs: STEMS, before: `--?${SECRET_WORD}[ \\t]+(?![ \\t])`, value: `${QUOTED}|${BARE}` },
  {
    name: 'option of a MySQL client',
    needs: ['mysql', 'mariadb'],
    before: String.raw`\b(?:mysql|mariadb)[\w-]{0,20} [^\n|;]{0,300}?(?<=\s)-p`,
    value: `${QUOTED}|${BARE}`,
  },
  {
    name: 'option of curl',
    needs: ['curl'],
    before: String.raw`\bcurl [^\n|;]{0,300}?(?<=\s)(?:-u|--user)[ =]?`,
    value: `${QUOTED}|${BARE}`,
  },
  {
    name: 'password in SQL',
    needs: ['password', 'identified'],
    before: String.raw`\b(?:password|identified\s+by)\s+(?=')`,
    value: QUOTED,
  },
  { name: 'netrc', needs: ['login'], before: String.raw`\blogin\s+\S{1,200}\s+password\s+(?!\s)`, value: '\\S+' },
];

const compiled = new Map<CredentialRule, RegExp>();

// Compiled when a text needs it: most runs need none.
function patternOf(rule: CredentialRule): RegExp {
  const pattern = compiled.get(rule) ?? new RegExp(`(${rule.before})${NEW}(?:${rule.value})`, 'gi');
  compiled.set(rule, pattern);
  return pattern;
}

/** `text` without the credentials in it; their names stay. */
export function redactCredentials(text: string): string {
  const lower = text.toLowerCase();
  return CREDENTIAL_RULES.filter(({ needs }) => needs.some(need => lower.includes(need))).reduce(
    (result, rule) => result.replace(patternOf(rule), '$1***'),
    text,
  );
}
