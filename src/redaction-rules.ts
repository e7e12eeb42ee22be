/** One kind of credential: what stands before it, and the credential itself. Every pattern is linear in the text. */
interface CredentialRule {
  readonly name: string;
  /** Lower-case texts of which every match holds one: running two dozen expressions over a name takes longer than to page. */
  readonly needs: readonly string[];
  readonly before: string;
  readonly value: string;
  /** What ends a value, for those that go on behind a blank. */
  readonly end?: string;
}

const SECRET_WORD =
  '(?:pass(?:word|wd|phrase)|(?<![a-z])pass(?![a-z])|pwd|secret|(?<!unexpected )token|credentials?|(?:api|access|account|private|signing|encryption|routing|integration|master)[_-]?key)';
/** What every name of a secret holds. */
const STEMS = ['pass', 'pwd', 'secret', 'token', 'key', 'credential'];
const NAME = `${SECRET_WORD}[\\w.-]{0,40}`;
// A quote that is not closed ends with the text. Inside a JSON text within a JSON text quotes are written \".
const QUOTED = String.raw`\\"(?:[^"\\]|\\\\(?:\\.|[^\\]))*(?:\\"|$)|'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)`;
// Quotes within a word belong to it; one that closes something does not.
const BARE = String.raw`(?:[^\s"'\\]|["'](?![\s,;:)}\]]|$)|\\(?:[ \t]|(?!["'])))+`;
// How a shell writes an apostrophe within apostrophes.
const GLUED = String.raw`(?:\\''[^']*(?:'|$))*`;
// Where lines begin that are shown of a wider text.
const MARK = String.raw`[\u2028\u2029]`;
// All of the blanks or none: a run of them that can be given back one by one takes time by its square.
const BLANKS = String.raw`\s*(?!\s)`;
/** Not what is redacted already to its end, and not our own messages: `api-token: expected …`. */
const isNew = (end: string): string => String.raw`(?!\s*(?:\*\*\*(?=[${end}]|$)|expected\b))`;
const ENDS = '\\s;&"\',)}\\]<>\\\\|`';

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
    end: String.raw`\n"'\\,})`,
  },
  {
    name: 'cookie',
    needs: ['cookie:'],
    before: String.raw`\b(?:set-)?cookie:[ \t]*(?![ \t])`,
    value: `[^\\n"']+`,
    end: String.raw`\n"'\\`,
  },
  {
    name: 'bearer token',
    needs: ['bearer', 'token='],
    before: String.raw`\bBearer\s+(?!\s)|\bToken\s+token=`,
    value: String.raw`["']?[\w.~+/=-]{8,}`,
  },
  { name: 'JSON web token', needs: ['eyj'], before: '', value: String.raw`\beyJ[\w-]{8,}\.[\w-]{4,}\.?[\w-]*` },
  {
    name: 'token that secretlint does not know',
    needs: ['k_live_', 'k_test_', 'hvs.', 'hvb.'],
    before: '',
    value: String.raw`\b(?:[rs]k_(?:live|test)_\w{10,}|hv[sb]\.[\w-]{20,})`,
  },
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
    end: String.raw`;\n"')`,
  },
  {
    name: 'query secret',
    needs: ['=', '%3d'],
    before: String.raw`[?&;][\w.-]{0,40}?(?:${SECRET_WORD}|pass|auth|sig|signature|key|jwt)(?:=|%3d)`,
    value: String.raw`[^\s&"']+`,
  },
  {
    name: 'INI at the start of a line',
    needs: STEMS,
    before: String.raw`(?<=^|\n|${MARK})[ \t]{0,20}[\w.-]{0,40}(?:pass(?:word|wd|phrase)|secret|token)[ \t]+=[ \t]+(?![ \t])`,
    value: String.raw`[^\s"'=*][^\n=]*(?=\n|$)`,
  },
  {
    name: 'printed by Go',
    needs: STEMS,
    before: '(?<=[{ ])(?:password|secret|token):',
    value: String.raw`[^\s"'{}*][^\n"'{}]{0,100}?(?=\s\w{1,40}:[^\s/]|\})`,
  },
  {
    name: 'assignment',
    needs: STEMS,
    before: String.raw`${NAME}(?:\\?["'])?\s*(?:=>?|%3d)${BLANKS}`,
    value: `(?:${QUOTED})${GLUED}(?:(?=\\w)${BARE})?|${BARE}`,
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
    before: String.raw`\b(?:password|identified\s+by)\s+(?=["'])|\b(?:old_)?password\s*\(\s*(?=["'])`,
    value: QUOTED,
  },
  {
    name: 'password in SQL, without quotes',
    needs: ['identified'],
    before: String.raw`\b(?:create|alter|grant)\s[^\n;]{0,300}?\bidentified\s+by\s+(?!["'\s])`,
    value: String.raw`[^\s;,"']+`,
  },
  {
    name: 'attributes of XML',
    needs: ['value='],
    before: String.raw`\bname="[\w.-]{0,60}?${NAME}"\s+value=(?=")`,
    value: QUOTED,
  },
  {
    name: 'piece of a password that was taken for a port',
    needs: ['invalid integer value', 'invalid port'],
    before: String.raw`\binvalid integer value (?="[^"\n]{1,200}" for connection option "port")|\binvalid port (?=":[^"\n]{1,200}" after host)`,
    value: '"[^"\\n]*"',
  },
  {
    name: 'piece of a password that Python took for a port',
    needs: ['port could not be cast'],
    before: String.raw`\bport could not be cast to integer value as (?=["'])`,
    value: '[^\\n]+',
  },
  {
    name: 'option of sqlcmd',
    needs: ['sqlcmd'],
    before: String.raw`\bsqlcmd [^\n|;]{0,300}?(?<=\s)-P[ ]?`,
    value: `${QUOTED}|${BARE}`,
  },
  {
    name: 'login of an Oracle client or of mysqlsh',
    needs: ['sqlplus', 'sqlldr', 'impdp', 'expdp', 'mysqlsh'],
    before: String.raw`\b(?:(?:sqlplus|sqlldr|impdp|expdp)\s[^\n|;]{0,200}?(?<=[\s"'])[\w$#.-]{1,60}\/|mysqlsh\s[^\n|;]{0,200}?(?<=[\s"'])[\w.-]{1,60}:)(?=[^\s@/][^\s@]{0,200}@)`,
    value: '[^\\s@]+',
    end: '@',
  },
  { name: 'netrc', needs: ['login'], before: String.raw`\blogin\s+\S{1,200}\s+password\s+(?!\s)`, value: '\\S+' },
];

const compiled = new Map<CredentialRule, RegExp>();

// Compiled when a text needs it: most runs need none.
function patternOf(rule: CredentialRule): RegExp {
  const pattern = compiled.get(rule) ?? new RegExp(`(${rule.before})${isNew(rule.end ?? ENDS)}(?:${rule.value})`, 'gi');
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
