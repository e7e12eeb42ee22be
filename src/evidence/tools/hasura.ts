import type { Tool } from './rule.ts';

/** https://hasura.io/docs/2.0/hasura-cli: older versions end with 0 where one of several databases failed. */
export const hasura: Tool = {
  name: 'Hasura CLI',
  transaction: 'unknown',
  again: 'hasura migrate apply',
  saysEnd: 'nothing',
  rules: [
    { says: 'succeeds', when: /^(?:migrations applied|applied migrations)(?: on database: (?<database>\S+))?$/i },
    { says: 'nothing-pending', when: /^nothing to apply(?: on database: (?<database>\S+))?$/i },
    // The reason is on the next line.
    {
      says: 'fails',
      when: /^skipping applying migrations (?:on|for) database '?(?<database>[^\s',]+)'?, encountered:/i,
    },
    {
      says: 'tells',
      when: /^(?<error>\S.*)/,
      after: /^skipping applying migrations (?:on|for) database/i,
      within: 'failure',
    },
    { says: 'fails-too', when: /^(?<error>(?:operation|applying migrations) failed on (?:some )?database.*)/i },
    { says: 'fails', when: /^apply failed: (?<error>.+)/i },
  ],
};
