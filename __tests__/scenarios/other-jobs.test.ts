import { sketchJob } from '../../emulator/github-jobs.ts';
import type { Scene } from './bundle.ts';
import { testScenarios } from './scenarios.ts';

const failed = {
  conclusion: 'failure',
  steps: [{ name: 'Check out' }, { name: 'Migrate', conclusion: 'failure' }],
} as const;
const JOBS = [
  sketchJob({ id: 51, name: 'migrate (shard-1)' }),
  sketchJob({ id: 52, name: 'migrate (shard-2)', ...failed }),
  sketchJob({ id: 53, name: 'smoke-test', conclusion: 'skipped' }),
  sketchJob({ id: 42, name: 'tell', conclusion: null }),
];

const stamped = (...lines: readonly string[]): string =>
  lines.map(line => `2026-01-02T03:00:10.1234567Z ${line}\n`).join('');
const HEADING = ['##[group]Run dbmate up', 'shell: /usr/bin/bash -e {0}', '##[endgroup]'];
const LOG = stamped(
  ...HEADING,
  'Applying: 20260101120000_create_users.sql',
  'Applied: 20260101120000_create_users.sql in 5ms',
  'Applying: 20260102120000_add_payment_table.sql',
  'Error: pq: relation "userz" does not exist',
  '##[error]Process completed with exit code 1.',
);
const DRY_RUN = stamped(...HEADING, 'INFO  [alembic.runtime.migration] Generating static SQL', 'BEGIN;');
/** The same run, tried again with success. */
const FIXED = JOBS.map(job => (job.conclusion === 'failure' ? sketchJob({ id: job.id, name: job.name }) : job));
const again = (scene: Scene): Scene => ({
  ...scene,
  environment: { ...scene.environment, GITHUB_RUN_ATTEMPT: '2' },
  github: { jobs: FIXED },
});

/** A job `tell` that needs others, whose results are given. */
function fanIn(results: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}): Scene {
  const needs = Object.fromEntries(Object.entries(results).map(([job, result]) => [job, { result, outputs: {} }]));
  return {
    job: { status: 'success' },
    environment: { GITHUB_JOB: 'tell' },
    github: { jobs: JOBS },
    with: { status: JSON.stringify(needs, null, 2), ...inputs },
  };
}

/** A workflow that listens to the run of another. */
function listener(conclusion: string, run: Readonly<Record<string, unknown>> = {}): Scene {
  const listened = {
    id: 4711,
    name: 'Migrate',
    path: '.github/workflows/migrate.yml',
    run_attempt: 1,
    event: 'push',
    conclusion,
    html_url: 'https://github.com/acme/shop/actions/runs/4711',
    head_branch: 'main',
    head_sha: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
    head_repository: { full_name: 'acme/shop' },
    triggering_actor: { login: 'mona' },
    ...run,
  };
  return {
    job: { status: 'success', checkRunId: '77' },
    environment: {
      GITHUB_EVENT_NAME: 'workflow_run',
      GITHUB_JOB: 'listen',
      GITHUB_RUN_ID: '4712',
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/listen.yml@refs/heads/main',
    },
    event: { repository: { full_name: 'acme/shop', private: true }, workflow_run: listened },
    github: { jobs: JOBS },
    with: { when: 'run-completed' },
  };
}

testScenarios('other-jobs', {
  'fan-in, one failed': { scenes: [fanIn({ build: 'success', migrate: 'failure', 'smoke-test': 'skipped' })] },
  'fan-in, the failed one may fail': {
    scenes: [
      {
        ...fanIn({ migrate: 'success', lint: 'failure' }, { 'allowed-failures': 'lint' }),
        github: { jobs: [...FIXED, sketchJob({ id: 54, name: 'lint', ...failed })] },
      },
    ],
  },
  'fan-in, all well after a failure': { scenes: [fanIn({ migrate: 'failure' }), again(fanIn({ migrate: 'success' }))] },
  'fan-in, one failed, whose log may be read': {
    scenes: [{ ...fanIn({ migrate: 'failure' }), github: { jobs: JOBS, logs: { 52: LOG } } }],
  },
  'fan-in, a dry run': {
    scenes: [{ ...fanIn({ migrate: 'success' }), github: { jobs: FIXED, logs: { 51: DRY_RUN } } }],
  },
  'fan-in, without permissions': {
    scenes: [{ ...fanIn({ migrate: 'failure' }), github: { jobs: JOBS, permissions: { actions: 'none' } } }],
  },
  'fan-in, nothing ran': { scenes: [fanIn({ migrate: 'skipped' })] },
  'listener, a failure': { scenes: [listener('failure')] },
  'listener, a failure whose log may be read': {
    scenes: [{ ...listener('failure'), github: { jobs: JOBS, logs: { 52: LOG } } }],
  },
  'listener, success after a start-up failure': {
    scenes: [{ ...listener('startup_failure'), github: { jobs: [] } }, again(listener('success', { run_attempt: 2 }))],
  },
  'listener, a pull request of a fork': {
    scenes: [listener('failure', { event: 'pull_request', head_repository: { full_name: 'mona/shop' } })],
  },
  'listener in a workflow that listens to nothing': { scenes: [{ with: { when: 'run-completed' } }] },
});
