import type { Problem } from '../errors.ts';
import { Secret } from '../secret.ts';
import { unknownPlaceholders } from '../text.ts';
import { type Database, readDatabase } from './database.ts';
import { type Link, readLinks } from './links.ts';
import { type PolicyTable, readTable } from './tables.ts';
import { createInputReader, type InputReader, readHttpUrl } from './values.ts';
import { isMap, parseYaml, type YamlValue } from './yaml.ts';

/** PagerDuty's severities: https://developer.pagerduty.com/docs/events-api-v2-overview */
export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

const EVENT_ACTIONS = ['auto', 'trigger', 'acknowledge', 'resolve'] as const;
const WHENS = ['now', 'job-end', 'run-completed'] as const;
const SEVERITY_WORDS: Readonly<Record<string, Severity>> = { high: 'error', medium: 'warning', low: 'info' };
const KEY_PLACEHOLDERS = ['migration', 'environment', 'database', 'repository', 'workflow', 'job', 'matrix'];
/** The event's text fields that the user may write; each is a template. */
export const EVENT_FIELDS = ['summary', 'source', 'component', 'group', 'class', 'client', 'client-url'] as const;
export type EventField = (typeof EVENT_FIELDS)[number];
const FIELD_PLACEHOLDERS = [...KEY_PLACEHOLDERS, 'status', 'error', 'error-type', 'tool'];

/** Everything the user said, read once. Texts are raw: they are redacted before they leave. Empty text: not given. */
export interface Inputs {
  /** One word, or the JSON of the needs context. */
  readonly status: string;
  readonly eventAction: (typeof EVENT_ACTIONS)[number];
  readonly migration: string;
  /** Lower-cased; empty when the input was (then policy is as for `production`). */
  readonly environment: string;
  readonly database: Database | undefined;
  readonly error: string;
  readonly errorType: string;
  /** Path of the tool's JSON report. */
  readonly report: string;
  /** Path of the captured output of the migration command. */
  readonly log: string;
  readonly customDetails: Readonly<Record<string, YamlValue>>;
  /** The wrapper's command; empty for every other way. */
  readonly run: string;
  readonly shell: string;
  readonly workingDirectory: string;
  readonly when: (typeof WHENS)[number];
  /** Ids of the jobs that may fail, or be skipped, in a fan-in. */
  readonly allowedFailures: readonly string[];
  readonly allowedSkips: readonly string[];
  /** Lower-cased names and patterns of the environments that alert. */
  readonly environments: readonly string[];
  readonly severity: PolicyTable<Severity>;
  readonly runbooks: PolicyTable<string>;
  readonly dashboards: PolicyTable<string>;
  readonly links: readonly Link[];
  readonly onCancelled: 'auto' | 'none' | 'trigger';
  readonly autoResolve: boolean;
  readonly dedupKey: string;
  readonly fields: Readonly<Record<EventField, string>>;
  /** Whether a change event is recorded when a migration was applied. */
  readonly changeEvent: boolean;
  readonly region: 'us' | 'eu';
  /** Base URL instead of the region's, without a slash at its end. */
  readonly apiUrl: string | undefined;
  /** Milliseconds that delivery may take in main. */
  readonly timeoutMs: number;
  readonly failOnError: boolean;
  /** Incoming webhook that is told when PagerDuty could not be. A secret. */
  readonly fallbackWebhook: Secret | undefined;
  readonly dryRun: boolean;
  /** Reads and writes PagerDuty's REST API. A secret. */
  readonly apiToken: Secret | undefined;
  /** E-mail address of the PagerDuty user in whose name the REST API is written to. */
  readonly from: string;
  /** Name of the PagerDuty service, for the REST API. */
  readonly service: string;
  /** Reads GitHub's REST API. A secret. */
  readonly githubToken: Secret | undefined;
  readonly jobStatus: string;
  readonly jobId: string;
  /** The JSON of the matrix context. */
  readonly matrix: string;
}

/** The inputs, and everything that is wrong with them. */
export interface ReadInputs {
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
}

/**
 * The routing keys that `raw` names: one a line, quotes and spaces around them dropped. When the input is empty, those
 * of `PAGERDUTY_ROUTING_KEY` or `PAGERDUTY_INTEGRATION_KEY`. Read before everything else, so that they can be masked.
 */
