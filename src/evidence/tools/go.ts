import type { Tool } from './rule.ts';

/** https://github.com/amacneil/dbmate: it prints `Applied:` of a failed migration too (amacneil/dbmate#670). */
export const dbmate: Tool = {
  name: 'dbmate',
  transaction: 'each',
  again: 'dbmate up',
  endsTooSoon: true,
  rules: [
    { says: 'begins', when: /^Applying: (?<migration>\S+)$/ },
    { says: 'ends', when: /^Applied: (?<migration>\S+) in \d/ },
    { says: 'succeeds', when: /^Writing: \S+\.sql$/ },
    { says: 'other-command', when: /^Rolling back: \S+$|^Rolled back: \S+ in / },
    { says: 'fails', when: /^Error: (?<error>.+)/, after: /^Appl(?:ied: \S+ in \d|ying: \S+$)/ },
    {
      says: 'fails',
      when: /^Error: (?<error>dial tcp .+|pq: .+|could not find migrations directory.+|unsupported driver: .+|no migration files found.*)/,
      after: /^(?!Appl(?:ied|ying): )/,
      within: 'idle',
      atEnd: true,
      state: 'unchanged',
    },
  ],
};

/** https://github.com/pressly/goose */
export const goose: Tool = {
  name: 'goose',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'goose rolls a failed migration back, unless it says NO TRANSACTION' },
  again: 'goose up',
  rules: [
    { says: 'ends', when: /^(?:\d{4}\/\d\d\/\d\d [\d:.]+ )?OK {2,}(?<migration>[\w.-]+\.(?:sql|go))(?: \(|$)/ },
    { says: 'fails', when: /goose run: ERROR (?<migration>[^\s:]+): (?<error>.+)/ },
    { says: 'fails', when: /goose run: (?<error>failed to connect.+|dial .+)/, state: 'unchanged' },
    { says: 'fails', when: /goose run: (?!ERROR |failed to connect|dial )(?<error>.+)/ },
    { says: 'succeeds', when: /goose: successfully migrated database to version/ },
    { says: 'nothing-pending', when: /goose: no migrations to run/ },
  ],
  // The statement comes first, quoted on the same line.
  shorten: error =>
    error
      .replace(/^.*": ERROR: /, '')
      .replace(/; failed to connect to .*$/, '')
      .replace(/^failed to run (?:SQL|Go|go) migration: /, ''),
};

const STAMP = String.raw`^(?:\d{4}/\d\d/\d\d [\d:.]+ )?`;

/** https://github.com/golang-migrate/migrate: a failed version is marked dirty, and its number is not printed. */
export const golangMigrate: Tool = {
  name: 'golang-migrate',
  transaction: 'none',
  again: 'migrate up',
  afterFailure:
    'Check what {migration} left behind, fix it, then `migrate force VERSION` with the last version that is whole, and `migrate up`',
  rules: [
    { says: 'begins', when: new RegExp(`${STAMP}Read and execute (?<version>\\d+)/u (?<name>\\S+)`) },
    { says: 'ends', when: new RegExp(`${STAMP}Finished (?<version>\\d+)/u (?<name>\\S+) \\(read`) },
    { says: 'ends', when: new RegExp(`${STAMP}(?<version>\\d+)/u (?<name>\\S+) \\([\\d.]+[a-zµ]+\\)$`) },
    { says: 'nothing-pending', when: /^\d{4}\/\d\d\/\d\d [\d:.]+ no change$/ },
    { says: 'nothing-pending', when: /^no change$/, atEnd: true },
    { says: 'other-command', when: new RegExp(`${STAMP}(?:Read and execute )?\\d+/d \\S+`) },
    { says: 'fails', when: new RegExp(`${STAMP}error: migration failed: (?<error>.+)`) },
    {
      says: 'fails',
      when: new RegExp(`${STAMP}error: (?<error>Dirty database version (?<migration>\\d+)\\. Fix and force version.*)`),
      state: 'unknown',
    },
    { says: 'fails', when: new RegExp(`${STAMP}error: (?<error>failed to open database: .+)`), state: 'unchanged' },
    {
      says: 'fails',
      when: new RegExp(`${STAMP}error: (?<error>(?:timeout: )?can't acquire database lock.*)`),
      state: 'unchanged',
    },
    { says: 'fails', when: new RegExp(`${STAMP}error: (?<error>dial tcp .+)`), atEnd: true, state: 'unchanged' },
    {
      says: 'fails',
      when: new RegExp(`${STAMP}error: (?<error>pq: .+|no migration found .+|first .+: file does not exist)`),
      atEnd: true,
    },
  ],
  shorten: error =>
    error.replace(/(?: \(column \d+\))? in line \d+:.*$/s, '').replace(/^failed to open database: /, ''),
};

/** https://github.com/rubenv/sql-migrate: it does not print what it applied before the failure. */
export const sqlMigrate: Tool = {
  name: 'sql-migrate',
  transaction: 'unknown',
  again: 'sql-migrate up',
  rules: [
    { says: 'rehearses', when: /^==> Would apply migration / },
    { says: 'nothing-pending', when: /^Applied 0 migrations$/ },
    { says: 'succeeds', when: /^Applied [1-9]\d* migrations?$/ },
    { says: 'fails', when: /^Migration failed: (?<error>.+) handling (?<migration>\S+)$/ },
    { says: 'fails', when: /^Migration failed: (?!.* handling \S+$)(?<error>.+)$/ },
  ],
};

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
