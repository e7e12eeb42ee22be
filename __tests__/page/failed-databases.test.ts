import { describe, expect, test } from '@jest/globals';
import type { DatabaseOutcome } from '../../src/evidence/evidence.ts';
import { composePage } from '../../src/page/page.ts';
import type { PagedRun } from '../../src/page/page-words.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { makeEvidence, makeInputs, makePage, makeRun } from '../decision/facts.ts';
import { makeRedactor } from '../redaction/redactors.ts';

const USERZ = 'relation "userz" does not exist';
const failed = (name: string, overrides: Partial<DatabaseOutcome> = {}): DatabaseOutcome => ({
  name,
  ending: 'failed',
  state: 'rolled-back',
  migration: '005_pay',
  error: `${USERZ}\nLINE 1: x`,
  ...overrides,
});
const done = (count: number): DatabaseOutcome[] =>
  Array.from({ length: count }, (_, index) => ({ name: `t${index}`, ending: 'done', state: 'applied' }));

async function compose(
  databases: readonly DatabaseOutcome[],
  overrides: Partial<PagedRun> = {},
  environment: Record<string, string> = {},
) {
  const [first] = databases;
  const { migration, error } = first ?? {};
  const evidence = makeEvidence({
    verdict: 'some-failed',
    ...(migration === undefined ? {} : { migration }),
    ...(error === undefined ? {} : { error }),
    databaseState: 'partial',
    databases,
  });
  const page = makePage({ evidence, ...overrides });
  return composePage(page, redacted`key`, makeRedactor({ environment }));
}

const story = (name: PagedRun['decision']['story']) => ({
  decision: { action: 'trigger', story: name, reason: 'x', leftOut: false } as const,
});
const LOCK = failed('globex', { migration: '006_tax', error: 'canceling statement due to lock timeout' });

describe('the title', () => {
  test.each<[string, DatabaseOutcome[], Partial<PagedRun>, string]>([
    ['one of many', [failed('acme'), ...done(29)], {}, `acme: Migration 005_pay failed: ${USERZ}`],
    [
      'several, with the same failure',
      [failed('acme'), failed('globex'), ...done(28)],
      {},
      `Migration 005_pay failed in 2 of 30 databases (acme, globex): ${USERZ}`,
    ],
    [
      'several, with failures of their own',
      [failed('acme'), LOCK, ...done(28)],
      {},
      `Database migration failed in 2 of 30 databases (acme: 005_pay, globex: 006_tax): ${USERZ} (acme)`,
    ],
    [
      'more than a title names',
      ['a', 'b', 'c', 'd', 'e'].map(name => failed(name)),
      {},
      `Migration 005_pay failed in 5 of 5 databases (a, b, c and 2 more): ${USERZ}`,
    ],
    [
      'names that are too long',
      [failed('a'.repeat(90)), failed('b'.repeat(90))],
      {},
      `Migration 005_pay failed in 2 of 2 databases: ${USERZ}`,
    ],
    [
      'beside a database that is given',
      [failed('acme'), ...done(1)],
      { inputs: makeInputs({ database: { label: 'cluster-1', host: '' } }) },
      `database cluster-1, acme: Migration 005_pay failed: ${USERZ}`,
    ],
    [
      'in a leg of a matrix',
      [failed('acme'), ...done(1)],
      { facts: makeRun({ matrixLabel: 'eu' }) },
      `eu, acme: Migration 005_pay failed: ${USERZ}`,
    ],
    [
      'an error that is given is of none of them',
      [failed('acme'), LOCK],
      { inputs: makeInputs({ migration: '007', error: 'boom' }) },
      'Migration 007 failed in 2 of 2 databases (acme: 005_pay, globex: 006_tax): boom',
    ],
    [
      'cut off in several',
      [failed('acme', { ending: 'unfinished' }), failed('globex', { ending: 'unfinished' }), ...done(1)],
      story('cut-off'),
      'Migration 005_pay was cancelled while it ran in 2 of 3 databases (acme, globex)',
    ],
    [
      'in a green job',
      [failed('acme'), failed('globex')],
      story('failed-unseen'),
      `Migration 005_pay failed in 2 of 2 databases (acme, globex): ${USERZ} (the job is green)`,
    ],
  ])('%s', async (_, databases, overrides, expected) => {
    expect((await compose(databases, overrides)).summary).toBe(`[PRODUCTION] ${expected}`);
  });
});

describe('the details', () => {
  test('name all that failed, and say of each what failed, where it is not the same', async () => {
    const { details } = await compose([failed('acme'), LOCK, ...done(1)]);
    expect(details).toMatchObject({
      failed_databases: ['acme', 'globex'],
      database_errors: [`acme: 005_pay: ${USERZ}`, 'globex: 006_tax: canceling statement due to lock timeout'],
    });
    expect((await compose([failed('acme'), failed('globex')])).details).toMatchObject({
      failed_databases: ['acme', 'globex'],
      database_errors: [],
    });
  });

  test('of more than 20 name the first', async () => {
    const many = Array.from({ length: 25 }, (_, index) => failed(`t${index}`));
    const { failed_databases: names } = (await compose(many)).details;
    expect(names).toHaveLength(21);
    expect(Array.isArray(names) && names.slice(-2)).toEqual(['t19', 'and 5 more']);
  });

  test('are no details of a success, nor of the component, which routes it', async () => {
    const decision = { action: 'resolve', story: 'applied', reason: 'x', leftOut: false } as const;
    const { details, component } = await compose(done(2), { decision });
    expect([details.failed_databases, details.database_errors, details.database, component]).toEqual([[], [], '', '']);
  });

  test('hold no secret that a file is called by', async () => {
    const secret = 'tenant-s3cr3t-value';
    const { summary, details } = await compose(
      [failed(secret), failed('mona@example.com', { error: 'boom' }), ...done(1)],
      {},
      { TENANT_TOKEN: secret },
    );
    expect(JSON.stringify({ summary, details })).not.toMatch(/s3cr3t|mona@/);
  });
});
