import type { Tool } from './rule.ts';

/** https://github.com/launchbadge/sqlx/tree/main/sqlx-cli, and sqlx::migrate! in a program, which prints nothing of what it applied. */
export const sqlx: Tool = {
  name: 'sqlx',
  transaction: 'each-by-default',
  again: 'sqlx migrate run',
  saysEnd: 'nothing',
  afterChecksum: 'Restore the migration file as it was applied',
  rules: [
    { says: 'rehearses', when: /^Can apply \d+\/\w+ .*\([\d.]+\w+\)$/ },
    { says: 'ends', earnest: true, when: /^Applied (?<version>\d+)\/migrate (?<name>.+) \([\d.]+[a-zµ]+\)$/ },
    {
      says: 'down',
      earnest: true,
      when: /^Applied \d+\/revert .+ \([\d.]+[a-zµ]+\)$|^No migrations available to revert$/,
    },
    { says: 'other-command', when: /^\d{4,}\/(?:installed|pending)\b/ },
    {
      says: 'fails',
      when: /(?:^|[:=] ?|`)(?<error>migration (?<migration>\d+) was previously applied but has been modified)/,
      category: 'ChecksumError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /(?:^|[:=] ?|`)(?<error>migration (?<migration>\d+) (?:was previously applied but is missing in the resolved migrations|is not present in the migration source|is (?:older|newer) than the latest applied migration \d+))/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /(?:^|[:=] ?|`)(?<error>migration (?<migration>\d+) is partially applied; .+)/,
      state: 'unknown',
      remedy: 'Undo what {migration} left behind and remove its row from `_sqlx_migrations`',
    },
    {
      says: 'fails',
      when: /\b(?<error>Version(?:Mismatch|Missing|NotPresent)\((?<migration>\d{1,20})\))/,
      category: 'ChecksumError',
      state: 'unchanged',
    },
    // A dry run executes none.
    {
      says: 'fails',
      earnest: true,
      when: /^error: (?<error>while executing migration (?<migration>\d+): .+)/,
      vague: true,
    },
    {
      says: 'fails',
      earnest: true,
      when: /^(?!error: ).*\b(?<error>while executing migration (?<migration>\d+): .+)/,
      vague: true,
      state: 'unknown',
    },
    { says: 'fails', when: /^error: (?<error>while (?:executing|resolving) migrations: .+)/, vague: true },
    {
      says: 'fails',
      when: /^(?!error: ).*\b(?<error>while (?:executing|resolving) migrations: .+)/,
      vague: true,
      state: 'unknown',
    },
    {
      says: 'fails',
      when: /\bErr` value: (?<error>(?:Execute|ExecuteMigration)\(.+)/,
      vague: true,
      state: 'unknown',
    },
    {
      says: 'fails-too',
      when: /^error: (?<error>error (?:communicating with|returned from) (?:the )?database.*|pool timed out .*)/,
      vague: true,
    },
  ],
};
