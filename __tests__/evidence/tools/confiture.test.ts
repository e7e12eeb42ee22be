import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

const OPENING = '🔐 Checksum verification passed\n\n📦 Found 3 pending migration(s)\n\n🔒 Acquired migration lock\n\n';

describe('another command proves nothing about the migration', () => {
  test.each([
    ['status', '┃ Version        ┃ Name ┃ Status ┃\n\n📊 Total: 3 migrations (2 applied, 1 pending)'],
    ['current', '20260102120000'],
    ['baseline', '📋 Baseline: marking migrations through 20260103120000\n\n✅ Marked 1 migration(s) as applied'],
    ['reinit', '✅ Reinit complete: deleted 2 entries, re-marked 3 migration(s)'],
    ['rebuild', '✅ Rebuild complete\n\n  Schemas dropped: public\n  Migrations marked: 3'],
    ['down, nothing to do', '⚠️  No applied migrations to rollback.'],
    ['down-to, already there', 'Already at 20260101120000; nothing to roll back.'],
    ['validate', '✅ No orphaned migration files found'],
    ['fix', '📋 DRY-RUN: Would apply the following fixes:\n\nWould fix 3 file(s)'],
    ['preflight', '   Pre-flight Check\n\nSummary: 3 migration(s) checked, 0 error(s), 1 warning(s)'],
    ['verify-checksums', '✅ All migration checksums verified!'],
    ['build', '🔨 Building schema for environment: local\n✅ Schema built successfully!'],
    ['drift', '⚠️  Schema drift detected: 0 critical, 2 warnings, 0 info'],
    ['lint', '🔍 Linting schema for environment: local\n\nSchema Linting Results - local'],
    ['diff', '📊 Schema differences detected:\n\n  [ADD_TABLE] ADD TABLE payments\n\n📈 Total changes: 1'],
    ['generate', '✅ Migration generated successfully!\n\n📄 File: db/migrations/20261128204507_add_thing.py'],
    ['seed apply', '⚠ No seed files found\n\nApplied 0/0 seed files\nNo seed files to apply'],
    ['apply-as', "✅ Applied migration 20260104120000 (owner) as 'postgres'."],
    ['steps', 'No online-migration checkpoints.'],
    ['install-helpers', '✓ View helpers already installed — nothing to do'],
    ['version', 'confiture version 1.0.3\nparser: pglast 8.8 (PostgreSQL 18 grammar)'],
  ])('%s', (_name, log) => {
    const { runs, ...evidence } = readEvidenceFromTexts('', log) ?? { runs: [] };
    expect(runs).toHaveLength(1);
    expect(evidence).toEqual({
      source: 'log-text',
      tool: 'Confiture',
      verdict: 'other-command',
      dialect: 'postgresql',
      databaseState: 'unknown',
      applied: [],
    });
  });

  test('it stands beside the migration, and does not outweigh it', () => {
    const up = `${OPENING}⚡ Applying 20260101120000_a... ✅\n✅ Successfully applied migrations!\n`;
    const status = '┃ Version ┃ Name ┃ Status ┃\n📊 Total: 1 migrations\n';
    expect(readEvidenceFromTexts('', `${status}${up}${status}`)).toMatchObject({
      verdict: 'success',
      databaseState: 'applied',
    });
  });

  test('a rollback after it takes it back', () => {
    const up = `${OPENING}⚡ Applying 20260101120000_a... ✅\n✅ Successfully applied migrations!\n`;
    const down = 'Rolled back 1 migration(s) from 20260101120000 to 0:\n  • 20260101120000\n';
    expect(readEvidenceFromTexts('', up + down)).toMatchObject({ verdict: 'other-command', databaseState: 'unknown' });
  });
});

