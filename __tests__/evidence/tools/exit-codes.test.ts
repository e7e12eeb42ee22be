import { expect, test } from '@jest/globals';
import { explainExit } from '../../../src/evidence/tools/exit-codes.ts';

test.each([
  ['Confiture', 6, '', 'LockError', 'unchanged'],
  ['Confiture', 5, '', 'ConfigurationError', 'unchanged'],
  ['Confiture', 8, '', 'ConfigurationError', undefined],
  ['', 6, 'set -e\nconfiture migrate up --format json --output report.json\n', 'LockError', 'unchanged'],
])('%j: %i', (tool, exitCode, command, category, state) => {
  expect(explainExit(exitCode, tool, command)).toEqual({
    ...(state === undefined ? {} : { state }),
    tool: 'Confiture',
    exitCode,
    category,
    meaning: expect.any(String),
    nextStep: expect.stringContaining('then run `confiture migrate up`'),
  });
});

test.each([
  ['a code that means several things', 3, 'Confiture', ''],
  ['a code that no contract has', 137, 'Confiture', ''],
  ['a tool without a contract', 6, 'Alembic', 'alembic upgrade head'],
  ['another command after it', 6, '', 'confiture migrate up\n./smoke-test.sh'],
])('%s', (_name, exitCode, tool, command) => {
  expect(explainExit(exitCode, tool, command)).toBeUndefined();
});
