import { describe, expect, test } from '@jest/globals';
import { type FilesRead, readEvidence, readEvidenceFromTexts } from '../../src/evidence/evidence.ts';
import type { FileSearch } from '../../src/evidence/sources/file-pattern.ts';
import type { FileReading, Files } from '../../src/evidence/sources/sources.ts';
import { showMarked } from '../redaction/marked.ts';
import { fixture, splitLog } from './fixtures.ts';

const BEGAN = new Date('2026-11-23T10:00:00Z');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function file(content: string | Uint8Array, parts: Partial<Extract<FileReading, { kind: 'read' }>> = {}): FileReading {
  const head = typeof content === 'string' ? bytes(content) : content;
  return {
    kind: 'read',
    head,
    tail: new Uint8Array(),
    size: head.length,
    modifiedAt: new Date('2026-11-23T10:05:00Z'),
    ...parts,
  };
}

/** Files by path; what is not there is missing. */
function files(readings: Record<string, FileReading>): Files {
  return {
    read: async path => readings[path] ?? { kind: 'missing' },
    find: async folder => ({ kind: 'no-folder', folder }),
  };
}

const REPORT = fixture('confiture-1.29-report/sql.report.json');
const SUCCESS = fixture('confiture-1.29-report/success.report.json');
const LOG = splitLog('confiture-0.44/sql');

