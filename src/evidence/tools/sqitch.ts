import type { Tool } from './rule.ts';

/** https://sqitch.org/docs/manual/sqitch-deploy: a failed deploy reverts the changes before it, unless run with `--mode change`. */
export const sqitch: Tool = {
  name: 'Sqitch',
  transaction: 'none',
  again: 'sqitch deploy',
  rules: [
    { says: 'opens', when: /^Adding registry tables to / },
    { says: 'opens', when: /^Deploying changes (?:to|through) / },
    { says: 'begins', when: /^ {2}\+ (?<migration>\S+)(?: @\S+)* \.{2,}(?!\.)(?! (?:not )?ok$)/ },
    { says: 'ends', when: /^ {2}\+ (?<migration>\S+)(?: @\S+)* \.{2,} ok$/ },
    { says: 'ends', when: /^ok$/, within: 'migration' },
    { says: 'fails-too', when: /^ {2}\+ (?<migration>\S+)(?: @\S+)* \.{2,} not ok$/ },
    { says: 'fails-too', when: /^not ok$/, within: 'migration' },
    { says: 'fails-too', when: /psql:[^:\n]{1,500}:\d+: ERROR:\s+(?<error>.+)/, within: 'migration' },
    { says: 'fails-too', when: /psql:[^:\n]{1,500}:\d+: ERROR:\s+(?<error>.+)/, within: 'failure' },
    { says: 'rolls-back', when: /^Reverting all changes$/, within: 'failure' },
    { says: 'reverts', when: /^ {2}- (?<migration>\S+)(?: @\S+)* \.{2,} ok$/, within: 'failure' },
    { says: 'nothing-pending', when: /^Nothing to deploy(?: \(|$)/ },
    { says: 'other-command', when: /^Reverting (?:changes|all changes) (?:to|from) / },
  ],
};
