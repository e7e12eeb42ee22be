import { unescape as decodeSafely } from 'node:querystring';
import { formsOf } from './forms.ts';
import { createPublicTest } from './public-values.ts';
import { PASSWORD_WORD } from './secret-words.ts';

const SECRET_NAME = new RegExp(
  [
    // Not a phrase about passwords: a custom detail may be called `password rotation`.
    String.raw`${PASSWORD_WORD}s?\d{0,3}(?:_|$)`,
    String.raw`(?:^|_)(?:PAT|AUTH|CREDS?)\d{0,3}$|SECRET|TOKEN|CREDENTIAL|WEBHOOK`,
    '(?:API|ACCESS|ACCOUNT|PRIVATE|SIGNING|ENCRYPTION|ROUTING|INTEGRATION|MASTER|JWT|LICEN[CS]E|DEPLOY|SSH|AUTH|HMAC|SHARED|STORAGE|SERVICE|SERVICE_ROLE|ADMIN|APP)_?KEY',
    String.raw`DSN\d{0,3}$|DATABASE_URL|CONNECTION_?STRING|_URI\d{0,3}$`,
  ].join('|'),
  'i',
);
// Inputs are read and judged one by one; the others describe a secret and are none.
const NOT_SECRET_NAME =
  /^(?:INPUT_|STATE_|OLDPWD$|PWD$)|_(?:NAME|REGION|ENV|ENVIRONMENT|TYPE|ROLE|BACKEND|PROVIDER|MODE|FILE|PATH|DIR|HOST|PORT|TTL|ENABLED|ID)$/;
/** What such a name says is a secret for certain. */
const CERTAIN_NAME = new RegExp(`${PASSWORD_WORD}|SECRET|TOKEN`, 'i');
const SHORTEST = 8;
const SHORTEST_OF_CERTAIN = 6;
const SHORTEST_GIVEN = 4;
/** Passwords of test databases and words of prose that hide nothing and would deface every page. */
const PUBLIC_WORDS: ReadonlySet<string> = new Set([
  ...['postgres', 'postgresql', 'password', 'localhost', 'production', 'development', 'staging', 'public', 'master'],
  ...[
    'admin',
    'mysql',
    'mariadb',
    'oracle',
    'sqlserver',
    'mongodb',
    'database',
    'secret',
    'secrets',
    'default',
    'github',
  ],
  ...[
    'migrate',
    'migration',
    'migrations',
    'confiture',
    'string',
    'failed',
    'failure',
    'success',
    'enabled',
    'disabled',
  ],
  ...['github-actions', 'ubuntu', 'runner', 'schema', 'tenant', 'example', 'testing', 'system', 'service'],
]);

/** Whether a variable or a key with this name holds a secret, as far as a name can tell. */
export function isSecretName(name: string): boolean {
  const upper = name.replaceAll('-', '_').toUpperCase();
  return SECRET_NAME.test(upper) && !NOT_SECRET_NAME.test(upper);
}

/**
 * The values that must never be shown, in every form that they may take in a text, longest first: `given` ones from
 * 4 characters on; those of variables with secret-looking names and the passwords in any variable's URL from 8 on, from 6
 * where the name says password, secret or token. What is public is no secret, whatever its variable is called.
 */
export function secretValues(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const values = new Set(given.filter(value => value.length >= SHORTEST_GIVEN));
  const isPublic = createPublicTest(environment);
  for (const [name, value = ''] of Object.entries(environment)) {
    if (NOT_SECRET_NAME.test(name.toUpperCase())) continue;
    const isSecret = isSecretName(name);
    const shortest = isSecret && CERTAIN_NAME.test(name) ? SHORTEST_OF_CERTAIN : SHORTEST;
    const found = [...(isSecret ? [value, ...value.split('\n')] : []), ...passwordsIn(value), ...secretsInJson(value)];
    for (const each of found.map(one => one.trim())) {
      if (each.length >= shortest && !PUBLIC_WORDS.has(each.toLowerCase()) && !isPublic(each)) values.add(each);
    }
  }
  const forms = [...values].flatMap(formsOf).filter(form => form.length >= SHORTEST_GIVEN);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function passwordsIn(value: string): string[] {
  return [...(value.includes('=') ? [propertyIn(value)] : []), ...(/:.*@/s.test(value) ? passwordsInUrl(value) : [])];
}

/** What a service account or a secret of AWS holds: a document whose keys say what is secret. */
function secretsInJson(value: string): string[] {
  if (!value.trimStart().startsWith('{')) return [];
  const found: string[] = [];
  try {
    JSON.parse(value, (key, text: unknown) => {
      if (typeof text === 'string' && isSecretName(key)) found.push(text);
      return text;
    });
  } catch {
    // No document: its lines are looked for as they are.
  }
  return found;
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