describe('readEvidence', () => {
  test('nothing named, nothing read', async () => {
    expect(await readEvidence({ report: '', log: '' }, files({}))).toEqual({
      evidence: undefined,
      problems: [],
      logMissing: false,
      files: 'none',
    });
  });

  test('report and log together', async () => {
    const reading = await readEvidence(
      { report: 'r.json', log: 'm.log', jobStartedAt: BEGAN },
      files({ 'r.json': file(REPORT), 'm.log': file(LOG) }),
    );
    expect(reading).toMatchObject({
      evidence: {
        source: 'report',
        tool: 'Confiture',
        verdict: 'failure',
        databaseState: 'partial',
        stateDetail: '1 of 3 applied',
        excerpt: expect.stringContaining('Failed Migration Details'),
      },
      problems: [],
      logMissing: false,
    });
  });

  test('a log that no rule understands leaves its last lines, blank ones and escapes aside', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `step ${index + 1}`);
    const log = `${lines.join('\n\n')}\n\u001b[31mthat was it\u001b[0m\n`;
    const reading = await readEvidence({ report: '', log: 'm.log' }, files({ 'm.log': file(log) }));
    const tail = [...lines.slice(-19), 'that was it'].join('\n');
    const shown = showMarked(reading.tail ?? '');
    expect({ ...reading, tail: shown }).toEqual({
      evidence: undefined,
      problems: [],
      logMissing: false,
      files: 'read',
      tail,
    });
  });

  test.each<[string, { report?: string; log?: string }, FilesRead]>([
    ['a missing report alone', { report: 'gone.json' }, 'none'],
    ['a report that cannot be read', { report: 'folder' }, 'lost'],
    ['a missing log', { log: 'gone.log' }, 'lost'],
    ['a missing log beside a report', { log: 'gone.log', report: 'here' }, 'read'],
    ['a log beside a missing report', { log: 'here', report: 'gone.json' }, 'read'],
    ['both lost', { log: 'folder', report: 'gone.json' }, 'lost'],
  ])('what became of the files: %s', async (_, { report = '', log = '' }, expected) => {
    const read: Files['read'] = async path => {
      if (path.startsWith('gone')) return { kind: 'missing' };
      if (path === 'folder') return { kind: 'not-a-file', what: 'a directory' };
      const head = Buffer.from('applied');
      return { kind: 'read', head, tail: Buffer.alloc(0), size: head.length, modifiedAt: new Date() };
    };
    expect((await readEvidence({ report, log }, { ...files({}), read })).files).toBe(expected);
  });

  const found = (count: number, cut = false): FileSearch => ({
    kind: 'found',
    folder: '/logs',
    files: Array.from({ length: count }, (_, at) => ({ path: `logs/${at}.log`, name: `${at}.log`, size: 7 })),
    fitting: count,
    links: 0,
    cut,
  });

  test.each<[string, FileSearch, FilesRead]>([
    ['as many as are read', found(999), 'read'],
    ['more than are read', found(1_000), 'in-part'],
    ['in folders that hold too much', found(3, true), 'in-part'],
    ['on a drive that hangs', { kind: 'late', folder: '/logs', afterMs: 1 }, 'in-part'],
    ['in a folder that is closed', { kind: 'failed', folder: '/logs', thrown: new Error('EACCES') }, 'in-part'],
    ['in no folder', { kind: 'no-folder', folder: '/logs' }, 'read'],
  ])('a pattern beside a file that is read: %s', async (_, search, expected) => {
    const read: Files['read'] = async path => (path.includes('*') ? { kind: 'missing' } : file('applied'));
    const reading = await readEvidence({ report: '', log: 'own.log\nlogs/*.log' }, { read, find: async () => search });
    expect(reading.files).toBe(expected);
  });

  test('a missing report is a notice, a missing log a warning and a migration that did not run', async () => {
    expect(await readEvidence({ report: 'r.json', log: 'm.log' }, files({}))).toEqual({
      evidence: undefined,
      problems: [
        {
          level: 'notice',
          message:
            "report: expected the tool's report at r.json, but there is no such file. Some failures write none; if this one should have, check the path and the tool's --output.",
        },
        {
          level: 'warning',
          message:
            "log: expected the migration's output at m.log, but there is no such file. Either the migration did not run, or the path is wrong; capture it with: set -o pipefail; COMMAND 2>&1 | tee m.log",
        },
      ],
      logMissing: true,
      files: 'lost',
    });
  });

  const old = { modifiedAt: new Date('2026-11-23T09:59:00Z') };

  test.each([
    [
      'stale',
      file(REPORT, old),
      /last written at 2026-11-23T09:59:00.000Z, before this job began at 2026-11-23T10:00:00.000Z.*Delete it before the migration/,
    ],
    [
      'on a drive that hangs',
      { kind: 'late', afterMs: 10_000 } as const,
      /could not be read within 10 s; the page is sent without it\. Keep it on a local disk/,
    ],
    ['a directory', { kind: 'not-a-file', what: 'a directory' } as const, /it is a directory/],
    [
      'not readable',
      { kind: 'failed', thrown: Object.assign(new Error('denied'), { code: 'EACCES' }) } as const,
      /cannot be read \(denied \(EACCES\)\).*permissions/,
    ],
    ['binary', file(new Uint8Array(4000)), /it is binary/],
    ['compressed', file(Uint8Array.from({ length: 4000 }, (_, index) => (index * 131) % 251)), /it is binary/],
  ])('a report or log that is %s is left out with a warning that says so', async (_name, reading, message) => {
    for (const name of ['report', 'log'] as const) {
      const paths = { report: '', log: '', [name]: 'the/file', jobStartedAt: BEGAN };
      const { evidence, problems } = await readEvidence(paths, files({ 'the/file': reading }));
      expect(evidence).toBeUndefined();
      expect(problems).toEqual([{ level: 'warning', message: expect.stringMatching(message) }]);
      expect(problems[0]?.message).toMatch(
        new RegExp(`^${name}: expected a regular text file of this job at the/file, but `),
      );
    }
  });

  test('a stale log means that the migration did not run in this job', async () => {
    const reading = await readEvidence(
      { report: '', log: 'm.log', jobStartedAt: BEGAN },
      files({ 'm.log': file(LOG, old) }),
    );
    expect([reading.evidence, reading.logMissing]).toEqual([undefined, true]);
  });

  test.each([
    ['of any age where no job dates it', { report: 'r' }, file(REPORT, old)],
    [
      'a little older, by a coarse clock',
      { report: 'r', jobStartedAt: BEGAN },
      file(REPORT, { modifiedAt: new Date('2026-11-23T09:59:57Z') }),
    ],
    ['with a byte order mark', { report: 'r' }, file(`\ufeff${REPORT}`)],
    [
      'in UTF-16, as Windows PowerShell writes',
      { report: 'r' },
      file(new Uint8Array(Buffer.from(`\ufeff${REPORT}`, 'utf16le'))),
    ],
    [
      'with a few bytes of another charset',
      { report: 'r' },
      file(new Uint8Array([...bytes('caf'), 0xe9, 0x0a, ...bytes(REPORT)])),
    ],
    ['after words, as older versions print it', { report: 'r' }, file(`🔐 Checksum verification passed\n${REPORT}`)],
  ])('a report is read %s', async (_name, paths, reading) => {
    expect(await readEvidence({ log: '', ...paths }, files({ r: reading }))).toMatchObject({
      evidence: { verdict: 'failure' },
      problems: [],
    });
  });

  test.each([
    ['empty', '', 'the file is empty'],
    ['words', 'not json', 'it begins with "not json"'],
    ['another JSON', '{"a": 1}', 'it begins with "{\\"a\\": 1}"'],
    ['cut off', REPORT.slice(0, 60), 'it begins with'],
    ['without a blank', '['.repeat(60), 'it holds 60 characters; the page'],
    [
      'a refused connection',
      `could not reach postgres://shop:hunter2@${'db'.repeat(20)}`,
      'it begins with "could not reach"; the',
    ],
  ])('a report that is %s is left out with a warning', async (_name, text, got) => {
    const { evidence, problems } = await readEvidence({ report: 'r', log: '' }, files({ r: file(text) }));
    expect(evidence).toBeUndefined();
    expect(problems).toEqual([
      {
        level: 'warning',
        message: expect.stringContaining(
          `report: expected the JSON report of Confiture, Flyway or Atlas in r, but ${got}`,
        ),
      },
    ]);
  });

  test('a huge report is not read, of a huge log head and tail', async () => {
    const report = await readEvidence({ report: 'r', log: '' }, files({ r: file(REPORT, { size: 9 * 1024 * 1024 }) }));
    expect(report).toMatchObject({
      evidence: undefined,
      problems: [{ level: 'warning', message: expect.stringContaining('it has 9437184 bytes') }],
    });
    const log = file(`${'x'.repeat(100)}\nhalf a li`, { tail: bytes(`ne of it\n${LOG}`), size: 90_000_000 });
    expect(await readEvidence({ report: '', log: 'm' }, files({ m: log }))).toMatchObject({
      evidence: { tool: 'Confiture', verdict: 'failure' },
      problems: [
        {
          level: 'warning',
          message: expect.stringContaining('but it has 90000000; only its first 65536 and last 4194304 bytes are read'),
        },
      ],
    });
  });

  test('characters are whole where a log was read in two parts', async () => {
    const whole = bytes(splitLog('confiture-1.29/success'));
    const at = whole.indexOf(0xe2) + 1; // within a check mark
    const parts = file(whole.slice(0, at), { tail: whole.slice(at), size: whole.length });
    expect(await readEvidence({ report: '', log: 'm' }, files({ m: parts }))).toMatchObject({
      evidence: { verdict: 'success', applied: { length: 3 } },
    });
  });
});

