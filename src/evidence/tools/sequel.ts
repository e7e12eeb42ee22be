import type { Tool } from './rule.ts';

/** https://sequel.jeremyevans.net/rdoc/files/doc/migration_rdoc.html, with its logger on: each migration in a transaction where DDL has one. */
export const sequel: Tool = {
  name: 'Sequel',
  transaction: 'none',
  transactionOn: { postgresql: 'each-by-default', sqlserver: 'each-by-default', sqlite: 'each-by-default' },
  again: 'sequel -m migrations DATABASE_URL',
  rules: [
    { says: 'begins', when: /\bBegin applying migration (?!version )(?<migration>\S+), direction: up$/ },
    { says: 'begins', when: /\bBegin applying migration version (?<version>\d+), direction: up$/ },
    { says: 'down', when: /\bBegin applying migration (?!version )(?<migration>\S+), direction: down$/ },
    { says: 'down', when: /\bBegin applying migration version (?<version>\d+), direction: down$/ },
    { says: 'ends', when: /\bFinished applying migration (?!version )(?<migration>\S+), direction: \w+, took / },
    { says: 'ends', when: /\bFinished applying migration version (?<version>\d+), direction: \w+, took / },
    { says: 'fails-too', when: /^(?:Error: )?(?:Sequel::(?<class>\w+)|[A-Z]\w*::\w*Error): /, within: 'migration' },
    { says: 'fails-too', when: /\b(?:rake|rails|hanami) aborted!$/, within: 'migration' },
    // A task of rake's own, without a logger: nothing tells what had begun.
    { says: 'opens', when: /^Sequel::(?!Migrator::)\w+: /, after: /\brake aborted!$/ },
    {
      says: 'fails-too',
      when: /^Sequel::(?!Migrator::)(?<class>\w+): /,
      after: /\brake aborted!$/,
      within: 'start',
      state: 'unknown',
    },
    { says: 'fails-too', when: /^Tasks: TOP => /, within: 'failure' },
    {
      says: 'fails-too',
      when: /^(?:Error: )?Sequel::Migrator::(?<class>(?:NotCurrent)?Error): (?<error>.+)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
  ],
};
