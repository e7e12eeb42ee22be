import type { Tool } from './rule.ts';

/** https://github.com/rubenv/sql-migrate: it does not print what it applied before the failure. */
export const sqlMigrate: Tool = {
  name: 'sql-migrate',
  transaction: 'unknown',
  again: 'sql-migrate up',
  rules: [
    { says: 'rehearses', when: /^==> Would apply migration / },
    { says: 'nothing-pending', earnest: true, when: /^Applied 0 migrations$/ },
    { says: 'succeeds', earnest: true, when: /^Applied [1-9]\d* migrations?$/ },
    { says: 'fails', earnest: true, when: /^Migration failed: (?<error>.+) handling (?<migration>\S+)$/ },
    { says: 'fails', earnest: true, when: /^Migration failed: (?!.* handling \S+$)(?<error>.+)$/ },
  ],
};
