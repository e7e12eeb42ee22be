import { unescape as decodeSafely } from 'node:querystring';
import { cleanText } from './text.ts';

const SECRET_NAME =
  /PASS(?:WORD|WD|PHRASE)?(?:_|$)|(?:^|_)(?:PWD|PAT|AUTH)$|SECRET|TOKEN|CREDENTIAL|WEBHOOK|(?:API|ACCESS|ACCOUNT|PRIVATE|SIGNING|ENCRYPTION|ROUTING|INTEGRATION|MASTER)_?KEY|DSN$|DATABASE_URL|CONNECTION_STRING|_URI$/;
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
  for (const [name, value = ''] of Object.entries(environment)) {
    if (NOT_SECRET_NAME.test(name.toUpperCase())) continue;
    const found = isSecretName(name) ? [value, ...value.split('\n'), ...passwordsIn(value)] : passwordsIn(value);
    for (const each of found.map(one => one.trim())) {
      if (each.length >= SHORTEST && !PUBLIC_WORDS.includes(each.toLowerCase())) values.add(each);
    }
  }
  const forms = [...values].flatMap(formsOf).filter(form => form.length >= SHORTEST_GIVEN);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function passwordsIn(value: string): string[] {
  if (!/[@=]/.test(value)) return [];
  // A proxy may be named without its scheme.
  const url =
    [value, `http://${value}`].map(each => (URL.canParse(each) ? new URL(each).password : '')).find(Boolean) ?? '';
  const property = /\b(?:password|pwd)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s;&]+))/i.exec(value);
  return [url, decodeSafely(url), property?.[1] ?? property?.[2] ?? property?.[3] ?? ''];
}

function formsOf(value: string): string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  const base64 = Buffer.from(value).toString('base64');
  const unpadded = base64.replace(/=+$/, '');
  return [
    value,
    cleanText(value),
    encoded,
    encoded.replaceAll('%20', '+'),
    encoded.replace(/%[\dA-F]{2}/g, code => code.toLowerCase()),
    base64,
    unpadded,
    unpadded.replaceAll('+', '-').replaceAll('/', '_'),
    JSON.stringify(value).slice(1, -1),
  ];
}
