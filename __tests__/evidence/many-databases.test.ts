import { describe, expect, test } from '@jest/globals';
import { readEvidence } from '../../src/evidence/evidence.ts';
import { nameFiles } from '../../src/evidence/file-names.ts';
import type { FoundFile } from '../../src/evidence/sources/file-pattern.ts';
import type { Files } from '../../src/evidence/sources/sources.ts';
import { fixture } from './fixtures.ts';

const DONE = 'Applying: 5_pay.sql\nApplied: 5_pay.sql in 3ms\nWriting: ./db/schema.sql\n';
const BROKEN = 'Applying: 5_pay.sql\nError: pq: relation "userz" does not exist\n';
const LOCKED = 'Applying: 6_tax.sql\nError: pq: canceling statement due to lock timeout\n';
const CUT = 'INFO  [alembic.runtime.migration] Running upgrade aaa -> bbb, pay\n';
const FAILED_REPORT = fixture('confiture-1.29-report/sql.report.json');
const GOOD_REPORT = fixture('confiture-1.29-report/success.report.json');
const DRY_RUN = fixture('confiture-1.29-report/dryrun.report.json');

/** Files by path: any pattern finds those of its folder. */
function filesOf(texts: Readonly<Record<string, string>>): Files {
  return {
    read: async path => {
      const text = texts[path];
      if (text === undefined) return { kind: 'missing' };
      const head = Buffer.from(text);
      return { kind: 'read', head, tail: Buffer.alloc(0), size: head.length, modifiedAt: new Date(0) };
    },
    find: async pattern => {
      const folder = pattern.replace(/\*.*/, '');
      const paths = Object.keys(texts).filter(path => path.startsWith(folder));
      const files = paths.map((path): FoundFile => ({ path, name: path.slice(folder.length), size: 0 }));
      return { kind: 'found', folder, files, fitting: files.length, links: 0, cut: false };
    },
  };
}

async function read(texts: Readonly<Record<string, string>>, paths: { log?: string; report?: string } = {}) {
  const { log = 'logs/*.log', report = '' } = paths;
  const sized: Files = filesOf(texts);
  const find: Files['find'] = async (pattern, most) => {
    const search = await sized.find(pattern, most);
    if (search.kind !== 'found') return search;
    return { ...search, files: search.files.map(file => ({ ...file, size: texts[file.path]?.length ?? 0 })) };
  };
  return readEvidence({ report, log }, { ...sized, find });
}

async function gist(texts: Readonly<Record<string, string>>, paths: { log?: string; report?: string } = {}) {
  const { evidence } = await read(texts, paths);
  const state = `${evidence?.databaseState}${evidence?.stateDetail === undefined ? '' : ` (${evidence.stateDetail})`}`;
  return [evidence?.verdict, state, evidence?.migration, evidence?.error];
}

const logs = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [`logs/${name}.log`, text]));
const OPTED_OUT = 'unless a setting changes its transactions';
const USERZ = 'relation "userz" does not exist';

