import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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

// What is not loaded ahead is not needed behind a command: it belongs to another way, is loaded with the inputs, or its
// absence is borne (GitHub is not asked; error and excerpt stay at home where tokens can't be looked for).
const NOT_AHEAD = /^(?:verify|second-try|database|js-yaml|octokit-.+|secretlint-.+)\.js$/;

test('a chunk is loaded before a command starts, or is known not to be needed behind it', async () => {
  const coverage = join(action, 'coverage');
  const environment = { INPUT_RUN: 'true', INPUT_SHELL: 'bash', NODE_V8_COVERAGE: coverage };
  await rehearsal.run(join(action, 'index.js'), '', { environment });
  const reports = readdirSync(coverage).map(name => JSON.parse(readFileSync(join(coverage, name), 'utf8')));
  const loaded = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => basename(url)));
  const chunks = readdirSync(join(action, 'chunks')).filter(name => !NOT_AHEAD.test(name));
  expect(chunks.filter(name => !loaded.includes(name))).toEqual([]);
});
