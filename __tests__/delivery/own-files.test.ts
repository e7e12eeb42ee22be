import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Rehearsal, rehearse } from '../../scripts/rehearsal.ts';

const DIST = join(import.meta.dirname, '../../dist');
let rehearsal: Rehearsal;
let action: string;

beforeEach(async () => {
  rehearsal = await rehearse();
  action = mkdtempSync(join(tmpdir(), 'action-'));
  cpSync(DIST, action, { recursive: true });
});

afterEach(async () => {
  await rehearsal.close();
  rmSync(action, { recursive: true, force: true });
});

// An action that is used by a path (`uses: ./`) lies in the workspace, where a command may clean up.
test.each([
  ['a failure', 'exit 3', {}],
  ['an error to be redacted and named', 'exit 3', { INPUT_ERROR: 'password=hunter2hunter2 of app@db refused' }],
  ['a log that a rule understands', `echo '❌ Migration failed: relation "userz" does not exist'; exit 3`, {}],
])('a command that takes the files of the action away is told all the same: %s', async (_, run, environment) => {
  const how = { environment: { ...environment, INPUT_RUN: `rm -rf '${action}'; ${run}`, INPUT_SHELL: 'bash' } };
  await expect(rehearsal.run(join(action, 'index.js'), '', how)).rejects.toThrow('exit code 3');
  expect(rehearsal.taken()).toBe(1);
});
