import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import type { Scene } from './bundle.ts';
import { testScenarios } from './scenarios.ts';

const ERROR = 'relation "userz" does not exist';
const success: Scene = { job: { status: 'success' } };
const cancelled: Scene = { job: { status: 'cancelled' } };
const PULL_REQUEST = {
  repository: { full_name: 'acme/shop', private: true },
  pull_request: { head: { repo: { full_name: 'acme/shop' } } },
};

testScenarios('outcomes', {
  'failure in production': {
    scenes: [
      {
        with: {
          migration: '005_add_payment_table',
          database: 'postgres://deploy:hunter2hunter2@db.acme.example:5432/shop?sslmode=require',
          error: ERROR,
          'error-type': '42P01',
          'custom-details': 'tables: users, payments',
          runbooks: 'https://runbooks.acme.example/migrations',
          'dashboard-url': 'https://grafana.acme.example/d/migrations',
          links: 'Deploys=https://deploys.acme.example/shop',
        },
      },
    ],
  },
  'failure of which nothing is known': { scenes: [{ github: { permissions: { actions: 'none' } } }] },
  'failure in staging': { scenes: [{ with: { environment: 'Staging', error: ERROR } }] },
  'failure in development': { scenes: [{ with: { environment: 'development', error: ERROR } }] },
  'failure in a listed environment without a severity of its own': {
    scenes: [{ with: { environment: 'eu-west-live', environments: 'production, *-live', error: ERROR } }],
  },
  'failure in an unset environment': { scenes: [{ with: { environment: '', error: ERROR } }] },
  success: { scenes: [success] },
  'success in an unlisted environment': { scenes: [{ ...success, with: { environment: 'development' } }] },
  'a later run closes the incident': {
    scenes: [{ with: { error: ERROR } }, { ...success, environment: { GITHUB_RUN_ATTEMPT: '2' } }],
  },
  'failing again updates the incident': {
    scenes: [
      { with: { error: ERROR } },
      { with: { error: 'deadlock detected' }, environment: { GITHUB_RUN_ATTEMPT: '2' } },
    ],
  },
  'success that a person is to close': { scenes: [{ ...success, with: { 'auto-resolve': 'false' } }] },
  'step outcome': { scenes: [{ ...success, with: { status: 'failure', error: ERROR } }] },
  skipped: { scenes: [{ ...success, with: { status: 'skipped' } }] },
  'pull request': { scenes: [{ environment: { GITHUB_EVENT_NAME: 'pull_request' }, event: PULL_REQUEST }] },
  'cancelled, on-cancelled auto': { scenes: [cancelled] },
  'cancelled, on-cancelled none': { scenes: [{ ...cancelled, with: { 'on-cancelled': 'none' } }] },
  'cancelled, on-cancelled trigger': { scenes: [{ ...cancelled, with: { 'on-cancelled': 'trigger' } }] },
  'cancelled by its timeout': {
    scenes: [
      {
        ...cancelled,
        github: {
          jobs: [sketchJob({ conclusion: 'cancelled' })],
          annotations: { 42: [sketchAnnotation('The job has exceeded the maximum execution time of 1h0m0s')] },
        },
      },
    ],
  },
  'unknown status of a failed job': { scenes: [{ with: { status: 'kaputt', error: ERROR } }] },
  'unknown status of a green job': { scenes: [{ ...success, with: { status: 'kaputt' } }] },
  'empty status of a failed job': { scenes: [{ with: { status: '', error: ERROR } }] },
  'empty status of a green job': { scenes: [{ ...success, with: { status: '' } }] },
  'forced trigger': { scenes: [{ ...success, with: { 'event-action': 'trigger' } }] },
  'forced acknowledge': { scenes: [{ with: { error: ERROR } }, { with: { 'event-action': 'acknowledge' } }] },
  'forced resolve': { scenes: [{ with: { error: ERROR } }, { with: { 'event-action': 'resolve' } }] },
  'forced trigger on a pull request': {
    scenes: [
      { environment: { GITHUB_EVENT_NAME: 'pull_request' }, event: PULL_REQUEST, with: { 'event-action': 'trigger' } },
    ],
  },
  'unknown event-action': { scenes: [{ with: { 'event-action': 'page', error: ERROR } }] },
  'one leg of a matrix fails and another succeeds': {
    scenes: [
      { job: { matrix: { shard: 1, region: 'eu' } }, with: { error: ERROR } },
      { job: { status: 'success', matrix: { shard: 2, region: 'eu' } } },
    ],
  },
  'GitHub Enterprise Server': {
    scenes: [
      {
        job: { checkRunId: '' },
        environment: { GITHUB_SERVER_URL: 'https://github.acme.example' },
        with: { error: ERROR },
      },
    ],
  },
});