describe('a check that fails says why, and that nothing was changed', () => {
  test.each([
    [
      'validate',
      '❌ Found 3 idempotency violation(s)\n\na.up.sql\n  Line 1: CREATE_TABLE',
      'Found 3 idempotency violation(s)',
    ],
    ['verify-checksums', '❌ Found 1 checksum mismatch(es):\n\n  20260101120000_a', 'Found 1 checksum mismatch(es):'],
    [
      'preflight',
      '   Pre-flight Check\n\n  ERROR PFLIGHT_MISSING_DOWN: Migration 3 is not reversible\n    💡 Add a matching .down.sql',
      'Migration 3 is not reversible',
    ],
    [
      'verify',
      'Migration verification:\n\n  FAIL 20260101120000_a — FAILED (returned: False)\n',
      '20260101120000_a — FAILED (returned: False)',
    ],
  ])('%s', (_name, log, error) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      verdict: 'other-command',
      error,
      databaseState: 'unchanged',
    });
  });

  test('what a failed rebuild left is not known', () => {
    expect(readEvidenceFromTexts('', '❌ Rebuild failed: relation "a" does not exist')).toMatchObject({
      verdict: 'other-command',
      databaseState: 'unknown',
    });
  });
});

describe('`migrate up` refuses before it begins', () => {
  test.each([
    [
      'a check of 1.29 that it tells like a failed migration',
      'Failed Migration Details:\n  Version: ?\n  Name: ?\n  File: db/migrations/?_?.py\n  Error Type: Exception\n  Message: Irreversible migrations detected (missing .down.sql): 20260102120000.',
      'Irreversible migrations detected (missing .down.sql): 20260102120000.',
    ],
    ['a flag', '❌ Error: Cannot use --dry-run with --force', 'Cannot use --dry-run with --force'],
    [
      'a value',
      "❌ Error: Invalid --on-checksum-mismatch 'explode'. Use one of: fail, warn, ignore",
      "Invalid --on-checksum-mismatch 'explode'. Use one of: fail, warn, ignore",
    ],
    [
      'no snapshots',
      '❌ --auto-detect-baseline: no snapshot files found in db/schema_history',
      '--auto-detect-baseline: no snapshot files found in db/schema_history',
    ],
    [
      'the name of its table',
      "Error: Invalid migration_table name: 'bad name;'. Use letters, digits, and underscores only",
      "Invalid migration_table name: 'bad name;'. Use letters, digits, and underscores only",
    ],
    [
      'orphans',
      `${OPENING}❌ Strict mode enabled: Aborting due to orphaned files`,
      'Strict mode enabled: Aborting due to orphaned files',
    ],
    [
      'nobody answered',
      `🧪 Executing migrations in SAVEPOINT (guaranteed rollback)...\n\n🔄 Proceed with real execution? [y/N]: Aborted.`,
      'Nobody answered "Proceed with real execution?": nothing was applied',
    ],
  ])('%s', (_name, log, error) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      tool: 'Confiture',
      verdict: 'failure',
      error,
      category: 'ConfigurationError',
      databaseState: 'unchanged',
    });
  });

  test('no right to make its table', () => {
    const log = `❌ Error MIGR_001
Failed to initialize migrations table: SQL execution failed | SQL: CREATE TABLE
"tb_confiture" (
                        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),... |
Error: permission denied for schema public
💡 Check database permissions to CREATE TABLE in the target schema
`;
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      verdict: 'failure',
      error: 'permission denied for schema public',
      errorType: 'MIGR_001',
      category: 'PermissionError',
      databaseState: 'unchanged',
      nextStep: 'Check database permissions to CREATE TABLE in the target schema; then `confiture migrate up`',
    });
  });
});

