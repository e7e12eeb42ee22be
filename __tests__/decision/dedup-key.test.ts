import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEDUP_KEY_LIMIT, type KeyParts, keyParts, makeDedupKey, slowKey } from '../../src/decision/dedup-key.ts';
import type { Verdict } from '../../src/evidence/evidence.ts';
import { readRunFacts } from '../../src/github/run-facts.ts';
import { type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { type Told, tell } from '../action/alerts.ts';
import { start } from '../emulator/calls.ts';
import { makeRedactor } from '../redaction/redactors.ts';
import { makeEvidence, makeInputs, makeRun } from './facts.ts';

const PARTS: KeyParts = {
  migration: '',
  environment: 'production',
  database: '',
  databaseHash: '',
  repository: 'acme/shop',
  workflow: 'migrate.yml',
  job: 'migrate',
  matrix: '',
  step: '',
};
const ROUTING_KEY = '0123456789abcdef0123456789abcdef';
const make = (template: string, parts: Readonly<Record<string, string>> = {}, redactor = makeRedactor()) =>
  makeDedupKey(template, { ...PARTS, ...parts }, { redactor, routingKeys: [new Secret(ROUTING_KEY)], service: '' });

describe('the parts decide', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a migration', { migration: '005_add' }, 'confiture-005_add-production-acme/shop'],
    ['none', {}, 'confiture-acme/shop-migrate.yml-migrate-production'],
    [
      'a database',
      { migration: '005_add', database: 'db:5432/shop' },
      'confiture-005_add-production-acme/shop-db:5432/shop',
    ],
    ['a shard', { matrix: 'eu-1' }, 'confiture-acme/shop-migrate.yml-migrate-production-eu-1'],
    ['database and shard', { migration: 'm', database: 'd', matrix: 's' }, 'confiture-m-production-acme/shop-d-s'],
    [
      'a database that its name does not tell',
      { database: 'db/shop', databaseHash: '0a1b2c3d', matrix: 's' },
      'confiture-acme/shop-migrate.yml-migrate-production-db/shop-0a1b2c3d-s',
    ],
    ['a hyphen in the database', { database: 'a-b' }, 'confiture-acme/shop-migrate.yml-migrate-production-a%2Db'],
    [
      'the step of a wrapper',
      { step: 'migrate-eu' },
      'confiture-acme/shop-migrate.yml-migrate-production-migrate%2Deu',
    ],
    ['a listener', { job: '' }, 'confiture-acme/shop-migrate.yml-production'],
    ['an unset environment', { environment: '' }, 'confiture-acme/shop-migrate.yml-migrate-unset'],
    ['a name over several lines', { migration: ' 005\n add ' }, 'confiture- 005 add -production-acme/shop'],
  ])('%s', async (_, parts, expected) => {
    expect(await make('', parts)).toBe(expected);
  });
});

describe(`the user's template`, () => {
  test.each<[string, string, Readonly<Record<string, string>>, string]>([
    [
      'stands as written, nothing is appended',
      'confiture-{migration}-{environment}',
      { migration: '005', database: 'd', matrix: 's' },
      'confiture-005-production',
    ],
    [
      'knows all parts',
      '{migration}|{environment}|{database}|{repository}|{workflow}|{job}|{matrix}',
      { migration: 'm', database: 'd', matrix: 's' },
      'm|production|d|acme/shop|migrate.yml|migrate|s',
    ],
    [
      'the database in it is the whole of it',
      'x-{database}',
      { database: 'a-b', databaseHash: '0a1b2c3d', step: 's' },
      'x-a-b-0a1b2c3d',
    ],
    [
      'only the documented ones are filled in',
      '{step}{databaseHash}',
      { step: 's', databaseHash: 'h' },
      '{step}{databaseHash}',
    ],
    ['an unset environment', '{environment}', { environment: '' }, 'unset'],
    ['blanks are joined', '  a \n b  ', {}, 'a b'],
    ['a blank one falls back', '   ', {}, 'confiture-acme/shop-migrate.yml-migrate-production'],
    [
      'one of invisible characters falls back',
      '\u0000\u200b',
      {},
      'confiture-acme/shop-migrate.yml-migrate-production',
    ],
    [
      'one that comes out blank falls back',
      ' {migration} {database} ',
      {},
      'confiture-acme/shop-migrate.yml-migrate-production',
    ],
    ['an unknown placeholder stays', '{sha}-{environment}', {}, '{sha}-production'],
  ])('%s', async (_, template, parts, expected) => {
    expect(await make(template, parts)).toBe(expected);
  });
});