describe('what several databases come to', () => {
  test.each([
    ['all done', { a: DONE, b: DONE }, ['success', 'applied (2 of 2 databases done)', '5_pay', undefined]],
    [
      'the first failed: no later success of another hides it',
      { a: BROKEN, b: DONE },
      ['some-failed', 'partial (1 of 2 databases done; failed: a)', '5_pay', USERZ],
    ],
    [
      'the last failed: the order of the names decides nothing',
      { a: DONE, b: BROKEN },
      ['some-failed', 'partial (1 of 2 databases done; failed: b)', '5_pay', USERZ],
    ],
    [
      'two failed of other errors: the first is told',
      { a: DONE, b: LOCKED, c: BROKEN, d: DONE },
      [
        'some-failed',
        'partial (2 of 4 databases done; failed: b, c)',
        '6_tax',
        'canceling statement due to lock timeout',
      ],
    ],
    [
      'a lock in one is not got by the success of another',
      { 'tenant-1': LOCKED, 'tenant-2': DONE.replaceAll('5_pay', '6_tax') },
      [
        'some-failed',
        'partial (1 of 2 databases done; failed: tenant-1)',
        '6_tax',
        'canceling statement due to lock timeout',
      ],
    ],
    [
      'a retry within one file',
      { a: LOCKED + DONE.replaceAll('5_pay', '6_tax'), b: DONE },
      ['success', 'applied (2 of 2 databases done)', undefined, undefined],
    ],
    [
      'all failed',
      { a: BROKEN, b: BROKEN },
      [
        'failure',
        'rolled-back (0 of 2 databases done; failed: a, b; unless a setting changes its transactions)',
        '5_pay',
        USERZ,
      ],
    ],
    [
      'an empty file among them',
      { a: DONE, b: '', c: DONE },
      ['unknown', 'unknown (2 of 3 databases known to be done)', undefined, undefined],
    ],
    [
      'a failure beside an empty file',
      { a: BROKEN, b: '' },
      ['failure', 'unknown (0 of 2 databases known to be done; failed: a)', '5_pay', USERZ],
    ],
    [
      'an unknown tool whose output ends in an error',
      { a: DONE, b: 'hello\nError: boom\n' },
      ['unknown', 'partial (1 of 2 databases known to be done; ended in an error: b)', undefined, 'boom'],
    ],
    [
      'a tool that is silent at its end, and one that failed',
      { a: CUT, b: BROKEN },
      [
        'some-failed',
        'rolled-back (1 of 2 databases done; failed: b; unless a setting changes its transactions)',
        '5_pay',
        USERZ,
      ],
    ],
    ['nothing known', { a: 'hello\n', b: '' }, [undefined, 'undefined', undefined, undefined]],
  ] as const)('%s', async (_, texts, expected) => {
    expect(await gist(logs(texts))).toEqual(expected);
  });

  test('many that failed are counted', async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`t${index + 10}`, index < 8 ? BROKEN : DONE]),
    );
    expect(await gist(logs(texts))).toEqual([
      'some-failed',
      'partial (22 of 30 databases done; failed: t10, t11, t12, t13, t14 and 3 more)',
      '5_pay',
      USERZ,
    ]);
  });

  test('each of them, first those that failed; the next step names its database', async () => {
    const { evidence, places } = await read(logs({ a: DONE, b: 'x\nError: boom\n', c: BROKEN, d: '' }));
    expect(evidence?.databases).toEqual([
      { name: 'c', ending: 'failed', state: 'rolled-back', stateDetail: OPTED_OUT, migration: '5_pay', error: USERZ },
      { name: 'b', ending: 'error', state: 'unknown', error: 'boom' },
      { name: 'd', ending: 'unknown', state: 'unknown' },
      { name: 'a', ending: 'done', state: 'applied', migration: '5_pay' },
    ]);
    expect(evidence?.nextStep).toMatch(/^c: Fix 5_pay; then run `dbmate up`/);
    expect(evidence?.applied).toEqual(['5_pay']);
    expect(evidence?.runs).toHaveLength(3);
    expect(places).toEqual([{ path: '5_pay.sql' }]);
  });

  test('one file is as it always was', async () => {
    expect(await gist(logs({ a: BROKEN }))).toEqual([
      'failure',
      'rolled-back (unless a setting changes its transactions)',
      '5_pay',
      USERZ,
    ]);
    expect((await read(logs({ a: BROKEN }))).evidence).not.toHaveProperty('databases');
  });

  test('of a log that nobody understands the last one written is shown', async () => {
    expect((await read(logs({ a: 'hello', b: 'bye', c: '' }))).tail?.trim()).toBe('bye');
  });
});

