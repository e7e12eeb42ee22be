import type { Tool } from './rule.ts';

/** https://diesel.rs/guides/getting-started, its command and diesel_migrations in a program. */
export const diesel: Tool = {
  name: 'Diesel',
  transaction: 'each-by-default',
  caveat: {
    state: 'rolled-back',
    note: 'Diesel rolls a failed migration back, unless its metadata.toml says run_in_transaction = false',
  },
  again: 'diesel migration run',
  endsSilently: true,
  saysEnd: 'nothing',
  rules: [
    { says: 'begins', when: /^Running migration (?<migration>\d[\w-]*)$/ },
    { says: 'down', when: /^Rolling back migration (?<migration>\d[\w-]*)$/ },
    { says: 'other-command', when: /^ {2}\[[ X]\] \d{4}[\w-]*$/ },
    {
      says: 'fails',
      when: /\bFailed to run (?<migration>\d[\w-]*) with: (?<error>.+)/,
      vague: true,
    },
    {
      says: 'fails',
      when: /\b(?<error>(?:Query|Migration)Error\(DieselMigrationName \{ name: \\?"(?<migration>[\w-]+).+)/,
      vague: true,
    },
    {
      says: 'fails',
      when: /(?<error>\b(?:QueryError\(|RunMigrationsError|MigrationError\(|DatabaseError\(\w+, ").+)/,
      within: 'migration',
      vague: true,
    },
    { says: 'fails-too', when: /^(?<error>Failed to run migrations: .+)/, vague: true },
    {
      says: 'fails',
      when: /^(?<error>Could not connect to database via `.+)/,
      vague: true,
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /(?<error>Unable to find migrations directory in .+|The --database-url argument must be passed, .+|Unable to find diesel\.toml or Cargo\.toml .+|Unable to find migration version \S+ to revert .+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
  ],
  shorten: error => error.replace(/ \(see https:\/\/docs\.diesel\.rs\/\S+\)$/, ''),
};
