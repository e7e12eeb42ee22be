import { describe, expect, test } from '@jest/globals';
import { readEvidence } from '../../src/evidence/evidence.ts';
import { redactExcerpt } from '../../src/redaction/redaction.ts';
import { makeRedactor } from '../redaction/redactors.ts';

/** Error and log as a page shows them. */
async function show(
  text: { readonly log?: string; readonly report?: string },
  environment: Record<string, string> = {},
  patterns = '',
) {
  const bytes = Buffer.from(text.log ?? text.report ?? '');
  const read = async () =>
    ({ kind: 'read', head: bytes, tail: new Uint8Array(), size: bytes.length, modifiedAt: new Date() }) as const;
  const paths = text.log === undefined ? { log: '', report: 'r.json' } : { log: 'm.log', report: '' };
  const { evidence, tail } = await readEvidence(paths, { read, find: async folder => ({ kind: 'no-folder', folder }) });
  const redactor = makeRedactor({ environment, patterns });
  return {
    error: await redactor.redact(evidence?.error ?? ''),
    log: await redactExcerpt(evidence?.excerpt ?? tail ?? '', redactor),
    ...(redactor.withholds() ? { withheld: redactor.problems() } : {}),
  };
}

const rows = (count: number, indent: string) =>
  Array.from({ length: count }, (_, i) => `${indent}(${i}, 'user${i}@corp.example', 'pin-${1000 + i}')`);
const DUPLICATE = 'duplicate key value violates unique constraint "users_pkey"';

describe('a line is redacted with what stands around it', () => {
  test.each([10, 300, 3_000])('the last of %i rows of psql', async count => {
    const log = `INSERT INTO users VALUES\n${rows(count, '  ').join(',\n')};\npsql:seed.sql:3: ERROR:  ${DUPLICATE}\n`;
    expect(await show({ log })).toEqual({
      error: DUPLICATE,
      log: `  (***, '***', '***');\npsql:seed.sql:3: ERROR:  ${DUPLICATE}`,
    });
  });

  test('the middle of a private key', async () => {
    const key = Array.from({ length: 25 }, (_, i) => `MIIEkeyline${i}`.padEnd(64, 'Qz7')).join('\n');
    const log = `x\n-----BEGIN RSA PRIVATE KEY-----\n${key}\n-----END RSA PRIVATE KEY-----\nmigrator: it went wrong\n`;
    expect(await show({ log })).toEqual({ error: '', log: 'migrator: it went wrong' });
    expect(await show({ log: log + 'more\n'.repeat(20) })).toEqual({ error: '', log: 'more\n'.repeat(20).trim() });
  });

  test('a block of YAML, begun above', async () => {
    const log = `password: |\n  hunter2hunter2\n  hunter3hunter3\n${'migrator: it went wrong\n'.repeat(19)}`;
    expect((await show({ log })).log).toBe('migrator: it went wrong\n'.repeat(19).trim());
  });

  test('a URL that was broken at 80 columns', async () => {
    const line = 'Failed to connect to database: could not parse postgresql://shop_migrator:hunter';
    const log = `❌ Error\n${line}\n2hunter2hunter2@db.internal:5432/shop\n`;
    expect(line).toHaveLength(80);
    expect(await show({ log })).toEqual({
      error: 'could not parse postgresql://***@db.internal:5432/shop',
      log: '❌ Error\nFailed to connect to database: could not parse postgresql://***@db.internal:5432/shop',
    });
  });

  test('a URL that was broken before', async () => {
    const log =
      '❌ Error\nFailed to connect to database: could not parse postgresql://shop:hun\nter2ter2@db:5432/shop\n';
    expect(await show({ log })).toEqual({
      error: 'could not parse postgresql://***',
      log: '❌ Error\nFailed to connect to database: could not parse postgresql://***@db:5432/shop',
    });
  });

  test('lines far apart: what opens above one of them closes nothing at the other', async () => {
    const between = "it isn't\n".repeat(1_001);
    const log = `psql:a.sql:1: ERROR:  one\n${between}INSERT INTO a VALUES (1, 'pin-1234');\npsql:a.sql:9: ERROR:  two\n`;
    expect((await show({ log })).log).toBe(
      `psql:a.sql:1: ERROR:  one\n${"it isn't\n".repeat(4)}INSERT INTO a VALUES (***, '***');\npsql:a.sql:9: ERROR:  two`,
    );
  });
});

const MISSING = 'relation "userz" does not exist';
const FAILED = `psql:x.sql:1: ERROR:  ${MISSING}`;
const STEPS = 'step\n'.repeat(6);

describe('lines that stand together are redacted as they would be alone', () => {
  test.each<[string, string, string, string, Record<string, string>]>([
    ['a secret of several lines', 'alpha1\nbravo2\ncharl3', '***', '', { DEPLOY_SECRET: 'alpha1\nbravo2\ncharl3' }],
    ['a pattern that goes on in the next line', 'customer:\nJaneQDoe', '***', 'customer:\\n.+', {}],
    ['a pattern of the start of a line', 'ACCT123456 broken', '*** broken', 'ACCT\\d{6}', {}],
    ['a pattern of what only marks have', 'plain', 'plain', '[^\\x00-\\x7F]+', {}],
  ])('%s', async (_, text, expected, patterns, environment) => {
    const log = `${STEPS}${FAILED}\n${text}\n`;
    expect(await show({ log }, environment, patterns)).toEqual({
      error: MISSING,
      log: `step\n${FAILED}\n${expected}`,
    });
  });

  test('a pattern that goes on behind a blank line', async () => {
    const log = `${STEPS}${FAILED}\ncustomer:\n\nJaneQDoe\n`;
    expect((await show({ log }, {}, 'customer:\\s+\\w+')).log).toBe(`step\n${FAILED}\n***`);
  });

  test('a pattern that begins with the end of the line above', async () => {
    const log = `${STEPS}${FAILED}\nACCT123456 broken\n`;
    expect((await show({ log }, {}, '(?:^|\\n)ACCT\\d{6}')).log).toBe(`step\n${FAILED}*** broken`);
  });
});

