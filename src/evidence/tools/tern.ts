import type { Tool } from './rule.ts';

/** https://github.com/jackc/tern: it prints each migration's SQL as it begins, and no word when all is done. */
export const tern: Tool = {
  name: 'tern',
  // A migration may say disable-tx, and the output does not tell.
  transaction: 'none',
  dialect: 'postgresql',
  again: 'tern migrate',
  endsSilently: true,
  saysEnd: 'nothing',
  rules: [
    { says: 'begins', when: /^executing (?<migration>\d\S*\.sql) up$/ },
    { says: 'down', when: /^executing (?<migration>\d\S*\.sql) down$/ },
    { says: 'other-command', when: /^status: {2,}(?:up to date|migration\(s\) pending)/ },
    { says: 'fails', when: /^(?<error>ERROR: .+ \(SQLSTATE \w{5}\))$/, within: 'migration', vague: true },
    { says: 'fails', when: /^(?<error>ERROR: .+ \(SQLSTATE \w{5}\))$/, within: 'rollback', vague: true },
    {
      says: 'fails',
      when: /^(?<error>Unable to connect to PostgreSQL):$/,
      vague: true,
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?<error>Error (?:initializing migrator|loading migrations)|Unable to get current version|Bad destination):$/,
      vague: true,
      state: 'unchanged',
      until: /^(?! {2})/,
    },
  ],
};
