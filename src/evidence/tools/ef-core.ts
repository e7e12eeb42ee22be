import type { Tool } from './rule.ts';

/**
 * https://learn.microsoft.com/ef/core/managing-schemas/migrations/applying: `dotnet ef database update`, bundles, and `Database.Migrate()`,
 * which prints no end. Up to version 8 each migration has a transaction of its own, from 9 on all may be in one: what stays is not told.
 */
export const efCore: Tool = {
  name: 'EF Core',
  transaction: 'all',
  again: 'dotnet ef database update',
  afterFailure:
    'Look in __EFMigrationsHistory to see which migrations are applied, check what {migration} left behind, and fix it; then run `dotnet ef database update`',
  endsSilently: true,
  saysEnd: 'nothing',
  rules: [
    // With --verbose.
    {
      says: 'target',
      when: /\bMigrating using database '(?<schema>[^']{1,200})' on server '(?<server>[^']{1,300})'/,
    },
    { says: 'begins', when: /^\s*Applying migration '(?<migration>[^']+)'\.$/, earnest: true },
    { says: 'down', when: /^\s*Reverting migration '(?<migration>[^']+)'\.$/ },
    {
      says: 'nothing-pending',
      when: /^\s*No migrations were applied\. The database is already up to date\.$/,
    },
    { says: 'succeeds', when: /^Done\.$/, within: 'migration' },
    // migrations script; who executes it prints so on the line before.
    {
      says: 'rehearses',
      when: /^INSERT INTO \W?__EFMigrationsHistory\W{1,4}\W?MigrationId\b/,
      after: /^(?!Execut(?:ed|ing) DbCommand|Failed executing)/,
      within: 'before',
    },
    // migrations list, add, remove, bundle, has-pending-model-changes; database drop
    { says: 'other-command', when: /^\d{14}_\w+ \(Pending\)$/ },
    {
      says: 'other-command',
      when: /^(?:Done\. (?:To undo this action|Migrations Bundle:)|Reverting the model snapshot\.$)/,
    },
    { says: 'other-command', when: /^Removing migration '[^']+'\.$/ },
    { says: 'other-command', when: /^(?:Changes|No changes) have been made to the model since the last migration\./ },
    { says: 'other-command', when: /^(?:Dropping|Successfully dropped) database '/ },
    {
      says: 'fails-too',
      when: /^(?<error>(?:Changes have been made to the model since the last migration|The migration '[^']+' has already been applied to the database)\..*)/,
      state: 'unchanged',
    },
    // The first look for the history's table may fail, too, and is no failure.
    { says: 'fails-too', when: /\bFailed executing DbCommand \(/, within: 'migration', state: 'unknown' },
    {
      says: 'fails-too',
      when: /^\s*(?:Unhandled exception\. )?(?:[A-Z]\w*\.)+(?<class>\w*Exception)(?: \(0x[0-9A-F]+\))?: /,
      within: 'migration',
      state: 'unknown',
    },
    {
      says: 'fails',
      when: /^(?<error>Build failed\. Use (?:dotnet build|--verbose) to see (?:the )?errors\.)$/,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Fix the build of the project',
    },
    {
      says: 'fails',
      when: /^(?:Unhandled exception\. )?(?:[\w.]+Exception: )?(?<error>(?:Unable to create (?:a 'DbContext' of type|an object of type)|More than one DbContext (?:was found|named)|No DbContext (?:was found|named)|Your startup project '|Your target project '|The migration '[^']+' was not found|No project was found|Unable to retrieve project metadata|An error was generated for warning 'Microsoft\.EntityFrameworkCore\.Migrations).*)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
  ],
};