describe('a hidden line is never shown', () => {
  test.each([
    ["INSERT INTO users VALUES (1, 'alice@exam... more", "INSERT INTO users VALUES (2, '123-45-6789')"],
    ["host=db password='abcde... (truncated)", "host=db password='S3cretHorse99' user=app"],
    ["{'password': 'abcde...", "{'password': 'S3cretHorse99', 'user': 'x'}"],
    ["x password='abc", "it' is hidden"],
  ])('where what opens in %j closes in it', async (shown, hidden) => {
    const { log } = await show({ log: `${FAILED}\n${shown}\n${STEPS}${hidden}\n` });
    expect(log).toContain(`${FAILED}\n`);
    expect(log).not.toMatch(/123|S3cret|user=|'user'|hidden/);
  });
});

test.each([6_001, 20_000, 60_000])(
  "a hidden line of %i characters uses up no time of the user's patterns",
  async length => {
    const long = 'abcdef'.repeat(length / 6 + 1);
    const log = `${long}\n${STEPS}${FAILED}\n${STEPS}${long}\n`;
    expect(await show({ log }, {}, '[\\w.+-]+@[\\w-]+\\.[\\w.]+')).toEqual({
      error: MISSING,
      log: `step\n${FAILED}\nstep\nstep\nstep\nstep`,
    });
  },
);

describe('a long line', () => {
  test.each([0, 1, 7, 8, 13, 22, 30])('of a statement, its values wherever they are (%i)', async shift => {
    const insert = `insert into "users${'x'.repeat(shift)}" values ${rows(400, '').join(', ')}`;
    const log = `migration file "1_seed.js" failed\nmigration failed with error: ${insert} - ${DUPLICATE}\n`;
    const shown = await show({ log });
    expect(shown.error).toBe(DUPLICATE);
    expect(shown.log).toContain(DUPLICATE);
    expect(shown.log).not.toMatch(/user\d|pin-\d/);
  });

  test('of goose, whose statement is cut off', async () => {
    const list = Array.from({ length: 200 }, (_, i) => `('Name ${1000 + i} (Jr.)', 'card 4111-${1000 + i} (Visa)')`);
    const error = 'null value in column "c" (SQLSTATE 23502)';
    for (let shift = 0; shift < 30; shift += 1) {
      const log = `goose run: ERROR 5.sql: failed to run SQL migration "5${'_'.repeat(shift)}.sql": failed to execute SQL query "INSERT INTO notes (a,b) VALUES ${list.join(', ')}": ERROR: ${error}\n`;
      const shown = await show({ log });
      expect(shown.error).toBe('null value in column "c"');
      expect(shown.log).not.toMatch(/Name \d|4111/);
    }
  });

  test('with a known value at the cut', async () => {
    const log = `psql:x.sql:1: ERROR:  ${'x'.repeat(2_968)} Tr0ub4dor-and-3-horses ${'y'.repeat(4_000)}\n`;
    const shown = await show({ log }, { PGPASSWORD: 'Tr0ub4dor-and-3-horses' });
    expect(shown.error).not.toContain('Tr0u');
    expect(shown.log).not.toContain('Tr0u');
  });
});

describe('a value is known by what stands before it, also where the error begins within a text', () => {
  test.each([
    [
      'MySQL',
      "insert into `users` values ('Acme - TopSecret') - Duplicate entry 'Acme - TopSecret' for key 'users.name'",
      "Duplicate entry '***' for key 'users.name'",
    ],
    [
      'PostgreSQL',
      'update users set age = name::int - invalid input syntax for type integer: "Jane - 4111-1111"',
      'invalid input syntax for type integer: "***"',
    ],
    [
      'a backslash that escapes nothing',
      String.raw`insert into "users" values ('C:\', 'Acme - TopSecret') - ${DUPLICATE}`,
      `insert into "users" values ('***', '***') - ${DUPLICATE}`,
    ],
    [
      'a backslash that escapes a quote',
      String.raw`insert into users values ('it\'s - TopSecret') - Data too long for column 'a'`,
      "insert into users values ('***') - Data too long for column 'a'",
    ],
  ])('Knex and %s', async (_, text, expected) => {
    const log = `migration file "1_seed.js" failed\nmigration failed with error: ${text}\n`;
    const shown = await show({ log });
    expect(shown.error).toBe(expected);
    expect(shown.log).not.toMatch(/TopSecret|4111/);
  });

  test('a row in a report that goes on over several lines', async () => {
    const error = 'null value in column "email" of relation "users" violates not-null constraint';
    const text = `Failed to apply migration 005 (add_x): SQL execution failed | Error: ${error}\nDETAIL:  Failing row contains (1, Jane Doe\n12 Secret Street, 4111-1111, null).`;
    const shown = await show({ report: JSON.stringify({ success: false, applied: [], errors: [text] }) });
    expect(shown.error).toBe(error);
    expect(shown.log).not.toMatch(/Jane|Street|4111/);
  });
});
