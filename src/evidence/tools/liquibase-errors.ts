import { JDBC_URL } from './jdbc.ts';
import type { Rule } from './rule.ts';

// Words of https://github.com/liquibase/liquibase that come up before the first changeset.
const CONNECTION = 'Connection could not be created to ';
const LOCK = 'Could not acquire change ?log lock';
const VALIDATION = 'Validation Failed:|Validierung war nicht erfolgreich:';
const PRECONDITIONS = 'Preconditions Failed$';
const SETTINGS = [
  'Error parsing (?:line \\d|command line: |\\S+\\.(?:xml|ya?ml|json|sql))',
  'Unexpected argument\\(s\\): ',
  'Cannot find database driver',
  'Driver class was not specified',
  'Could not find (?:database )?driver',
  "Using '[^']{1,80}' requires a valid Liquibase licen[cs]e",
  'Unexpected formatting in formatted changelog',
  'The file \\S+ was not found\\b',
  'Could not find changelog file|Unable to resolve (?:changelog|xml entity)|Unknown change type',
  'The option --\\S+ is required',
].join('|');

/** What to do when an applied changeset was changed. */
export const AFTER_CHECKSUM =
  'Restore the changesets as they were applied, or accept the change with `liquibase clear-checksums`';

/** How Liquibase's own words begin that have a rule of their own, for the rules of the rest to leave them out. */
export const EARLY_WORDS = `(?:${[CONNECTION, LOCK, VALIDATION, PRECONDITIONS, SETTINGS].join('|')})`;

// The command line, the exception's name, what an application says before it hands it on.
const HEAD =
  '(?:^|\\bliquibase\\.exception\\.\\w+: |^(?:Unexpected error running Liquibase|Unerwarteter Fehler bei der Ausführung von Liquibase|Liquibase \\w+ Failed|ERROR): |running Liquibase: )';

/** What stops Liquibase before the first changeset, and where it tells more of it. */
export const LIQUIBASE_ERRORS: readonly Rule[] = [
  {
    says: 'fails-too',
    when: new RegExp(`(?:^|: )(?<error>${CONNECTION}(?<server>${JDBC_URL})?.*)`),
    state: 'unchanged',
  },
  {
    says: 'fails-too',
    when: new RegExp(`(?:^|: )(?<error>${LOCK}.*)`),
    category: 'LockError',
    remedy: 'Wait for the run that holds the lock; if no run is active, run `liquibase release-locks`',
    state: 'unchanged',
  },
  {
    says: 'fails-too',
    when: new RegExp(`${HEAD}(?<error>(?:${VALIDATION}).*)`),
    until: /^\s*$/,
    category: 'ConfigurationError',
    remedy: 'Correct the changelog',
    state: 'unchanged',
  },
  // Of several the first names the failure.
  {
    says: 'tells',
    when: /^\s{0,40}(?<migration>[^\s:](?:[^:]|:(?!:)){0,500}::[^\s:]{1,200}::[^\s:](?:[^:]|:(?!:)){0,500}) was: \S+ but is now: /,
    within: 'failure',
  },
  {
    says: 'tells',
    when: /::\S.{0,500} was: \S+ but is now: /,
    within: 'failure',
    category: 'ChecksumError',
    remedy: AFTER_CHECKSUM,
    overrules: true,
  },
  {
    says: 'fails-too',
    when: new RegExp(`${HEAD}(?<error>(?:${SETTINGS}).*)`),
    category: 'ConfigurationError',
    state: 'unchanged',
  },
  { says: 'fails-too', when: new RegExp(`${HEAD}${PRECONDITIONS}`), error: 'Preconditions Failed', state: 'unchanged' },
  // A precondition that failed or could not be looked at: what it is of stands on the lines below.
  {
    says: 'tells',
    when: /^\s*\S+ : (?:liquibase\.precondition\.\S+ : )?(?!.*\b[Pp]recondition failed)(?<error>\S.*)/,
    after: /\bReason:\s*$/,
    within: 'failure',
    state: 'unknown',
    overrules: true,
  },
  // It halts its changeset before that runs, so that nothing is rolled back; what went before it old versions do not tell.
  {
    says: 'tells',
    when: /^\s*(?<error>\S+ : .{0,300}\b[Pp]recondition failed.*)/,
    within: 'failure',
    state: 'unknown',
    remedy:
      'Bring the database into the state that the precondition of {migration} expects, or change the precondition',
    overrules: true,
  },
];