export function readRoutingKeys(
  raw: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly Secret[] {
  const source = [raw, environment.PAGERDUTY_ROUTING_KEY, environment.PAGERDUTY_INTEGRATION_KEY].find(each =>
    each?.trim(),
  );
  const lines = (source ?? '').split('\n').map(line => line.replace(/^[\s"'`]+|[\s"'`]+$/g, ''));
  return [...new Set(lines.filter(line => line !== ''))].map(line => new Secret(line));
}

/** Reads the inputs that `raw` gives by name. Never throws: what is wrong becomes a problem and takes the harmless value. */
export async function readInputs(raw: (name: string) => string): Promise<ReadInputs> {
  const reader = createInputReader(raw);
  const environment = reader.text('environment').toLowerCase();
  if (environment === '') {
    reader.report({
      input: 'environment',
      expected: 'a name such as production',
      got: '',
      why: 'perhaps an unset variable',
      consequence: 'The policy of production applies; the dedup key says "unset".',
    });
  }
  const inputs: Inputs = {
    status: reader.text('status'),
    eventAction: reader.choice('event-action', EVENT_ACTIONS, 'auto', 'error'),
    migration: reader.text('migration'),
    environment,
    database: readDatabase(reader.text('database')),
    error: reader.text('error'),
    errorType: reader.text('error-type'),
    report: reader.text('report'),
    log: reader.text('log'),
    customDetails: await readDetails(reader),
    run: raw('run').trim() === '' ? '' : raw('run'),
    shell: reader.text('shell') || 'bash',
    workingDirectory: reader.text('working-directory'),
    when: reader.choice('when', WHENS, 'now'),
    allowedFailures: readNames(reader.text('allowed-failures')),
    allowedSkips: readNames(reader.text('allowed-skips')),
    environments: readEnvironments(reader.text('environments')),
    severity: await readTable(reader, 'severity', {
      read: readSeverity,
      expected: 'critical, error, warning or info, or a YAML map from environments to one of them',
      consequence: 'The built-in severity is taken instead.',
    }),
    runbooks: await readTable(reader, 'runbooks', urlLeaf('The runbook is left out.')),
    dashboards: await readTable(reader, 'dashboard-url', urlLeaf('The link is left out.')),
    links: await readLinks(reader),
    onCancelled: reader.choice('on-cancelled', ['auto', 'none', 'trigger'], 'auto'),
    autoResolve: reader.boolean('auto-resolve', true),
    dedupKey: readTemplate(reader, 'dedup-key', KEY_PLACEHOLDERS),
    fields: readFields(reader),
    changeEvent: reader.boolean('change-event', false),
    region: readRegion(reader),
    apiUrl: readApiUrl(reader),
    timeoutMs: reader.seconds('timeout', 120, 3_600),
    failOnError: reader.boolean('fail-on-error', false),
    fallbackWebhook: readWebhook(reader),
    dryRun: reader.boolean('dry-run', false),
    apiToken: readSecret(reader, 'api-token'),
    from: reader.text('from'),
    service: reader.text('service'),
    githubToken: readSecret(reader, 'github-token'),
    jobStatus: reader.text('job-status').toLowerCase(),
    jobId: reader.text('job-id'),
    matrix: reader.text('matrix'),
  };
  return { inputs, problems: reader.problems };
}

function readEnvironments(text: string): readonly string[] {
  const listed = readNames(text.toLowerCase());
  return listed.length === 0 ? ['production', 'staging'] : listed;
}

function readNames(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map(name => name.trim())
    .filter(name => name !== '');
}

function readSeverity(text: string): Severity | undefined {
  const word = text.toLowerCase();
  return (
    SEVERITIES.find(severity => severity === word) ??
    (Object.hasOwn(SEVERITY_WORDS, word) ? SEVERITY_WORDS[word] : undefined)
  );
}

function urlLeaf(consequence: string) {
  return {
    read: readHttpUrl,
    expected: 'an absolute http(s) URL, or a YAML map from environments to URLs',
    consequence,
  };
}

async function readDetails(reader: InputReader): Promise<Inputs['customDetails']> {
  const got = reader.text('custom-details');
  if (got === '') return {};
  const parsed = await parseYaml(got);
  if (!('failure' in parsed) && isMap(parsed.value)) return parsed.value;
  reader.report({
    input: 'custom-details',
    expected: 'a YAML or JSON map such as "tables: users, payments"',
    got,
    ...('failure' in parsed ? { why: parsed.failure } : {}),
    consequence: 'The details are left out.',
  });
  return {};
}

function readTemplate(reader: InputReader, input: string, known: readonly string[]): string {
  const got = reader.text(input);
  const unknown = unknownPlaceholders(got, known);
  if (unknown.length > 0) {
    const expected = `the placeholders ${known.map(name => `{${name}}`).join(' ')}`;
    reader.report({ input, expected, got: `{${unknown.join('} {')}}`, consequence: 'It stays as it is written.' });
  }
  return got;
}

function readFields(reader: InputReader): Inputs['fields'] {
  const read = (field: EventField): string => readTemplate(reader, field, FIELD_PLACEHOLDERS);
  return {
    summary: read('summary'),
    source: read('source'),
    component: read('component'),
    group: read('group'),
    class: read('class'),
    client: read('client'),
    'client-url': read('client-url'),
  };
}

/** The service region of the account. https://support.pagerduty.com/main/docs/service-regions */
export function readRegion(reader: InputReader): 'us' | 'eu' {
  return reader.choice('region', ['us', 'eu'], 'us');
}

/** The secret in an input; undefined when it was not given. */
export function readSecret(reader: InputReader, input: string): Secret | undefined {
  const text = reader.text(input);
  return text === '' ? undefined : new Secret(text);
}

/** The base URL that stands in for PagerDuty's hosts, without a slash at its end; an unusable one is a problem and undefined. */
export function readApiUrl(reader: InputReader): string | undefined {
  const url = readSafeUrl(reader, 'api-url', "The region's own host is used.");
  return url === undefined ? undefined : `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function readWebhook(reader: InputReader): Secret | undefined {
  const url = readSafeUrl(reader, 'fallback-webhook-url', 'Nobody else is told when PagerDuty can not be.', '***');
  return url === undefined ? undefined : new Secret(url.href);
}

function readSafeUrl(reader: InputReader, input: string, consequence: string, shown?: string): URL | undefined {
  const text = reader.text(input);
  if (text === '') return undefined;
  const href = readHttpUrl(text);
  const url = href === undefined ? undefined : new URL(href);
  if (url !== undefined && (url.protocol === 'https:' || isLoopback(url.hostname))) return url;
  const expected = 'an https URL, or an http URL on the loopback';
  reader.report({ input, expected, got: shown ?? text, consequence });
  return undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
