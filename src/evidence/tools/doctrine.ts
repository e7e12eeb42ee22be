import type { Tool } from './rule.ts';

/**
 * https://www.doctrine-project.org/projects/migrations.html, versions 1 to 3: each migration in a transaction, unless it says
 * `isTransactional(): false` or the configuration `all_or_nothing`. Without -v only a failure names its migration.
 */
export const doctrine: Tool = {
  name: 'Doctrine Migrations',
  transaction: 'none',
  transactionOn: { postgresql: 'each-by-default', sqlserver: 'each-by-default', sqlite: 'each-by-default' },
  again: 'bin/console doctrine:migrations:migrate --no-interaction',
  saysEnd: 'run',
  shorten: error => error.replace(/^An exception occurred (?:while|in) [^:]{1,80}: /, ''),
  rules: [
    { says: 'opens', when: /^(?:\[notice\] )?Migrating up to [\w\\]+(?: from \w+)?$/, earnest: true },
    { says: 'target', when: /\babout to execute a migration in database "(?<schema>[^"]{1,200})"/ },
    { says: 'rehearses', when: /^(?:\[notice\] )?Migrating \(dry-run\) (?:up|down) to / },
    { says: 'rehearses', when: /^Executing dry run of migration / },
    { says: 'down', when: /^(?:\[notice\] )?Migrating down to [\w\\]+/ },
    { says: 'begins', when: /^ *(?:\[info\] )?\+\+ migrating (?:\w+\\)*(?<migration>\w+)/ },
    { says: 'ends', when: /^ *\+\+ migrated \(/, within: 'migration' },
    { says: 'ends', when: /^(?:\[info\] )?Migration (?:\w+\\)*(?<migration>\w+) (?:migrated|reverted) \(took / },
    { says: 'down', when: /^ *(?:\[info\] )?(?:\+\+|--) reverting (?:\w+\\)*(?<migration>\w+)/ },
    {
      says: 'succeeds',
      when: /^(?:\[notice\] )?finished in (?<ms>[\d.]+)ms, used .{1,30} memory, \d+ migrations executed/,
      within: 'run',
    },
    { says: 'succeeds', when: /^ *\+\+ finished in /, within: 'run' },
    { says: 'succeeds', when: /^ ?\[OK\] Successfully migrated to version: / },
    { says: 'nothing-pending', when: /^ ?\[OK\] (?:Already at the \w+ version|You are already at version) / },
    {
      says: 'nothing-pending',
      when: /^ ?\[WARNING\] The version "[^"]*" couldn't be reached, there are no registered migrations/,
    },
    { says: 'nothing-pending', when: /^(?:\[notice\] )?No migrations to execute\.$/ },
    // status, list, up-to-date, diff, generate, version
    { says: 'other-command', when: /^(?: == Configuration$|\| Configuration +\||\| Migration Versions +\|)/ },
    { says: 'other-command', when: /^ ?\[(?:OK|ERROR)\] (?:Up-to-date! No migrations|Out-of-date! \d+ migrations?)/ },
    {
      says: 'other-command',
      when: /^ ?(?:Generated new migration class to "|No changes detected in your mapping information\.)/,
    },
    { says: 'other-command', when: /^ ?\[OK\] Metadata storage synchronized/ },
    { says: 'fails-too', when: /^ ?\[ERROR\] (?<error>Out-of-date! .+)/, remedy: 'Apply the migrations' },
    // The statement may stand in the error, and what the database said below it.
    {
      says: 'fails-too',
      when: /^ *(?:\[error\] )?Migration (?:\w+\\)*(?<migration>\w+) failed during [\w-]+\. Error:? "?(?!.*(?::$|SQLSTATE))(?<error>.+?)"?$/,
    },
    {
      says: 'fails-too',
      when: /^ *(?:\[error\] )?Migration (?:\w+\\)*(?<migration>\w+) failed during [\w-]+\. Error:? .*(?::$|SQLSTATE)/,
    },
    {
      says: 'fails',
      when: /^ ?\[ERROR\] (?<error>Migration cancelled!)/,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Run the command with --no-interaction',
    },
    {
      says: 'fails',
      when: /^ ?\[ERROR\] (?<error>(?:The version "[^"]*" couldn't be reached|Unknown version: |The path "[^"]*" not writeable).*)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    {
      says: 'fails-too',
      when: /^ {0,3}(?<error>The metadata storage is not (?:up to date|initialized)), please/,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Run `bin/console doctrine:migrations:sync-metadata-storage`',
    },
  ],
};
