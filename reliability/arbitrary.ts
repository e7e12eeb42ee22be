import fc from 'fast-check';
import { WEBHOOK } from './bench.ts';

const HOSTILE = [
  '',
  ' ',
  '\n',
  '\0',
  '::error::x',
  '##[error]x',
  '%0A::set-output name=action::none',
  '<script>alert(1)</script>',
  '```\n# x',
  '{"a": {"b": [1, null]}}',
  '[1, 2',
  '*anchor',
  '&a [*a]',
  '__proto__: {polluted: true}',
  'constructor',
  '{environment}',
  '{nothing}',
  'postgres://deploy:hunter2hunter2@db.acme.example/shop',
  'https://',
  'javascript:alert(1)',
  '\ud800',
  'ß'.repeat(300),
  '𝕏'.repeat(2_000),
  'x'.repeat(60_000),
  '- '.repeat(5_000),
  "'".repeat(999),
];

/** Any text: of Unicode, hostile, or long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

const oneOf = (...values: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: anyText });

const STATUSES = [
  'success',
  'failure',
  'cancelled',
  'skipped',
  'timed_out',
  'startup_failure',
  'neutral',
  'failed',
  '',
];
const NEEDS = [
  '{"migrate":{"result":"failure"}}',
  '{"a":{"result":"success"},"b":{"result":"skipped"}}',
  '{}',
  '{"a":1}',
];

/** Inputs as users, templates and mistakes make them; about half of them are left out. Statuses are given apart. */
export const anyInputs: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    'event-action': oneOf('auto', 'trigger', 'acknowledge', 'resolve'),
    migration: oneOf('005_add_payment_table'),
    environment: oneOf('production', 'Staging', 'prod', 'development', ''),
    database: oneOf('postgres://deploy:hunter2hunter2@db.acme.example:5432/shop?sslmode=require', 'shop'),
    error: oneOf('relation "userz" does not exist', 'Key (email)=(anna@acme.example) already exists.'),
    'error-type': oneOf('42P01', 'DatabaseError'),
    report: oneOf('report.json'),
    log: oneOf('migrate.log'),
    'custom-details': oneOf('tables: users, payments', '{"a": {"b": ["c"]}}'),
    environments: oneOf('*', 'production', 'staging, dev*'),
    severity: oneOf('critical', 'HIGH', 'production: {DatabaseError: info}', 'default: warning'),
    runbooks: oneOf('https://runbooks.acme.example', 'production: {default: "https://r.example"}'),
    'dashboard-url': oneOf('https://grafana.acme.example/d/1'),
    links: oneOf('Deploys=https://deploys.acme.example', '- {text: a, href: "https://a.example"}'),
    'on-cancelled': oneOf('auto', 'none', 'trigger'),
    'auto-resolve': oneOf('true', 'false', 'yes'),
    'dedup-key': oneOf('confiture-{migration}-{environment}', '{matrix}', '{environment}'),
    summary: oneOf('{migration} {status} {error}'),
    source: oneOf('{repository}'),
    component: oneOf('{database}'),
    group: oneOf('{environment}'),
    class: oneOf('{error-type}'),
    client: oneOf('{tool}'),
    'client-url': oneOf('https://acme.example'),
    region: oneOf('us', 'eu', 'EU'),
    timeout: oneOf('1', '2', '30', '0', '3600', '1.5'),
    'fallback-webhook-url': oneOf(WEBHOOK, 'http://hooks.chat.example/'),
    'dry-run': fc.constantFrom('false', 'false', 'false', 'true', 'maybe'),
    redact: oneOf('acme', '(', '(a+)+$'),
    'allowed-failures': oneOf('migrate'),
    'allowed-skips': oneOf('b'),
    'job-id': oneOf('42'),
    matrix: oneOf('null', '{"shard": 3}', '{"a": {"b": 1}, "c": "d"}'),
  },
  { requiredKeys: [] },
);

export const anyStatus: fc.Arbitrary<string> = oneOf(...STATUSES, ...NEEDS);

/** What a tool may have left in its report or log. */
export const anyFile: fc.Arbitrary<string | undefined> = fc.oneof(
  fc.constant(undefined),
  anyText,
  fc.json(),
  fc.constantFrom(
    '{"success": false, "errors": ["relation \\"userz\\" does not exist"], "migrations_applied": []}',
    '⚡ Applying 002_add_payment_table... ❌\n  Database Error: relation "userz" does not exist\n',
    '✅ Successfully applied migrations!\n',
    'ERROR: duplicate key value violates unique constraint "users_email_key"\nDETAIL: Key (email)=(anna@acme.example) already exists.\n',
  ),
);
