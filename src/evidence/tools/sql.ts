import type { Tool } from './rule.ts';

/** https://documentation.red-gate.com/flyway (text; its JSON is read in report-flyway.ts) */
export const flyway: Tool = {
  name: 'Flyway',
  transaction: 'none',
  again: 'flyway migrate',
  caveat: { state: 'partial', note: 'With group=true nothing of the run was kept: `flyway info` tells' },
  afterFailure: 'Undo by hand what {migration} left behind, fix it, then `flyway repair` and `flyway migrate`',
  afterChecksum: 'Restore the migration files as they were applied, or accept the change with `flyway repair`',
  endsSilently: true,
  rules: [
    {
      says: 'opens',
      when: /^Flyway (?:\w+ )?(?:Edition )?\S+.* by Redgate|^Flyway (?:OSS|Community|Teams|Enterprise) Edition/,
    },
    {
      says: 'begins',
      when: /^Migrating schema "[^"]*" (?:to version|with repeatable migration) "?(?<migration>[^"[]+?)"?(?: \[.*)?$/,
    },
    { says: 'succeeds', when: /^Successfully applied \d+ migrations? to schema/ },
    { says: 'nothing-pending', when: /^Schema (?:"[^"]*"|\S+) is up to date\. No migration necessary\./ },
    {
      says: 'fails',
      when: /^ERROR: Migrations? of schema "[^"]*" (?:(?:to version|with repeatable migration) "?(?<migration>[^"[]+?)"? (?:\[.*\] )?)?failed!/,
    },
    { says: 'rolls-back', when: /failed! Changes successfully rolled back\./, within: 'failure' },
    {
      says: 'rolls-back',
      when: /^ERROR: Migrations of schema .* failed! Changes successfully rolled back\./,
      within: 'failure',
      whole: true,
    },
    {
      says: 'fails-too',
      when: /^(?:ERROR: )?(?:Script|Migration|Failed to execute script) (?<migration>[\w.-]+\.\w+)(?: failed)?$/,
      within: 'run',
      overrules: true,
    },
    { says: 'tells', when: /^SQL State {2}: (?<sqlstate>[0-9A-Z]{5})$/, within: 'failure' },
    { says: 'tells', when: /^Message {4}: (?<error>.+)/, within: 'failure', overrules: true },
    {
      says: 'fails',
      when: /^ERROR: (?<error>Unable to obtain connection from database .+)/,
      type: 'DB_CONNECTION',
      state: 'unchanged',
    },
    { says: 'fails', when: /^ERROR: (?<error>Validate failed: .+)/, type: 'VALIDATE_ERROR', state: 'unchanged' },
    {
      says: 'tells',
      when: /^(?<error>Migration checksum mismatch for migration (?:version )?(?<migration>.+))/,
      within: 'failure',
      category: 'ChecksumError',
      overrules: true,
    },
    {
      says: 'tells',
      when: /^(?<error>Detected failed (?:repeatable )?migration(?: to version (?<migration>[^\s.]+))?.*)/,
      within: 'failure',
      remedy: 'Undo by hand what {migration} left behind, then `flyway repair`',
      overrules: true,
    },
    {
      says: 'tells',
      when: /^(?<error>Detected (?:resolved|applied) .*migration.*)/,
      within: 'failure',
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^ERROR: (?! |Migration|Script|Unable to obtain connection|Validate failed)(?<error>.+)/,
      within: 'run',
      nameless: true,
      state: 'unknown',
    },
  ],
};

/** https://docs.liquibase.com: on PostgreSQL each changeset runs in a transaction, unless it sets `runInTransaction:false`. */
export const liquibase: Tool = {
  name: 'Liquibase',
  shorten: error => (error.startsWith('Validation Failed:') ? error.replace(/(?<!\s)\s*\n\s+/g, ' ') : error),
  transaction: 'each-by-default',
  caveat: {
    state: 'rolled-back',
    note: 'On PostgreSQL Liquibase rolls a failed changeset back, unless it sets runInTransaction:false',
  },
  again: 'liquibase update',
  afterChecksum: 'Restore the changesets as they were applied, or accept the change with `liquibase clear-checksums`',
  endsSilently: true,
  rules: [
    { says: 'opens', when: /^Starting Liquibase at / },
    { says: 'begins', when: /^Running Changeset: (?<migration>\S.*::.*\S)$/ },
    { says: 'nothing-pending', when: /^Database is up to date, no changesets to execute/ },
    {
      says: 'succeeds',
      when: /^Liquibase command 'update(?:-count|-to-tag|-testing-rollback)?' was executed successfully\./,
    },
    { says: 'succeeds', when: /^Liquibase: Update has been successful\.|^Liquibase Update Successful/ },
    { says: 'other-command', when: /^Rolling Back Changeset: / },
    { says: 'rehearses', when: /^Liquibase command 'update-(?:\w+-)*sql' was executed successfully/ },
    { says: 'other-command', when: /^Liquibase command '(?!update)[\w-]+' was executed successfully/ },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: Migration failed for change ?set (?<migration>[^\n]+?):?$/,
    },
    { says: 'tells', when: /^\s+Reason: (?<error>.+)/, within: 'failure', overrules: true },
    { says: 'tells', when: /^ERROR: Exception Primary Class: {2}(?<class>\w+)/ },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: (?<error>(?:Connection could not be created|Could not acquire change log lock).*)/,
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: (?<error>Validation Failed:.*)/,
      until: /^\s*$/,
      state: 'unchanged',
    },
    {
      says: 'tells',
      when: /^\s+(?<migration>\S+::\S+::\S.*) was: \S+ but is now: /,
      within: 'failure',
      category: 'ChecksumError',
      overrules: true,
    },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: (?!Migration failed|Connection could not|Could not acquire|Validation Failed)(?<error>.+)/,
    },
  ],
};

