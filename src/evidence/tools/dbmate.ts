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
