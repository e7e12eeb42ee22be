import { PG_CODE } from './node-postgres.ts';
import type { Tool } from './rule.ts';

// What changes a schema, but not the table of the tool itself.
const DDL =
  '(?:CREATE|ALTER|DROP|RENAME|TRUNCATE|COMMENT ON)\\b(?! TABLE (?:IF NOT EXISTS )?\\S{0,80}["`](?:migrations|typeorm_metadata)["`])';

/**
 * https://typeorm.io/docs/migrations/executing: all in one transaction by default, and nothing says which of the three modes it was; its
 * query log, which `migration:run` turns on, shows each COMMIT and ROLLBACK.
 */
export const typeorm: Tool = {
  name: 'TypeORM',
  transaction: 'unknown',
  again: 'typeorm migration:run',
  rules: [
    { says: 'opens', when: /^\d+ migrations? (?:are|is) already loaded in the database\./ },
    { says: 'opens', when: /^(?<pending>\d+) migrations? (?:are|is) new migrations? / },
    { says: 'begins', when: /^query: (?:START|BEGIN)\b/, within: 'start' },
    { says: 'begins', when: new RegExp(`^query: ${DDL}`, 'i'), within: 'start' },
    // Without the query log only what fails is shown.
    { says: 'begins', when: new RegExp(`^query failed: ${DDL}`, 'i'), within: 'before' },
    {
      says: 'tells',
      when: /^error: (?:error: |Error: )?(?!.*current transaction is aborted)(?<error>.+)/,
      within: 'migration',
    },
    // Which shows that there is a transaction.
    { says: 'rolls-back', when: /^error: (?:error: )?current transaction is aborted/, within: 'run' },
    { says: 'ends', when: /^Migration (?<migration>\S+) has been (?:\(fake\) )? ?executed successfully\./ },
    // With `--transaction each` the COMMIT comes right before the line that tells of it.
    {
      says: 'commits',
      when: /^Migration \S+ has been (?:\(fake\) )? ?executed successfully\./,
      after: /^query: COMMIT$/,
    },
    { says: 'rolls-back', when: /^query: ROLLBACK$/, within: 'run', whole: true },
    {
      says: 'other-command',
      when: /^Error during (?:migration (?:show|generation|creation)|schema (?:drop|synchronization)):?$/,
    },
    { says: 'down', when: /^Error during migration revert:$|^Now reverting it\.\.\.$/ },
    { says: 'fails', when: /^Migration "(?<migration>[^"]+)" (?:has been )?failed, error: (?<error>.+)/ },
    {
      says: 'fails',
      when: /^Migrations failed, error: (?<error>.+)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    {
      says: 'fails-too',
      when: /^Error during (?:migration (?:run|revert|show|generation|creation)|schema (?:drop|synchronization)):?$/,
      once: true,
    },
    { says: 'tells', when: /^\{? ?(?:[Ee]rror|QueryFailedError): (?<error>.+)/, within: 'failure' },
    { says: 'tells', when: /^\s+at (?:async )?(?<migration>\w+\d{13})\.(?:up|down) \(/, within: 'failure' },
    // What is thrown there comes before any migration.
    {
      says: 'tells',
      when: /^\s+at (?:async )?(?:new )?(?:(?:Function|CommandUtils)\.loadDataSource|(?:\w+Driver)\.(?:connect|createPool|loadDependencies)|DataSource\.(?:initialize|buildMetadatas)|MigrationExecutor\.(?:getMigrations|loadExecutedMigrations|createMigrationsTableIfNotExist)|importOrRequireFile|importClassesFromDirectories)\b/,
      within: 'failure',
      state: 'unchanged',
    },
    {
      says: 'tells',
      when: /^(?<error>(?:TSError: )?⨯ Unable to compile|Error: Unable to open file|Error: Cannot find module|Error \[ERR_MODULE_NOT_FOUND\]|Error \[ERR_\w+\]: .*(?:module|extension)|SyntaxError: Cannot use import|SyntaxError: Unexpected token '?(?:export|import)|(?:DataSourceNotFound|MissingDriver|DriverPackageNotInstalled|CannotConnectAlreadyConnected)Error: ).*/u,
      within: 'failure',
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    PG_CODE,
    { says: 'nothing-pending', when: /^No migrations are pending/ },
    { says: 'down', when: /^Migration (?<migration>\S+) has been (?:\(fake\) )? ?reverted successfully/ },
    { says: 'other-command', when: /^No migrations were found in the database\. Nothing to revert!/ },
    { says: 'other-command', when: /^\[[ X]\] (?:\d+ )?\w+\d{13}$|^No changes in database schema were found/ },
    { says: 'other-command', when: /^Migration \S+ has been generated successfully|^Your schema is up to date/ },
  ],
};
