import type { Tool } from './rule.ts';

/** https://atlasgo.io/versioned/apply (text; its JSON is read in report-atlas.ts) */
export const atlas: Tool = {
  name: 'Atlas',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'Atlas rolls a failed file back, unless it runs with tx-mode none' },
  again: 'atlas migrate apply',
  afterChecksum: 'Restore the migration files as they were applied, or accept the change with `atlas migrate hash`',
  rules: [
    { says: 'opens', when: /^Migrating to version \S+(?: from \S+)? \((?<pending>\d+) migrations? in total\)/ },
    { says: 'begins', when: /^ *-- migrating version (?<migration>\S+)/ },
    { says: 'ends', when: /^ *-- ok(?: \([\d.]+[a-zµ]+\))?$/, within: 'migration' },
    { says: 'succeeds', when: /^ *-- \d+ migrations?(?: ok)?$/, within: 'run' },
    { says: 'nothing-pending', when: /^No migration files to execute/ },
    { says: 'fails-too', when: /^ *-- (?:\d+ migrations? ok, )?\d+ (?:migrations? )?with errors$/, within: 'run' },
    { says: 'tells', when: /^ {4}(?!->|--)(?<error>\S.*)$/, within: 'migration' },
    {
      says: 'fails-too',
      when: /^Error: (?:sql\/migrate: )?(?:execute: )?executing statement .* from version "(?<migration>[^"]+)": (?<error>.+)$/,
      overrules: true,
    },
    {
      says: 'fails',
      when: /^Error: (?<error>checksum (?:mismatch|file not found).*)/,
      after: /checksum error in your migration|atlas migrate hash/,
      category: 'ChecksumError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Error: (?:sql\/migrate: )?(?<error>(?:acquiring database|taking) lock.*)/,
      category: 'LockError',
      state: 'unchanged',
    },
  ],
};
