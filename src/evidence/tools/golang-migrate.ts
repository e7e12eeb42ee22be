import type { Rule, Tool } from './rule.ts';

const UP = String.raw`(?<version>\d+)\/u (?<name>\S+)`;
const DOWN = String.raw`(?<version>\d+)\/d (?<name>\S+)`;
const TIME = String.raw`\((?:[\d.]+(?:ns|[µu]s|ms|s|m|h))+\)$`;

/** What is wrong before the first migration: state `unchanged` where none had ended. */
const BEFORE: readonly Rule[] = [
  {
    says: 'fails',
    when: /(?:^|: )(?<error>failed to open database: .+)/,
    vague: true,
    nameless: true,
    state: 'unchanged',
  },
  {
    says: 'fails',
    when: /^error: (?<error>failed to (?:open source|open database,|parse scheme).+|.*(?:source|database) driver: (?:unknown driver|invalid URL).+|URL cannot be empty|no scheme)/,
    nameless: true,
    category: 'ConfigurationError',
    state: 'unchanged',
  },
  {
    says: 'fails',
    when: /^(?!error: ).*(?<error>unknown driver '?\w+'? \(forgotten import\?\))/,
    nameless: true,
    category: 'ConfigurationError',
    state: 'unchanged',
  },
  {
    says: 'fails',
    when: /(?:^|: )(?<error>(?:timeout: )?can't acquire (?:database )?lock|database locked|unable to obtain lock)$/,
    nameless: true,
    category: 'LockError',
    state: 'unchanged',
  },
  {
    says: 'fails',
    when: /(?:^|(?<!\bapply failed): )(?<error>no migration found for version (?<version>\d+).*|first \S+: file does not exist)$/,
    nameless: true,
    category: 'ConfigurationError',
    state: 'unchanged',
    remedy: "Deploy the migration files that belong to the database's version",
  },
  {
    says: 'fails',
    when: /^error: (?<error>-all cannot be used .+|can't read (?:limit|version) argument .+|please specify .+|too many arguments|limit \d+ short|duplicate migration (?:file|version): .+|no migration|file does not exist)$/,
    nameless: true,
    category: 'ConfigurationError',
    state: 'unchanged',
  },
];

/**
 * https://github.com/golang-migrate/migrate, its command and its library. A failed version is marked dirty; without -verbose its number is
 * not printed. Every failure of the command is `error: …`.
 */
export const golangMigrate: Tool = {
  name: 'golang-migrate',
  transaction: 'none',
  again: 'migrate up',
  afterFailure:
    'Check what {migration} left behind, and fix it; then run `migrate force VERSION` with the last version that is complete, and `migrate up`',
  rules: [
    { says: 'begins', when: new RegExp(`^Read and execute ${UP}`) },
    { says: 'ends', when: new RegExp(`^Finished ${UP} \\(read`) },
    { says: 'ends', when: new RegExp(`^${UP} ${TIME}`) },
    { says: 'down', when: new RegExp(`^Read and execute ${DOWN}`) },
    { says: 'down', when: /^(?:Finished )?\d+\/d \S+ \(|^Are you sure you want to apply all down migrations\?/ },
    { says: 'ends', when: new RegExp(`^(?:Finished )?${DOWN} \\(`) },
    { says: 'other-command', when: /^Are you sure you want to drop the entire database schema\?|^\d+ \(dirty\)$/ },
    { says: 'nothing-pending', when: /^no change$/, atEnd: true },
    // With -verbose the run goes on to say how long it took.
    { says: 'nothing-pending', when: /^Finished after \S+$/, after: /^no change$/ },
    {
      says: 'fails',
      when: /(?:^|: )(?<error>Dirty database version (?<migration>-?\d+)\. Fix and force version\.?)/,
      category: 'DatabaseError',
      state: 'unknown',
    },
    ...BEFORE,
    {
      says: 'fails',
      when: /^(?:.{0,120}: )?(?<error>migration failed(?: in line \d+)?: .+)/,
      vague: true,
    },
    { says: 'fails', when: /^error: (?!migration failed)(?<error>.+?) in line \d+: /, vague: true },
    { says: 'fails', when: /^error: (?!migration failed)(?<error>.+?) in line \d+:$/, vague: true },
    { says: 'fails', when: /^error: (?<error>(?:transaction (?:start|commit)|try lock|unlock) failed.*)/, vague: true },
    {
      says: 'fails',
      when: /^error: (?<error>(?:dial|pq|pgx|x509|tls|driver|conn|write|read|EOF|unexpected EOF)\b.*)/,
      atEnd: true,
      vague: true,
    },
    { says: 'fails-too', when: /^error: (?<error>.+)/, within: 'run', atEnd: true, vague: true },
  ],
  shorten: error =>
    error
      // A database that gives no place: its words stand behind the statement.
      .replace(/^migration failed in line \d+: .*\(details: (.+)\)$/s, '$1')
      .replace(/(?: \(column \d+\))? in line \d+:.*$/s, '')
      .replace(/^failed to open database: /, ''),
};
