import type { Dialect } from '../databases/databases.ts';
import { PRISMA_OTHER_COMMANDS } from './prisma-commands.ts';
import { PRISMA_ERRORS } from './prisma-errors.ts';
import type { Rule, Tool } from './rule.ts';

const DATASOURCES: readonly (readonly [string, Dialect])[] = [
  ['PostgreSQL', 'postgresql'],
  ['CockroachDB', 'cockroachdb'],
  ['MySQL', 'mysql'],
  ['SQLite', 'sqlite'],
  ['SQL Server', 'sqlserver'],
  ['MongoDB', 'mongodb'],
];

/** https://www.prisma.io/docs/orm/prisma-migrate: the script of a migration is sent as it is, and may commit halfway. */
export const prisma: Tool = {
  name: 'Prisma',
  transaction: 'none',
  again: 'prisma migrate deploy',
  endsSilently: true,
  saysEnd: 'run',
  afterFailure:
    'Check what {migration} left behind, run `prisma migrate resolve --rolled-back {migration}` (or `--applied`), and fix it; then run `prisma migrate deploy`',
  rules: [
    { says: 'opens', when: /^Prisma schema loaded from |^\u{1f3cb}\S{0,4} {1,3}migrate up$/u },
    {
      says: 'opens',
      when: /^Datasource "[^"]+"(?: -|:)(?: [\w ]{1,30} database "(?<database>[^"]{1,200})"(?:,? <?schemas? "(?<schema>[^>]{1,200}?)">?)?(?: at "(?<server>[^"]{1,300})")?)?/,
    },
    ...DATASOURCES.map(
      ([name, dialect]): Rule => ({
        says: 'tells',
        when: new RegExp(`^Datasource "[^"]{1,200}"(?: -|:) ${name}\\b`),
        dialect,
      }),
    ),
    { says: 'opens', when: /^(?:\d+ migrations?|No migration) found in \S*migrations/ },
    ...PRISMA_OTHER_COMMANDS,
    { says: 'begins', when: /^Applying migration `(?<migration>[^`]+)`/ },
    { says: 'succeeds', when: /^All migrations have been successfully applied\./ },
    // The last line of older versions.
    { says: 'succeeds', when: /^The following migrations?(?:\(s\))? have been applied:/, within: 'migration' },
    { says: 'succeeds', when: /^(?:🚀 *)?Your database (?:is|indexes are) now in sync with your /u },
    { says: 'succeeds', when: /^Database reset successful/, within: 'run' },
    { says: 'nothing-pending', when: /^No pending migrations to apply\.|^Already in sync, no schema change / },
    { says: 'nothing-pending', when: /^The database is already in sync with (?:the|your) Prisma schema/ },
    ...PRISMA_ERRORS,
  ],
};
