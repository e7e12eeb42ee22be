import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeRedactor } from './redactors.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
const SIGNS = [...'!#$%&*+,-./:;=?@^_|~()[]{}'];

/** A secret that no ordinary text holds: letters and digits, with `signs` among them. */
function secretOf(signs: readonly string[]): fc.Arbitrary<string> {
  const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 6, maxLength: 12 });
  const inner = fc.string({ unit: fc.constantFrom(...LETTERS, ...signs), maxLength: 16 });
  return fc.tuple(word, inner, word).map(parts => parts.join(''));
}

const plain = secretOf([]);
const signed = secretOf(SIGNS);
const everything = secretOf([...SIGNS, ' ', "'", '"', '\\', '<', '>', '`']);
/** What a password within a URL can be, also when nobody has encoded it. */
const inUrl = secretOf([...'!#$%&*+,-./:;=?@^_|~()[]{}']);
const inQuery = secretOf([...'!$*+,-./:;?@^_|~()[]{}']);

const quoteDsn = (value: string): string => `'${value.replace(/['\\]/g, '\\$&')}'`;
const quoteSql = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const quoteYaml = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const CARRIERS: readonly (readonly [string, fc.Arbitrary<string>, (secret: string) => string])[] = [
  ['userinfo of a database URL', inUrl, s => `postgres://shop:${s}@db:5432/shop`],
  ['userinfo of an https URL, encoded', signed, s => `https://me:${encodeURIComponent(s)}@example.com/x?y=1`],
  ['userinfo of a JDBC URL', inUrl, s => `jdbc:mysql://shop:${s}@db/shop`],
  [`userinfo of Go's MySQL driver`, inUrl, s => `shop:${s}@tcp(db:3306)/shop?parseTime=true`],
  ['query', inQuery, s => `postgres://db/shop?sslmode=require&password=${s}&x=1`],
  ['JDBC query', inQuery, s => `jdbc:postgresql://db/shop?user=shop&password=${s}`],
  ['JDBC properties', plain, s => `jdbc:sqlserver://db;user=sa;password=${s};encrypt=true`],
  [
    'JDBC braces',
    secretOf([...SIGNS, ' ']).map(s => s.replaceAll('}', '')),
    s => `jdbc:sqlserver://db;password={${s}};encrypt=true`,
  ],
  [
    'DSN',
    secretOf([...'!#$%&*+,-./:;=?@^_|~'].filter(sign => !',;&'.includes(sign))),
    s => `host=db password=${s} user=shop`,
  ],
  ['DSN, quoted', everything, s => `host=db password=${quoteDsn(s)} user=shop`],
  ['ADO.NET', secretOf([' ', ...'!#$%*+,-./:?@^_|~()[]']), s => `Server=db;Password=${s};Database=shop`],
  ['environment', secretOf([...'!#%+,-./:;=?@^_~']), s => `PGPASSWORD=${s} psql -h db`],
  ['environment, quoted', everything.map(s => s.replaceAll("'", '')), s => `export DB_PASSWORD='${s}'`],
  ['header', secretOf([...'+/=.-_~']), s => `Authorization: Bearer ${s}`],
  ['basic header', plain, s => `authorization: Basic ${Buffer.from(`me:${s}`).toString('base64')}`],
  ['JSON', everything, s => JSON.stringify({ host: 'db', password: s, port: 5432 })],
  ['JSON with blanks', everything, s => JSON.stringify({ db: { client_secret: s, port: 5432 } }, null, 2)],
  ['JSON in JSON', everything, s => JSON.stringify({ message: JSON.stringify({ password: s, port: 5432 }) })],
  ['YAML', secretOf([...' !#$%&*+,-./;=?@^_~()[]']), s => `host: db\npassword: ${s}\nport: 1`],
  ['YAML, quoted', everything.map(s => s.replaceAll('\\', '')), s => `host: db\npassword: ${quoteYaml(s)}\nport: 1`],
  ['YAML block', everything, s => `password: |\n  ${s}\nport: 1`],
  ['XML', signed, s => `<db><password>${s.replaceAll('&', '&amp;')}</password></db>`],
  ['option', signed.map(s => s.replace(/[|;&()]/g, '')), s => `flyway -password=${s} migrate`],
  ['key detail', everything, s => `ERROR:  duplicate key\nDETAIL:  Key (email)=(${s}) already exists.`],
  ['failing row', everything, s => `DETAIL:  Failing row contains (1, ${s}, null).\nSTATEMENT:  x`],
  ['COPY', everything, s => `CONTEXT:  COPY users, line 3, column email: "${s}"`],
  ['duplicate entry', everything, s => `ERROR 1062 (23000): Duplicate entry '${s}' for key 'users.email'`],
  ['refused value', everything, s => `invalid input syntax for type integer: "${s}"`],
  ['parameters', everything, s => `[SQL: x]\n[parameters: {'email': '${s}'}]\n(Background on this error`],
  [
    'SQL literal',
    everything.map(s => s.replaceAll('\\', '')),
    s => `INSERT INTO users (a) VALUES (1, ${quoteSql(s)}, 'x');`,
  ],
  ['SQL escape string', everything, s => `UPDATE users SET a = E${quoteDsn(s)} WHERE id = 1`],
  ['SQL dollar quotes', everything.map(s => s.replaceAll('$', '')), s => `DO $body$ BEGIN ${s} END $body$;`],
  ['SQL password', everything.map(s => s.replaceAll('\\', '')), s => `ALTER ROLE shop PASSWORD ${quoteSql(s)}`],
  ['private key', plain, s => `-----BEGIN PRIVATE KEY-----\n${s}\n${s}\n-----END PRIVATE KEY-----`],
];

