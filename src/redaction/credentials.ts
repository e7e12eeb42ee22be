import { COMMAND_RULES } from './commands.ts';
import {
  BARE,
  BLANKS,
  type CredentialRule,
  ENDS,
  GLUED,
  isNew,
  MARK,
  NAME,
  QUOTED,
  SECRET_WORD,
  STEMS,
} from './words.ts';

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
  {
    name: 'JSON web token',
    needs: ['eyj'],
    before: '',
    // Where another may begin the first one ends: else each of many beginnings is read to the end of all.
    value: String.raw`\beyJ(?:(?!-eyJ)[\w-]){8,}\.[\w-]{4,}\.?[\w-]*`,
  },
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
  ...COMMAND_RULES,
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
