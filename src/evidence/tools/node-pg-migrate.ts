import { PG_CODE } from './node-postgres.ts';
import type { Tool } from './rule.ts';

/** https://salsita.github.io/node-pg-migrate: all in one transaction, unless run with `--no-single-transaction`. */
export const nodePgMigrate: Tool = {
  name: 'node-pg-migrate',
  transaction: 'unknown',
  again: 'node-pg-migrate up',
  endsSilently: true,
  saysEnd: 'nothing',
  dialect: 'postgresql',
  rules: [
    { says: 'opens', when: /^> Migrating files:/ },
    { says: 'rehearses', when: /^> Migrating files:/, after: /^dry run$/ },
    { says: 'begins', when: /^### MIGRATION (?<migration>\S+) \(UP\) ###/ },
    // With --no-single-transaction the statements show whether this migration has its own.
    { says: 'rolls-back', when: /^BEGIN;$/, within: 'migration' },
    { says: 'down', when: /^### MIGRATION (?<migration>\S+) \(DOWN\) ###/ },
    { says: 'fails-too', when: /^Error executing:$/ },
    { says: 'tells', when: /^error: (?!current transaction is aborted)(?<error>.+)/, within: 'failure' },
    { says: 'rolls-back', when: /^> Rolling back attempted migration/, within: 'failure', whole: true },
    PG_CODE,
    { says: 'fails', when: /^could not connect to postgres: (?<error>.+)/, state: 'unchanged' },
    {
      says: 'fails-too',
      when: /^Error: (?<error>Another migration is already running.*|Not run migration .+|Can't get migration files.*|Error loading migration files.*|Definitions of migrations .+|Unable to (?:ensure|fetch) .+|You must provide .+)/,
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?<error>The \$\w+ environment variable is not set\.?|Can't find .{0,80}database.{0,200})/,
      within: 'before',
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    { says: 'nothing-pending', when: /^No migrations to run!/ },
    { says: 'succeeds', when: /^Migrations complete!/ },
  ],
};
