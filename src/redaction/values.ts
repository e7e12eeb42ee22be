import { unescape as decodeSafely } from 'node:querystring';
import { cleanText } from '../primitives/text.ts';
import { createPublicTest } from './public-values.ts';

const SECRET_NAME =
  /PASS(?:WORD|WD|PHRASE)?(?:\d{0,3}(?:_|$))|(?:^|_)(?:PWD|PAT|AUTH)\d{0,3}$|SECRET|TOKEN|CREDENTIAL|WEBHOOK|(?:API|ACCESS|ACCOUNT|PRIVATE|SIGNING|ENCRYPTION|ROUTING|INTEGRATION|MASTER)_?KEY|DSN\d{0,3}$|DATABASE_URL|CONNECTION_STRING|_URI\d{0,3}$/;
// Inputs are read and judged one by one; the others describe a secret and are none.
const NOT_SECRET_NAME =
  /^(?:INPUT_|STATE_|OLDPWD$|PWD$)|_(?:NAME|REGION|ENV|ENVIRONMENT|TYPE|ROLE|BACKEND|PROVIDER|MODE|FILE|PATH|DIR|HOST|PORT|TTL|ENABLED)$/;
const SHORTEST = 8;
const SHORTEST_GIVEN = 4;
/** Passwords of test databases that hide nothing and would deface every page. */
const PUBLIC_WORDS: readonly string[] = [
  'postgres',
  'postgresql',
  'password',
  'localhost',
  'production',
  'development',
];

/** Whether a variable or a key with this name holds a secret, as far as a name can tell. */
export function isSecretName(name: string): boolean {
  const upper = name.replaceAll('-', '_').toUpperCase();
  return SECRET_NAME.test(upper) && !NOT_SECRET_NAME.test(upper);
}

/**
 * The values that must never be shown, in every form that they may take in a text, longest first: `given` ones from
 * 4 characters on, and from 8 on those of variables with secret-looking names and the passwords in any variable's URL.
 */
export function secretValues(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const values = new Set(given.filter(value => value.length >= SHORTEST_GIVEN));
  const isPublic = createPublicTest(environment);
  for (const [name, value = ''] of Object.entries(environment)) {
    if (NOT_SECRET_NAME.test(name.toUpperCase())) continue;
    const found = isSecretName(name) ? [value, ...value.split('\n'), ...passwordsIn(value)] : passwordsIn(value);
    for (const each of found.map(one => one.trim())) {
      if (each.length >= SHORTEST && !PUBLIC_WORDS.includes(each.toLowerCase()) && !isPublic(each)) values.add(each);
    }
  }
  const forms = [...values].flatMap(formsOf).filter(form => form.length >= SHORTEST_GIVEN);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function passwordsIn(value: string): string[] {
  return [...(value.includes('=') ? [propertyIn(value)] : []), ...(/:.*@/s.test(value) ? passwordsInUrl(value) : [])];
}

function passwordsInUrl(value: string): string[] {
  // A proxy may be named without its scheme, a sentence may hold a colon.
  const url =
    [value, /\s/.test(value) ? '' : `http://${value}`]
      .map(each => (URL.canParse(each) ? new URL(each).password : ''))
      .find(Boolean) ?? '';
  return url === '' ? passwordsInBroken(value) : [url, decodeSafely(url)];
}

// In a list with semicolons a password may hold blanks.
function propertyIn(value: string): string {
  const property = /\b(?:password|pwd)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s;&]+)([^;&\n]*(?=;))?)/i.exec(value);
  const [, single, double, word = '', rest = ''] = property ?? [];
  return single ?? double ?? word + rest;
}

/** The password of a URL that cannot be read, as one with a `/` in its password: drivers quote it, or a piece of it, when they fail. */
function passwordsInBroken(value: string): string[] {
  if (/^https?:/i.test(value) && URL.canParse(value)) return [];
  const password =
    /^(?:[a-z][\w+.:-]{0,40}?)?:?\/{1,2}[^\s:@/]{0,200}:(?![/\s])(.+)@(?!sha256:)/is.exec(value)?.[1] ?? '';
  return [password, decodeSafely(password), ...password.split(/[/?#@:]/)];
}

function formsOf(value: string): string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  const strict = encoded.replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const base64 = Buffer.from(value).toString('base64');
  const unpadded = base64.replace(/=+$/, '');
  const json = JSON.stringify(value).slice(1, -1);
  return [
    value,
    cleanText(value),
    ...[encoded, strict].flatMap(each => [
      each,
      each.replaceAll('%20', '+'),
      each.replace(/%[\dA-F]{2}/g, code => code.toLowerCase()),
    ]),
    base64,
    unpadded,
    unpadded.replaceAll('+', '-').replaceAll('/', '_'),
    json,
    // Go's JSON, and how `bash -x` writes an apostrophe.
    json.replace(/[&<>]/g, sign => `\\u00${sign.charCodeAt(0).toString(16)}`),
    value.replaceAll("'", String.raw`'\''`),
  ];
}
