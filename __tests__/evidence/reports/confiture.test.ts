import { describe, expect, test } from '@jest/globals';
import { readConfiture } from '../../../src/evidence/reports/confiture.ts';

const NEW = { ok: true, command: 'migrate up', parser: { pglast: '8.8', pg_major: 18 } };
const FAILED =
  'Failed to apply migration 20260102120000 (add_payment_table): SQL execution failed | SQL: ALTER TABLE userz ADD COLUMN avatar text; | Error: relation "userz" does not exist';
const DONE = { version: '20260101120000', name: 'create_users', duration_ms: 8, rows_affected: 0 };

function result(parts: object): object {
  return {
    success: false,
    applied: [],
    skipped: [],
    skipped_superuser: [],
    pending: [],
    errors: [],
    total_duration_ms: 8,
    dry_run: false,
    dry_run_execute: false,
    warnings: [],
    ...parts,
  };
}

function envelope(code: string, message: string, parts: object = {}): object {
  return {
    ok: false,
    error: { code, message, severity: 'error', details: {}, migration: null, actionable: null, ...parts },
  };
}

const FAILURE = {
  tool: 'Confiture',
  verdict: 'failure',
  migration: '20260102120000_add_payment_table',
  error: 'relation "userz" does not exist',
  category: 'SchemaError',
  durationMs: 8,
  excerpt: FAILED,
};

test('of an endless error only the first 64 KiB are read, in whole words', () => {
  const long = `relation "userz" does not exist ${'x'.repeat(65_000)} ${'y'.repeat(8_000_000)}`;
  const report = readConfiture(result({ errors: [long] }));
  expect(report?.excerpt).toBe(long.slice(0, 65_032));
});