describe('at most 255 characters', () => {
  const long = (last: string) => ({ migration: `${'x'.repeat(400)}${last}` });

  test('a longer key keeps its head, and its end tells it from others', async () => {
    const [a, b, again] = await Promise.all([make('', long('a')), make('', long('b')), make('', long('a'))]);
    expect([a.length, b.length]).toEqual([DEDUP_KEY_LIMIT, DEDUP_KEY_LIMIT]);
    expect(a.startsWith(`confiture-${'x'.repeat(200)}`)).toBe(true);
    expect(a).not.toBe(b);
    expect(a).toBe(again);
  });

  test.each([254, 255, 256])('a template of %d characters', async length => {
    const key = await make('k'.repeat(length));
    expect(key).toHaveLength(Math.min(length, DEDUP_KEY_LIMIT));
    if (length <= DEDUP_KEY_LIMIT) expect(key).toBe('k'.repeat(length));
  });

  test('whatever stands in it', async () => {
    const part = fc.string({ unit: 'grapheme', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(part, part, part, async (migration, database, matrix) => {
        const key = await make('', { migration, database, matrix });
        expect(key.length).toBeGreaterThan(0);
        expect(key.length).toBeLessThanOrEqual(DEDUP_KEY_LIMIT);
        expect(key.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a secret in it', () => {
  const redactor = () => makeRedactor({ secrets: ['hunter2hunter2', 'hunter3hunter3'] });
  const keyOf = (raw: string, salt: string) => createHmac('sha256', salt).update(raw).digest('hex').slice(0, 8);

  test('is redacted, and a hash that only the key makes stands for it', async () => {
    expect(await make('{migration}', { migration: 'x-hunter2hunter2' }, redactor())).toBe(
      `x-***-${keyOf('x-hunter2hunter2', ROUTING_KEY)}`,
    );
    const parts = { ...PARTS, migration: 'hunter2hunter2' };
    const byService = { redactor: redactor(), routingKeys: [], service: 'Shop' };
    expect(await makeDedupKey('{migration}', parts, byService)).toBe(`***-${keyOf('hunter2hunter2', 'Shop')}`);
    expect(await makeDedupKey('{migration}', parts, { ...byService, service: '' })).toBe('***');
  });

  test.each(['hunter2hunter2', 'postgres://u:hunter9@db/shop', 'password=hunter9'])('%s', async text => {
    const [one, again, other] = await Promise.all([
      make('', { matrix: text }, redactor()),
      make('', { matrix: text }, redactor()),
      make('', { matrix: text.replace(/hunter\d/, 'hunter3') }, redactor()),
    ]);
    expect(one).not.toContain(text);
    expect(one).toMatch(/\*\*\*.*-[0-9a-f]{8}$/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test('nothing is appended where nothing was redacted', async () => {
    expect(await make('', { matrix: 'tenant' }, redactor())).toBe(await make('', { matrix: 'tenant' }));
    expect(await make('a\u200bb  c', {}, redactor())).toBe('ab c');
  });

  test('and in the part that is cut off, too', async () => {
    const long = 'x'.repeat(400);
    const [one, other] = await Promise.all([
      make('', { migration: `${long}hunter2hunter2` }, redactor()),
      make('', { migration: `${long}hunter3hunter3` }, redactor()),
    ]);
    expect([one.length, one === other]).toEqual([DEDUP_KEY_LIMIT, false]);
  });
});

describe('matrices', () => {
  const keyOf = async (matrix: unknown, database = '') => {
    const facts = readRunFacts({ environment: {}, payload: undefined, matrix: JSON.stringify(matrix), jobId: '' });
    const { inputs } = await readInputs(name => (name === 'database' ? database : ''));
    return make('', { ...keyParts(inputs, facts), environment: 'production' });
  };

  test.each<[unknown, string]>([
    [{ region: 'eu', shard: 1 }, 'eu-1'],
    [{ region: 'eu-west', shard: 1 }, 'eu%2Dwest-1'],
    [{ region: 'eu', shard: 'west-1' }, 'eu-west%2D1'],
    [{ region: 'eu%2Dwest', shard: 1 }, 'eu%252Dwest-1'],
    [{ region: '', shard: 1 }, '%-1'],
    [{ region: '' }, '%'],
    [{ region: '%' }, '%25'],
  ])('%j', async (matrix, expected) => {
    expect(await keyOf(matrix)).toBe(`confiture-production-${expected}`);
  });

  test('two never have the same text', async () => {
    const value = fc
      .array(fc.constantFrom('a', 'b', '-', '%', '2', 'D', ''), { maxLength: 4 })
      .map(parts => parts.join(''));
    const matrix = fc.array(value, { maxLength: 4 });
    const keyed = (values: readonly string[]) => Object.fromEntries(values.map((each, index) => [`k${index}`, each]));
    await fc.assert(
      fc.asyncProperty(matrix, matrix, async (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect((await keyOf(keyed(one))) === (await keyOf(keyed(other)))).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[unknown, string, unknown, string]>([
    [{ leg: 'b' }, 'a', {}, 'a-b'],
    [{ leg: 'b-c' }, 'a', { leg: 'c' }, 'a-b'],
    [{ leg: 'b' }, 'a-b', { leg: 'b-b' }, 'a'],
  ])('%j of %s is not %j of %s', async (matrix, database, otherMatrix, otherDatabase) => {
    expect(await keyOf(matrix, database)).not.toBe(await keyOf(otherMatrix, otherDatabase));
  });
});

describe('the step of a wrapper', () => {
  const facts = makeRun({ step: 'migrate' });
  const stepOf = (overrides: Partial<Inputs>) => keyParts(makeInputs(overrides), facts).step;

  test('is part of its key', () => {
    expect(stepOf({ run: 'migrate' })).toBe('migrate');
  });

  test.each<[string, Partial<Inputs>]>([
    ['a step', { run: '' }],
    ['a guard', { run: '', when: 'job-end' }],
    ['with a migration', { run: 'migrate', migration: '005' }],
    ['an acknowledgement', { run: 'migrate', eventAction: 'acknowledge' }],
  ])('not of %s', (_, overrides) => {
    expect(stepOf(overrides)).toBe('');
  });
});

const SECRETS = { TENANT_A_SECRET: 'acme-corp-x', TENANT_B_SECRET: 'globex-corp' };
const wrapped = (step: string): Told => ({ inputs: { run: 'migrate' }, variables: { GITHUB_ACTION: step } });
const FAILURE: Told = { inputs: { status: 'failure' } };
const success = (told: Told): Told => ({
  ...told,
  inputs: { ...told.inputs, status: told.inputs?.status ?? 'success' },
});

/** Opens an incident, lets the successes pass by, and says whether it is still open. */
async function isOpenAfter(failure: Told, ...successes: readonly Told[]): Promise<boolean> {
  const emulator = await start();
  const through = (told: Told): Told => ({ ...told, inputs: { 'api-url': emulator.url, ...told.inputs } });
  await tell(through(failure));
  expect(emulator.incidents().map(({ status }) => status)).toEqual(['triggered']);
  for (const one of successes) await tell(through(success(one)));
  return emulator.incidents().some(({ status }) => status !== 'resolved');
}

describe('the success that mends it closes it', () => {
  test.each<[string, Told]>([
    ['a second attempt', { variables: { GITHUB_RUN_ATTEMPT: '2', GITHUB_TRIGGERING_ACTOR: 'bob' } }],
    [
      'a later run of another commit',
      { variables: { GITHUB_RUN_ID: '999', GITHUB_SHA: 'f'.repeat(40), GITHUB_REF_NAME: 'hotfix' } },
    ],
    ['by another event', { variables: { GITHUB_EVENT_NAME: 'workflow_dispatch' } }],
    [
      'with a report that names a migration',
      { evidence: makeEvidence({ verdict: 'success', migration: '006_found' }) },
    ],
    ['with nothing pending', { evidence: makeEvidence({ verdict: 'success', databaseState: 'unchanged' }) }],
    ['with other words around it', { inputs: { summary: 'x', severity: 'info', error: 'old', 'error-type': 'X' } }],
    ['by a step of another name', { variables: { GITHUB_ACTION: 'notify' } }],
    ['spelled otherwise', { inputs: { environment: ' PRODUCTION ', status: 'Succeeded' } }],
  ])('%s', async (_, told) => {
    expect(await isOpenAfter({ ...FAILURE, evidence: makeEvidence({ migration: '005_found' }) }, told)).toBe(false);
  });

  test.each<[string, Told]>([
    ['in a matrix', { inputs: { matrix: '{"shard":1,"region":"eu"}' } }],
    ['with a name', { inputs: { migration: '005_add' } }],
    ['with a secret in its name', { inputs: { migration: 'password=hunter2' } }],
    ['with a database', { inputs: { database: 'postgres://me:hunter2@db/shop' } }],
    ['with a name that is too long', { inputs: { migration: 'x'.repeat(900) } }],
    ['with a template', { inputs: { 'dedup-key': 'shop {environment}' } }],
    ['with a blank template', { inputs: { 'dedup-key': '  ' } }],
    ['in an unset environment', { inputs: { environment: '' } }],
    ['of a wrapper', wrapped('migrate')],
    ['with a secret in its matrix', { inputs: { matrix: '{"tenant":"acme-corp-x"}' }, variables: SECRETS }],
  ])('%s', async (_, told) => {
    expect(await isOpenAfter({ ...told, inputs: { ...told.inputs, status: 'failure' } }, told)).toBe(false);
  });
});

describe('no success of something else closes it', () => {
  test.each<[string, Told, Told?]>([
    ['another job', { variables: { GITHUB_JOB: 'lint' } }],
    ['another workflow', { variables: { GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/ci.yml@refs/heads/main' } }],
    ['another repository', { variables: { GITHUB_REPOSITORY: 'acme/search' } }],
    ['another environment', { inputs: { environment: 'staging' } }],
    ['another shard', { inputs: { matrix: '{"shard":2}' } }, { inputs: { matrix: '{"shard":1}' } }],
    ['another database', { inputs: { database: 'db2/shop' } }, { inputs: { database: 'db1/shop' } }],
    [
      'another database of one name',
      { inputs: { migration: '005', database: 'db2/shop' } },
      { inputs: { migration: '005', database: 'db1/shop' } },
    ],
    [
      'another schema',
      { inputs: { database: 'postgres://u:p@db/shop?schema=globex' } },
      { inputs: { database: 'postgres://u:p@db/shop?schema=acme' } },
    ],
    [
      'another tenant, where the names of both are secrets',
      { inputs: { matrix: '{"tenant":"globex-corp"}' }, variables: SECRETS },
      { inputs: { matrix: '{"tenant":"acme-corp-x"}' }, variables: SECRETS },
    ],
    ['another command', wrapped('deploy'), wrapped('migrate')],
    ['a step, of a wrapper', {}, wrapped('migrate')],
    ['another migration', { inputs: { migration: '006' } }, { inputs: { migration: '005' } }],
    [
      'another repository with that migration',
      { variables: { GITHUB_REPOSITORY: 'acme/search' }, inputs: { migration: '005' } },
      { inputs: { migration: '005' } },
    ],
    ['a pull request', { variables: { GITHUB_EVENT_NAME: 'pull_request' } }],
    ['a skipped migration', { inputs: { status: 'skipped' } }],
    [
      'a fan-in whose migration was skipped',
      { inputs: { status: '{"migrate":{"result":"skipped"},"lint":{"result":"success"}}' } },
    ],
    ['a migration that did not run', { logMissing: true }],
    ['a dry run', { evidence: makeEvidence({ verdict: 'dry-run' }) }],
    ['a report of another command', { evidence: makeEvidence({ verdict: 'other-command' }) }],
    ['a success that nobody stated', { inputs: { status: '', 'job-status': 'success' } }],
    ['a misspelt status', { inputs: { status: 'sucess', 'job-status': 'success' } }],
    ['a cancelled run', { inputs: { status: 'cancelled' } }],
    [
      'a name that is long and alike',
      { inputs: { migration: `${'x'.repeat(400)}b` } },
      { inputs: { migration: `${'x'.repeat(400)}a` } },
    ],
  ])('%s', async (_, other, own = {}) => {
    expect(await isOpenAfter({ ...own, inputs: { ...own.inputs, status: 'failure' } }, other)).toBe(true);
  });
});

test('the key of a failure is the key of the success, whatever is given, found and passed since', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('', '005_add', 'password=hunter2', 'postgres://u:p@db/shop'),
  );
  const lasting = fc.record({
    migration: text,
    environment: text,
    database: text,
    matrix: fc.oneof(fc.constant('null'), fc.json({ maxDepth: 1 })),
    'dedup-key': fc.oneof(fc.constant(''), fc.constant('{migration}{database}'), text),
  });
  const verdict = fc.constantFrom<Verdict[]>('success', 'failure', 'unknown');
  const passing = fc.record({
    inputs: fc.record({ error: text, 'error-type': text, summary: text, severity: text, 'job-status': text }),
    variables: fc.record({
      GITHUB_RUN_ID: fc.nat().map(String),
      GITHUB_RUN_ATTEMPT: fc.nat().map(String),
      GITHUB_SHA: fc.string(),
      GITHUB_REF_NAME: fc.string(),
      GITHUB_ACTOR: fc.string(),
    }),
    evidence: fc.option(fc.record({ verdict, migration: text, error: text }).map(makeEvidence), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(lasting, passing, passing, async (inputs, then, now) => {
      const keyOf = async (told: Told, status: string) => {
        const { result } = await tell({
          ...told,
          inputs: { ...told.inputs, ...inputs, environments: '*', status, 'dry-run': 'true' },
        });
        return result.dedupKey;
      };
      expect(await keyOf(now, 'success')).toBe(await keyOf(then, 'failure'));
    }),
  );
});

describe('the key of a command that still runs', () => {
  test('is that of its end, with a suffix', async () => {
    expect(slowKey(await make('shop'))).toBe('shop-slow');
  });

  test.each([250, 251, 255, 300])('of %d characters keeps the suffix and tells keys apart', async length => {
    const [one, other] = await Promise.all(['a', 'b'].map(end => make('k'.repeat(length - 1) + end)));
    const keys = [one, other].map(key => slowKey(key ?? redacted``));
    expect(keys.map(key => key.length)).toEqual([255, 255]);
    expect(keys.every(key => key.endsWith('-slow'))).toBe(true);
    expect(new Set([one, other, ...keys]).size).toBe(4);
  });
});
