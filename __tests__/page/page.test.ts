import { describe, expect, test } from '@jest/globals';
import type { Inputs } from '../../src/inputs/inputs.ts';
import { EVENT_FIELDS } from '../../src/inputs/templates.ts';
import type { EventParts } from '../../src/page/alert-event.ts';
import { composePage } from '../../src/page/page.ts';
import type { PagedRun } from '../../src/page/page-words.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { makeEvidence, makeFailedWork, makeInputs, makeOutcome, makePage, makeRun } from '../decision/facts.ts';
import { makeRedactor } from '../redaction/redactors.ts';

const KEY = redacted`confiture-shop`;
const compose = (facts: Partial<PagedRun> = {}, redactor = makeRedactor()): Promise<EventParts> =>
  composePage(makePage(facts), KEY, redactor);
const decided = (action: PagedRun['decision']['action'], story: PagedRun['decision']['story']) => ({
  action,
  story,
  reason: 'x',
  leftOut: false,
});

const EVIDENCE = makeEvidence({
  migration: '006_found',
  error: 'relation "userz" does not exist\nLINE 1: x',
  errorType: '42P01',
  sqlstate: '42P01',
  category: 'SchemaError',
  databaseState: 'partial',
  stateDetail: '1 of 3 applied',
  nextStep: 'confiture migrate up after the fix',
  applied: ['004_one', '005_two'],
  durationMs: 812,
  excerpt: 'ERROR: relation "userz" does not exist',
});

test('the whole page, with all that can be known', async () => {
  const inputs = makeInputs({
    database: { label: 'db:5432/shop', host: 'db' },
    customDetails: { tables: ['users', 'payments'], version: '1.10' },
    runbooks: [
      [
        'production',
        [
          ['schemaerror', 'https://wiki.example.com/schema'],
          ['default', 'https://wiki.example.com/db'],
        ],
      ],
    ],
    dashboards: [['default', [['default', 'https://grafana.example.com/d/1']]]],
    links: [{ text: 'Docs', href: 'https://example.com/docs' }],
  });
  const failed = makeFailedWork({
    jobs: ['migrate (eu)'],
    startedAt: new Date('2026-01-02T03:00:00Z'),
    endedAt: new Date('2026-01-02T03:00:09Z'),
    exitCode: 3,
  });
  const source = {
    path: 'db/migrations/006_found.up.sql',
    line: 12,
    url: 'https://github.com/acme/shop/blob/0123456/db/migrations/006_found.up.sql#L12',
    pullRequest: { number: 7, title: 'Find users', url: 'https://github.com/acme/shop/pull/7' },
    author: 'mona',
  };
  expect(await compose({ inputs, evidence: EVIDENCE, failed, source, facts: makeRun({ attempt: 2 }) })).toEqual({
    action: 'trigger',
    dedupKey: 'confiture-shop',
    summary: '[PRODUCTION] database db:5432/shop: Migration 006_found failed: relation "userz" does not exist',
    source: 'db',
    severity: 'critical',
    timestamp: '2026-01-02T03:00:09.000Z',
    component: 'db:5432/shop',
    group: 'production',
    class: '42P01',
    client: 'Confiture via GitHub Actions',
    clientUrl: 'https://github.com/acme/shop/actions/runs/123/attempts/1',
    details: {
      migration: '006_found',
      environment: 'production',
      error: 'relation "userz" does not exist\nLINE 1: x',
      database_state: 'partial (1 of 3 applied)',
      next_step: 'confiture migrate up after the fix',
      error_type: '42P01',
      category: 'SchemaError',
      sqlstate: '42P01',
      database: 'db:5432/shop',
      failed_databases: [],
      database_errors: [],
      tool: 'Confiture',
      applied: ['004_one', '005_two'],
      matrix: '',
      source_file: 'db/migrations/006_found.up.sql:12',
      pull_request: '#7 Find users',
      author: 'mona',
      exit_code: 3,
      duration_ms: 9_000,
      started_at: '2026-01-02T03:00:00.000Z',
      ended_at: '2026-01-02T03:00:09.000Z',
      repository: 'acme/shop',
      workflow: 'migrate.yml',
      job: 'migrate',
      failed_step: 'Migrate',
      failed_jobs: 'migrate (eu)',
      ref: 'main',
      commit: '0123456789abcdef0123456789abcdef01234567',
      actor: 'anna',
      attempt: 2,
      log: 'ERROR: relation "userz" does not exist',
    },
    customDetails: { tables: ['users', 'payments'], version: '1.10' },
    links: [
      { text: 'Runbook', href: 'https://wiki.example.com/schema' },
      { text: 'Migration source', href: source.url },
      { text: 'Pull request', href: source.pullRequest.url },
      { text: 'Failed step', href: 'https://github.com/acme/shop/actions/runs/123/job/77#step:3:1' },
      { text: 'Workflow run', href: 'https://github.com/acme/shop/actions/runs/123/attempts/1' },
      { text: 'Commit', href: 'https://github.com/acme/shop/commit/0123456789abcdef0123456789abcdef01234567' },
      { text: 'Migration Dashboard', href: 'https://grafana.example.com/d/1' },
      { text: 'Docs', href: 'https://example.com/docs' },
    ],
  });
});

