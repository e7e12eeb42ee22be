import { describe, expect, test } from '@jest/globals';
import { readListenedRun } from '../../src/github/listened-run.ts';
import { type RunContext, type RunFacts, readRunFacts, workflowFile } from '../../src/github/run-facts.ts';

const ENVIRONMENT = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_WORKFLOW: 'Migrate',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
  GITHUB_JOB: 'migrate',
  GITHUB_RUN_ID: '123',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_ACTOR: 'anna',
  GITHUB_TRIGGERING_ACTOR: 'bob',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
};

const FACTS: RunFacts = {
  repository: 'acme/shop',
  workflow: 'migrate.yml',
  workflowRef: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
  job: 'migrate',
  matrix: '',
  matrixValues: [],
  matrixLabel: '',
  step: '',
  attempt: 2,
  ref: 'main',
  commit: '0123456789abcdef0123456789abcdef01234567',
  actor: 'bob',
  pullRequest: false,
  mergeUnknown: false,
  mergedFork: false,
  withoutSecrets: false,
  publicRepository: true,
  runId: '123',
  jobId: '77',
  serverUrl: 'https://github.com',
  workspace: '',
  apiUrl: 'https://api.github.com',
  runUrl: 'https://github.com/acme/shop/actions/runs/123/attempts/2',
  jobUrl: 'https://github.com/acme/shop/actions/runs/123/job/77',
  docsUrl: '',
};

const context = (overrides: Partial<RunContext> = {}): RunContext => ({
  environment: ENVIRONMENT,
  payload: {},
  matrix: 'null',
  jobId: '77',
  ...overrides,
});
const facts = (variables: Record<string, string | undefined>, rest: Partial<RunContext> = {}): RunFacts =>
  readRunFacts(context({ environment: { ...ENVIRONMENT, ...variables }, ...rest }));

test('a run as the runner describes it', () => {
  expect(readRunFacts(context())).toEqual(FACTS);
});

test('a run of which the runner says nothing', () => {
  expect(readRunFacts({ environment: {}, payload: undefined, matrix: '', jobId: '' })).toEqual({
    ...Object.fromEntries(Object.keys(FACTS).map(name => [name, ''])),
    matrixValues: [],
    attempt: 0,
    pullRequest: false,
    mergeUnknown: false,
    mergedFork: false,
    withoutSecrets: false,
    publicRepository: true,
  });
});

test.each<[string, Record<string, string | undefined>, Partial<RunFacts>]>([
  [
    'GitHub Enterprise',
    { GITHUB_SERVER_URL: 'https://ghe.example.com/' },
    {
      serverUrl: 'https://ghe.example.com',
      runUrl: 'https://ghe.example.com/acme/shop/actions/runs/123/attempts/2',
      jobUrl: 'https://ghe.example.com/acme/shop/actions/runs/123/job/77',
    },
  ],
  ['no attempt', { GITHUB_RUN_ATTEMPT: '' }, { attempt: 0, runUrl: 'https://github.com/acme/shop/actions/runs/123' }],
  [
    'a junk attempt',
    { GITHUB_RUN_ATTEMPT: '2nd' },
    { attempt: 0, runUrl: 'https://github.com/acme/shop/actions/runs/123' },
  ],
  ['a junk run', { GITHUB_RUN_ID: '../x' }, { runId: '', runUrl: '', jobUrl: '' }],
  ['no server', { GITHUB_SERVER_URL: undefined }, { serverUrl: '', runUrl: '', jobUrl: '' }],
  ['a server that is none', { GITHUB_SERVER_URL: 'javascript:x' }, { serverUrl: '', runUrl: '', jobUrl: '' }],
  ['no workflow file', { GITHUB_WORKFLOW_REF: '' }, { workflow: 'Migrate', workflowRef: '' }],
  [
    'a reusable workflow',
    { GITHUB_WORKFLOW_REF: 'acme/ci/.github/workflows/db.yaml@v1' },
    { workflow: 'db.yaml', workflowRef: 'acme/ci/.github/workflows/db.yaml@v1' },
  ],
  ['no name of the ref', { GITHUB_REF_NAME: '' }, { ref: 'refs/heads/main' }],
  ['nobody re-ran it', { GITHUB_TRIGGERING_ACTOR: '' }, { actor: 'anna' }],
  ['a pull request', { GITHUB_EVENT_NAME: 'pull_request' }, { pullRequest: true }],
  ['a pull request to trust', { GITHUB_EVENT_NAME: 'pull_request_target' }, { pullRequest: true }],
  ['a merge queue', { GITHUB_EVENT_NAME: 'merge_group' }, { pullRequest: true }],
  [
    'a push to the branch of a merge queue',
    { GITHUB_REF_NAME: 'gh-readonly-queue/main/pr-7' },
    { pullRequest: true, ref: 'gh-readonly-queue/main/pr-7' },
  ],
  ['a review', { GITHUB_EVENT_NAME: 'pull_request_review' }, { pullRequest: true }],
  ['Dependabot', { GITHUB_ACTOR: 'dependabot[bot]' }, { withoutSecrets: true }],
])('%s', (_, variables, expected) => {
  expect(facts(variables)).toEqual({ ...FACTS, ...expected });
});

