import type { Tool } from './rule.ts';

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
    // With -verbose the run goes on to say how long it took.
    { says: 'nothing-pending', when: /^Finished after \S+$/, after: /^no change$/ },
    { says: 'nothing-pending', when: /^no change$/, atEnd: true },
    { says: 'nothing-pending', when: /^Finished after [\d.]+/, after: /^no change$/ },
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
