import type { Tool } from './rule.ts';

/** https://knexjs.org/guide/migrations.html: all in one transaction, unless a migration or the configuration opts out. */
export const knex: Tool = {
  name: 'Knex',
  transaction: 'all-by-default',
  again: 'knex migrate:latest',
  caveat: {
    state: 'rolled-back',
    note: 'Knex keeps nothing of a failed run, unless a migration or the configuration opts out of transactions: `knex migrate:status` tells',
  },
  rules: [
    { says: 'opens', when: /^Using environment: \S+$/ },
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
      remedy: 'Wait for the other run that holds the lock; if none is alive, `knex migrate:unlock`',
    },
    {
      says: 'fails',
      when: /^(?:Knex:\w+ - )?(?:Acquire connection|Pool2?) ?error:? (?:- )?(?<error>.+)/,
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
    // What is thrown without a word of the migrator comes from before its first migration.
    { says: 'fails', when: /^(?<class>\w*Error)(?: \[\w+\])?: (?<error>.+)/, within: 'start', state: 'unchanged' },
  ],
  // The statement comes first: `alter table … - relation "userz" does not exist`.
  shorten: error => error.slice(endOfStatement(error)),
};

// Where a backslash escapes a quote, as in MySQL, and where it does not: the text does not tell which it is.
const LITERALS = [String.raw`'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)`, `'(?:[^']|'')*(?:'|$)`] as const;

/** Where the server's words begin behind Knex's statement. A hyphen within a literal is not their beginning; in doubt all of the text is. */
function endOfStatement(error: string): number {
  const [escaped = [], plain = []] = LITERALS.map(literal => {
    const words = new RegExp(`${literal}|"[^"]*(?:"|$)|\`[^\`]*(?:\`|$)| - `, 'g');
    return [...error.matchAll(words)].filter(([word]) => word === ' - ').map(match => match.index);
  });
  const both = new Set(plain);
  const first = escaped.find(index => both.has(index));
  return first === undefined ? 0 : first + ' - '.length;
}
