import type { Tool } from './rule.ts';

const AT_WORK = /^(?:Appl(?:ied: \S+ in \d|ying: \S+$)|Roll(?:ed|ing) back: \S+|Rows affected: |Last insert ID: )/;

/** https://github.com/amacneil/dbmate: it prints `Applied:` of a failed migration too (amacneil/dbmate#670). */
export const dbmate: Tool = {
  name: 'dbmate',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'dbmate rolls a failed migration back, unless it says transaction:false' },
  again: 'dbmate up',
  endsTooSoon: true,
  rules: [
    { says: 'target', when: /^Creating: (?<schema>\S+)$/ },
    { says: 'begins', when: /^Applying: (?<migration>\S+)$/ },
    { says: 'ends', when: /^Applied: (?<migration>\S+) in \d/ },
    { says: 'succeeds', when: /^Writing: \S+\.sql$/ },
    { says: 'down', when: /^Rolling back: (?<migration>\S+)$/ },
    { says: 'ends', when: /^Rolled back: (?<migration>\S+) in \d/ },
    {
      says: 'other-command',
      when: /^\[[ X]\] \d\S*\.sql$|^Dropping: \S+$|^Creating migration: \S+\.sql$|^(?:Applied|Pending): \d+$/,
    },
    { says: 'other-command', when: /^Reading: \S+\.sql$/ },
    { says: 'fails', when: /^Error: (?<error>.+)/, after: /^Reading: \S+\.sql$/, vague: true, state: 'unknown' },
    // The dump comes after the last migration.
    {
      says: 'fails',
      when: /^Error: (?<error>(?:exec: "(?:pg_dump|mysqldump|mariadb-dump|sqlite3)"|pg_dump: |mysqldump: |mariadb-dump: ).*)/,
      after: /^(?:Applied: \S+ in \d|Writing: )/,
      category: 'ConfigurationError',
      state: 'applied',
      nameless: true,
      remedy:
        "The migrations are applied; only the dump of the schema failed. Install the client of the server's version, or run `dbmate --no-dump-schema up`",
    },
    {
      says: 'fails',
      when: /^Error: (?!exec: |pg_dump: |mysqldump: |mariadb-dump: )(?<error>.+)/,
      after: AT_WORK,
      vague: true,
    },
    {
      says: 'fails',
      when: /^Error: (?<error>invalid url, have you set|could not find migrations directory|unsupported driver|no migration files found|can't find migration file|migration `\d+` is out of order|unable to create directory|please specify a name|can't rollback: no migrations)/,
      within: 'idle',
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Error: (?<error>unable to connect to database: .+)/,
      within: 'idle',
      vague: true,
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Error: (?<error>(?:dial|pq|lookup|x509|tls|driver)\b.+|Error \d{4}.+|unable to open database file.*|database is locked.*)/,
      after: /^(?!Appl(?:ied|ying): |Roll(?:ed|ing) back: )/,
      within: 'idle',
      atEnd: true,
      vague: true,
      state: 'unchanged',
    },
  ],
};
