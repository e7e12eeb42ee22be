import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { readCustomDetails } from './custom-details.ts';
import { type Database, readDatabase } from './database.ts';
import { readApiUrl, readRegion, readSecret, readService, readWebhook } from './destination.ts';
import { readEnvironment, readEnvironments, reportExpressions } from './environment.ts';
import { createInputReader, type InputReader, readNames } from './input-reader.ts';
import { type Link, readLinks } from './links.ts';
import { type PolicyTable, readUrlTable } from './policy-table.ts';
import { readSeverityTable, type Severity } from './severity.ts';
import { readSlowAfter } from './slow-after.ts';
import { type EventField, readFields, readKeyTemplate } from './templates.ts';
import type { YamlValue } from './yaml.ts';

const EVENT_ACTIONS = ['auto', 'trigger', 'acknowledge', 'resolve'] as const;
const WHENS = ['now', 'job-end', 'run-completed'] as const;
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
  /** Milliseconds after which PagerDuty is told of a command that still runs; undefined: never. */
  readonly slowAfterMs: number | undefined;
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
  /** The workflow that the job is of, as `GITHUB_WORKFLOW_REF` names the one that was started; empty on older runners. */
  readonly jobWorkflowRef: string;
}

/** The inputs, and everything that is wrong with them. */
export interface ReadInputs {
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
}

/** Reads the inputs that `raw` gives by name. Never throws: what is wrong becomes a problem and takes the harmless value. */
export async function readInputs(raw: (name: string) => string): Promise<ReadInputs> {
  const reader = createInputReader(raw);
  const environment = readEnvironment(reader);
  reportExpressions(reader, ['migration', 'database', 'dedup-key']);
  const inputs: Inputs = {
    status: reader.text('status'),
    eventAction: reader.choice('event-action', EVENT_ACTIONS, 'auto', 'error'),
    migration: reader.text('migration'),
    environment,
    database: readDatabaseInput(reader),
    error: reader.text('error'),
    errorType: reader.text('error-type'),
    report: reader.text('report'),
    log: reader.text('log'),
    customDetails: await readCustomDetails(reader),
    run: raw('run').trim() === '' ? '' : raw('run'),
    shell: reader.text('shell') || 'bash',
    workingDirectory: reader.text('working-directory'),
    slowAfterMs: readSlowAfter(reader),
    when: readWhen(reader),
    allowedFailures: readNames(reader.text('allowed-failures')),
    allowedSkips: readNames(reader.text('allowed-skips')),
    environments: readEnvironments(reader.text('environments')),
    severity: await readSeverityTable(reader),
    runbooks: await readUrlTable(reader, 'runbooks', 'The runbook is left out.'),
    dashboards: await readUrlTable(reader, 'dashboard-url', 'The link is left out.'),
    links: await readLinks(reader),
    onCancelled: reader.choice('on-cancelled', ['auto', 'none', 'trigger'], 'auto'),
    autoResolve: reader.boolean('auto-resolve', true),
    dedupKey: readKeyTemplate(reader),
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
    service: readService(reader),
    githubToken: readSecret(reader, 'github-token'),
    jobStatus: reader.text('job-status').toLowerCase(),
    jobId: reader.text('job-id'),
    matrix: reader.text('matrix'),
    jobWorkflowRef: reader.text('job-workflow-ref'),
  };
  return { inputs, problems: reader.problems };
}

function readDatabaseInput(reader: InputReader): Database | undefined {
  const text = reader.text('database');
  if (text === '') return undefined;
  const database = readDatabase(text);
  // What it holds may be a password.
  if (database === undefined) {
    const consequence = 'The page names no database, and the dedup key leaves it out.';
    reader.report({ input: 'database', expected: 'a name, a host or a URL', got: '***', consequence });
  }
  return database;
}

// A command is reported when it has ended: there is nothing to wait for or to listen to.
function readWhen(reader: InputReader): Inputs['when'] {
  const when = reader.choice('when', WHENS, 'now');
  if (when === 'now' || reader.text('run') === '') return when;
  const consequence = 'It is taken as now: the command is reported when it has ended.';
  reader.report({ input: 'when', expected: 'now, or nothing, beside run', got: when, consequence });
  return 'now';
}