describe('where the documents of this action lie', () => {
  const OWN = { GITHUB_ACTION_REPOSITORY: 'OWNER/pagerduty-migration-alert', GITHUB_ACTION_REF: 'v1' };
  test.each<[string, Record<string, string | undefined>, string]>([
    ['at its tag', {}, 'https://github.com/OWNER/pagerduty-migration-alert/blob/v1/docs'],
    [
      'at a commit',
      { GITHUB_ACTION_REF: '0123456789abcdef0123456789abcdef01234567' },
      'https://github.com/OWNER/pagerduty-migration-alert/blob/0123456789abcdef0123456789abcdef01234567/docs',
    ],
    [
      'on a branch with a slash',
      { GITHUB_ACTION_REF: 'feature/x' },
      'https://github.com/OWNER/pagerduty-migration-alert/blob/feature/x/docs',
    ],
    [
      'on a tenant of ghe.com',
      { GITHUB_SERVER_URL: 'https://acme.ghe.com/' },
      'https://acme.ghe.com/OWNER/pagerduty-migration-alert/blob/v1/docs',
    ],
    ['on an enterprise server, which may have no copy', { GITHUB_SERVER_URL: 'https://ghe.example.com' }, ''],
    ['on a host that only ends alike', { GITHUB_SERVER_URL: 'https://notgithub.com' }, ''],
    ['on a host that only begins alike', { GITHUB_SERVER_URL: 'https://github.com.example' }, ''],
    ['on no host', { GITHUB_SERVER_URL: undefined }, ''],
    ['of an action in the checkout: no ref', { GITHUB_ACTION_REF: '' }, ''],
    ['of an action in the checkout: no repository', { GITHUB_ACTION_REPOSITORY: undefined }, ''],
    ['of a repository that is none', { GITHUB_ACTION_REPOSITORY: '../x/y' }, ''],
    ['at a ref that would be a query', { GITHUB_ACTION_REF: 'v1?x' }, ''],
  ])('%s', (_, variables, expected) => {
    expect(facts({ ...OWN, ...variables }).docsUrl).toBe(expected);
  });
});

describe('a pull request that was merged deploys, like a push', () => {
  const closed = (merged: boolean, head = 'acme/shop') => ({
    action: 'closed',
    repository: { full_name: 'acme/shop' },
    pull_request: { merged, head: { repo: { full_name: head } } },
  });
  test.each<[string, string, unknown, Partial<RunFacts>]>([
    ['merged', 'pull_request', closed(true), {}],
    ['merged, with secrets', 'pull_request_target', closed(true), {}],
    ['closed only', 'pull_request', closed(false), { pullRequest: true }],
    ['a review of what was merged', 'pull_request_review', closed(true), { pullRequest: true }],
    ['a label on what was merged', 'pull_request', { ...closed(true), action: 'labeled' }, { pullRequest: true }],
    ['merged, of a fork', 'pull_request', closed(true, 'mona/shop'), { mergedFork: true, withoutSecrets: true }],
    ['merged, of a fork, with secrets', 'pull_request_target', closed(true, 'mona/shop'), {}],
  ])('%s', (_, event, payload, expected) => {
    expect(facts({ GITHUB_EVENT_NAME: event }, { payload })).toEqual({ ...FACTS, ...expected });
  });
});

describe('a job id that is none makes no link', () => {
  test.each(['', 'null', '../7', '7x'])('%j', jobId => {
    expect(readRunFacts(context({ jobId }))).toEqual({ ...FACTS, jobId: '', jobUrl: '' });
  });
});

describe('the matrix', () => {
  test.each<[string, string]>([
    ['null', ''],
    ['', ''],
    ['{}', ''],
    ['[1]', ''],
    ['"x"', ''],
    ['{"shard":1}', '1'],
    ['{"shard":1,"region":"eu"}', 'eu-1'],
    ['{"region":"eu","shard":1}', 'eu-1'],
    ['{"b":true,"a":null,"c":{"x":[1,2]}}', 'null-true-{"x":[1,2]}'],
    ['{', ''],
    ['{"region":"eu-west","shard":1}', 'eu-west-1'],
  ])('%s', (matrix, expected) => {
    expect(readRunFacts(context({ matrix })).matrix).toBe(expected);
  });
});

test.each([
  ['null', ''],
  ['{"tenant":"acme"}', 'tenant acme'],
  ['{"shard":1,"region":"eu"}', 'region eu, shard 1'],
  ['{"a":""}', 'a'],
])('the matrix %s as people read it', (matrix, expected) => {
  expect(readRunFacts(context({ matrix })).matrixLabel).toBe(expected);
});

test.each<[string, readonly string[]]>([
  ['null', []],
  ['{"shard":1,"region":"eu-west"}', ['eu-west', '1']],
  ['{"a":"","b":{"x":"y"}}', ['', '{"x":"y"}']],
])('the values of the matrix %s', (matrix, expected) => {
  expect(readRunFacts(context({ matrix })).matrixValues).toEqual(expected);
});

