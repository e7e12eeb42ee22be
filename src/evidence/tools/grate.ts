import type { Tool } from './rule.ts';

/** https://erikbra.github.io/grate: a transaction only with `--transaction`, and nothing tells of it. */
export const grate: Tool = {
  name: 'grate',
  transaction: 'unknown',
  again: 'grate',
  endsSilently: true,
  saysEnd: 'run',
  rules: [
    { says: 'opens', when: /^Running grate v\S+ .{0,80}against (?<server>\S.{0,300}?)\.?$/ },
    { says: 'rehearses', when: /^This is a dry run, nothing will be done to the database\./ },
    { says: 'begins', when: /^ Running '(?<migration>[^']+)'\.$/ },
    { says: 'succeeds', when: /^grate v\S+ has grated your database \(.{1,200}\)! You are now at version / },
    { says: 'fails-too', when: /^(?:An error occurred: )?Migration failed due to the following errors:/ },
    {
      says: 'tells',
      when: /^(?<migration>(?!grate-internal)\S{1,200}\.sql): (?<error>.+)/,
      within: 'failure',
      overrules: true,
    },
    { says: 'tells', when: /^grate-internal\S{1,200}\.sql: (?<error>.+)/, within: 'failure', state: 'unchanged' },
  ],
};
