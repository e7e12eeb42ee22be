import { expect, test } from '@jest/globals';
import { findProcessEnd } from '../../../src/evidence/databases/databases.ts';

test.each([
  ['/entrypoint.sh: line 3: flyway: command not found', 'flyway: command not found', 'ConfigurationError', true],
  ['sh: 1: alembic: not found', 'alembic: not found', 'ConfigurationError', true],
  ['bash: ./migrate.sh: Permission denied', './migrate.sh: Permission denied', 'ConfigurationError', true],
  ['Killed', 'Killed', 'DatabaseError', false],
  ['/run.sh: line 9:    42 Killed                  confiture migrate up', 'Killed', 'DatabaseError', false],
  [
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    'java.lang.OutOfMemoryError: Java heap space',
    'DatabaseError',
    false,
  ],
  ['failed to run: context deadline exceeded', 'context deadline exceeded', 'TimeoutError', false],
  [
    'Error: UPGRADE FAILED: pre-upgrade hooks failed: timed out waiting for the condition',
    'timed out waiting for the condition',
    'TimeoutError',
    false,
  ],
  [
    'db-migrate Failed PreSync Job has reached the specified backoff limit',
    'Job has reached the specified backoff limit',
    'DatabaseError',
    false,
  ],
])('%j', (line, text, category, neverStarted) => {
  expect(findProcessEnd([{ text: 'Migrating' }, { text: line }])).toEqual({ text, category, neverStarted, at: 1 });
});

test.each(['Killed 3 stale sessions', 'file not found in cache, fetching', 'Migrating'])('%j is no end', text => {
  expect(findProcessEnd([{ text }])).toBeUndefined();
});
