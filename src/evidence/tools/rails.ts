import type { Tool } from './rule.ts';

// Ruby repeats the class behind the words: `canceled: (StandardError)`.
const CANCELED = /all later migrations canceled:(?: \(\w+\))?$/;
const ABORTED = /(?:rake|rails) aborted!$/;
const BARE_CLASS = /^[A-Z]\w*(?:::\w+)*: *(?:\([A-Z][\w:]*\))?$/;

/** https://guides.rubyonrails.org/active_record_migrations.html: "this and" tells that the failed migration was rolled back. */
export const rails: Tool = {
  name: 'Rails',
  transaction: 'none',
  again: 'rails db:migrate',
  // A paragraph of strong_migrations that its author has broken.
  shorten: error =>
    error
      .replace(/^failed to execute:.*$/, 'the schema could not be dumped')
      .replace(/^(?:PG|Mysql2|SQLite3|Trilogy)::\w+: (?=ERROR)/, '')
      .replace(/ \([A-Z]\w*(?:::\w+)*\)$/, '')
      .replace(/^(?!.*(?:ERROR:|Error:)).+(?:\n.+)+/, text => text.replaceAll('\n', ' ')),
  rules: [
    // Gems of tenants: apartment, ros-apartment.
    { says: 'target', when: /^Migrating (?<database>[\w.-]+) tenant$/ },
    { says: 'again', when: ABORTED },
    // Chef prints it set in.
    { says: 'begins', when: /^ {0,24}== +(?<version>\d+) (?<name>\w+): migrating =/ },
    // Longer names leave no room for the rule; Rails 3 prints no version.
    { says: 'begins', when: /^== (?=.{74})(?<version>\d+) (?<name>\w+): migrating$/ },
    { says: 'begins', when: /^== +(?<migration>[A-Z]\w*): migrating =/ },
    { says: 'ends', when: /^== +(?<version>\d+) (?<name>\w+): (?:migrated|reverted) \(/ },
    { says: 'ends', when: /^== +(?<migration>[A-Z]\w*): (?:migrated|reverted) \(/ },
    { says: 'down', when: /^== +(?<version>\d+) (?<name>\w+): reverting\b/ },
    { says: 'down', when: /^== +(?<migration>[A-Z]\w*): reverting\b/ },
    // db:migrate:status, db:version, db:abort_if_pending_migrations
    { says: 'other-command', when: /^\s*Status\s+Migration ID\s+Migration Name$/ },
    { says: 'other-command', when: /^Current version: \d+$/, after: /^database: / },
    { says: 'other-command', when: /^You have \d+ pending migrations?:$/ },
    { says: 'fails-too', when: /^(?<error>You have \d+ pending migrations?):$/, remedy: 'Apply them' },
    { says: 'other-command', when: /^Schema migrations table does not exist yet\.$/ },
    { says: 'fails-too', when: ABORTED, within: 'migration' },
    { says: 'fails-too', when: /An error has occurred, (?:this and )?all later migrations canceled:/ },
    { says: 'rolls-back', when: /An error has occurred, this and all later migrations canceled:/ },
    {
      says: 'tells',
      when: /^(?<type>StrongMigrations::\w+|[A-Z]\w*(?:::\w+)+): (?<error>.+)/,
      after: CANCELED,
      within: 'failure',
    },
    {
      says: 'tells',
      when: /^=== .{1,80} #strong_migrations ===$/,
      within: 'failure',
      type: 'StrongMigrations::UnsafeMigration',
    },
    {
      says: 'tells',
      when: /^(?<error>\S.*)/,
      after: /^=== .{1,80} #strong_migrations ===$/,
      within: 'failure',
      until: /^\s*$/,
    },
    { says: 'tells', when: /^(?!=== )(?<error>\S.*)/, after: CANCELED, within: 'failure' },
    // Before any migration: the application does not load, the database does not answer, the files are not as they must be.
    {
      says: 'fails-too',
      when: /^(?<error>Don't know how to (?:build|find) task '[\w:]*\bdb:[\w:]+'.*|Unrecognized command "db:.*)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    {
      says: 'fails-too',
      when: /^(?<type>ActiveRecord::(?:NoDatabaseError|ConnectionNotEstablished|DatabaseConnectionError|ConnectionNotDefined)|PG::ConnectionBad|Mysql2::Error::ConnectionError|Trilogy::(?:Base)?ConnectionError)(?::(?: (?<error>.*))?)?$/,
      after: ABORTED,
      state: 'unchanged',
    },
    // The folder of SQLite's file is made before it is opened: connection_adapters/sqlite3_adapter.rb.
    {
      says: 'fails-too',
      when: /^(?<type>Errno::E[A-Z]+): (?<error>[\w -]{1,60} @ dir_s_mkdir - \S+)/,
      after: ABORTED,
      within: 'start',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^(?<type>ActiveRecord::(?:ConcurrentMigrationError)):? *(?<error>[^\s(].*)?(?:\(.*)?$/,
      after: ABORTED,
      state: 'unchanged',
    },
    {
      says: 'tells',
      when: /^(?<type>ActiveRecord::Adapter\w+|ActiveSupport::\w+::\w+|LoadError|Gem::\w+|Bundler::\w+|Psych::SyntaxError|KeyError|NameError): *(?<error>[^\s(].*)?(?:\([A-Z][\w:]*\))?$/,
      after: ABORTED,
      within: 'start',
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^(?<type>ActiveRecord::(?:Duplicate\w+Error|IllegalMigrationNameError|UnknownMigrationVersionError|InvalidMigrationTimestampError|ProtectedEnvironmentError|EnvironmentMismatchError|NoEnvironmentInSchemaError|EnvironmentStorageError)): *(?<error>[^\s(].*)?(?:\([A-Z][\w:]*\))?$/,
      after: ABORTED,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    { says: 'fails-too', when: /^(?<error>Couldn't (?:create|drop) '.+' database)/, state: 'unchanged' },
    {
      says: 'tells',
      when: /^(?<type>(?!StandardError)(?:[A-Z]\w*(?:::\w+)+|[A-Z]\w*Error)): (?<error>[^\s(].*)/,
      after: ABORTED,
    },
    { says: 'tells', when: /^(?<type>[A-Z]\w*(?:::\w+)+): *(?:\([A-Z][\w:]*\))?$/, after: ABORTED },
    { says: 'tells', when: /^(?<error>[^\s/].*)/, after: BARE_CLASS, within: 'failure' },
    {
      says: 'tells',
      when: /^Failed to release advisory lock$/,
      after: BARE_CLASS,
      within: 'failure',
      state: 'applied',
      overrules: true,
      remedy:
        'The migrations are applied. A connection pooler in front of the database loses the lock: connect to the database directly, or set advisory_locks: false',
    },
    // What comes after the last migration: the schema is written to a file.
    { says: 'tells', when: /^(?<error>(?:pg_dump|mysqldump|sqlite3): (?!\[Warning\]|warning:).+)/ },
    { says: 'fails-too', when: /^(?:failed to execute:|Error dumping database)$/ },
    {
      says: 'fails-too',
      when: /^Tasks: TOP => (?:.* => )?db:(?:_dump|(?:schema|structure):dump)\b/,
      state: 'applied',
      remedy: 'The migrations are applied; fix how the schema is dumped',
    },
    {
      says: 'tells',
      when: /^Tasks: TOP => (?:.* => )?db:(?:_dump|(?:schema|structure):dump)\b/,
      within: 'failure',
      state: 'applied',
      overrules: true,
    },
    // The application did not load.
    {
      says: 'tells',
      when: /^Tasks: TOP => .*\bdb:.* => (?:\w+:)?(?:environment|load_config|check_protected_environments)$/,
      within: 'failure',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^Tasks: TOP => .*\bdb:.* => (?:\w+:)?(?:environment|load_config|check_protected_environments)$/,
      state: 'unchanged',
    },
    { says: 'fails-too', when: /^Tasks: TOP => .*\bdb:(?:migrate|prepare|create|schema|rollback|setup)/ },
    {
      says: 'tells',
      when: /^ {0,24}\S*\bdb\/(?:\w+_)?migrate\/(?:\w+\/)?(?<migration>\d{14}_\w+)\.rb:\d+:in /,
      within: 'failure',
    },
  ],
};
