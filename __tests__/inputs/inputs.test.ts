import { expect, test } from '@jest/globals';
import { type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import { Secret } from '../../src/primitives/secret.ts';

const read = (inputs: Readonly<Record<string, string>>) => readInputs(name => inputs[name] ?? '');

const NO_FIELDS = { summary: '', source: '', component: '', group: '', class: '', client: '', 'client-url': '' };

/** What is read when only the environment is given. */
const BARE: Inputs = {
  status: '',
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
  fields: NO_FIELDS,
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
  jobStatus: '',
  jobId: '',
  matrix: '',
  jobWorkflowRef: '',
};

test('only the environment', async () => {
  expect(await read({ environment: 'production' })).toEqual({ inputs: BARE, problems: [] });
});

test.each(['Job-End', ' run-completed '])('when: %s', async when => {
  const { inputs, problems } = await read({ environment: 'production', when });
  expect({ when: inputs.when, problems }).toEqual({ when: when.trim().toLowerCase(), problems: [] });
});

test('everything, as people write it', async () => {
  const { inputs, problems } = await read({
    status: ' Failure ',
    'event-action': 'TRIGGER',
    migration: ' 005_add_payment_table ',
    environment: ' Production\n',
    database: 'postgres://me:hunter2@db:5432/shop',
    error: ' relation "userz" does not exist ',
    'error-type': '42P01',
    report: 'report.json',
    log: 'migrate.log',
    'custom-details': 'tables: users, payments',
    run: '  confiture migrate up\n',
    shell: 'sh',
    'working-directory': 'db',
    when: 'Now',
    'allowed-failures': 'lint, docs',
    'allowed-skips': '["deploy", "notify"]',
    environments: 'Production\nstaging, *-EU,',
    severity: 'HIGH',
    runbooks: 'production: https://wiki.example.com/db',
    'dashboard-url': 'https://grafana.example.com/d/1',
    links: 'Docs=https://example.com/docs',
    'on-cancelled': 'none',
    'auto-resolve': 'False',
    'dedup-key': 'shop-{environment}',
    summary: '{migration}!',
    'change-event': 'true',
    region: 'EU',
    'api-url': 'https://proxy.example.com/',
    timeout: '30',
    'fail-on-error': 'true',
    'fallback-webhook-url': 'https://hooks.example.com/x',
    'dry-run': 'TRUE',
    'api-token': 'token',
    from: 'anna@example.com',
    service: 'Shop',
    'github-token': 'ghs',
    'job-status': 'Success',
    'job-id': '77',
    matrix: '{"shard": 1}',
  });
  expect(problems).toEqual([]);
  expect(inputs).toEqual({
    ...BARE,
    status: 'Failure',
    eventAction: 'trigger',
    migration: '005_add_payment_table',
    database: { label: 'db:5432/shop', host: 'db' },
    error: 'relation "userz" does not exist',
    errorType: '42P01',
    report: 'report.json',
    log: 'migrate.log',
    customDetails: { tables: 'users, payments' },
    run: '  confiture migrate up\n',
    shell: 'sh',
    workingDirectory: 'db',
    when: 'now',
    allowedFailures: ['lint', 'docs'],
    allowedSkips: ['deploy', 'notify'],
    environments: ['production', 'staging', '*-eu'],
    severity: [['default', [['default', 'error']]]],
    runbooks: [['production', [['default', 'https://wiki.example.com/db']]]],
    dashboards: [['default', [['default', 'https://grafana.example.com/d/1']]]],
    links: [{ text: 'Docs', href: 'https://example.com/docs' }],
    onCancelled: 'none',
    autoResolve: false,
    dedupKey: 'shop-{environment}',
    fields: { ...NO_FIELDS, summary: '{migration}!' },
    changeEvent: true,
    region: 'eu',
    apiUrl: 'https://proxy.example.com',
    timeoutMs: 30_000,
    failOnError: true,
    fallbackWebhook: expect.any(Secret),
    dryRun: true,
    apiToken: expect.any(Secret),
    from: 'anna@example.com',
    service: 'Shop',
    githubToken: expect.any(Secret),
    jobStatus: 'success',
    jobId: '77',
    matrix: '{"shard": 1}',
  });
});

test('a database of which nothing may be shown is told, but not shown', async () => {
  const { inputs, problems } = await read({ environment: 'x', database: 'password=hunter2' });
  expect([inputs.database, problems]).toEqual([
    undefined,
    [
      {
        level: 'warning',
        message:
          'database: expected a name, a host or a URL; got "***". The page names no database, and the dedup key leaves it out.',
      },
    ],
  ]);
});

test.each<[string, string]>([
  ['critical', 'critical'],
  ['CRITICAL', 'critical'],
  ['error', 'error'],
  ['HIGH', 'error'],
  ['high', 'error'],
  ['Medium', 'warning'],
  ['warning', 'warning'],
  ['LOW', 'info'],
  ['info', 'info'],
])('severity %s means %s, alone and in a map', async (word, severity) => {
  expect((await read({ environment: 'x', severity: word })).inputs.severity).toEqual([
    ['default', [['default', severity]]],
  ]);
  expect((await read({ environment: 'x', severity: `production:\n  LockError: ${word}` })).inputs.severity).toEqual([
    ['production', [['lockerror', severity]]],
  ]);
});

test('every problem of every input is told at once: its name, what was expected, what was got, what happens now', async () => {
  const { inputs, problems } = await read({
    environment: '',
    'event-action': 'fire',
    'custom-details': '- a',
    when: 'later',
    severity: 'fatal',
    runbooks: 'wiki/db',
    'dashboard-url': 'production: /d/1',
    links: 'Docs=/docs',
    'on-cancelled': 'page',
    'auto-resolve': 'yes',
    'dedup-key': '{run-id}',
    source: '{sha}',
    'change-event': '1',
    region: 'asia',
    'api-url': 'http://example.com',
    timeout: '2m',
    'fail-on-error': 'on',
    'fallback-webhook-url': 'nowhere',
    'dry-run': 'no',
  });
  expect(inputs).toEqual({
    ...BARE,
    environment: '',
    dashboards: [['production', []]],
    autoResolve: false,
    dedupKey: '{run-id}',
    fields: { ...NO_FIELDS, source: '{sha}' },
  });
  expect(problems.map(({ level, message }) => `${level} ${message.slice(0, message.indexOf(':'))}`)).toEqual([
    'warning environment',
    'error event-action',
    'warning custom-details',
    'warning when',
    'warning severity',
    'warning runbooks',
    'warning dashboard-url',
    'warning links',
    'warning on-cancelled',
    'warning auto-resolve',
    'warning dedup-key',
    'warning source',
    'warning change-event',
    'warning region',
    'warning api-url',
    'warning timeout',
    'warning fail-on-error',
    'warning fallback-webhook-url',
    'warning dry-run',
  ]);
  for (const { message } of problems) expect(message).toMatch(/^[a-z-]+: expected [\s\S]+; got [\s\S]+\. [A-Z\d].+\.$/);
});

test('a secret among the inputs never shows in a problem or in the value', async () => {
  const hidden = 'hunter2hunter2';
  const read_ = await read({
    environment: 'x',
    'api-token': hidden,
    'github-token': hidden,
    'fallback-webhook-url': `https://x/${hidden}`,
  });
  expect(JSON.stringify(read_)).not.toContain(hidden);
});