/** https://sqitch.org/docs/manual/sqitch-deploy: a failed deploy reverts the changes before it, unless run with `--mode change`. */
export const sqitch: Tool = {
  name: 'Sqitch',
  transaction: 'none',
  again: 'sqitch deploy',
  rules: [
    { says: 'opens', when: /^Deploying changes (?:to|through) |^Adding registry tables to / },
    { says: 'begins', when: /^ {2}\+ (?<migration>\S+)(?: @\S+)* \.{2,}(?!\.)(?! (?:not )?ok$)/ },
    { says: 'ends', when: /^ {2}\+ (?<migration>\S+)(?: @\S+)* \.{2,} ok$/ },
    { says: 'ends', when: /^ok$/, within: 'migration' },
    { says: 'fails-too', when: /^ {2}\+ (?<migration>\S+)(?: @\S+)* \.{2,} not ok$/ },
    { says: 'fails-too', when: /^not ok$/, within: 'migration' },
    { says: 'fails-too', when: /psql:[^:\n]{1,500}:\d+: ERROR:\s+(?<error>.+)/, within: 'migration' },
    { says: 'fails-too', when: /psql:[^:\n]{1,500}:\d+: ERROR:\s+(?<error>.+)/, within: 'failure' },
    { says: 'rolls-back', when: /^Reverting all changes$/, within: 'failure' },
    { says: 'reverts', when: /^ {2}- (?<migration>\S+)(?: @\S+)* \.{2,} ok$/, within: 'failure' },
    { says: 'nothing-pending', when: /^Nothing to deploy(?: \(|$)/ },
    { says: 'other-command', when: /^Reverting (?:changes|all changes) (?:to|from) / },
  ],
};

/** https://www.postgresql.org/docs/current/app-psql.html */
export const psql: Tool = {
  name: 'psql',
  transaction: 'unknown',
  again: 'psql -v ON_ERROR_STOP=1 --single-transaction -f FILE',
  rules: [
    {
      says: 'fails-too',
      when: /^psql:(?<script>(?!<stdin>)[^:\n]{1,500}):\d+: (?:ERROR|FATAL|PANIC):\s+(?:(?<sqlstate>[0-9A-Z]{5}): )?(?<error>.+)/,
    },
    { says: 'fails-too', when: /^(?:ERROR|FATAL|PANIC): {2}(?:(?<sqlstate>[0-9A-Z]{5}): )?(?<error>.+)/ },
    { says: 'fails', when: /^psql: (?:error|FATAL): (?<error>.+)/, state: 'unchanged' },
  ],
};