describe('readEvidenceFromTexts', () => {
  test('the report comes before the log', () => {
    expect(readEvidenceFromTexts(SUCCESS, splitLog('confiture-1.29/success'))).toMatchObject({
      source: 'report',
      verdict: 'success',
      runs: { length: 1 },
    });
    expect(readEvidenceFromTexts(REPORT, '')).toMatchObject({ source: 'report', verdict: 'failure' });
  });

  test('a success in a report hides no failure in the log, which is another run', () => {
    expect(readEvidenceFromTexts(REPORT, splitLog('dbmate/sql'))).toMatchObject({
      tool: 'Confiture',
      source: 'report',
    });
    expect(readEvidenceFromTexts(SUCCESS, splitLog('dbmate/sql'))).toMatchObject({
      tool: 'dbmate',
      verdict: 'failure',
    });
    expect(readEvidenceFromTexts(SUCCESS, LOG)).toMatchObject({
      source: 'log-text',
      verdict: 'failure',
      databaseState: 'partial',
      stateDetail: '1 of 2 databases',
    });
  });

  test("a dry run's report does not outweigh the run that was killed", () => {
    const dryRun = fixture('confiture-1.29-report/dryrun.report.json');
    const killed = `${splitLog('confiture-1.29/success').split('⚡ Applying 20260102')[0]}⚡ Applying 20260102120000_add_payment_table...\nKilled\n`;
    expect(readEvidenceFromTexts(dryRun, killed)).toMatchObject({ verdict: 'unfinished', error: 'Killed' });
  });

  test('a report of another command gives way to a log that tells an outcome', () => {
    const status = fixture('confiture-1.29-report/status.report.json');
    expect(readEvidenceFromTexts(status, LOG)).toMatchObject({ source: 'log-text', verdict: 'failure' });
    expect(readEvidenceFromTexts(status, 'nothing of it\n')).toMatchObject({
      source: 'report',
      verdict: 'other-command',
    });
  });

  test('words in a report file count where it has no JSON', () => {
    expect(readEvidenceFromTexts(splitLog('confiture-0.44-json/nothing'), '')).toMatchObject({
      source: 'report',
      verdict: 'success',
    });
  });

  test('JSON in the log and lines after it are runs of their own', () => {
    const json = splitLog('confiture-0.44-json/sql');
    expect(readEvidenceFromTexts('', json)).toMatchObject({
      source: 'log-json',
      verdict: 'failure',
      stateDetail: '1 of 3 applied',
    });
    expect(readEvidenceFromTexts('', `${json}\n${splitLog('confiture-0.44/nothing')}`)).toMatchObject({
      source: 'log-json',
      verdict: 'some-failed',
    });
    expect(readEvidenceFromTexts('', `${splitLog('confiture-0.44/nothing')}\n${json}`)).toMatchObject({
      source: 'log-json',
      verdict: 'failure',
    });
  });

  test('a status after the migration does not hide it, in words or JSON', () => {
    expect(readEvidenceFromTexts('', `${LOG}\n${splitLog('confiture-1.29/status')}`)).toMatchObject({
      verdict: 'failure',
    });
    const json = splitLog('confiture-1.29-json/sql') + fixture('confiture-1.29-report/status.report.json');
    expect(readEvidenceFromTexts('', json)).toMatchObject({ verdict: 'failure' });
    expect(
      readEvidenceFromTexts('', `${splitLog('confiture-1.29/success')}\n${splitLog('confiture-1.29/down-ok')}`),
    ).toMatchObject({ verdict: 'other-command', databaseState: 'unknown' });
    expect(
      readEvidenceFromTexts('', `${splitLog('confiture-1.29/success')}\n${splitLog('confiture-1.29/down-fail')}`),
    ).toMatchObject({ verdict: 'failure', rollback: true, migration: '20260102120000_add_payment_table' });
  });

  test('what another command of the tool printed before its JSON does not place a failure', () => {
    const error = {
      errorCode: 'FAILED_VERSIONED_MIGRATION',
      message: 'Script V2__pay.sql failed\nSQL State  : 42000\nMessage    : You have an error in your SQL syntax',
      stackTrace: null,
      path: 'sql/V2__pay.sql',
    };
    const info = 'Flyway Community Edition 11.8.2 by Redgate\n\n| Versioned | 2 | pay | SQL | | Pending |\n';
    expect(readEvidenceFromTexts('', `${info}${JSON.stringify({ error })}\n`)).toMatchObject({
      verdict: 'failure',
      databaseState: 'unknown',
      nextStep: expect.stringContaining('Undo by hand what V2__pay left behind'),
    });
  });

  test('a file that does not load is placed by the lines before its envelope', () => {
    expect(readEvidenceFromTexts('', splitLog('confiture-0.44-json/load'))).toMatchObject({
      databaseState: 'partial',
      stateDetail: '1 of 2 applied',
      applied: ['20260101120000_create_users'],
    });
    expect(readEvidenceFromTexts('', splitLog('captured/confiture/load-error-json'))).toMatchObject({
      databaseState: 'unchanged',
    });
  });

  test.each([
    [
      'a tool that is not in the table',
      'starting\nerror: relation "userz" does not exist\n',
      { error: 'relation "userz" does not exist', category: 'SchemaError' },
    ],
    [
      'an exception class',
      'Npgsql.PostgresException (0x80004005): 42P01: relation "userz" does not exist\n',
      { errorType: '42P01', category: 'SchemaError' },
    ],
    [
      'libpq alone',
      'connection to server at "127.0.0.1", port 1 failed: Connection refused\n\tIs the server running?\n',
      { error: 'connection to server at "127.0.0.1", port 1 failed: Connection refused', category: 'ConnectionError' },
    ],
    [
      'a SQLSTATE',
      'Error: boom (SQLSTATE 22P02)\n',
      { error: 'boom', sqlstate: '22P02', errorType: '22P02', category: 'DatabaseError' },
    ],
  ])('the last error of %s goes on the page, and decides nothing', (_name, log, expected) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      tool: '',
      verdict: 'unknown',
      databaseState: 'unknown',
      ...expected,
    });
  });

  test('the last words of a log count where no database speaks', () => {
    expect(readEvidenceFromTexts('', 'starting\nError: Cannot find module "x"\n')).toMatchObject({
      tool: '',
      verdict: 'unknown',
      error: 'Cannot find module "x"',
      lastWords: 'error',
    });
  });

  test('the excerpt shows the lines about the error, at most 20, without stacks', () => {
    for (const name of [
      'alembic/sql',
      'django/sql',
      'rails/sql',
      'typeorm/sql',
      'node-pg-migrate/sql',
      'knex/sql',
      'confiture-1.29/sql',
    ]) {
      const marked = readEvidenceFromTexts('', splitLog(name))?.excerpt ?? '';
      const excerpt = showMarked(marked);
      expect(excerpt.split('\n').length).toBeLessThanOrEqual(20);
      expect(excerpt).toContain('userz');
      expect(excerpt).not.toMatch(/^ +at /m);
      expect(excerpt).not.toMatch(/^ +File "/m);
    }
  });
});
