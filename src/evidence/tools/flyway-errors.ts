import type { Category } from '../databases/databases.ts';
import { JDBC_URL } from './jdbc.ts';
import type { Rule } from './rule.ts';

// On the command line behind its level, in an application behind the exceptions that hand it on, with Gradle alone.
const HEAD = '(?:^(?:ERROR: )?\\s*|: )';

// Words of https://github.com/flyway/flyway, FlywayException: each comes up before the first migration.
const CONNECTION = 'Unable to obtain (?:Jdbc )?connection from (?:database|DataSource|data ?source)\\b';
const VALIDATION = 'Validate failed: ';
const HISTORY = 'Schema (?:"[^"]*"|`[^`]*`|\\[[^\\]]*\\]|\\S+) contains a failed ';
const LOCK =
  '(?:Unable to (?:acquire|obtain) .{0,60}\\block\\b|Number of retries exceeded while attempting to acquire |Interrupted while attempting to acquire )';
const SETTINGS = [
  'Found more than one (?:repeatable )?migration with ',
  'Found non-empty schema\\(s\\) ',
  'No (?:database|Flyway database plugin|JDBC driver) found to handle jdbc:',
  'Flyway [\\w ]{1,80} (?:upgrade|update) required: ',
  '[\\w. ]{1,60} is no longer supported by Flyway ',
].join('|');
// Words that others have, too: Flyway's only where it is known to speak.
const COMMON = [
  'Found more than (?!one (?:repeatable )?migration with )',
  'No (?:database|Flyway database plugin|JDBC driver) found to handle (?!jdbc:)',
  'No migration with a target version ',
  'Unsupported Database: ',
  '(?:Missing|Invalid|Expired) licen[cs]e key',
  'Missing required JDBC URL',
  'Unable to instantiate JDBC driver',
  'Unable to (?:determine URL|load config file|resolve environment variable|find resolver|baseline schema history table)',
  'Unable to execute clean as it has been disabled',
  'Failed to find (?:filesystem|classpath) location',
  'Unknown (?:prefix for location|configuration propert|resolver|provisioner)',
  'Invalid (?:SQL filenames found|flag|argument|operation|version containing|versioned migration|repeatable migration|configuration argument)',
  'Wrong (?:versioned |repeatable )?migration name format',
  'Version may only contain ',
  "Environment '[^']{1,100}' not found",
].join('|');

/** How Flyway's own words begin that have a rule of their own, for the rules of the rest to leave them out. */
export const FIRST_WORDS = `(?:${[CONNECTION, VALIDATION, HISTORY, LOCK, SETTINGS, COMMON].join('|')})`;

/** What stops Flyway before the first migration: nothing has changed. */
export const BEFORE_MIGRATIONS: readonly Rule[] = [
  {
    says: 'fails-too',
    when: new RegExp(`${HEAD}(?<error>${CONNECTION}(?: \\((?<server>${JDBC_URL}))?.+)`),
    vague: true,
    type: 'DB_CONNECTION',
    state: 'unchanged',
  },
  {
    says: 'fails-too',
    when: new RegExp(`${HEAD}(?<error>${VALIDATION}.+)`),
    type: 'VALIDATE_ERROR',
    state: 'unchanged',
  },
  {
    says: 'fails-too',
    when: new RegExp(
      `${HEAD}(?<error>${HISTORY}(?:repeatable )?migration (?:to version )?\\(?"?(?<migration>[^\\s")]+).*)`,
    ),
    remedy: 'Undo by hand what {migration} left behind, then run `flyway repair`',
    state: 'unchanged',
  },
  ...knownToSpeak(LOCK, 'LockError'),
  {
    says: 'fails-too',
    when: new RegExp(`${HEAD}(?<error>(?:${SETTINGS}).*)`),
    category: 'ConfigurationError',
    state: 'unchanged',
  },
  ...knownToSpeak(COMMON, 'ConfigurationError'),
  // The history's own statement, before any script.
  { says: 'fails-too', when: /^ERROR: Script {2}failed$/, nameless: true, state: 'unchanged' },
  // It is logged, and the run goes on to end well.
  {
    says: 'fails-too',
    when: /^(?<error>Schema .{1,200} has version \S+, but no migration could be resolved in the configured locations !)/,
    atEnd: true,
    category: 'ConfigurationError',
    state: 'unchanged',
  },
];

/** What `Validate failed` found, on its line or on those below. */
export const REPORTED: readonly Rule[] = [
  {
    says: 'tells',
    when: /(?:^\s*|Validate failed: )(?<error>Migration (?:checksum|type|description) mismatch for migration (?:version )?(?<migration>\S.*))/,
    within: 'failure',
    category: 'ChecksumError',
    overrules: true,
  },
  {
    says: 'tells',
    when: /(?:^\s*|Validate failed: )(?<error>Detected failed (?:repeatable )?migration(?: to version (?<migration>[^\s.]+(?:\.\w+)*))?.*)/,
    within: 'failure',
    remedy: 'Undo by hand what {migration} left behind, then run `flyway repair`',
    overrules: true,
  },
  {
    says: 'tells',
    when: /(?:^\s*|Validate failed: )(?<error>Detected applied (?:repeatable )?migration not resolved locally: .+)/,
    within: 'failure',
    remedy: 'Restore the migration file that was applied, or accept that it is gone with `flyway repair`',
    overrules: true,
  },
  {
    says: 'tells',
    when: /(?:^\s*|Validate failed: )(?<error>Detected (?:resolved|outdated resolved) (?:repeatable )?migration .+)/,
    within: 'failure',
    remedy: 'Give the migration a version that comes after the applied ones, or allow it with `-outOfOrder=true`',
    overrules: true,
  },
];

/** On the command line in a run that has opened, behind the name of Flyway's exception, or below a task of its Gradle plugin. */
function knownToSpeak(words: string, category: Category): Rule[] {
  const told = { says: 'fails-too', category, state: 'unchanged' } as const;
  return [
    { ...told, when: new RegExp(`^ERROR: (?<error>(?:${words}).*)`), within: 'run' },
    { ...told, when: new RegExp(`\\borg\\.flywaydb\\.\\S{1,150}Exception:\\s{1,4}(?<error>(?:${words}).*)`) },
    {
      ...told,
      when: new RegExp(`^\\s*(?<error>(?:${words}).*)`),
      after: /^(?:> )?Error occurred while executing \w+$/,
    },
  ];
}
