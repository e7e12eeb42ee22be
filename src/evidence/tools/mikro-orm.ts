import { withoutStatement } from './knex-statement.ts';
import type { Tool } from './rule.ts';

/** https://mikro-orm.io/docs/migrations: all in one transaction, unless `allOrNothing` or `transactional` is off. */
export const mikroOrm: Tool = {
  name: 'MikroORM',
  transaction: 'all-by-default',
  again: 'mikro-orm migration:up',
  saysEnd: 'nothing',
  shorten: withoutStatement,
  rules: [
    // Its usage stands before what it throws.
    { says: 'opens', when: /^mikro-orm migration:(?:up|fresh)$/ },
    { says: 'begins', when: /^(?:\[migrator\] )?Processing '(?<migration>Migration\w+|[\w-]*\d{8,}[\w-]*)'$/ },
    { says: 'ends', when: /^(?:\[migrator\] )?Applied '(?<migration>[\w-]+)'$/ },
    { says: 'down', when: /^(?:\[migrator\] )?Reverted '(?<migration>[\w-]+)'$|^Successfully migrated down/ },
    { says: 'succeeds', when: /^Successfully migrated up\b|^Successfully executed migration '/ },
    {
      says: 'other-command',
      when: /^No pending migrations$|^No migrations executed yet$|^No changes required, schema is up-to-date/,
    },
    {
      says: 'other-command',
      when: /^Changes detected\. Please create migration to update schema|^\S+ successfully created$/,
      within: 'before',
    },
    {
      says: 'fails-too',
      when: /^(?<error>Changes detected)\. Please create migration to update schema/,
      within: 'before',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^MigrationError: Migration (?<migration>\S{1,200}) \(up\) failed: (?:Original error: )?(?<error>.+)/,
      within: 'migration',
    },
    { says: 'fails', when: /^(?<class>\w*(?:Error|Exception))(?: \[\w+\])?: (?<error>.+)/, within: 'migration' },
    {
      says: 'fails',
      when: /^(?<class>\w*(?:Error|Exception))(?: \[\w+\])?: (?<error>.*(?:database "[^"]+" does not exist|Unknown database '|ECONNREFUSED|ENOTFOUND|authentication failed|Access denied for user).*)/,
      within: 'start',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^(?<class>\w*(?:Error|Exception))(?: \[\w+\])?: (?<error>.+)/,
      within: 'start',
      state: 'unknown',
    },
  ],
};
