import type { Tool } from './rule.ts';

/**
 * https://www.sea-ql.org/SeaORM/docs/migration/running-migration: on PostgreSQL all of a run in one transaction up to version 1, each
 * migration in its own, or in none, from 2 on; the output does not tell which.
 */
export const seaOrm: Tool = {
  name: 'SeaORM',
  transaction: 'all-or-each',
  again: 'sea-orm-cli migrate up',
  rules: [
    { says: 'opens', when: /^Applying (?:all|(?<pending>\d+)) pending migrations$/ },
    { says: 'begins', when: /^Applying migration '(?<migration>[^']+)'$/ },
    { says: 'ends', when: /^Migration '(?<migration>[^']+)' has been applied$/ },
    { says: 'nothing-pending', when: /^No pending migrations$/ },
    { says: 'down', when: /^Rolling back (?:all|\d+) applied migrations$|^No applied migrations$/ },
    { says: 'down', when: /^Rolling back migration '(?<migration>[^']+)'$/ },
    { says: 'ends', when: /^Migration '(?<migration>[^']+)' has been rolled back$/ },
    { says: 'other-command', when: /^Checking migration status$|^Migration '[^']+'\.\.\. (?:Pending|Applied)$/ },
    {
      says: 'fails',
      when: /^(?:Error: )?Custom Error: (?<error>Migration file of version '(?<migration>[^']+)' is missing.*)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?:Error: )?Connection Error: (?<error>.+)/,
      within: 'idle',
      vague: true,
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?:Error: )?(?:Execution|Query|Type|Json|Migration|Custom|Connection) Error: (?!Migration file of )(?<error>.+)/,
      within: 'run',
      vague: true,
    },
    {
      says: 'fails',
      when: /^(?:Error: )?(?<error>Failed to acquire connection from pool: .+)/,
      vague: true,
      category: 'ConnectionError',
    },
  ],
};
