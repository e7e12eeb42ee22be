import type { Tool } from './rule.ts';

/** https://supabase.com/docs/reference/cli: each migration in one batch, which its own statements may commit. */
export const supabase: Tool = {
  name: 'Supabase CLI',
  transaction: 'unknown',
  dialect: 'postgresql',
  again: 'supabase db push',
  endsSilently: true,
  saysEnd: 'run',
  rules: [
    { says: 'opens', when: /^Connecting to (?:remote|local) database\.\.\./ },
    { says: 'opens', when: /^Applying unapplied migrations\.\.\./ },
    { says: 'rehearses', when: /^DRY RUN: migrations will \*not\* be pushed/ },
    { says: 'begins', when: /^Applying migration (?<migration>\S+?)\.\.\.$/ },
    { says: 'succeeds', when: /^Finished supabase (?:db (?:push|reset)|migration up)\b/ },
    { says: 'succeeds', when: /^Local database is up to date\./, within: 'migration' },
    { says: 'nothing-pending', when: /^(?:Remote|Local|Linked) database is up to date\./ },
    {
      says: 'other-command',
      when: /^Finished supabase (?!db push|db reset|migration up)|^Repaired migration history: /,
    },
    {
      says: 'fails',
      when: /^(?<error>Remote migration versions not found in local migrations directory\.?)/,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Fetch the missing files, or run `supabase migration repair --status reverted VERSION`',
    },
    {
      says: 'fails',
      when: /^(?<error>Found local migration files to be inserted before the last migration on remote database\.?)/,
      state: 'unchanged',
      category: 'ConfigurationError',
      remedy: 'Give the files newer versions, or push with `--include-all`',
    },
    {
      says: 'fails',
      when: /^(?<error>Cannot find project ref\..*|Access token not provided\..*|Invalid (?:project ref|access token) format\..*)/,
      state: 'unchanged',
      category: 'ConfigurationError',
    },
    {
      says: 'fails',
      when: /^(?<error>failed to connect to (?:postgres|`?host).+)/,
      within: 'start',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?:Error: )?ERROR: (?<error>.+) \(SQLSTATE (?<sqlstate>\w{5})\); while executing migration (?<migration>\w+)/,
    },
    { says: 'fails', when: /^(?:Error: )?ERROR: (?<error>.+) \(SQLSTATE (?<sqlstate>\w{5})\)/, within: 'run' },
    { says: 'fails', when: /^(?<error>failed to (?:begin|commit|reset|open|read|create) .+)/, within: 'run' },
    { says: 'fails', when: /^(?<error>unexpected EOF|context canceled|context deadline exceeded)$/, within: 'run' },
  ],
};
