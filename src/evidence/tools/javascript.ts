import type { Tool } from './rule.ts';

// The fields of an error of node-postgres, as Node prints them.
const PG_CODE = { says: 'tells', when: /^\s+code: '(?<sqlstate>[0-9A-Z]{5})',?$/, within: 'failure' } as const;

/** https://salsita.github.io/node-pg-migrate: all in one transaction, unless run with `--no-single-transaction`. */
export const nodePgMigrate: Tool = {
  name: 'node-pg-migrate',
  transaction: 'unknown',
  again: 'node-pg-migrate up',
  endsSilently: true,
  endsMutely: true,
  rules: [
    { says: 'opens', when: /^> Migrating files:/ },
    { says: 'rehearses', when: /^> Migrating files:/, after: /^dry run$/ },
    { says: 'begins', when: /^### MIGRATION (?<migration>\S+) \(UP\) ###/ },
    // With --no-single-transaction the statements show whether this migration has its own.
    { says: 'rolls-back', when: /^BEGIN;$/, within: 'migration' },
    { says: 'other-command', when: /^### MIGRATION \S+ \(DOWN\) ###/ },
    { says: 'fails-too', when: /^Error executing:$/ },
    { says: 'tells', when: /^error: (?!current transaction is aborted)(?<error>.+)/, within: 'failure' },
    { says: 'rolls-back', when: /^> Rolling back attempted migration/, within: 'failure', whole: true },
    PG_CODE,
    { says: 'fails', when: /^could not connect to postgres: (?<error>.+)/, state: 'unchanged' },
    {
      says: 'fails-too',
      when: /^Error: (?<error>Another migration is already running.*|Not run migration .+|Can't get migration files.*)/,
      state: 'unchanged',
    },
    { says: 'nothing-pending', when: /^No migrations to run!/ },
    { says: 'succeeds', when: /^Migrations complete!/ },
  ],
};

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
    { says: 'succeeds', when: /^Batch \d+ run: \d+ migrations?/ },
    { says: 'nothing-pending', when: /^Already up to date$/ },
    { says: 'other-command', when: /^Batch \d+ rolled back: |^Already at the base migration/ },
    { says: 'fails', when: /^migration file "(?<migration>[^"]+)" failed$/ },
    {
      says: 'fails-too',
      when: /^migration failed with error: (?<error>.+)/,
      until: /^(?:e|\w*E)rror: |^\s+at |^migration file "/,
    },
    {
      says: 'fails',
      when: /^Can't take lock to run migrations: (?<error>.+)/,
      category: 'LockError',
      state: 'unchanged',
    },
    { says: 'fails', when: /^Acquire connection error: (?<error>.+)/, state: 'unchanged' },
    { says: 'fails-too', when: /^Error: (?<error>The migration directory is corrupt.+)/, state: 'unchanged' },
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

/** https://typeorm.io/docs/migrations/executing: all in one transaction by default; its query log shows each COMMIT. */
export const typeorm: Tool = {
  name: 'TypeORM',
  transaction: 'unknown',
  again: 'typeorm migration:run',
  rules: [
    { says: 'opens', when: /^(?<pending>\d+) migrations? (?:are|is) new migrations? / },
    { says: 'ends', when: /^Migration (?<migration>\S+) has been {1,2}executed successfully\./ },
    // With `--transaction each` the COMMIT comes right before the line that tells of it.
    { says: 'commits', when: /^Migration \S+ has been {1,2}executed successfully\./, after: /^query: COMMIT$/ },
    { says: 'fails', when: /^Migration "(?<migration>[^"]+)" failed, error: (?<error>.+)/ },
    { says: 'rolls-back', when: /^query: ROLLBACK$/, within: 'failure', whole: true },
    { says: 'fails-too', when: /^Error during migration run:$/, state: 'unchanged', once: true },
    { says: 'tells', when: /^(?:[Ee]rror|QueryFailedError): (?<error>.+)/, within: 'failure' },
    PG_CODE,
    { says: 'nothing-pending', when: /^No migrations are pending/ },
    { says: 'other-command', when: /^Migration \S+ has been {1,2}reverted successfully/ },
  ],
};

/** https://orm.drizzle.team/docs/drizzle-kit-migrate: from 0.31.10 on it fails without a word (drizzle-team/drizzle-orm#5816). */
export const drizzleKit: Tool = {
  name: 'drizzle-kit',
  transaction: 'all',
  again: 'drizzle-kit migrate',
  afterCut:
    'drizzle-kit tells no error from 0.31.10 on: run `npx drizzle-kit@0.31.9 migrate`, or the statements by hand, to see it; nothing of the run is kept',
  rules: [
    { says: 'begins', when: /^\[.\] applying migrations\.\.\.$/u },
    { says: 'succeeds', when: /^\[✓\] migrations applied successfully!/ },
    { says: 'fails', when: /^\[.\] applying migrations\.\.\.\s*(?<class>\w*Error): (?<error>.+)/u },
    { says: 'fails', when: /^(?<class>DrizzleQueryError): (?<error>.+)/, within: 'migration' },
    { says: 'tells', when: /^\s+(?:\[?cause\]?): (?<error>.+)/, within: 'failure', overrules: true },
    PG_CODE,
  ],
};

/** https://sequelize.org/docs/v6/other-topics/migrations: no transaction of its own. */
export const sequelizeCli: Tool = {
  name: 'sequelize-cli',
  transaction: 'none',
  again: 'sequelize-cli db:migrate',
  rules: [
    { says: 'opens', when: /^Sequelize CLI \[/ },
    { says: 'begins', when: /^== (?<migration>\S+): migrating =/ },
    { says: 'ends', when: /^== (?<migration>\S+): migrated \(/ },
    { says: 'nothing-pending', when: /^No migrations were executed, database schema was already up to date/ },
    { says: 'other-command', when: /^== \S+: revert(?:ing|ed)\b/ },
    { says: 'fails', when: /^ERROR: (?<error>.+)/, within: 'migration' },
    { says: 'fails', when: /^ERROR: (?<error>.+)/, within: 'start', state: 'unchanged' },
    // A unique violation is a bare "Validation error" here.
    { says: 'tells', when: /^ERROR DETAIL: Key \(.*already exists/, within: 'failure', category: 'ConstraintError' },
  ],
};

/** https://www.prisma.io/docs/orm/prisma-migrate */
export const prisma: Tool = {
  name: 'Prisma',
  transaction: 'none',
  again: 'prisma migrate deploy',
  endsSilently: true,
  afterFailure:
    'Check what {migration} left behind, then `prisma migrate resolve --rolled-back {migration}` (or `--applied`), fix it, and `prisma migrate deploy`',
  rules: [
    { says: 'opens', when: /^\d+ migrations? found in \S*migrations/ },
    { says: 'begins', when: /^Applying migration `(?<migration>[^`]+)`/ },
    { says: 'succeeds', when: /^All migrations have been successfully applied\./ },
    // The last line of older versions.
    { says: 'ends', when: /^The following migrations?(?:\(s\))? have been applied:/, within: 'migration' },
    { says: 'nothing-pending', when: /^No pending migrations to apply\.|^Your database is now in sync with your/ },
    {
      says: 'other-command',
      when: /^Database schema is up to date!|^Following migrations? have not yet been applied:/,
    },
    { says: 'fails', when: /^Error: (?<type>P3018)\b/ },
    { says: 'tells', when: /^Migration name: (?<migration>\S+)/, within: 'failure', overrules: true },
    { says: 'tells', when: /^Database error code: (?<sqlstate>\w+)/, within: 'failure' },
    { says: 'tells', when: /^(?<error>\S.*)/, after: /^Database error:$/, within: 'failure', overrules: true },
    { says: 'fails', when: /^Error: (?<type>P3009)\b/, state: 'unknown' },
    {
      says: 'tells',
      when: /^The `(?<migration>[^`]+)` migration started at /,
      within: 'failure',
      overrules: true,
    },
    {
      says: 'tells',
      when: /^(?<error>migrate found failed migrations in the target database)/,
      within: 'failure',
      overrules: true,
    },
    { says: 'fails', when: /^Error: (?<type>P(?:1\d{3}|30(?!09|18)\d\d)): ?(?<error>.+)/, state: 'unchanged' },
    { says: 'fails', when: /^Error: (?<type>P(?:1\d{3}|30(?!09|18)\d\d))$/, state: 'unchanged' },
    { says: 'tells', when: /^(?<error>\S.*)/, after: /^Error: P(?:1\d{3}|3\d{3})$/, within: 'failure' },
    { says: 'tells', when: /acquire a postgres advisory lock/, within: 'failure', category: 'LockError' },
  ],
};
