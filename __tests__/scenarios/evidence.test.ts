import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './bundle.ts';
import { testScenarios } from './scenarios.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'evidence');
const success: Scene = { job: { status: 'success' } };

/** A workspace in which a real run of a tool left its report. */
function report(fixture: string): Pick<Scene, 'with' | 'files'> {
  return { with: { report: 'report.json' }, files: { 'report.json': fixtureOf(fixture) } };
}

/** A workspace in which the output of a real run was captured. */
function log(...fixtures: readonly string[]): Pick<Scene, 'with' | 'files'> {
  return { with: { log: 'logs/migrate.log' }, files: { 'logs/migrate.log': fixtures.map(fixtureOf).join('') } };
}

function fixtureOf(path: string): string {
  return readFileSync(join(FIXTURES, path), 'utf8');
}

testScenarios('evidence', {
  'report of a failure': { scenes: [report('confiture-1.29-report/sql.report.json')] },
  'report of a success, and the job failed later': { scenes: [report('confiture-1.29-report/success.report.json')] },
  'report of a success': { scenes: [{ ...success, ...report('confiture-1.29-report/success.report.json') }] },
  'report of a failure in a green job': {
    scenes: [{ ...success, ...report('confiture-1.29-report/sql.report.json') }],
  },
  'report of a dry run': { scenes: [{ ...success, ...report('confiture-1.29-report/dryrun.report.json') }] },
  'report of another command': { scenes: [{ ...success, ...report('confiture-1.29-report/status.report.json') }] },
  'log of a failure': { scenes: [log('node-pg-migrate/sql.stdout', 'node-pg-migrate/sql.stderr')] },
  'log of a refused connection': { scenes: [log('confiture-1.29/refused.stderr')] },
  'log of a lock that was not got': { scenes: [log('confiture-1.29/lock.stdout')] },
  'log that ends while a migration runs': {
    scenes: [
      {
        job: { status: 'cancelled' },
        with: { log: 'migrate.log' },
        files: { 'migrate.log': '⚡ Applying 20260102120000_add_payment_table... ' },
      },
    ],
  },
  'no log, because the migration did not run': { scenes: [{ with: { log: 'migrate.log' } }] },
  'no log in a green job': { scenes: [{ ...success, with: { log: 'migrate.log' } }] },
  'inputs overrule the report': {
    scenes: [
      {
        ...report('confiture-1.29-report/sql.report.json'),
        with: {
          report: 'report.json',
          migration: '005_add_payment_table',
          error: 'canceling statement due to lock timeout',
          'error-type': '55P03',
        },
      },
    ],
  },
});
