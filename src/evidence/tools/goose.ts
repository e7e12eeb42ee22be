import type { Tool } from './rule.ts';

/** https://github.com/pressly/goose */
export const goose: Tool = {
  name: 'goose',
  transaction: 'each-by-default',
  caveat: { state: 'rolled-back', note: 'goose rolls a failed migration back, unless it says NO TRANSACTION' },
  again: 'goose up',
  saysEnd: 'run',
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
