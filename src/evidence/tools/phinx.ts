import type { Tool } from './rule.ts';

/** https://book.cakephp.org/phinx, and the migrations of CakePHP: each migration in a transaction, where its adapter has one. */
export const phinx: Tool = {
  name: 'Phinx',
  transaction: 'none',
  transactionOn: { postgresql: 'each-by-default', sqlserver: 'each-by-default', sqlite: 'each-by-default' },
  again: 'vendor/bin/phinx migrate',
  rules: [
    { says: 'opens', when: /^Phinx by CakePHP / },
    { says: 'opens', when: /^using environment (?<server>\S+)$/ },
    { says: 'opens', when: /^using migration paths?\b/ },
    { says: 'opens', when: /^using adapter mysql$/, dialect: 'mysql' },
    { says: 'opens', when: /^using adapter pgsql$/, dialect: 'postgresql' },
    { says: 'opens', when: /^using adapter sqlite$/, dialect: 'sqlite' },
    { says: 'opens', when: /^using adapter sqlsrv$/, dialect: 'sqlserver' },
    { says: 'opens', when: /^using database (?<database>\S+)$/ },
    { says: 'begins', when: /^ ?== (?<version>\d+) (?<name>\w+): migrating$/ },
    { says: 'ends', when: /^ ?== (?<version>\d+) (?<name>\w+): (?:migrated|reverted|skipped) [\d.]+s$/ },
    { says: 'down', when: /^ ?== (?<version>\d+) (?<name>\w+): reverting$/ },
    { says: 'succeeds', when: /^All Done\. Took [\d.]+s$/, within: 'run' },
    { says: 'other-command', when: /^ ?Status {2}\[?Migration ID\]? .*Migration Name$/ },
    { says: 'other-command', when: /^No migrations to rollback$/ },
    {
      says: 'fails-too',
      when: /^(?:In \w+\.php line \d+:| {2}\[(?:\w+\\)*\w*(?:Exception|Error)\]|(?:\w+\\)*(?<class>\w*(?:Exception|Error)): .*)$/,
      within: 'run',
    },
    {
      says: 'tells',
      when: /^(?:\w+\\)*\w*(?:Exception|Error): (?!SQLSTATE)(?<error>.+?)(?: in \/\S+:\d+)?$/,
      within: 'failure',
    },
    {
      says: 'fails',
      when: /^(?<error>The environment "[^"]*" does not exist|Could not determine database name!.*)$/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
  ],
};
