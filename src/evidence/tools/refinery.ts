import type { Tool } from './rule.ts';

/** https://github.com/rust-db/refinery: its lines come through `log`; it says no word when all is done. */
export const refinery: Tool = {
  name: 'refinery',
  // Its program may group the migrations or run them outside transactions, and the output does not tell.
  transaction: 'none',
  again: 'refinery migrate',
  endsSilently: true,
  saysEnd: 'nothing',
  rules: [
    { says: 'begins', when: /^applying migration: (?<migration>[VU]\d\S*)(?: \.\.\.)?$/ },
    { says: 'nothing-pending', when: /^no migrations to apply$/ },
    { says: 'fails', when: /`(?<error>error applying migration (?<migration>[VU]\d[^\s`]*)`, .+)/, vague: true },
    // Before 0.5 without the backquotes.
    {
      says: 'fails',
      when: /(?:^|: )(?<error>error applying migration (?<migration>[VU]\d[^\s`,]*), .+)/,
      vague: true,
    },
    { says: 'fails', when: /`(?<error>error applying (?:migrations|update|batch)\b[^`]*`, .+)/, vague: true },
    {
      says: 'fails',
      when: /`(?<error>error (?:getting|asserting|fetching) .{1,80}`, .+)/,
      vague: true,
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /(?<error>applied migration (?<migration>[VU]\d\S*) is different than (?:the )?filesystem one[^`]*)/,
      category: 'ChecksumError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /(?<error>migration (?<migration>[VU]\d\S*) is (?:missing from the filesystem|repeated, migration versions must be unique))/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
  ],
};
