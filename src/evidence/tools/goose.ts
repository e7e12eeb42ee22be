import type { Tool } from './rule.ts';

const FILE = String.raw`[\w.-]+\.(?:sql|go)`;
const ALLOW_MISSING = 'Give the missing migrations newer versions, or run `goose up -allow-missing`';

/**
 * https://github.com/pressly/goose, its command and its library (log, slog, a panic). `goose down` prints the same `OK` lines as `goose up`,
 * and no closing line.
 */
export const goose: Tool = {
  name: 'goose',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'goose rolls a failed migration back, unless it says NO TRANSACTION' },
  again: 'goose up',
  saysEnd: 'run',
  rules: [
    { says: 'ends', when: new RegExp(`^(?:goose: )?(?:OK|EMPTY) +(?:up +)?(?<migration>${FILE})(?: \\(|$)`) },
    { says: 'ends', when: /^(?:goose: )?migration completed .*\bdirection="?up\b.*\bsource="?(?<migration>[\w.-]+)/ },
    {
      says: 'down',
      when: /^(?:goose: )?(?:OK|EMPTY) +down +\S|^(?:goose: )?migration completed .*\bdirection="?down\b/,
    },
    { says: 'down', when: /^goose: down to current file version: / },
    { says: 'other-command', when: /^\s*Applied At {2,}Migration$|^goose: (?:file )?version \d|^goose: status for / },
    { says: 'other-command', when: /^RENAMED \S+ => \S+$|^(?:goose: )?Created new file: \S+\.(?:sql|go)$/i },
    { says: 'other-command', when: /^goose validate: |^Usage: goose (?:DRIVER|\[OPTIONS\])/ },
    {
      says: 'fails',
      when: /^Usage: goose DRIVER /,
      error:
        'goose printed its usage: the driver, the connection string or the command is missing (Usage: goose DRIVER DBSTRING COMMAND)',
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    { says: 'fails', when: /^goose validate: (?<error>.+)/, state: 'unchanged' },
    {
      says: 'fails',
      when: /(?:^|[\s:"=])ERROR (?<migration>\S+\.go): failed to run Go migration: (?<error>Go functions must be registered .+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /(?:^|[\s:"=])ERROR (?:go migration(?: no tx)?: )?"?(?<migration>\d[^\s:"\\]*\.(?:sql|go))\\?"?: (?!failed to run Go migration: Go functions must)(?<error>.+)/,
      vague: true,
    },
    {
      says: 'fails',
      when: new RegExp(`^FAIL (?<migration>${FILE}) \\((?<error>.+)\\), quitting migration`),
      vague: true,
    },
    {
      says: 'fails',
      when: /partial migration error \((?:type:\w+,version:)?(?<migration>\d[\w.-]*)\)(?: \(\d+\))?: (?<error>.+)/,
      vague: true,
      // What was applied before it the caller knows, and need not print.
      state: 'unknown',
    },
    {
      says: 'fails',
      when: /(?:^|: )(?<error>found \d+ missing (?:\(out-of-order\) )?migrations?\b.*)/,
      category: 'ConfigurationError',
      state: 'unchanged',
      remedy: ALLOW_MISSING,
    },
    {
      says: 'fails',
      when: /^(?:.*\bgoose\b.*: )?(?<error>(?:failed to collect migrations: )?(?:no migration files found|\S+ directory does not exist).*)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^goose (?:run|up(?:-by-one|-to)?): (?<error>.*(?:no such command|must be of form|version must be a number|failed to parse|could not parse|found duplicate migration|no current version found|no next version found).*)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      // Where the version table can be neither read nor made, the last part is the cause.
      when: /^(?:goose (?:run|up(?:-by-one|-to)?): |-dbstring=\S*: )(?!ERROR |failed to run |.*no migration files|found \d|error: found|\S+ directory does|.*(?:no such command|must be of form|version must be a number|failed to parse|could not parse|found duplicate|no current version|no next version))(?:.{1,2000}; )?(?<error>.+)/,
      state: 'unchanged',
      // libSQL's driver sets the reason behind the statement.
      until: /^(?!error code \d)/,
    },
    { says: 'fails', when: /^goose (?:run|up(?:-by-one|-to)?): (?<error>failed to run .+)/, vague: true },
    { says: 'succeeds', when: /^(?:goose: )?successfully migrated database\b|^goose: up to current file version: / },
    { says: 'nothing-pending', when: /^(?:goose: )?no migrations to run[.,] current version: \d/ },
    { says: 'nothing-pending', when: /^no migrations to run\b.*\bcurrent_version=/ },
  ],
  shorten: error =>
    error
      .replace(/^failed to run (?:SQL|Go|go) migration: /, '')
      .replace(/^failed to execute SQL: .*\n(?=error code \d)/, ''),
};
