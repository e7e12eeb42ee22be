import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LocalJob, startLocalJob } from '../../scripts/local-job.ts';

const DIST = join(import.meta.dirname, '../../dist');
let job: LocalJob;
let action: string;

beforeEach(async () => {
  job = await startLocalJob();
  action = mkdtempSync(join(tmpdir(), 'action-'));
  cpSync(DIST, action, { recursive: true });
});

afterEach(async () => {
  await job.close();
  rmSync(action, { recursive: true, force: true });
});

// An action that is used by a path (`uses: ./`) lies in the workspace, where a command may clean up.
test.each([
  ['a failure', 'exit 3', {}],
  ['an error to be redacted and named', 'exit 3', { INPUT_ERROR: 'password=hunter2hunter2 of app@db refused' }],
  ['a log that a rule understands', `echo '❌ Migration failed: relation "userz" does not exist'; exit 3`, {}],
])('a command that takes the files of the action away is told all the same: %s', async (_, run, environment) => {
  const how = { environment: { ...environment, INPUT_RUN: `rm -rf '${action}'; ${run}`, INPUT_SHELL: 'bash' } };
  await expect(job.run(join(action, 'index.js'), '', how)).rejects.toThrow('exit code 3');
  expect(job.taken()).toBe(1);
});

// By what they export: js-yaml is loaded with the inputs, where one is a map, and the verify action runs no command.
const NOT_AHEAD = /\{(?:FAILSAFE_SCHEMA|verify):\(\)=>/;

test('every file of the action is loaded before a command starts, unless it is known not to be needed behind it', async () => {
  const coverage = join(action, 'coverage');
  const environment = { INPUT_RUN: 'true', INPUT_SHELL: 'bash', NODE_V8_COVERAGE: coverage };
  await job.run(join(action, 'index.js'), '', { environment });
  const reports = readdirSync(coverage).map(name => JSON.parse(readFileSync(join(coverage, name), 'utf8')));
  const loaded = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => basename(url)));
  const needed = readdirSync(action).filter(
    name => /^\d.*\.js$/.test(name) && !NOT_AHEAD.test(readFileSync(join(action, name), 'utf8')),
  );
  expect(needed.length).toBeGreaterThan(3);
  expect(needed.filter(name => !loaded.includes(name))).toEqual([]);
});
