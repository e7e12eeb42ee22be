import { readApiUrl, readRegion, readSecret } from '../inputs/destination.ts';
import { readEnvironments } from '../inputs/environment.ts';
import { createInputReader } from '../inputs/input-reader.ts';
import type { PolicyTable } from '../inputs/policy-table.ts';
import { readSeverityTable, type Severity } from '../inputs/severity.ts';
import { type RestAccess, restAccess } from '../pagerduty/rest-access.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Check, failed } from './check.ts';

/** GitHub keeps runs for at most this many days. https://docs.github.com/actions/reference/limits */
const MOST_DAYS = 400;

/** What the user of the verify action said. Empty text: not given. */
export interface Settings {
  readonly region: 'us' | 'eu';
  readonly apiUrl: string | undefined;
  /** Undefined without a token. */
  readonly access: RestAccess | undefined;
  readonly service: string;
  readonly drill: boolean;
  /** How many days of runs are replayed; 0: none. */
  readonly backtestDays: number;
  /** File name of the workflow; empty: the own one. */
  readonly workflow: string;
  readonly githubToken: Secret | undefined;
  /** Lower-cased; empty: nothing is said of one. */
  readonly environment: string;
  /** Those that alert, lower-cased. */
  readonly environments: readonly string[];
  /** What the main action gives to them; empty: its built-in severities. */
  readonly severity: PolicyTable<Severity>;
}

/** The settings, and a failed check for every input that is wrong: an alarm is tested with what was meant, or not at all. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly checks: readonly Check[];
}

/** Reads the inputs that `raw` gives by name. Never throws. */
export async function readSettings(raw: (name: string) => string): Promise<ReadSettings> {
  const reader = createInputReader(raw);
  const region = readRegion(reader);
  const apiUrl = readApiUrl(reader);
  const apiToken = readSecret(reader, 'api-token');
  const settings: Settings = {
    region,
    apiUrl,
    access: restAccess({ apiToken, region, apiUrl, from: reader.text('from') }),
    service: reader.text('service'),
    drill: reader.boolean('drill', false),
    backtestDays: reader.wholeNumber('backtest', { fallback: 0, least: 0, most: MOST_DAYS, unit: 'days' }),
    workflow: reader.text('workflow'),
    githubToken: readSecret(reader, 'github-token'),
    environment: reader.text('environment').toLowerCase(),
    environments: readEnvironments(reader.text('environments')),
    severity: await readSeverityTable(reader),
  };
  const checks = reader.problems.map(({ message }) => failed('inputs', message.replace(/\.$/, ''), 'Fix the input.'));
  return { settings, checks };
}
