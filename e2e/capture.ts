import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bench } from './bench.ts';

// Writes every real output to DIR/TOOL/CASE.{stdout,stderr,combined,rc,report.json,truth.json}: material for tests and for eyes.
// Usage: node e2e/capture.ts DIR (E2E_ONLY=knex,goose for some tools)
const target = process.argv[2];
if (target === undefined) throw new Error('usage: node e2e/capture.ts DIR');

await bench(async ({ tool, installed, tell }) => {
  const folder = join(target, tool.name);
  mkdirSync(folder, { recursive: true });
  const cases: string[] = [];
  for await (const run of tell('all')) {
    const files: Record<string, string | undefined> = {
      combined: run.combined,
      stdout: run.streams === 'split' ? run.stdout : undefined,
      stderr: run.streams === 'split' ? run.stderr : undefined,
      rc: `${run.rc}\n`,
      'report.json': run.report,
      'truth.json': `${JSON.stringify({ tool: tool.title, version: installed.version, dialect: run.dialect, ...run.truth, expected: run.expected }, null, 2)}\n`,
    };
    for (const [extension, text] of Object.entries(files)) {
      if (text !== undefined) writeFileSync(join(folder, `${run.case}.${extension}`), text);
    }
    cases.push(`${run.case}=${run.rc}/${run.truth.state}/${run.seconds.toFixed(1)}s`);
  }
  console.log(`${tool.name} ${installed.version}: ${cases.join(' ')}`);
});
