import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { readEvidenceFromTexts } from '../../src/evidence/evidence.ts';
import { CAPTURES, type Capture } from './captures.table.ts';
import { fixture, mixedLog, splitLog } from './fixtures.ts';

/** The row that a person would write for `evidence`. */
function rowOf(folder: string, name: string, evidence: Evidence | undefined): Capture {
  if (evidence === undefined) return [folder, name];
  const {
    tool,
    verdict,
    migration = '',
    error = '',
    errorType = '',
    category = '',
    databaseState,
    stateDetail,
  } = evidence;
  const state = stateDetail === undefined ? databaseState : `${databaseState} (${stateDetail})`;
  return [folder, name, tool, verdict, migration, error, errorType, category, state];
}

// 2026-11-23T10:05:25.1234567Z, as the runner writes before each line of a job's log.
function stamp(log: string): string {
  return log.replace(/^(?=.)/gm, '2026-11-23T10:05:25.1234567Z ');
}

describe('what a person reads in the output of a real tool', () => {
  test.each(CAPTURES)('%s/%s', (...row) => {
    const [folder, name] = row;
    const path = `${folder}/${name}`;
    const report = fixture(`${path}.report.json`);
    const read = (log: string): Capture => rowOf(folder, name, readEvidenceFromTexts(report, log));
    expect(read(splitLog(path))).toEqual(row);
    expect(read(mixedLog(path))).toEqual(row);
    expect(read(splitLog(path).replaceAll('\n', '\r\n'))).toEqual(row);
    // Of an output that tells nothing, this end would be the only error.
    const end = row.length > 2 ? '##[error]Process completed with exit code 1.\n' : '';
    expect(read(`::group::Migrate\n${splitLog(path)}\n::endgroup::\n${end}`)).toEqual(row);
  });

  test.each(CAPTURES.filter(([folder]) => !/confiture/.test(folder)))('%s/%s in a log of the runner', (...row) => {
    const [folder, name] = row;
    expect(rowOf(folder, name, readEvidenceFromTexts('', stamp(splitLog(`${folder}/${name}`))))).toEqual(row);
  });
});

test('no run that went well ends in silence, where the tool says when a migration has ended', () => {
  const silent = CAPTURES.filter(([folder, name]) => {
    const evidence = readEvidenceFromTexts(fixture(`${folder}/${name}.report.json`), splitLog(`${folder}/${name}`));
    return evidence?.verdict === 'unfinished' && evidence.endsAloud === true;
  });
  // drizzle-kit's failures, which it does not tell on its own.
  expect(silent.map(([folder, name]) => `${folder}/${name}`)).toEqual([
    'drizzle-kit-0.31.11/refused',
    'drizzle-kit-0.31.11/sql',
  ]);
});

test.each([
  ['alembic/nothing', true],
  ['alembic/success', undefined],
  ['confiture-1.29/success', undefined],
  ['confiture-1.29/nothing', true],
  ['confiture-1.29-json/nothing', true],
  ['confiture-1.29-json/success', undefined],
  ['flyway/nothing', true],
  ['flyway-json/nothing', true],
  ['flyway-json/success', undefined],
  ['goose/nothing', true],
  ['psql/success', undefined],
])('in %s nothing was pending: %j', (path, expected) => {
  expect(readEvidenceFromTexts('', splitLog(path))?.nothingPending).toBe(expected);
});

describe('the state of the database is what the database itself shows', () => {
  // The tables that the real database held afterwards, beside the fixtures that were made by running the tool.
  const known = CAPTURES.filter(([folder, name]) => splitLog(`${folder}/${name}`) !== '' && hasTables(folder, name));

  function hasTables(folder: string, name: string): boolean {
    return fixture(`${folder}/${name}.tables`) !== '' || ['first', 'refused', 'nodb'].includes(name);
  }

  test('is known for most of them', () => {
    expect(known.length).toBeGreaterThan(150);
  });

  test.each(known)('%s/%s', (...row) => {
    const [folder, name, , verdict, , , , , state = ''] = row;
    const tables = fixture(`${folder}/${name}.tables`)
      .split('\n')
      .filter(line => line !== '');
    const isWhole = tables.some(table => table.startsWith('later_table'));
    // Only the migration that opts out of its transaction (`conc`) may have left something, and then the claim says so.
    const holds =
      /^(?:rolled-back|unchanged)/.test(state) &&
      !(name === 'conc' && /unless a setting changes its transactions/.test(state));
    if (holds) expect(tables).toEqual([]);
    if (state.startsWith('partial'))
      expect({ some: tables.length > 0, isWhole }).toEqual({ some: true, isWhole: false });
    if (state === 'applied') expect(isWhole).toBe(true);
    if (verdict === 'failure' && isWhole) expect(folder).toBe('psql-nostop');
  });
});
