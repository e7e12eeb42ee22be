import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator } from '../emulator/emulator.ts';
import { bench, type Skipped } from './bench.ts';
import { type Evidence, tell } from './report.ts';
import type { Run } from './stories.ts';
import type { Tool } from './tool.ts';
import { NOT_TO_BE_HAD } from './tools.ts';
import { faults } from './verdict.ts';
import { playWays } from './ways.ts';

// Every tool really fails on a real database, its output goes through the shipped bundle to the emulator, and what the page says is held
// against the database. Then it is mended, runs again, and the incident is to be closed.
// The ways to use the action (ways.ts) come last.
// Usage: node e2e/e2e.ts; E2E_ONLY=knex,goose for some tools and no ways, E2E_NO_SKIP=true where every tool can be had and a missing one is a failure.

if (!existsSync(join(import.meta.dirname, '..', 'dist', 'index.js'))) {
  throw new Error('dist/index.js, the shipped bundle, is not there: npm run build makes it');
}
const AFTER_FAILURE = 'mended-mixed after a failed try';
const count = { passed: 0, failed: 0 };
const started = performance.now();

const missing = await bench(async ({ tool, installed, folder, tell: stories }) => {
  const start = performance.now();
  // Others are at work: what this tool tells goes to a PagerDuty of its own.
  const emulator = await startEmulator();
  const own = { passed: 0, failed: 0 };
  const wrong: string[] = [];
  let steps = 0;
  let failed = '';
  let reported = Promise.resolve();
  for await (const run of stories('brief')) {
    if (run.case.startsWith('sql-fail')) failed = run.combined;
    for (const [name, evidence] of Object.entries(reports(tool, run, failed))) {
      // The action reports while the tool already goes through its next story: one of each at a time.
      reported = reported.then(async () => {
        const told = await tell(emulator, join(folder, `step-${steps++}`), evidence);
        const found = faults(tool, name === AFTER_FAILURE ? { ...run, expected: 'success-or-withheld' } : run, told);
        own[found.length === 0 ? 'passed' : 'failed'] += 1;
        if (found.length > 0) wrong.push(`  ${name}:`, ...found.map(fault => `    ${fault}`), ...excerpt(run));
      });
    }
  }
  await reported;
  await emulator.close();
  count.passed += own.passed;
  count.failed += own.failed;
  const result = own.failed > 0 ? 'FAILED' : 'ok';
  row(
    result,
    tool.name,
    `${installed.version.padEnd(10)} ${own.passed} passed, ${own.failed} failed, ${seconds(start)}`,
  );
  for (const line of wrong) console.log(line);
});

const skipped: Skipped[] = [...missing, ...(process.env.E2E_ONLY ? [] : NOT_TO_BE_HAD)];
for (const { name, reason } of skipped) row('skip', name, reason);
const ways = process.env.E2E_ONLY ? { passed: 0, failed: 0, skipped: 0 } : await playWays();
const ofMissing = process.env.E2E_NO_SKIP === 'true' ? missing.length + ways.skipped : 0;
const passed = count.passed + ways.passed;
const failed = count.failed + ways.failed + ofMissing;
console.log(`All of it took ${seconds(started)}.`);
console.log(`${passed} passed, ${failed} failed, ${skipped.length + ways.skipped - ofMissing} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/**
 * How a run can come to be reported: as it is, and, for the mixed ones, also by a job that is green although the migration failed (`tee`
 * without pipefail), and with the log of a second try appended to that of the first.
 */
function reports(tool: Tool, run: Run & { story: string }, failed: string): Record<string, Evidence> {
  const { combined: log, report } = run;
  const plain = {
    job: `${tool.name}-${run.story}`,
    status: run.rc === 0 ? 'success' : 'failure',
    log,
    report,
  } as const;
  if (run.case === 'sql-fail-mixed' && tool.tellsError !== false) {
    return { 'sql-fail-mixed in a green job': { ...plain, status: 'success' }, [run.case]: plain };
  }
  if (run.case === 'mended-mixed' && tool.tellsSuccess !== false)
    return { [AFTER_FAILURE]: { ...plain, log: failed + log }, [run.case]: plain };
  // Where nothing is pending, some tools write no report: that must not keep an incident open.
  if (run.case === 'nothing-pending') return { 'nothing-pending, no report': { ...plain, names: true } };
  return { [run.case]: plain };
}

function excerpt(run: Run): string[] {
  const last = run.combined.trimEnd().split('\n').slice(-12);
  return ['    --- what the tool printed, last lines:', ...last.map(line => `    | ${line}`)];
}

function row(result: string, name: string, rest: string): void {
  console.log(`${result.padEnd(7)} ${name.padEnd(24)} ${rest}`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0)} s`;
}
