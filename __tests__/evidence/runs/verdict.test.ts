import { describe, expect, test } from '@jest/globals';
import type { RunOutcome } from '../../../src/evidence/runs/outcome.ts';
import { joinRuns } from '../../../src/evidence/runs/verdict.ts';

type Parts = Partial<RunOutcome>;

function run(parts: Parts): RunOutcome {
  return { source: 'log-text', tool: 'dbmate', verdict: 'success', databaseState: 'applied', applied: [], ...parts };
}

const OK: Parts = { applied: ['1_init', '2_pay'], saidDone: true };
const NOTHING: Parts = { nothingPending: true, saidDone: true };
const FAILED: Parts = {
  verdict: 'failure',
  migration: '2_pay',
  error: 'relation "userz" does not exist',
  category: 'SchemaError',
  databaseState: 'rolled-back',
};
const REFUSED: Parts = {
  verdict: 'failure',
  error: 'refused',
  category: 'ConnectionError',
  databaseState: 'unchanged',
};
const LOCKED: Parts = { ...FAILED, error: 'lock timeout', category: 'LockError' };
const CUT: Parts = { verdict: 'unfinished', migration: '2_pay', databaseState: 'unknown', endsAloud: true };
const SILENT: Parts = { verdict: 'unfinished', tool: 'Alembic', migration: '2_pay', databaseState: 'unknown' };
const DRY: Parts = { verdict: 'dry-run', databaseState: 'unchanged' };
const DRY_FAILED: Parts = { ...FAILED, verdict: 'dry-run-failure', databaseState: 'unchanged' };
const OTHER: Parts = { verdict: 'other-command', databaseState: 'unknown' };
const DOWN: Parts = { ...OTHER, rollback: true };
const CLIENT: Parts = { ...FAILED, tool: 'psql', verdict: 'client-failure', databaseState: 'unknown' };
const UNKNOWN: Parts = { tool: '', verdict: 'unknown', error: 'boom', lastWords: 'error', databaseState: 'unknown' };
const on = (database: string, parts: Parts): Parts => ({ ...parts, database });
const from = (stream: string, parts: Parts): Parts => ({ ...parts, stream });

describe('what all runs come to', () => {
  test.each<[string, readonly Parts[], string, string?]>([
    ['a success', [OK], 'success applied'],
    ['nothing pending', [NOTHING], 'success applied'],
    ['a failure', [FAILED], 'failure rolled-back'],
    ['a plan, then the run', [DRY, OK], 'success applied'],
    ['a plan, then a failure', [DRY, FAILED], 'failure rolled-back'],
    ['a plan, then a run that was cut off', [DRY, CUT], 'unfinished unknown'],
    ['a plan alone', [DRY], 'dry-run unchanged'],
    ['a failed plan alone', [DRY_FAILED], 'dry-run-failure unchanged'],
    ['a failed plan, then the run', [DRY_FAILED, OK], 'success applied'],
    ['the run, then a failed plan', [OK, DRY_FAILED], 'dry-run-failure unchanged'],
    ['a failure, then a plan', [FAILED, DRY], 'failure rolled-back'],
    ['a status', [OTHER], 'other-command unknown'],
    ['a status around a run', [OTHER, OK, OTHER], 'success applied'],
    ['up, then down', [OK, DOWN], 'other-command unknown'],
    ['up, down, up', [OK, DOWN, OK], 'success applied'],
    ['a failed rollback after up', [OK, { ...FAILED, rollback: true }], 'failure partial', '2 applied'],
    ['refused, then tried again', [REFUSED, REFUSED, OK], 'success applied', 'mended'],
    ['refused, then nothing pending', [REFUSED, NOTHING], 'success applied', 'mended'],
    ['refused, then a failure', [REFUSED, FAILED], 'failure rolled-back'],
    ['locked, then tried again', [LOCKED, OK], 'success applied', 'mended'],
    ['locked on one database, then another', [on('a', LOCKED), on('b', OK)], 'some-failed partial', '1 of 2 databases'],
    ['cut off, then tried again', [CUT, OK], 'success applied', 'mended'],
    ['a failure, then a success somewhere', [FAILED, OK], 'some-failed partial', '2 applied'],
    ['a failure, then the same database', [on('a', FAILED), on('a', OK)], 'success applied', 'mended'],
    ['the same failure five times', [FAILED, FAILED, FAILED], 'failure rolled-back'],
    [
      'the second of three tenants',
      [on('a', OK), on('b', FAILED), on('c', OK)],
      'some-failed partial',
      '2 of 3 databases',
    ],
    ['the last of three tenants', [on('a', OK), on('b', OK), on('c', FAILED)], 'failure partial', '2 of 3 databases'],
    ['tenants without names: a migration is applied twice', [OK, OK, FAILED], 'failure partial', '2 of 3 databases'],
    ['tenants, of which one had nothing to do', [on('a', NOTHING), on('b', FAILED)], 'failure rolled-back'],
    ['a success, then a failure of another tool', [OK, { ...FAILED, tool: 'Flyway' }], 'failure partial', '2 applied'],
    ['a failure, then a success of another tool', [FAILED, { ...OK, tool: 'Flyway' }], 'failure partial', '2 applied'],
    ['one container refused, another well', [from('web-1', REFUSED), from('db-1', OK)], 'some-failed partial'],
    [
      'a pod refused, the next one well',
      [from('migrate-x7k2p', REFUSED), from('migrate-q9d4z', OK)],
      'success applied',
      'mended',
    ],
    ['a silent tool', [SILENT], 'unfinished unknown'],
    ['a silent tool after a failed client', [CLIENT, SILENT], 'unfinished unknown'],
    ["a client's failure", [CLIENT], 'client-failure unknown'],
    ["a client's failure before a tool", [CLIENT, OK], 'success applied'],
    ["a client's failure after a tool", [OK, CLIENT], 'success applied', 'relation "userz" does not exist'],
    ['an unknown tool', [UNKNOWN], 'unknown unknown'],
  ])('%s', (_name, ...row) => {
    const [parts, expected, also] = row;
    const runs = parts.map(run);
    const evidence = joinRuns(runs);
    expect(`${evidence?.verdict} ${evidence?.databaseState}`).toBe(expected);
    if (also !== undefined)
      expect([evidence?.mended === true ? 'mended' : '', evidence?.stateDetail, evidence?.error]).toContain(also);
    expect(evidence?.runs).toEqual(runs);
  });

  test('no run, no evidence', () => {
    expect(joinRuns([])).toBeUndefined();
  });

  test('the failure that nothing mended has the page, whatever came after it', () => {
    expect(joinRuns([on('a', OK), on('b', FAILED), on('c', OK)].map(run))).toMatchObject({
      verdict: 'some-failed',
      database: 'b',
      migration: '2_pay',
      error: 'relation "userz" does not exist',
    });
  });

  test('a success is done only when every run said so, and nothing was pending only in all of them', () => {
    expect(joinRuns([run({ applied: ['1'] }), run(on('b', OK))])?.saidDone).toBeUndefined();
    expect(joinRuns([run(on('a', OK)), run(on('b', NOTHING))])?.nothingPending).toBeUndefined();
    expect(joinRuns([run(on('a', NOTHING)), run(on('b', NOTHING))])?.nothingPending).toBe(true);
  });
});
