import type { Tool } from './rule.ts';

/** https://hexdocs.pm/ecto_sql/Ecto.Migrator.html: each migration in a transaction, unless it sets `@disable_ddl_transaction`. */
export const ecto: Tool = {
  name: 'Ecto',
  transaction: 'none',
  transactionOn: { postgresql: 'each-by-default', sqlserver: 'each-by-default', sqlite: 'each-by-default' },
  again: 'mix ecto.migrate',
  rules: [
    {
      says: 'begins',
      when: /== Running (?<version>\d+) (?:\w+\.)*(?<name>\w+)\.(?:change\/0 forward|up\/0(?: forward)?)$/,
    },
    {
      says: 'down',
      when: /== Running (?<version>\d+) (?:\w+\.)*(?<name>\w+)\.(?:change\/0 backward|down\/0(?: (?:for|back)ward)?)$/,
    },
    { says: 'ends', when: /== Migrated \d+ in [\d.]+s$/ },
    { says: 'nothing-pending', when: /(?:^|\] )Migrations already up$/ },
    { says: 'other-command', when: /(?:^|\] )Migrations already down$/ },
    { says: 'other-command', when: /^Repo: [A-Z][\w.]+$/ },
    {
      says: 'fails-too',
      when: /\*\* \((?:(?:Postgrex|MyXQL|Tds|Exqlite|EXIT)\b[^)]*|(?<class>[\w.]+))\) /,
      within: 'run',
    },
    {
      says: 'tells',
      when: /\*\* \((?!Postgrex|MyXQL|Tds|Exqlite|DBConnection|EXIT)[\w.]+\) (?<error>.+)/,
      within: 'failure',
    },
    { says: 'fails-too', when: /\bEvaluation failed with: /, within: 'run' },
    {
      says: 'fails-too',
      when: /\bCould not (?:create schema migrations table|retrieve migrated versions)\./,
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^\*\* \(Mix\) (?<error>Could not start repo .+)/,
      state: 'unchanged',
    },
  ],
};
