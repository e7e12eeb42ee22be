import type { Tool } from './rule.ts';

/** https://docs.liquibase.com: on PostgreSQL each changeset runs in a transaction, unless it sets `runInTransaction:false`. */
export const liquibase: Tool = {
  name: 'Liquibase',
  shorten: error => (error.startsWith('Validation Failed:') ? error.replace(/(?<!\s)\s*\n\s+/g, ' ') : error),
  transaction: 'each-by-default',
  caveat: {
    state: 'rolled-back',
    note: 'On PostgreSQL Liquibase rolls a failed changeset back, unless it sets runInTransaction:false',
  },
  again: 'liquibase update',
  afterChecksum: 'Restore the changesets as they were applied, or accept the change with `liquibase clear-checksums`',
  endsSilently: true,
  rules: [
    { says: 'opens', when: /^Starting Liquibase at / },
    { says: 'begins', when: /^Running Changeset: (?<migration>\S.*::.*\S)$/ },
    { says: 'nothing-pending', when: /^Database is up to date, no changesets to execute/ },
    {
      says: 'succeeds',
      when: /^Liquibase command 'update(?:-count|-to-tag|-testing-rollback)?' was executed successfully\./,
    },
    { says: 'succeeds', when: /^Liquibase: Update has been successful\.|^Liquibase Update Successful/ },
    { says: 'other-command', when: /^Rolling Back Changeset: / },
    { says: 'rehearses', when: /^Liquibase command 'update-(?:\w+-)*sql' was executed successfully/ },
    { says: 'other-command', when: /^Liquibase command '(?!update)[\w-]+' was executed successfully/ },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: Migration failed for change ?set (?<migration>[^\n]+?):?$/,
    },
    { says: 'tells', when: /^\s+Reason: (?<error>.+)/, within: 'failure', overrules: true },
    { says: 'tells', when: /^ERROR: Exception Primary Class: {2}(?<class>\w+)/ },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: (?<error>(?:Connection could not be created|Could not acquire change log lock).*)/,
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: (?<error>Validation Failed:.*)/,
      until: /^\s*$/,
      state: 'unchanged',
    },
    {
      says: 'tells',
      when: /^\s+(?<migration>\S+::\S+::\S.*) was: \S+ but is now: /,
      within: 'failure',
      category: 'ChecksumError',
      overrules: true,
    },
    {
      says: 'fails',
      when: /^Unexpected error running Liquibase: (?!Migration failed|Connection could not|Could not acquire|Validation Failed)(?<error>.+)/,
    },
  ],
};
