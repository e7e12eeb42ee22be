import { describe, expect, test } from '@jest/globals';
import { findKeyProblems } from '../../src/decision/key-problems.ts';
import type { RunFacts } from '../../src/github/run-facts.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import { makeInputs, makeRun } from './facts.ts';

const COMMIT = '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7';
const RUN_ID = '17654321098';
const find = (inputs: Partial<Inputs>, facts: Partial<RunFacts> = {}) =>
  findKeyProblems(makeInputs(inputs), makeRun({ commit: COMMIT, runId: RUN_ID, ...facts }));
const warning = (names: string) => [
  {
    level: 'warning',
    message: `${names}: expected a value that is the same in later runs; got the commit or the id of this run. The dedup key changes with every run, so no success closes what a failure opens. Leave it out, or set dedup-key to a key without it.`,
  },
];

describe('a key of this run alone', () => {
  test.each<[string, Partial<Inputs>, Partial<RunFacts>]>([
    ['matrix', {}, { matrixValues: ['eu', COMMIT] }],
    ['matrix', {}, { matrixValues: [COMMIT.slice(0, 7).toUpperCase()] }],
    ['matrix', {}, { matrixValues: [RUN_ID] }],
    ['matrix', {}, { matrixValues: ['4711'], runId: '4711' }],
    ['matrix', {}, { matrixValues: [`image:${COMMIT}`] }],
    ['matrix', { dedupKey: 'shop-{matrix}' }, { matrixValues: [RUN_ID] }],
    ['migration', { migration: `release-${RUN_ID}` }, {}],
    ['database', { database: { label: `preview_${COMMIT.slice(0, 8)}` } }, {}],
    ['dedup-key', { dedupKey: `shop-${RUN_ID}` }, {}],
    ['migration and matrix', { migration: COMMIT }, { matrixValues: [RUN_ID] }],
  ])('%s of %j and %j', (names, inputs, facts) => {
    expect(find(inputs, facts)).toEqual(warning(names));
  });

  test.each<[Partial<Inputs>, Partial<RunFacts>]>([
    [{}, {}],
    [{ migration: '005_add' }, { matrixValues: ['eu', '1'] }],
    [{}, { matrixValues: [COMMIT.slice(0, 6), `x${RUN_ID}`] }],
    [{ migration: 'V4711' }, { runId: '4711' }],
    [{ migration: '4711-add' }, { runId: '4711' }],
    [{}, { matrixValues: [''], runId: '', commit: '' }],
    [{ dedupKey: 'shop' }, { matrixValues: [RUN_ID] }],
  ])('is not %j and %j', (inputs, facts) => {
    expect(find(inputs, facts)).toEqual([]);
  });
});

describe('a reusable workflow', () => {
  const called = 'acme/tools/.github/workflows/db.yml@v1';

  test('shares its key among its calls', () => {
    expect(find({ jobWorkflowRef: called })).toEqual([
      {
        level: 'warning',
        message:
          'The dedup key does not say which call of the reusable workflow this is: acme/tools/.github/workflows/db.yml is called by acme/shop/.github/workflows/migrate.yml. If it is called twice, the success of one call closes what the other opened. Set database, or set dedup-key to a key that contains inputs of the reusable workflow.',
      },
    ]);
  });

  test.each<[string, Partial<Inputs>, Partial<RunFacts>]>([
    ['the own workflow', { jobWorkflowRef: 'Acme/Shop/.github/workflows/migrate.yml@refs/heads/main' }, {}],
    ['the own one at another commit', { jobWorkflowRef: 'acme/shop/.github/workflows/migrate.yml@refs/tags/v1' }, {}],
    ['an older runner', { jobWorkflowRef: '' }, {}],
    ['an unknown caller', { jobWorkflowRef: called }, { workflowRef: '' }],
    ['a database', { jobWorkflowRef: called, database: { label: 'db' } }, {}],
    ['a migration', { jobWorkflowRef: called, migration: '005' }, {}],
    ['a dedup-key', { jobWorkflowRef: called, dedupKey: 'shop' }, {}],
  ])('but not with %s', (_, inputs, facts) => {
    expect(find(inputs, facts)).toEqual([]);
  });
});
