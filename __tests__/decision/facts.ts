import { type Circumstances, NOTHING_KNOWN } from '../../src/decision/decision.ts';
import { describeMigration } from '../../src/decision/migration-facts.ts';
import type { Outcome } from '../../src/decision/outcome.ts';
import { categorise } from '../../src/evidence/databases/category.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import type { FailedWork } from '../../src/github/failed-work.ts';
import type { RunFacts } from '../../src/github/run-facts.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import type { PagedRun } from '../../src/page/page-words.ts';

// Builders of values that tests are about: each gives an ordinary one, with what the test says in its place.

export function makeInputs(overrides: Partial<Inputs> = {}): Inputs {
  return {
    status: 'failure',
    eventAction: 'auto',
    migration: '',
    environment: 'production',
    database: undefined,
    error: '',
    errorType: '',
    report: '',
    log: '',
    customDetails: {},
    run: '',
    shell: 'bash',
    workingDirectory: '',
    slowAfterMs: undefined,
    when: 'now',
    allowedFailures: [],
    allowedSkips: [],
    environments: ['production', 'staging'],
    severity: [],
    runbooks: [],
    dashboards: [],
    links: [],
    onCancelled: 'auto',
    autoResolve: true,
    dedupKey: '',
    fields: { summary: '', source: '', component: '', group: '', class: '', client: '', 'client-url': '' },
    changeEvent: false,
    region: 'us',
    apiUrl: undefined,
    timeoutMs: 120_000,
    failOnError: false,
    fallbackWebhook: undefined,
    dryRun: false,
    apiToken: undefined,
    from: '',
    service: '',
    githubToken: undefined,
    jobStatus: 'failure',
    jobId: '77',
    matrix: 'null',
    jobWorkflowRef: '',
    ...overrides,
  };
}

export function makeRun(overrides: Partial<RunFacts> = {}): RunFacts {
  return {
    repository: 'acme/shop',
    workflow: 'migrate.yml',
    workflowRef: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
    job: 'migrate',
    matrix: '',
    matrixValues: [],
    matrixLabel: '',
    step: '',
    attempt: 1,
    ref: 'main',
    commit: '0123456789abcdef0123456789abcdef01234567',
    actor: 'anna',
    pullRequest: false,
    mergeUnknown: false,
    mergedFork: false,
    withoutSecrets: false,
    publicRepository: false,
    runId: '123',
    jobId: '77',
    serverUrl: 'https://github.com',
    workspace: '',
    apiUrl: 'https://api.github.com',
    runUrl: 'https://github.com/acme/shop/actions/runs/123/attempts/1',
    jobUrl: 'https://github.com/acme/shop/actions/runs/123/job/77',
    docsUrl: '',
    ...overrides,
  };
}

export function makeOutcome(overrides: Partial<Outcome> = {}): Outcome {
  return { status: 'failure', stated: true, jobs: [], ...overrides };
}

export function makeEvidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    source: 'report',
    tool: 'Confiture',
    verdict: 'failure',
    databaseState: 'unknown',
    applied: [],
    runs: [],
    ...(overrides.verdict === 'success' ? { saidDone: true } : {}),
    ...overrides,
  };
}

export function makeCircumstances(overrides: Partial<Circumstances> = {}): Circumstances {
  return {
    ...NOTHING_KNOWN,
    reported: 'step',
    outcome: makeOutcome(),
    pullRequest: false,
    policy: makeInputs(),
    ...overrides,
  };
}

/** What a page is written from, joined as the stages join it. */
export function makePage(overrides: Partial<PagedRun> = {}): PagedRun {
  const { inputs = makeInputs(), evidence = undefined } = overrides;
  const { error, errorType } = inputs;
  const ownCategory = error + errorType === '' ? undefined : categorise({ code: errorType, message: error });
  return {
    inputs,
    facts: makeRun(),
    command: undefined,
    outcome: makeOutcome(),
    decision: { action: 'trigger', story: 'failed', reason: 'the migration failed', leftOut: false },
    migration: describeMigration(inputs, evidence, { started: true, fallbackError: '', ownCategory }),
    evidence,
    tail: '',
    failed: undefined,
    source: undefined,
    severity: 'critical',
    now: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
    ...overrides,
  };
}

export function makeFailedWork(overrides: Partial<FailedWork> = {}): FailedWork {
  return {
    step: 'Migrate',
    url: 'https://github.com/acme/shop/actions/runs/123/job/77#step:3:1',
    jobs: [],
    message: '',
    logs: [],
    ...overrides,
  };
}