test('a page of which hardly anything is known', async () => {
  const page = await compose({
    facts: makeRun({ workflow: '', job: '', runUrl: '', jobUrl: '', ref: '', commit: '', actor: '', attempt: 0 }),
    inputs: makeInputs({ environment: '' }),
  });
  expect(page).toMatchObject({
    summary: '[UNSET] Database migration failed in acme/shop',
    source: 'acme/shop',
    component: '',
    group: 'unset',
    class: '',
    clientUrl: '',
    links: [],
  });
  const known = Object.entries(page.details).filter(
    ([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  expect(Object.fromEntries(known)).toEqual({
    environment: 'unset',
    repository: 'acme/shop',
    database_state: 'unknown',
    next_step: 'Look at the database before you run anything again',
  });
});

const commandOf = (course: Partial<NonNullable<PagedRun['command']>>) => ({
  captured: '',
  startFailure: '',
  running: false,
  ...course,
});
const runOn = (database: string) =>
  ({
    source: 'log-text',
    tool: 'Flyway',
    verdict: 'failure',
    database,
    databaseState: 'unknown',
    applied: [],
  }) as const;

describe('the title', () => {
  const NAMED = { inputs: makeInputs({ migration: '005_add', error: 'relation "userz" does not exist\nmore' }) };
  const PLACE = 'acme/shop (migrate.yml, job migrate)';

  test.each<[string, Partial<PagedRun>, string]>([
    ['failed', NAMED, 'Migration 005_add failed: relation "userz" does not exist'],
    ['failed, nothing known', {}, `Database migration failed in ${PLACE}`],
    [
      'failed, only the step known',
      { failed: makeFailedWork() },
      `Database migration failed in ${PLACE}: step "Migrate" failed`,
    ],
    [
      'failed, jobs of a fan-in',
      { outcome: makeOutcome({ jobs: ['eu', 'us'] }) },
      'Database migration failed in acme/shop (migrate.yml): eu, us',
    ],
    [
      'failed in a green job',
      { ...NAMED, decision: decided('trigger', 'failed-unseen') },
      'Migration 005_add failed: relation "userz" does not exist (the job is green)',
    ],
    [
      'a check failed',
      {
        inputs: makeInputs({ error: 'Found 3 idempotency violation(s)' }),
        evidence: makeEvidence({ tool: 'Confiture', verdict: 'other-command', databaseState: 'unchanged' }),
        decision: decided('trigger', 'check-failed'),
      },
      `Confiture check failed, nothing was applied in ${PLACE}: Found 3 idempotency violation(s)`,
    ],
    [
      'applied, then failed',
      { ...NAMED, decision: decided('trigger', 'applied-then-failed'), failed: makeFailedWork({ step: 'Smoke test' }) },
      'Migration 005_add applied, but the job failed later in step "Smoke test": relation "userz" does not exist',
    ],
    [
      'applied, then failed somewhere',
      { decision: decided('trigger', 'applied-then-failed') },
      `Database migration applied, but the job failed later in ${PLACE}`,
    ],
    [
      'applied, then the tool failed',
      { evidence: EVIDENCE, decision: decided('trigger', 'applied-then-tool-failed') },
      'Migration 006_found applied, but Confiture failed after it: relation "userz" does not exist',
    ],
    [
      'not started',
      {
        inputs: makeInputs({ migration: '005_add' }),
        decision: decided('trigger', 'not-seen-to-start'),
        failed: makeFailedWork({ step: 'Install' }),
      },
      'Migration 005_add seems not to have started: the job failed in step "Install"',
    ],
    [
      'not started, nothing known',
      { decision: decided('trigger', 'not-seen-to-start') },
      `Database migration seems not to have started in ${PLACE}: the job failed before it`,
    ],
    [
      'not started, the workflow is broken',
      { decision: decided('trigger', 'not-started'), outcome: makeOutcome({ status: 'startup_failure' }) },
      `Database migration did not start in ${PLACE}: the workflow could not be started`,
    ],
    [
      'not started, and why',
      { ...NAMED, decision: decided('trigger', 'not-seen-to-start') },
      'Migration 005_add seems not to have started: relation "userz" does not exist',
    ],
    [
      'not started, for sure',
      { decision: decided('trigger', 'not-started') },
      `Database migration did not start in ${PLACE}: the job failed before it`,
    ],
    ['cancelled', { ...NAMED, decision: decided('trigger', 'cancelled') }, 'Migration 005_add was cancelled'],
    ['cut off', { ...NAMED, decision: decided('trigger', 'cut-off') }, 'Migration 005_add was cancelled while it ran'],
    [
      'unfinished in a green job',
      { ...NAMED, decision: decided('trigger', 'unfinished') },
      'Migration 005_add may not have ended: its log stops while it runs',
    ],
    ['resolve', { ...NAMED, decision: decided('resolve', 'applied') }, 'Migration 005_add applied'],
    [
      'resolve, state not known',
      { ...NAMED, decision: decided('resolve', 'succeeded') },
      'Migration 005_add succeeded',
    ],
    ['resolve, no name', { decision: decided('resolve', 'applied') }, `Database migration applied in ${PLACE}`],
    [
      'resolve, only the job known',
      { decision: decided('resolve', 'job-succeeded') },
      'Job migrate succeeded in acme/shop (migrate.yml)',
    ],
    [
      'resolve, of a listener',
      { decision: decided('resolve', 'job-succeeded'), facts: makeRun({ job: '' }) },
      'Workflow migrate.yml succeeded in acme/shop',
    ],
    [
      'resolve by hand',
      { inputs: makeInputs({ eventAction: 'resolve' }), decision: decided('resolve', 'job-succeeded') },
      `Database migration is declared resolved in ${PLACE}`,
    ],
    [
      'the job failed',
      { decision: decided('trigger', 'job-failed'), failed: makeFailedWork({ step: 'Smoke' }) },
      'Job migrate failed in acme/shop (migrate.yml): step "Smoke"; whether the migration ran is not known',
    ],
    [
      'the job failed, a migration is named',
      { inputs: makeInputs({ migration: '005_add' }), decision: decided('trigger', 'job-failed') },
      'Job migrate failed in acme/shop (migrate.yml): whether migration 005_add ran is not known',
    ],
    [
      'the job failed, a tool was seen',
      { evidence: makeEvidence({ verdict: 'unknown', tool: 'Alembic' }), decision: decided('trigger', 'job-failed') },
      'Job migrate failed in acme/shop (migrate.yml): whether the migration failed is not known',
    ],
    [
      'the runner was lost',
      {
        inputs: makeInputs({ error: 'The runner lost communication with the server.' }),
        decision: decided('trigger', 'job-failed'),
      },
      'Job migrate failed in acme/shop (migrate.yml): The runner lost communication with the server; whether the migration ran is not known',
    ],
    [
      'jobs failed',
      { outcome: makeOutcome({ jobs: ['eu', 'us'] }), decision: decided('trigger', 'job-failed') },
      'Jobs eu, us failed in acme/shop (migrate.yml): whether the migration ran is not known',
    ],
    [
      'legs failed',
      { failed: makeFailedWork({ jobs: ['migrate (eu, us of 3)'] }), decision: decided('trigger', 'job-failed') },
      'Job migrate (eu, us of 3) failed in acme/shop (migrate.yml): step "Migrate"; whether the migration ran is not known',
    ],
    [
      'killed',
      { command: commandOf({ exitCode: 137 }), decision: decided('trigger', 'ended') },
      `Database migration ended with exit code 137 (killed) in ${PLACE}`,
    ],
    [
      'out of time',
      {
        ...NAMED,
        inputs: makeInputs({ migration: '005_add' }),
        command: commandOf({ running: true, asked: true }),
        decision: decided('trigger', 'stopped'),
      },
      'Migration 005_add was stopped while it ran (step timeout)',
    ],
    [
      'gone',
      {
        inputs: makeInputs({ migration: '005_add' }),
        command: commandOf({ running: true }),
        decision: decided('trigger', 'stopped'),
      },
      'Migration 005_add was stopped while it ran',
    ],
    [
      'a leg',
      { ...NAMED, facts: makeRun({ matrixLabel: 'tenant acme' }) },
      'tenant acme: Migration 005_add failed: relation "userz" does not exist',
    ],
    [
      'a database',
      { inputs: makeInputs({ database: { label: 'db/shop', host: 'db' } }) },
      `database db/shop: Database migration failed in ${PLACE}`,
    ],
    [
      'one of several databases',
      { evidence: makeEvidence({ database: 'acme', migration: 'V2', runs: ['acme', 'beta'].map(runOn) }) },
      'database acme: Migration V2 failed',
    ],
    [
      'the only database',
      { evidence: makeEvidence({ database: 'acme', migration: 'V2', runs: ['acme'].map(runOn) }) },
      'Migration V2 failed',
    ],
    [
      'acknowledge',
      { ...NAMED, decision: decided('acknowledge', 'succeeded') },
      'Migration 005_add is being tried again',
    ],
    [
      'trigger by hand',
      { ...NAMED, decision: decided('trigger', 'succeeded') },
      'Migration 005_add failed: relation "userz" does not exist',
    ],
    ['a name over several lines', { inputs: makeInputs({ migration: '005_add\nmore' }) }, 'Migration 005_add failed'],
    ['a listener', { facts: makeRun({ job: '' }) }, 'Database migration failed in acme/shop (migrate.yml)'],
    ['nothing of the run known', { facts: makeRun({ repository: '' }) }, 'Database migration failed'],
  ])('%s', async (_, facts, expected) => {
    expect((await compose(facts)).summary).toBe(`[PRODUCTION] ${expected}`);
  });
});

test('state and next step stand beside the error, before what only machines ask', async () => {
  const { details } = await compose({ evidence: EVIDENCE });
  expect(Object.keys(details).slice(0, 6)).toEqual([
    'migration',
    'environment',
    'error',
    'database_state',
    'next_step',
    'error_type',
  ]);
});

test.each([
  ['has not ended, as far as GitHub knows', makeFailedWork(), '2026-01-02T03:04:05.000Z'],
  [
    'ended in the future, by its clock',
    makeFailedWork({ endedAt: new Date('2026-01-02T03:04:06Z') }),
    '2026-01-02T03:04:05.000Z',
  ],
])('the event is of now when the failed step %s', async (_, failed, expected) => {
  expect((await compose({ failed })).timestamp).toBe(expected);
});

test('what closes an incident says nothing of an error', async () => {
  const { details, timestamp } = await compose({
    evidence: EVIDENCE,
    decision: decided('resolve', 'succeeded'),
    failed: makeFailedWork({ startedAt: new Date(Date.UTC(2026, 0, 2)) }),
  });
  expect(timestamp).toBe('2026-01-02T03:04:05.000Z');
  expect(details).toMatchObject({
    migration: '006_found',
    error: '',
    error_type: '',
    category: '',
    sqlstate: '',
    next_step: '',
    started_at: '',
    ended_at: '',
    failed_step: '',
    failed_jobs: '',
    log: '',
    tool: 'Confiture',
  });
});

describe('fields', () => {
  const fields = (overrides: Partial<Inputs['fields']>) => ({ ...makeInputs().fields, ...overrides });

  test('are templates', async () => {
    const inputs = makeInputs({
      migration: '005_add',
      error: 'first line\nsecond',
      errorType: '42P01',
      database: { label: 'db/shop', host: 'db' },
      fields: fields({
        summary:
          '{environment}|{migration}|{status}|{error}|{error-type}|{repository}|{workflow}|{job}|{matrix}|{database}|{tool}|{unknown}',
        source: '{repository}!',
        component: 'c',
        group: 'g',
        class: '{tool}',
        client: 'Shop',
        'client-url': 'https://shop.example.com/{migration}',
      }),
    });
    expect(await compose({ inputs, facts: makeRun({ matrix: 'eu-1' }) })).toMatchObject({
      summary: 'production|005_add|failure|first line|42P01|acme/shop|migrate.yml|migrate|eu-1|db/shop||{unknown}',
      source: 'acme/shop!',
      component: 'c',
      group: 'g',
      class: '42P01',
      client: 'Shop',
      clientUrl: 'https://shop.example.com/005_add',
    });
  });

  test.each(['/relative', 'javascript:alert(1)', 'https://{unknown placeholder}/'])(
    'the client URL %j would cost the page: the run stands in for it',
    async url => {
      const { clientUrl } = await compose({ inputs: makeInputs({ fields: fields({ 'client-url': url }) }) });
      expect(clientUrl).toBe('https://github.com/acme/shop/actions/runs/123/attempts/1');
    },
  );

  test("a client URL of which the user's patterns leave no URL would cost the page: it is left out", async () => {
    const { clientUrl } = await compose({}, makeRedactor({ patterns: 'https://' }));
    expect(clientUrl).toBe('');
  });

  test.each(['{migration}', ' {migration} {error} ', '{database} {matrix}', '\u00a0{migration}'])(
    'the template %j, of which nothing is known, would cost the page: the default stands in for it',
    async template => {
      const names = ['summary', 'source', 'component', 'group', 'class', 'client'] as const;
      const blank = await compose({
        inputs: makeInputs({
          fields: Object.fromEntries(EVENT_FIELDS.map(field => [field, template])) as Inputs['fields'],
        }),
      });
      const page = await compose();
      for (const name of names) expect([name, blank[name]]).toEqual([name, page[name]]);
    },
  );

  test.each(['{ref}', '{commit}', '{actor}', '{log}', '{state}', '{host}', '{category}', '{sqlstate}', '{runUrl}'])(
    '%s is no placeholder and stays as it is written',
    async template => {
      const inputs = makeInputs({ database: { label: 'db/shop', host: 'db' }, fields: fields({ summary: template }) });
      expect((await compose({ inputs, evidence: EVIDENCE })).summary).toBe(template);
    },
  );

  test.each<[string, Partial<PagedRun>, Readonly<Record<string, string>>]>([
    [
      'the class is the category where there is no type',
      { inputs: makeInputs({ error: 'canceling statement due to lock timeout' }) },
      { class: 'LockError' },
    ],
    ['the client is the tool', { evidence: makeEvidence({ tool: 'Flyway' }) }, { client: 'Flyway via GitHub Actions' }],
    [
      'a source without a host',
      { inputs: makeInputs({ database: { label: 'shop' } }) },
      { source: 'acme/shop', component: 'shop' },
    ],
  ])('%s', async (_, facts, expected) => {
    expect(await compose(facts)).toMatchObject(expected);
  });
});

describe('links', () => {
  test.each<[string, Partial<PagedRun>, string[]]>([
    ['of an ordinary run', {}, ['Job', 'Workflow run', 'Commit']],
    ['of a failed job', { failed: makeFailedWork({ step: '' }) }, ['Failed job', 'Workflow run', 'Commit']],
    ['where GitHub says nothing', { failed: makeFailedWork({ url: '' }) }, ['Job', 'Workflow run', 'Commit']],
    ['of an enterprise server that gives no job', { facts: makeRun({ jobUrl: '' }) }, ['Workflow run', 'Commit']],
    [
      'in an unset environment, the policy of production',
      {
        inputs: makeInputs({ environment: '', runbooks: [['production', [['default', 'https://wiki.example.com']]]] }),
      },
      ['Runbook', 'Job', 'Workflow run', 'Commit'],
    ],
    [
      'without a runbook for this environment',
      { inputs: makeInputs({ runbooks: [['staging', [['default', 'https://wiki.example.com']]]] }) },
      ['Job', 'Workflow run', 'Commit'],
    ],
  ])('%s', async (_, facts, expected) => {
    expect((await compose(facts)).links.map(({ text }) => text)).toEqual(expected);
  });

  describe('how to read this page', () => {
    const docsUrl = 'https://github.com/OWNER/pagerduty-migration-alert/blob/v1/docs';
    const links = [{ text: 'Docs', href: 'https://example.com/docs' }];
    const runbooks = [['staging', [['default', 'https://wiki.example.com']]]] as const;

    test('is the last link of a page without a runbook', async () => {
      const page = await compose({ facts: makeRun({ docsUrl }), inputs: makeInputs({ links, runbooks }) });
      expect(page.links.slice(3)).toEqual([
        { text: 'Docs', href: 'https://example.com/docs' },
        { text: 'How to read this page', href: `${docsUrl}/on-call.md` },
      ]);
    });

    test('is left out where there is a runbook', async () => {
      const inputs = makeInputs({ links, runbooks, environment: 'staging' });
      const page = await compose({ facts: makeRun({ docsUrl }), inputs });
      expect(page.links.map(({ text }) => text)).toEqual(['Runbook', 'Job', 'Workflow run', 'Commit', 'Docs']);
    });
  });

  test('one that redaction destroys is left out, one that it only shortens stays', async () => {
    const links = [
      { text: 'gone', href: 'https://hunter2hunter2/' },
      { text: 'kept', href: 'https://example.com/?token=hunter2&x=1' },
      { text: 'user', href: 'https://me:pw@example.com/' },
    ];
    const redactor = makeRedactor({ environment: { DOCS_TOKEN: 'https://hunter2hunter2/' } });
    const page = await compose({ inputs: makeInputs({ links }) }, redactor);
    expect(page.links.slice(3)).toEqual([
      { text: 'kept', href: 'https://example.com/?token=***&x=1' },
      { text: 'user', href: 'https://***@example.com/' },
    ]);
  });
});

describe('what the user gives is redacted', () => {
  test('details, names and nested ones included, and whole where their name says so', async () => {
    const customDetails = {
      'password=hunter2': 'x',
      nested: { url: 'postgres://a:b@c/d', db_password: 'hunter2' },
      token: ['a', 'b'],
      list: ['password=x'],
      tables: 'users',
    };
    expect((await compose({ inputs: makeInputs({ customDetails }) })).customDetails).toEqual({
      'password=***': 'x',
      nested: { url: 'postgres://***@c/d', db_password: '***' },
      token: ['***', '***'],
      list: ['password=***'],
      tables: 'users',
    });
  });

  test('a map by the name of a secret hides all that is in it', async () => {
    const customDetails = { credentials: { user: 'me', key: 'hunter2', more: ['x'] } };
    expect((await compose({ inputs: makeInputs({ customDetails }) })).customDetails).toEqual({
      credentials: { user: '***', key: '***', more: ['***'] },
    });
  });

  test('a template cannot put a secret together', async () => {
    const inputs = makeInputs({
      migration: 'hunter2hunter2',
      fields: { ...makeInputs().fields, summary: 'password={migration}' },
    });
    expect((await compose({ inputs })).summary).toBe('password=***');
  });
});

describe('when a pattern of the user is broken', () => {
  test('the page goes out without error, log and custom details', async () => {
    const inputs = makeInputs({
      migration: '005_add',
      error: 'customer C-1',
      customDetails: { a: 'b' },
      fields: { ...makeInputs().fields, source: '{error}' },
    });
    const page = await compose({ inputs, evidence: EVIDENCE }, makeRedactor({ patterns: '(' }));
    expect(page).toMatchObject({
      summary: '[PRODUCTION] Migration 005_add failed',
      source: 'acme/shop',
      details: { error: '', log: '', migration: '005_add' },
    });
    expect(page.customDetails).toEqual({});
    expect(JSON.stringify(page)).not.toContain('C-1');
  });

  test('also when it turns out slow only at the error', async () => {
    const inputs = makeInputs({ error: `${'a'.repeat(40)}!`, customDetails: { a: 'b' } });
    const page = await compose({ inputs }, makeRedactor({ patterns: '(a+)+$' }));
    expect([page.details.error, page.details.log, page.customDetails]).toEqual(['', '', {}]);
  });
});

describe('the duration agrees with the times beside it', () => {
  const [start, end] = [new Date('2026-01-02T03:00:00Z'), new Date('2026-01-02T03:00:09Z')];
  const resolved = { decision: decided('resolve', 'applied') };

  test.each<[string, Partial<PagedRun>, Readonly<Record<string, unknown>>]>([
    [
      'of the failed step',
      { failed: makeFailedWork({ startedAt: start, endedAt: end }) },
      { duration_ms: 9_000, started_at: start.toISOString(), ended_at: end.toISOString() },
    ],
    [
      'of a step that still runs',
      { failed: makeFailedWork({ startedAt: start }) },
      { duration_ms: 812, started_at: start.toISOString(), ended_at: '' },
    ],
    ['of nothing that GitHub knows', {}, { duration_ms: 812, started_at: '', ended_at: '' }],
    [
      'of a success, which names no times',
      { ...resolved, failed: makeFailedWork({ startedAt: start, endedAt: end }) },
      { duration_ms: 812, started_at: '', ended_at: '' },
    ],
  ])('%s', async (_, facts, expected) => {
    expect((await compose({ evidence: EVIDENCE, ...facts })).details).toMatchObject(expected);
  });
});

test('of many applied migrations the newest are named', async () => {
  const applied = Array.from({ length: 60 }, (_, n) => `m${n}`);
  expect((await compose({ evidence: makeEvidence({ applied }) })).details.applied).toEqual(applied.slice(10));
});