describe('what a failed migration left', () => {
  const failed = (details: string) =>
    `${OPENING}⚡ Applying 20260102120000_b... ❌\n\nFailed Migration Details:\n  Version: 20260102120000\n  Name: b\n${details}`;

  test.each([
    [
      'SQL',
      '  Error Type: SQL Execution Error\n  Database Error: relation "x" does not exist',
      'rolled-back',
      'SchemaError',
    ],
    [
      'a stage of an online migration',
      '  Error Type: InvalidTextRepresentation\n  Message: invalid input syntax for type integer',
      'unknown',
      'DatabaseError',
    ],
    [
      'the connection',
      '  Error Type: OperationalError\n  Message: the connection is lost',
      'unknown',
      'ConnectionError',
    ],
    [
      'a precondition',
      '  Error Type: PreconditionValidationError\n  Message: Migration preconditions failed (1 failures):',
      'unchanged',
      'DatabaseError',
    ],
  ])('%s', (_name, details, databaseState, category) => {
    expect(readEvidenceFromTexts('', failed(details))).toMatchObject({
      verdict: 'failure',
      migration: '20260102120000_b',
      databaseState,
      category,
    });
  });

  test('outside a transaction, beside JSON', () => {
    const log = `${OPENING}⚡ Applying 20260101120000_a... Running migration 20260101120000 in non-transactional mode. Manual cleanup may be required on failure.
Non-transactional migration 20260101120000 failed. Manual cleanup may be required.
❌
{"success": false, "applied": [], "errors": ["Failed to apply non-transactional migration 20260101120000 (a): SQL execution failed | SQL: X | Error: could not create unique index \\"ux\\". Manual cleanup may be required."]}
`;
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      verdict: 'failure',
      migration: '20260101120000_a',
      databaseState: 'unknown',
    });
  });

  test('a process that ended within the second of three', () => {
    const log = `${OPENING}⚡ Applying 20260101120000_a... ✅\n⚡ Applying 20260102120000_b... `;
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      verdict: 'unfinished',
      migration: '20260102120000_b',
      databaseState: 'partial',
      stateDetail: 'at least 1 of 3 applied',
    });
  });
});

describe('as a library', () => {
  test.each([
    [
      'a log line',
      '2026-01-02 10:00:00 ERROR Failed to apply migration 20260102120000 (b): SQL execution failed | SQL: ALTER TABLE userz ADD x int | Error: relation "userz" does not exist',
    ],
    [
      'a traceback',
      `Traceback (most recent call last):
  File "/app/migrate.py", line 3, in <module>
    session.up()
  File "/venv/lib/python3.12/site-packages/confiture/core/_migrator/apply.py", line 160, in apply
    raise raised from e
confiture.exceptions.MigrationError: Failed to apply migration 20260102120000 (b): SQL execution failed | SQL: ALTER TABLE userz ADD x int | Error: relation "userz" does not exist`,
    ],
  ])('%s', (_name, log) => {
    expect(readEvidenceFromTexts('', log)).toMatchObject({
      tool: 'Confiture',
      verdict: 'failure',
      migration: '20260102120000_b',
      error: 'relation "userz" does not exist',
      category: 'SchemaError',
    });
  });
});

test('an error at the end does not blame the migration that was applied', () => {
  const log = `${OPENING}⚡ Applying 20260101120000_a... ✅\n❌ Error: the connection is closed\n`;
  const { migration, ...evidence } = readEvidenceFromTexts('', log) ?? {};
  expect(migration).toBeUndefined();
  expect(evidence).toMatchObject({
    verdict: 'failure',
    error: 'the connection is closed',
    category: 'ConnectionError',
    databaseState: 'partial',
  });
});

test('a migration that prints an error and goes on did not fail', () => {
  const log = `${OPENING}⚡ Applying 20260101120000_a... Error: no such tenant, skipped\n✅\n✅ Successfully applied migrations!\n`;
  expect(readEvidenceFromTexts('', log)).toMatchObject({ verdict: 'success', databaseState: 'applied' });
});

test('force mode with nothing to apply', () => {
  const log = '⚠️  Force mode enabled - skipping migration state checks\n\n⚠️  No migration files found.\n';
  expect(readEvidenceFromTexts('', log)).toMatchObject({ verdict: 'success', nothingPending: true });
});

test('a good report does not outweigh the failure of another database in the log', () => {
  const report = JSON.stringify({ success: true, applied: [{ version: '1', name: 'a' }], errors: [] });
  const log = `${OPENING}⚡ Applying 1_a... ❌\n\n  Database Error: relation "x" does not exist\n`;
  expect(readEvidenceFromTexts(report, log)).toMatchObject({
    verdict: 'failure',
    error: 'relation "x" does not exist',
  });
});

test('the report of a dry run does not outweigh the run that was killed', () => {
  const report = JSON.stringify({ migration_id: 'dry_run_local', mode: 'analysis', migrations: [] });
  const log = `${OPENING}⚡ Applying 20260101120000_a... `;
  expect(readEvidenceFromTexts(report, log)).toMatchObject({ verdict: 'unfinished', migration: '20260101120000_a' });
});