const AROUND = fc.constantFrom(
  '',
  'Error: ',
  'could not connect: ',
  `it can't be: `,
  'step 3\n',
  'INFO  [alembic.runtime.migration] Running upgrade\n',
  'Migration "005_add" failed, error: ',
  '\u001b[31m',
);
const BEHIND = fc.constantFrom(
  '',
  '\n',
  '\nrelation "userz" does not exist\n',
  '\n  at f (file.js:1:2)',
  ' \u001b[0m\nnext',
);

/** The longest pieces of a secret, blanks and signs left out: if one of them is there, the secret has leaked. */
function piecesOf(secret: string): string[] {
  return secret.split(/[^A-Za-z0-9]+/).filter(piece => piece.length >= 5);
}

describe('a secret in a carrier never survives, whatever stands around it', () => {
  test.each(CARRIERS)('%s', async (_, secrets, carry) => {
    const redactor = makeRedactor();
    await fc.assert(
      fc.asyncProperty(secrets, AROUND, BEHIND, async (secret, before, behind) => {
        const text = await redactor.redact(`${before}${carry(secret)}${behind}`);
        for (const piece of piecesOf(secret)) expect(text).not.toContain(piece);
        expect(await redactor.redact(text)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });
});

test('several carriers in one text', async () => {
  const redactor = makeRedactor();
  const carriers = fc
    .constantFrom(...CARRIERS)
    .chain(([name, secrets, carry]) => secrets.map(secret => ({ name, secret, text: carry(secret) })));
  await fc.assert(
    fc.asyncProperty(fc.array(carriers, { minLength: 2, maxLength: 4 }), async parts => {
      const text = await redactor.redact(parts.map(part => part.text).join('\n\n'));
      for (const part of parts) for (const piece of piecesOf(part.secret)) expect(text).not.toContain(piece);
    }),
    { numRuns: 500 },
  );
});

test('a known value never survives in any of its forms', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 8, maxLength: 40 }).filter(s => s.trim().length >= 8 && /[a-z0-9]{4}/i.test(s)),
      async value => {
        const redactor = makeRedactor({ environment: { DB_PASSWORD: value } });
        const known = value.trim();
        const forms = [
          known,
          encodeURIComponent(known.toWellFormed()),
          Buffer.from(known).toString('base64'),
          JSON.stringify(known).slice(1, -1),
        ];
        for (const form of forms) expect(await redactor.redact(`x ${form} y`)).not.toContain(form);
      },
    ),
  );
});

test('an arbitrary text: never thrown, and a second redaction changes nothing', async () => {
  const redactor = makeRedactor();
  const words = fc.constantFrom(
    'password',
    '=',
    ':',
    "'",
    '"',
    '\\',
    '@',
    '://',
    'postgres',
    '\n',
    ' ',
    '(',
    ')',
    'Key (a)=(',
    'select ',
    'values (',
    'x',
    '--',
    '$',
    ';',
    '***',
    '{',
    '}',
    ',',
    '1',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(words).map(parts => parts.join('')),
      ),
      async text => {
        const once = await redactor.redact(text);
        const twice = await redactor.redact(once);
        expect(await redactor.redact(twice)).toBe(twice);
      },
    ),
    { numRuns: 1_000 },
  );
});