describe('a result', () => {
  test.each([
    ['0.6.1 to 0.47', result({ errors: [FAILED] })],
    ['1.x: `ok: true` says nothing', result({ errors: [`${FAILED}`], ...NEW })],
    [
      '0.5',
      {
        success: false,
        migrations_applied: [],
        count: 0,
        total_execution_time_ms: 8,
        checksums_verified: true,
        dry_run: false,
        warnings: [],
        error: FAILED,
      },
    ],
  ])('a failed first migration was rolled back: %s', (_name, document) => {
    expect(readConfiture(document)).toEqual({
      ...FAILURE,
      databaseState: 'rolled-back',
      nextStep: 'Fix 20260102120000_add_payment_table; then run `confiture migrate up`',
      applied: [],
    });
  });

  test('what was applied before stays', () => {
    expect(readConfiture(result({ applied: [DONE], errors: [FAILED] }))).toEqual({
      ...FAILURE,
      databaseState: 'partial',
      stateDetail: '1 applied',
      nextStep: 'Fix 20260102120000_add_payment_table; then run `confiture migrate up`',
      applied: ['20260101120000_create_users'],
    });
  });

  test('pending ones are counted where they are told', () => {
    expect(readConfiture(result({ applied: [DONE], pending: ['2', '3'], errors: [FAILED] }))).toMatchObject({
      stateDetail: '1 of 3 applied',
    });
  });

  test.each([
    [
      'a hint',
      `${FAILED}\nHint: Check the migration SQL`,
      { error: 'relation "userz" does not exist', databaseState: 'rolled-back' },
    ],
    [
      'a caret',
      FAILED.replace('relation', 'syntax error at or near "TABL"\nLINE 1: ALTER TABL\n   ^\nrelation').split(
        '\nrelation',
      )[0] ?? '',
      { error: 'syntax error at or near "TABL"', category: 'SyntaxError' },
    ],
    [
      'row values',
      FAILED.replace(
        /relation.*/,
        'duplicate key value violates unique constraint "pk"\nDETAIL:  Key (email)=(jane@example.com) already exists.',
      ),
      { error: 'duplicate key value violates unique constraint "pk"', category: 'ConstraintError' },
    ],
    [
      'SQL that quotes the separator',
      "Failed to apply migration 5 (x): SQL execution failed | SQL: SELECT ' | Error: no' | Error: boom",
      { error: 'boom', migration: '5_x' },
    ],
    [
      'an exception of Python',
      'Failed to apply migration 5 (x): no tenant for shop 5',
      { error: 'no tenant for shop 5', category: 'DatabaseError', databaseState: 'rolled-back' },
    ],
    [
      'a non-transactional migration',
      'Failed to apply non-transactional migration 5 (conc): SQL execution failed | SQL: CREATE INDEX CONCURRENTLY i ON nope(id) | Error: relation "nope" does not exist. Manual cleanup may be required.',
      {
        migration: '5_conc',
        error: 'relation "nope" does not exist',
        databaseState: 'unknown',
        nextStep: 'Check what 5_conc left behind and undo it by hand. Fix 5_conc; then run `confiture migrate up`',
      },
    ],
    [
      'a COMMIT within',
      'Migration 5 (c) issued an explicit COMMIT or ROLLBACK in its body.',
      {
        migration: '5_c',
        error: 'Migration 5 (c) issued an explicit COMMIT or ROLLBACK in its body.',
        databaseState: 'unknown',
      },
    ],
    [
      'preconditions, which name no migration',
      'Migration preconditions failed (1 failures):\n  - TableExists(public.nope): no',
      {
        error: 'Migration preconditions failed (1 failures):\n  - TableExists(public.nope): no',
        databaseState: 'unchanged',
      },
    ],
    [
      'a name that begins with its version',
      'Failed to apply migration 005 (005_add_payment_table): boom',
      { migration: '005_add_payment_table' },
    ],
  ])('%s', (_name, error, expected) => {
    expect(readConfiture(result({ errors: [error] }))).toMatchObject(expected);
  });

  test.each([
    ['with an error (1.x)', { errors: ['Halted at 5_su: it declares requires_superuser=True.'], ...NEW }],
    ['without', {}],
  ])('a halt before a migration for superusers, %s', (_name, parts) => {
    expect(
      readConfiture(
        result({ skipped_superuser: [{ version: '5', name: 'su', reason: 'requires_superuser=True' }], ...parts }),
      ),
    ).toMatchObject({
      migration: '5_su',
      category: 'PermissionError',
      databaseState: 'unchanged',
      nextStep:
        'Apply 5_su with a superuser: `confiture migrate apply-as ROLE VERSION`; then run `confiture migrate up`',
    });
  });

  test('success names the last one applied', () => {
    const applied = [DONE, { version: '20260102120000', name: 'add_payment_table', duration_ms: 5 }];
    expect(readConfiture(result({ success: true, applied, total_duration_ms: 15, ...NEW }))).toEqual({
      tool: 'Confiture',
      verdict: 'success',
      migration: '20260102120000_add_payment_table',
      databaseState: 'applied',
      applied: ['20260101120000_create_users', '20260102120000_add_payment_table'],
      durationMs: 15,
    });
  });

  test('nothing pending', () => {
    expect(readConfiture(result({ success: true, skipped: ['1', '2'], ...NEW }))).toMatchObject({
      verdict: 'success',
      databaseState: 'applied',
      applied: [],
    });
  });

  test.each([
    ['dry_run', { success: true, dry_run: true, applied: [DONE] }, 'dry-run'],
    ['dry_run_execute', { success: true, dry_run_execute: true, applied: [DONE] }, 'dry-run'],
    [
      'a rehearsal that fails',
      { dry_run: true, dry_run_execute: true, applied: [DONE], errors: [FAILED] },
      'dry-run-failure',
    ],
  ])('%s leaves the database as it was', (_name, parts, verdict) => {
    expect(readConfiture(result(parts))).toMatchObject({ verdict, databaseState: 'unchanged', applied: [] });
  });

  test.each([
    [
      {
        migration_id: 'dry_run_local',
        mode: 'analysis',
        statements_analyzed: 4,
        migrations: [],
        summary: {},
        warnings: [],
        ...NEW,
      },
    ],
    [
      {
        migration_id: 'dry_run_local',
        mode: 'execute_and_analyze',
        statements_analyzed: 2,
        migrations: [{ version: '1', name: 'a' }],
      },
    ],
  ])('a dry run has neither success nor dry_run', document => {
    expect(readConfiture(document)).toEqual({
      tool: 'Confiture',
      verdict: 'dry-run',
      databaseState: 'unchanged',
      applied: [],
    });
  });
});

