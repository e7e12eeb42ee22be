import type { Tool } from './rule.ts';

/** https://github.com/rubenv/sql-migrate: it does not print what it applied before the failure, and says the same of up and down. */
export const sqlMigrate: Tool = {
  name: 'sql-migrate',
  transaction: 'unknown',
  again: 'sql-migrate up',
  rules: [
    { says: 'rehearses', when: /^==> Would apply migration / },
    { says: 'nothing-pending', earnest: true, when: /^Applied 0 migrations$/ },
    { says: 'succeeds', earnest: true, when: /^Applied [1-9]\d* migrations?$|^Reapplied migration \S+\.$/ },
    {
      says: 'other-command',
      when: /^\|\s+MIGRATION\s+\|\s+APPLIED\s+\||^Skipped \d+ migrations?$|^All migrations have already been applied$|^Created migration \S+\.sql$/,
    },
    {
      says: 'fails',
      earnest: true,
      when: /^(?:Migration failed: |Cannot plan migration: )(?<error>Unable to create migration plan because of (?<migration>[^\s:]*): .+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      earnest: true,
      when: /^(?:Migration (?:failed|\(\w+\) failed): )?(?<error>Could not parse config: .+|Unsupported dialect: .+|Cannot plan migration: (?!Unable).+|Error (?:parsing migration|while (?:parsing|opening)) .+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      earnest: true,
      when: /^(?:Migration failed: )?(?<error>Cannot connect to database: .+)/,
      vague: true,
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      earnest: true,
      when: /^Migration (?:\(\w+\) )?failed: (?!Unable to create|Could not parse|Cannot |Error (?:parsing|while))(?<error>.+) handling (?<migration>\S+)$/,
      vague: true,
    },
    {
      says: 'fails',
      earnest: true,
      when: /^Migration (?:\(\w+\) )?failed: (?!.* handling \S+$|Unable to create|Could not parse|Cannot |Error (?:parsing|while))(?<error>.+)$/,
      vague: true,
    },
    // As a library, in the words of its program.
    {
      says: 'fails',
      earnest: true,
      when: /^(?!Migration (?:\(\w+\) )?failed: ).*(?<error>(?:pq|ERROR|Error \d{4}|mssql|near "|ORA-\d|FATAL|no such|duplicate)\b.*) handling (?<migration>[\w.-]+\.sql)\b/,
      vague: true,
    },
  ],
};
