import type { Tool } from './rule.ts';

/** https://alembic.sqlalchemy.org: all in one transaction, unless env.py sets `transaction_per_migration`. */
export const alembic: Tool = {
  name: 'Alembic',
  transaction: 'all-by-default',
  again: 'alembic upgrade head',
  caveat: {
    state: 'rolled-back',
    note: 'Alembic keeps nothing of a failed run, unless env.py sets transaction_per_migration or a migration uses autocommit_block: `alembic current` tells',
  },
  endsSilently: true,
  rules: [
    { says: 'opens', when: /\[alembic\.runtime\.migration\] Context impl / },
    { says: 'rehearses', when: /\[alembic\.runtime\.migration\] Generating static SQL/ },
    { says: 'leaves-pieces', when: /Will assume non-transactional DDL/, whole: true },
    {
      says: 'begins',
      when: /^(?!--).*Running upgrade [\w, ]*-> (?<version>\w+)(?:, (?<name>.+))?$/,
    },
    { says: 'other-command', when: /Running downgrade \w+ -> / },
    { says: 'present', when: /^\s+File ".*[/\\]alembic[/\\].*\.py", line / },
    {
      says: 'tells',
      when: /^\s+File ".*[/\\]versions[/\\](?<migration>[\w-]+)\.py", line \d+, in upgrade/,
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^(?<class>sqlalchemy\.exc\.\w+): \((?<type>[\w.]+)\) (?<error>.+)/,
      within: 'crash',
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^(?<class>(?!psycopg|sqlite3|pymysql|MySQLdb|asyncpg)[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Failure|Exit)): (?<error>.+)/,
      after: /^\s/,
      within: 'crash',
    },
    {
      says: 'fails-too',
      when: /^\s*(?:ERROR \[alembic\.util\.messaging\] |FAILED: (?=Can't locate|Multiple head|No such revision|No config file|Path doesn't))(?<error>.+)/,
      state: 'unchanged',
    },
  ],
};