describe('the error envelope', () => {
  test.each([
    [
      'CONFIG_006',
      'Failed to connect to database: connection failed: connection to server at "127.0.0.1", port 1 failed: Connection refused\n\tIs the server running?',
      'ConnectionError',
      'connection to server at "127.0.0.1", port 1 failed: Connection refused',
    ],
    [
      'CONFIG_004',
      'Configuration file not found: x.yaml',
      'ConfigurationError',
      'Configuration file not found: x.yaml',
    ],
    [
      'MIGR_106',
      'Duplicate migration versions detected: 20260101120000',
      'ConfigurationError',
      'Duplicate migration versions detected: 20260101120000',
    ],
    [
      'LOCK_1300',
      'Could not acquire migration lock within 1.0s.',
      'LockError',
      'Could not acquire migration lock within 1.0s.',
    ],
    ['VALID_001', 'bad --format', 'ConfigurationError', 'bad --format'],
    [
      'INTERNAL_ERROR',
      'Checksum verification failed for 1 migration(s): 20260101120000.',
      'ChecksumError',
      'Checksum verification failed for 1 migration(s): 20260101120000.',
    ],
  ])('%s comes before any migration', (code, message, category, error) => {
    expect(readConfiture(envelope(code, message))).toMatchObject({
      verdict: 'failure',
      errorType: code,
      category,
      error,
      databaseState: 'unchanged',
      applied: [],
    });
  });

  test.each([
    ['Checksum verification failed for 2 migration(s): 5, 6.', '5'],
    ['Failed to load migration db/migrations/20260109120000_broken.py: No module', '20260109120000_broken'],
    ['Failed to load migration db\\migrations\\5_x.up.sql: no', '5_x'],
  ])('names the migration in %j', (message, migration) => {
    expect(readConfiture(envelope('MIGR_001', message))).toMatchObject({ migration });
  });

  test('a file that does not load: since 1.x before any migration, earlier after some', () => {
    const document = envelope('MIGR_001', 'Failed to load migration 5_x.py: no');
    expect(readConfiture({ ...document, command: 'migrate up' })).toMatchObject({ databaseState: 'unchanged' });
    expect(readConfiture(document)).toMatchObject({ databaseState: 'unknown' });
  });

  test("Confiture's own advice on its configuration is passed on", () => {
    const actionable = 'Pass --database-url, set CONFITURE_DATABASE_URL, or point --config at a config file.';
    expect(readConfiture(envelope('CONFIG_010', 'No intentional DSN source', { actionable }))).toMatchObject({
      nextStep:
        'Pass --database-url, set CONFITURE_DATABASE_URL, or point --config at a config file; then run `confiture migrate up`',
    });
  });
});

const OTHER = { tool: 'Confiture', verdict: 'other-command', databaseState: 'unknown', applied: [] };

describe('another command', () => {
  test.each([
    ['status', { tracking_table: null, applied: [], pending: [], current: null, total: 3, migrations: [] }],
    ['status of 0.5', { applied: [], pending: [], current: null, total: 3, migrations: [] }],
    ['current', { revision: '20260102120000', name: 'x', applied_at: null, checksum: null }],
    ['estimate', { table: 'users', estimated_rows: 0, recommendation: 'Standard migration OK' }],
    ['steps', { steps: [], resumed: null, ok: true, command: 'migrate steps' }],
    ['verify', { ok: true, verified_count: 0, failed_count: 0, results: [], command: 'migrate verify' }],
    ['verify before 1.x', { verified_count: 1, failed_count: 0, skipped_count: 0, total_applied: 1, results: [] }],
    ['preflight', { ok: true, window_safe: false, summary: {}, issues: [{ severity: 'warning', message: 'slow' }] }],
    ['validate', { status: 'ok', message: 'No orphaned migration files found', fixed: [], errors: [] }],
    ['fix', { status: 'preview', files: [], total_files_changed: 3, manual_fix_required: [], hints: [] }],
    ['lint', { schema_name: 'local', tables_checked: 1, columns_checked: 2, violations: {} }],
    ['lint since 1.20', { ok: true, command: 'lint', issues: [] }],
    ['migrate diff', { success: true, has_changes: true, changes: [], change_count: 1, error: null }],
    ['build', { success: true, files_processed: 1, schema_size_bytes: 649, error: null }],
    ['rebuild', { success: true, schemas_dropped: [], marked: [DONE], dry_run: true, error: null }],
    ['reinit', { success: true, deleted_count: 2, marked: [DONE], error: null }],
    ['seed apply', { total: 0, succeeded: 0, failed: 0, failed_files: [], success: true }],
    ['apply-as', { success: true, version: '20260104120000', name: 'owner', applied_by: 'postgres' }],
    ['install-helpers', { status: 'installed', schema: 'confiture', functions: [] }],
    [
      'the plan of a rollback',
      { migration_id: 'dry_run_rollback_local', mode: 'analysis', migrations: [], warnings: [] },
    ],
    ['one that nobody knows, since 1.0', { answer: 42, parser: { pglast: '8.8', pg_major: 18 } }],
  ])('%s', (_name, document) => {
    expect(readConfiture(document)).toEqual(OTHER);
  });

  test.each([
    ['down', { success: true, rolled_back: [DONE], error: null, ok: true, command: 'migrate down' }],
    ['down before 1.x', { success: true, rolled_back: [DONE] }],
    ['down of 0.5', { success: true, migrations_rolled_back: [DONE], count: 1, error: null }],
    ['down-to', { from: '2', to: '1', rolled_back: ['2'], skipped: [], errors: [] }],
  ])('%s takes back what was applied', (_name, document) => {
    expect(readConfiture(document)).toEqual({ ...OTHER, rollback: true });
  });

  test('a rollback that fails is a failure', () => {
    const message =
      'Failed to rollback migration 20260102120000 (x): SQL execution failed | SQL: DROP TABLE a; | Error: table "a" does not exist';
    const parts = { migration: '20260102120000', actionable: 'Check the down migration SQL' };
    const expected = {
      tool: 'Confiture',
      verdict: 'failure',
      rollback: true,
      migration: '20260102120000_x',
      error: 'table "a" does not exist',
      errorType: 'MIGR_001',
      category: 'SchemaError',
      databaseState: 'unknown',
      nextStep:
        'Check what 20260102120000_x left behind and undo it by hand. Check the down migration SQL; then run `confiture migrate down`',
      applied: [],
      excerpt: message,
    };
    const document = envelope('MIGR_001', message, parts);
    expect(readConfiture(document)).toEqual(expected);
    expect(readConfiture({ ...document, command: 'migrate down' })).toEqual(expected);
  });

  test('a check that fails says why, and changes nothing', () => {
    const issue = {
      severity: 'error',
      code: 'PFLIGHT_MISSING_DOWN',
      message: 'Migration 20260103120000 (add_index) is not reversible: no matching .down.sql.',
      migration: '20260103120000',
      actionable: 'Add a matching .down.sql sibling.',
    };
    const warning = { severity: 'warning', code: 'PFLIGHT_SLOW', message: 'slow' };
    expect(readConfiture({ ok: false, summary: {}, issues: [warning, issue], command: 'migrate preflight' })).toEqual({
      tool: 'Confiture',
      verdict: 'other-command',
      migration: '20260103120000_add_index',
      error: issue.message,
      errorType: 'PFLIGHT_MISSING_DOWN',
      category: 'DatabaseError',
      databaseState: 'unchanged',
      nextStep: 'Add a matching .down.sql sibling; then run `confiture migrate preflight`',
      applied: [],
      excerpt: issue.message,
    });
  });

  test('what a command that changes the database left when it failed is not known', () => {
    const document = { success: false, schemas_dropped: ['public'], marked: [], error: 'Schema build failed: x' };
    expect(readConfiture(document)).toMatchObject({ verdict: 'other-command', databaseState: 'unknown' });
  });
});

