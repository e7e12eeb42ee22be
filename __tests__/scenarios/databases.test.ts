import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './bundle.ts';
import { testScenarios } from './scenarios.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'evidence', 'confiture-1.29-report');
const GOOD = readFileSync(join(FIXTURES, 'success.report.json'), 'utf8');
const BROKEN = readFileSync(join(FIXTURES, 'sql.report.json'), 'utf8');
const DONE = 'Applying: 5_pay.sql\nApplied: 5_pay.sql in 3ms\nWriting: ./db/schema.sql\n';
const MISSING = 'Applying: 5_pay.sql\nError: pq: relation "userz" does not exist\n';
const LOCKED = 'Applying: 5_pay.sql\nError: pq: canceling statement due to lock timeout\n';

/** The logs of 30 tenants, some with an end of their own. */
function tenants(others: Readonly<Record<string, string>>): NonNullable<Scene['files']> {
  const names = Array.from({ length: 30 }, (_, index) => `tenant-${String(index + 1).padStart(2, '0')}`);
  return Object.fromEntries(names.map(name => [`logs/${name}.log`, others[name] ?? DONE]));
}

const logs = { log: 'logs/*.log' };
const needs = (result: string) => ({ status: JSON.stringify({ migrate: { result, outputs: {} } }) });

testScenarios('databases', {
  'two of thirty fail in their own ways, and the next run mends them': {
    scenes: [
      { with: logs, files: tenants({ 'tenant-07': MISSING, 'tenant-21': LOCKED }) },
      { with: logs, files: tenants({}), job: { status: 'success' } },
    ],
  },
  'one of thirty fails in a green job': {
    scenes: [{ with: logs, files: tenants({ 'tenant-07': MISSING }), job: { status: 'success' } }],
  },
  'none failed, and the job did': { scenes: [{ with: logs, files: tenants({}) }] },
  'no file fits': { scenes: [{ with: logs, files: { 'logs/readme.txt': 'x' }, job: { status: 'success' } }] },
  'a fan-in reads what the jobs of a matrix left': {
    scenes: [
      {
        with: { ...needs('failure'), report: 'artifacts/*/report.json', log: 'artifacts/**/*.log' },
        files: {
          'artifacts/acme/report.json': BROKEN,
          'artifacts/globex/report.json': GOOD,
          'artifacts/initech/out.log': '',
        },
      },
    ],
  },
  'a guard reads them at the end of the job': {
    scenes: [
      {
        with: { when: 'job-end', ...logs },
        files: { 'logs/acme corp.log': MISSING, 'logs/glöbex.log': DONE, 'logs/mona@example.com.log': MISSING },
      },
    ],
  },
  'a wrapper whose loop goes on after a failure': {
    scenes: [
      {
        with: {
          run: "mkdir logs\nprintf 'Applying: 5_pay.sql\\nError: pq: boom\\n' | tee logs/a.log\nprintf 'Applying: 5_pay.sql\\nApplied: 5_pay.sql in 3ms\\nWriting: x\\n' | tee logs/b.log\nexit 1",
          ...logs,
        },
      },
    ],
  },
});
