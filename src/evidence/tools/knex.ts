import { withoutStatement } from './knex-statement.ts';
import type { Tool } from './rule.ts';

/** https://knexjs.org/guide/migrations.html: all in one transaction, unless a migration or the configuration opts out. */
export const knex: Tool = {
  name: 'Knex',
  transaction: 'all-by-default',
  again: 'knex migrate:latest',
  caveat: {
    state: 'rolled-back',
    note: 'Knex keeps nothing of a failed run, unless a migration or the configuration turns transactions off. `knex migrate:status` shows what is applied',
  },
  rules: [
    { says: 'opens', when: /^Using environment: (?<server>\S+)$/ },
    { says: 'succeeds', when: /^Batch \d+ (?:run: \d+ migrations?|ran the following migrations:)/ },
    { says: 'nothing-pending', when: /^Already up to date$/ },
    { says: 'down', when: /^Batch \d+ rolled back(?:: | the following migrations:)|^Already at the base migration/ },
    // migrate:list, migrate:currentVersion, migrate:unlock, migrate:make, seed:run
    { says: 'other-command', when: /^(?:Found \d+|No) (?:Completed|Pending) Migration file/ },
    { says: 'other-command', when: /^Current Version: |^Succes+fully unlocked the migrations lock table/ },
    { says: 'other-command', when: /^Created (?:Migration|seed file): |^Ran \d+ seed files|^No seed files exist/ },
    { says: 'fails', when: /^(?:Knex:warning - )?migration file "(?<migration>[^"]+)" failed$/ },
    {
      says: 'fails-too',
      when: /^(?:Knex:warning - )?migrations? failed with error: (?<error>.+)/,
      until: /^(?:e|\w*E)rror: |^\s+at |^(?:Knex:warning - )?migration file "|^(?:Knex:warning|npm|yarn|error) /,
    },
    {
      says: 'fails',
      when: /^(?:Knex:warning - )?Can't take lock to run migrations: (?<error>.+)/,
      category: 'LockError',
      state: 'unchanged',
      remedy: 'Wait for the other run that holds the lock; if no run is active, run `knex migrate:unlock`',
    },
    {
      says: 'fails',
      when: /^(?:Knex:\w+ - )?(?:Acquire connection|Pool2?) ?error:? (?:- )?(?:TypeError: )?(?<error>.+)/,
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^(?:Error: )?(?<error>The migration directory is corrupt.+|Invalid migration: .+|No default configuration file .+|Failed to (?:resolve config file|load external module|read config).*)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    {
      says: 'fails-too',
      when: /^(?:Error: )?(?:knex: )?(?<error>Required configuration option .+|Unknown configuration option .+|No local knex install found.*)/i,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    {
      says: 'fails',
      when: /^Cannot find module '(?:pg|mysql2?|sqlite3|better-sqlite3|tedious|oracledb)'/,
      within: 'before',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^\w*[Ee]rror: (?<error>(?:create table|select|alter table) .{0,200}\bknex_migrations.+)/,
      within: 'before',
      state: 'unchanged',
    },
    // What is thrown without a word of the migrator comes from before its first migration.
    { says: 'fails', when: /^(?<class>\w*Error)(?: \[\w+\])?: (?<error>.+)/, within: 'start', state: 'unchanged' },
  ],
  shorten: withoutStatement,
};