describe('what refuses before the first migration', () => {
  test.each([
    [
      'Irreversible migrations detected (missing .down.sql): 20260102120000. Use require_reversible=False',
      '20260102120000',
      'ConfigurationError',
    ],
    [
      'Failed to load migration db/migrations/20260102120000_x.py: No module named y\nHint: Check the syntax',
      '20260102120000_x',
      'DatabaseError',
    ],
    ['Migration preconditions failed (1 failures):\n  - TableExists(public.nope): no', '', 'DatabaseError'],
  ])('%s', (error, migration, category) => {
    const { migration: named = '', ...report } = readConfiture(result({ errors: [error], ...NEW })) ?? {};
    expect(named).toBe(migration);
    expect(report).toMatchObject({ verdict: 'failure', category, databaseState: 'unchanged' });
  });

  test('a refusal of 0.20', () => {
    const document = { success: false, errors: ['Irreversible migrations detected: 1'], irreversible_versions: ['1'] };
    expect(readConfiture(document)).toMatchObject({ verdict: 'failure', databaseState: 'unchanged' });
  });

  test('an unexpected error of `migrate up` in an envelope', () => {
    const document = envelope('INTERNAL_ERROR', "'utf-8' codec can't decode byte 0xff in position 7");
    expect(readConfiture(document)).toMatchObject({ category: 'ConfigurationError', databaseState: 'unchanged' });
  });
});

test('an error that Confiture did not wrap may have left pieces', () => {
  const stage = 'Stage contract of 20260102120000 drops the old column: data is lost when it applies';
  expect(readConfiture(result({ errors: [stage], ...NEW }))).toMatchObject({
    migration: '20260102120000',
    databaseState: 'unknown',
  });
  expect(readConfiture(result({ errors: ['the connection is lost'], ...NEW }))).toMatchObject({
    category: 'ConnectionError',
    databaseState: 'unknown',
  });
});

test.each([
  [null],
  [undefined],
  [5],
  ['text'],
  [[]],
  [{}],
  [{ ok: false, error: 'channel_not_found' }],
  [{ success: true }],
  [{ ok: false, error: { code: 'E', message: 'x' } }],
  [{ success: false, flywayVersion: '11', applied: [] }],
  [{ status: 'ok', errors: [] }],
])('%j is no report of Confiture', document => {
  expect(readConfiture(document)).toBeUndefined();
});