describe('reports and logs', () => {
  const CONFITURE = ['partial (1 of 2 databases done; failed: a)', '20260102120000_add_payment_table', USERZ];

  test('of one name are of one database: the report tells, and the log of the other', async () => {
    const texts = { 'logs/a.log': 'words\n', 'logs/b.log': DONE, 'reports/a.json': FAILED_REPORT };
    expect(await gist(texts, { report: 'reports/*.json' })).toEqual(['some-failed', ...CONFITURE]);
  });

  test('a success in a report hides no failure in the log of the same name', async () => {
    const texts = { 'logs/a.log': BROKEN, 'logs/b.log': DONE, 'reports/a.json': GOOD_REPORT };
    expect(await gist(texts, { report: 'reports/*.json' })).toEqual([
      'some-failed',
      'partial (1 of 2 databases done; failed: a)',
      '5_pay',
      USERZ,
    ]);
  });

  test('what the wrapper captured of all of them says nothing twice', async () => {
    const texts = { 'reports/a.json': FAILED_REPORT, 'reports/b.json': GOOD_REPORT, 'out.log': '' };
    const paths = { report: 'reports/*.json', log: 'out.log' };
    expect(await gist(texts, paths)).toEqual(['some-failed', ...CONFITURE]);
    const printed = fixture('confiture-1.29/sql.stdout') + fixture('confiture-1.29/success.stdout');
    expect(await gist({ ...texts, 'out.log': printed }, paths)).toEqual(['some-failed', ...CONFITURE]);
  });

  test('a failure that only the common log has is a database of its own', async () => {
    const texts = { 'reports/a.json': GOOD_REPORT, 'reports/b.json': GOOD_REPORT, 'out.log': BROKEN };
    expect(await gist(texts, { report: 'reports/*.json', log: 'out.log' })).toEqual([
      'some-failed',
      'partial (2 of 3 databases done; failed: another database)',
      '5_pay',
      USERZ,
    ]);
  });

  test('dry runs of all are a dry run, of one leave open what became of it', async () => {
    const reports = { report: 'reports/*.json', log: '' };
    expect(await gist({ 'reports/a.json': DRY_RUN, 'reports/b.json': DRY_RUN }, reports)).toMatchObject([
      'dry-run',
      'unchanged',
    ]);
    expect(await gist({ 'reports/a.json': DRY_RUN, 'reports/b.json': GOOD_REPORT }, reports)).toMatchObject([
      'unknown',
      'partial (1 of 2 databases known to be done)',
    ]);
  });

  test('reports that are none are told once', async () => {
    const texts = { 'reports/a.json': 'x', 'reports/b.json': '{}', 'reports/c.json': GOOD_REPORT };
    const { problems } = await read(texts, { report: 'reports/*.json', log: '' });
    expect(problems).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(
          /^report: expected the JSON report of .* in reports\/a\.json, but it begins .* \(1 more file is like it\.\)$/,
        ),
      },
    ]);
  });
});

describe('names of databases', () => {
  const found = (path: string, name = path) => ({ path, name, text: '', missing: false, problems: [] });
  const written = (path: string) => ({ path, text: '', missing: false, problems: [] });
  test.each([
    [
      'by their files',
      [],
      ['logs/acme.log', 'logs/globex corp.log', 'logs/東京.txt'],
      [],
      ['acme', 'globex corp', '東京'],
    ],
    ['without one extension', [], ['l/acme.com.log', 'l/v1.5.log', 'l/plain'], [], ['acme.com', 'v1.5', 'plain']],
    ['by folders', ['r/acme/report.json', 'r/globex/report.json'], [], ['acme', 'globex'], []],
    ['by the folders that differ', [], ['x/eu/acme/out/m.log', 'x/us/acme/out/m.log'], [], ['eu', 'us']],
    [
      'by both, where neither is enough',
      [],
      ['x/eu/acme.log', 'x/us/acme.log', 'x/us/globex.log'],
      [],
      ['eu/acme', 'us/acme', 'us/globex'],
    ],
    [
      'alike in both inputs',
      ['r/eu/a.json', 'r/us/b.json'],
      ['l/eu/a.log', 'l/us/a.log', 'l/us/b.log'],
      ['eu/a', 'us/b'],
      ['eu/a', 'us/a', 'us/b'],
    ],
    ['of Windows', [], ['logs\\acme.log', 'logs\\globex.log'], [], ['acme', 'globex']],
    [
      'of what and where it was printed',
      [],
      ['l/acme.err', 'l/acme.out', 'l/globex.out'],
      [],
      ['acme', 'acme', 'globex'],
    ],
  ])('%s', (_, reports, logs, ofReports, ofLogs) => {
    const names = nameFiles(
      reports.map(path => found(path)),
      logs.map(path => found(path)),
    );
    expect(names).toEqual({ reports: ofReports, logs: ofLogs });
  });

  test('one file among many: found by a pattern it is of one, written out of all', () => {
    const logs = [found('l/acme/m.log'), found('l/globex/m.log')];
    expect(nameFiles([found('r/acme/report.json', 'acme/report.json')], logs).reports).toEqual(['acme']);
    expect(nameFiles([written('report.json')], logs).reports).toEqual(['']);
  });
});
