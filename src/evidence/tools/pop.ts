import type { Tool } from './rule.ts';

/** https://gobuffalo.io/documentation/database/soda/: the command soda, and pop in a program. */
export const pop: Tool = {
  name: 'pop',
  transaction: 'each',
  again: 'soda migrate',
  rules: [
    { says: 'succeeds', when: /^Successfully applied [1-9]\d* migrations?\.?$/ },
    { says: 'nothing-pending', when: /^Migrations already up to date, nothing to apply$/ },
    {
      says: 'fails',
      when: /\b(?<error>(?:error executing|Problem executing|error processing) (?:migration )?(?:[^\s,]*\/)?(?<migration>\d{8,}_[\w-]+)[\w.]*(?:, sql: |: ).+)/,
      // What was applied before it, it does not print.
      state: 'unknown',
      vague: true,
    },
  ],
};
