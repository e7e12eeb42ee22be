import type { Tool } from './rule.ts';

/** https://atlasgo.io/versioned/apply (text; its JSON is read in reports/atlas.ts) */
export const atlas: Tool = {
  name: 'Atlas',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'Atlas rolls a failed file back, unless it runs with tx-mode none' },
  again: 'atlas migrate apply',
  afterChecksum: 'Restore the migration files as they were applied, or accept the change with `atlas migrate hash`',
  rules: [
    // Its text does not say so: the command that a shell shows does.
    { says: 'rehearses', when: /\batlas (?:migrate|schema) apply\b.* --dry-run\b/ },
    {
      says: 'opens',
      within: 'analysis',
      earnest: true,
      when: /(?:^|[$>+%#;&] ?|\bRun )atlas (?:migrate|schema) apply\b(?!.* --dry-run\b)/,
    },
    { says: 'opens', when: /^Migrating to version \S+(?: from \S+)? \((?<pending>\d+) migrations? in total\)/ },
    { says: 'opens', when: /^Applying approved migration \(\d+ statements? in total\):/ },
    { says: 'begins', when: /^ *-- migrating version (?<migration>\S+)/ },
    { says: 'ends', when: /^ *-- ok(?: \([\d.]+[a-zµ]+\))?$/, within: 'migration' },
    { says: 'succeeds', when: /^ *-- \d+ (?:migrations?|sql statements?)(?: ok)?$/, within: 'run' },
    { says: 'nothing-pending', when: /^No migration files to execute|^Schema is synced, no changes to be made/ },
    {
      says: 'fails-too',
      when: /^ *-- (?:\d+ migrations? ok,? )?\(?\d+ (?:migrations? |sql statements? )?with errors\)?$/,
      within: 'run',
    },
    { says: 'fails-too', when: /^ *-- \d+ sql statements? ok \(\d+ with errors\)$/, within: 'run' },
    { says: 'tells', when: /^ {4}(?!->|--)(?<error>\S.*)$/, within: 'migration', vague: true },
    { says: 'down', when: /^Migrating down (?:from|to) version / },
    { says: 'down', when: /^ *-- reverting version (?<migration>\S+)/ },
    {
      says: 'other-command',
      when: /^Migration Status: (?:OK|PENDING)|^Analyzing changes (?:from|until|\()|^ *-- analyzing version \S|^The migration directory is synced with the desired state|^Planning migration statements from /,
    },
    {
      says: 'fails-too',
      when: /^Error: (?:sql\/migrate: )?(?:execute: )?executing statement .* from version "(?<migration>[^"]+)": (?<error>.+)$/,
      overrules: true,
      vague: true,
    },
    {
      says: 'fails-too',
      when: /^Error: (?:sql\/migrate: )?(?:execute: )?executing statement "(?!.* from version ")(?<error>.+)$/,
      vague: true,
    },
    {
      says: 'fails',
      when: /^Error: (?<error>checksum (?:mismatch|file not found).*)/,
      after: /checksum error in your migration|atlas migrate hash|^to re-hash the contents/,
      category: 'ChecksumError',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^(?:You have a (?<error>checksum error in your migration directory)\.)/,
      category: 'ChecksumError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Error: (?:sql\/migrate: )?(?<error>(?:acquiring database|taking) lock.*|sql\/schema: lock is held by other session.*)/,
      category: 'LockError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Error: (?:sql\/migrate: )?(?<error>connected database is not clean: .+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
      remedy: 'Name the version that the database is at with `--baseline VERSION`, or run with `--allow-dirty`',
    },
    {
      says: 'fails',
      when: /^Error: (?:sql\/migrate: )?(?<error>migration files? .{1,400} (?:was|were) added out of order.*)/,
      category: 'ConfigurationError',
      state: 'unchanged',
      remedy: 'Give the file a newer version with `atlas migrate rebase`, or run with `--exec-order non-linear`',
    },
    {
      says: 'fails',
      when: /^Error: (?<error>sql\/migrate: (?:read |compute |scanning |validate |taking database|no (?:driver|dir|revision)|baseline |revision not|copy files).*|migration with version "[^"]+" not found|baseline version "[^"]+" not found|required flag "url" not set|parse dir-url: .+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^Error: (?!checksum |sql\/migrate: |acquiring |executing )(?<error>.+)/,
      within: 'run',
      vague: true,
    },
  ],
};