describe('the step', () => {
  test.each([
    ['migrate', 'migrate'],
    ['migrate_2', 'migrate_2'],
    ['_own', '_own'],
    ['__acme_pagerduty-migration-alert', ''],
    ['__acme_pagerduty-migration-alert_2', '2'],
    ['__self_12', '12'],
    ['__1b4e28ba-2fa1-11d2-883f-0016d3cca427', ''],
    ['', ''],
    [undefined, ''],
  ])('%j is named %j', (name, expected) => {
    expect(facts({ GITHUB_ACTION: name }).step).toBe(expected);
  });
});

describe('secrets', () => {
  const payload = (head: string | null, base = 'acme/shop') => ({
    repository: { full_name: base },
    pull_request: { head: { repo: head === null ? null : { full_name: head } } },
  });

  test.each<[string, string, unknown, boolean]>([
    ['a branch of the repository', 'pull_request', payload('acme/shop'), false],
    ['a branch of the repository in other capitals', 'pull_request', payload('Acme/Shop'), false],
    ['a fork', 'pull_request', payload('mallory/shop'), true],
    ['a fork that was deleted', 'pull_request', payload(null), true],
    ['a fork to trust', 'pull_request_target', payload('mallory/shop'), false],
    ['a push', 'push', payload('mallory/shop'), false],
    ['an event that can not be read', 'pull_request', undefined, false],
  ])('%s', (_, event, body, expected) => {
    expect(facts({ GITHUB_EVENT_NAME: event }, { payload: body }).withoutSecrets).toBe(expected);
  });
});

test.each<[unknown, boolean]>([
  [{ repository: { private: true } }, false],
  [{ repository: { private: false } }, true],
  [{}, true],
  [undefined, true],
])('who may read the repository: %j', (payload, expected) => {
  expect(readRunFacts(context({ payload })).publicRepository).toBe(expected);
});

test.each<[string, string]>([
  ['acme/shop/.github/workflows/migrate.yml@refs/heads/main', 'migrate.yml'],
  ['acme/shop/.github/workflows/migrate.yml@refs/heads/feature/x@y', 'migrate.yml'],
  ['.github/workflows/migrate.yml', 'migrate.yml'],
  ['', ''],
])('workflowFile(%j)', (reference, expected) => {
  expect(workflowFile(reference)).toBe(expected);
});

describe('the run that a listener listened to', () => {
  const RUN = {
    id: 99,
    name: 'Deploy',
    path: '.github/workflows/deploy.yml',
    run_attempt: 3,
    event: 'push',
    conclusion: 'timed_out',
    head_branch: 'release',
    head_sha: 'abc',
    html_url: 'https://github.com/acme/shop/actions/runs/99',
    actor: { login: 'anna' },
    triggering_actor: { login: 'carol' },
    head_repository: { full_name: 'acme/shop' },
  };
  const HEARD: RunFacts = {
    ...FACTS,
    workflow: 'deploy.yml',
    job: '',
    attempt: 3,
    ref: 'release',
    commit: 'abc',
    actor: 'carol',
    runId: '99',
    jobId: '',
    runUrl: 'https://github.com/acme/shop/actions/runs/99/attempts/3',
    jobUrl: '',
  };

  test('is described in place of our own', () => {
    expect(readListenedRun({ ...FACTS, matrix: 'eu', matrixValues: ['eu'] }, { workflow_run: RUN })).toEqual({
      conclusion: 'timed_out',
      facts: HEARD,
    });
  });

  test.each<[string, Partial<Record<keyof typeof RUN, unknown>>, Partial<RunFacts>, string?]>([
    ['still runs', { conclusion: null }, {}, ''],
    ['without a file', { path: '' }, { workflow: 'Deploy' }],
    [
      'without an attempt',
      { run_attempt: null },
      { attempt: 0, runUrl: 'https://github.com/acme/shop/actions/runs/99' },
    ],
    ['of a pull request', { event: 'pull_request' }, { pullRequest: true, mergeUnknown: true }],
    ['of a merge queue', { event: 'merge_group' }, { pullRequest: true }],
    [
      'of a push to the branch of a merge queue',
      { head_branch: 'gh-readonly-queue/main/pr-7' },
      { pullRequest: true, ref: 'gh-readonly-queue/main/pr-7' },
    ],
    ['of the same repository in other capitals', { head_repository: { full_name: 'Acme/Shop' } }, {}],
    ['of a fork', { head_repository: { full_name: 'mallory/shop' } }, { pullRequest: true }],
    ['of a fork that was deleted', { head_repository: null }, { pullRequest: true }],
    ['that nobody re-ran', { triggering_actor: null }, { actor: 'anna' }],
  ])('%s', (_, overrides, expected, ...rest) => {
    const conclusion = typeof rest[0] === 'string' ? rest[0] : 'timed_out';
    expect(readListenedRun(FACTS, { workflow_run: { ...RUN, ...overrides } })).toEqual({
      conclusion,
      facts: { ...HEARD, ...expected },
    });
  });

  test.each([undefined, {}, { workflow_run: null }, { workflow_run: {} }])('is none in %j', payload => {
    expect(readListenedRun(FACTS, payload)).toBeUndefined();
  });
});
