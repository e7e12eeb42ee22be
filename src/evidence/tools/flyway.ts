import type { Tool } from './rule.ts';

/** https://documentation.red-gate.com/flyway (text; its JSON is read in report-flyway.ts) */
export const flyway: Tool = {
  name: 'Flyway',
  transaction: 'none',
  again: 'flyway migrate',
  caveat: { state: 'partial', note: 'With group=true nothing of the run was kept: `flyway info` tells' },
  afterFailure: 'Undo by hand what {migration} left behind, fix it, then `flyway repair` and `flyway migrate`',
  afterChecksum: 'Restore the migration files as they were applied, or accept the change with `flyway repair`',
  endsSilently: true,
  rules: [
    {
      says: 'opens',
      when: /^Flyway (?:\w+ )?(?:Edition )?\S+.* by Redgate|^Flyway (?:OSS|Community|Teams|Enterprise) Edition/,
    },
    {
      says: 'begins',
      when: /^Migrating schema "[^"]*" (?:to version|with repeatable migration) "?(?<migration>[^"[]+?)"?(?: \[.*)?$/,
    },
    { says: 'succeeds', when: /^Successfully applied \d+ migrations? to schema/ },
    { says: 'nothing-pending', when: /^Schema (?:"[^"]*"|\S+) is up to date\. No migration necessary\./ },
    {
      says: 'fails',
      when: /^ERROR: Migrations? of schema "[^"]*" (?:(?:to version|with repeatable migration) "?(?<migration>[^"[]+?)"? (?:\[.*\] )?)?failed!/,
    },
    { says: 'rolls-back', when: /failed! Changes successfully rolled back\./, within: 'failure' },
    {
      says: 'rolls-back',
      when: /^ERROR: Migrations of schema .* failed! Changes successfully rolled back\./,
      within: 'failure',
      whole: true,
    },
    {
      says: 'fails-too',
      when: /^(?:ERROR: )?(?:Script|Migration|Failed to execute script) (?<migration>[\w.-]+\.\w+)(?: failed)?$/,
      within: 'run',
      overrules: true,
    },
    { says: 'tells', when: /^SQL State {2}: (?<sqlstate>[0-9A-Z]{5})$/, within: 'failure' },
    { says: 'tells', when: /^Message {4}: (?<error>.+)/, within: 'failure', overrules: true },
    {
      says: 'fails',
      when: /^ERROR: (?<error>Unable to obtain connection from database .+)/,
      type: 'DB_CONNECTION',
      state: 'unchanged',
    },
    { says: 'fails', when: /^ERROR: (?<error>Validate failed: .+)/, type: 'VALIDATE_ERROR', state: 'unchanged' },
    {
      says: 'tells',
      when: /^(?<error>Migration checksum mismatch for migration (?:version )?(?<migration>.+))/,
      within: 'failure',
      category: 'ChecksumError',
      overrules: true,
    },
    {
      says: 'tells',
      when: /^(?<error>Detected failed (?:repeatable )?migration(?: to version (?<migration>[^\s.]+))?.*)/,
      within: 'failure',
      remedy: 'Undo by hand what {migration} left behind, then `flyway repair`',
      overrules: true,
    },
    {
      says: 'tells',
      when: /^(?<error>Detected (?:resolved|applied) .*migration.*)/,
      within: 'failure',
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /^ERROR: (?! |Migration|Script|Unable to obtain connection|Validate failed)(?<error>.+)/,
      within: 'run',
      nameless: true,
      state: 'unknown',
    },
  ],
};
